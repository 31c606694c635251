import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { z } from 'zod';
import { remembered } from '../kernel/remembered.ts';
import { agencyCalendarSchema, calendarFrom } from './agency-calendar.ts';
import type { BusinessCalendar } from './business-calendar.ts';
import { holidaySetSchema, type HolidaySet, UnknownDay } from './holiday-rules.ts';

const here = dirname(fileURLToPath(import.meta.url));

/** A calendar or set of holidays that cannot be used: every fault, with its file and place. */
export class BrokenCalendar extends Error {
  constructor(file: string, faults: readonly string[]) {
    super(`${file} cannot be used: ${faults.join('; ')}.`);
    this.name = 'BrokenCalendar';
  }
}

/** `CA-DISTRICT-OFFICE@1` → that agency's calendar, with every date written out. @throws BrokenCalendar */
export const loadCalendar = remembered((reference: string): BusinessCalendar => {
  const file = fileOf('agencies', reference);
  const agency = read(file, agencyCalendarSchema);
  assertSays(file, reference, agency);
  try {
    return calendarFrom(agency, loadHolidays);
  } catch (error) {
    if (error instanceof UnknownDay) throw new BrokenCalendar(file, [error.message]);
    throw error;
  }
});

/** `OHIO@1` → the legal holidays by rule. @throws BrokenCalendar */
export const loadHolidays = remembered((reference: string): HolidaySet => {
  const file = fileOf('holidays', reference);
  const set = read(file, holidaySetSchema);
  assertSays(file, reference, set);
  return set;
});

function fileOf(folder: 'agencies' | 'holidays', reference: string): string {
  const match = /^([A-Z0-9-]+)@([1-9]\d*)$/.exec(reference);
  if (!match) throw new BrokenCalendar(reference, ['a calendar is named like OH-COUNTY-OFFICE@2']);
  return join(here, folder, (match[1] as string).toLowerCase(), `${match[2]}.yaml`);
}

function assertSays(file: string, reference: string, { id, version }: { id: string; version: number }): void {
  if (`${id}@${version}` !== reference) throw new BrokenCalendar(file, [`it calls itself ${id}@${version} and lies where ${reference} should`]);
}

function read<S extends z.ZodType>(file: string, schema: S): z.infer<S> {
  if (!existsSync(file)) throw new BrokenCalendar(file, ['there is no such file']);
  const parsed = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new BrokenCalendar(file, parsed.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`));
}
