import { z } from 'zod';
import { remembered, rememberedFor } from '../kernel/remembered.ts';
import { localDateSchema, localTimeSchema, type Instant, type LocalDate, type LocalTime } from '../kernel/time.ts';
import { instantAt, localDateOf, plusDays, weekdayOf } from './days.ts';

const weekdayNames = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** An agency's calendar as data: a `calendar.yaml` in a pack. */
export const businessCalendarSchema = z.strictObject({
  id: z.string(),
  version: z.int().positive(),
  zone: z.string(),
  source: z.string(),
  officeOpensAt: localTimeSchema,
  officeClosesAt: localTimeSchema,
  /** 1 = Monday … 7 = Sunday. */
  officeWeekdays: z.array(z.int().min(1).max(7)),
  /** Days that this calendar knows; outside them it gives no answer. */
  knownFrom: localDateSchema,
  knownThrough: localDateSchema,
  holidays: z.array(z.strictObject({ on: localDateSchema, name: z.string() })),
  /** Days on which the office is shut all day although no listed holiday. */
  closures: z.array(z.strictObject({ on: localDateSchema, name: z.string() })),
});

export type BusinessCalendar = z.infer<typeof businessCalendarSchema>;

/** A day, and why it is not the one that a plain count would give. */
export interface ExplainedDate {
  readonly on: LocalDate;
  readonly skipped: readonly string[];
}

/** A question about a day that the calendar does not cover: extend the calendar, do not guess. */
export class DayOutsideCalendar extends Error {
  constructor(on: LocalDate, calendar: BusinessCalendar) {
    super(`${calendar.id} version ${calendar.version} covers ${calendar.knownFrom} to ${calendar.knownThrough}, not ${on}`);
    this.name = 'DayOutsideCalendar';
  }
}

/** A calendar does not change: what it says of a day is worked out once. */
interface CalendarIndex {
  readonly holidays: ReadonlyMap<string, string>;
  readonly closures: ReadonlyMap<string, string>;
  readonly shut: (on: LocalDate) => string | null;
  readonly rolled: (lastOn: LocalDate) => ExplainedDate;
}

const indexOf = rememberedFor((calendar: BusinessCalendar): CalendarIndex => ({
  holidays: new Map(calendar.holidays.map((day) => [day.on as string, day.name])),
  closures: new Map(calendar.closures.map((day) => [day.on as string, day.name])),
  shut: remembered((on: LocalDate) => shutOn(calendar, on)),
  rolled: remembered((lastOn: LocalDate) => rolledFrom(calendar, lastOn)),
}));

function assertKnown(calendar: BusinessCalendar, on: LocalDate): void {
  if (on < calendar.knownFrom || on > calendar.knownThrough) throw new DayOutsideCalendar(on, calendar);
}

/** The holiday's name, or null. */
export function holidayOn(calendar: BusinessCalendar, on: LocalDate): string | null {
  assertKnown(calendar, on);
  return indexOf(calendar).holidays.get(on) ?? null;
}

/** Why the office is shut all that day, or null when it opens. */
export function officeClosedOn(calendar: BusinessCalendar, on: LocalDate): string | null {
  return indexOf(calendar).shut(on);
}

function shutOn(calendar: BusinessCalendar, on: LocalDate): string | null {
  const special = holidayOn(calendar, on) ?? indexOf(calendar).closures.get(on);
  if (special) return `${special} (${on})`;
  const weekday = weekdayOf(on);
  return calendar.officeWeekdays.includes(weekday) ? null : `${weekdayNames[weekday]} ${on}`;
}

/** The nth open day after the trigger: the trigger is left out, the last day counts (GEN-COUNT). */
export function nthBusinessDayAfter(calendar: BusinessCalendar, trigger: LocalDate, count: number): ExplainedDate {
  const skipped: string[] = [];
  let on = trigger;
  for (let open = 0; open < count; ) {
    on = plusDays(on, 1);
    const closed = officeClosedOn(calendar, on);
    if (closed === null) open += 1;
    else skipped.push(`${closed} is not counted`);
  }
  return { on, skipped };
}

/**
 * A last day on a Sunday or a holiday, or on which the office is shut all day, moves to the next day that is none of them
 * (GEN-ROLL-OH; ORC 1.14).
 */
export function rollOhio(calendar: BusinessCalendar, lastOn: LocalDate): ExplainedDate {
  return indexOf(calendar).rolled(lastOn);
}

function rolledFrom(calendar: BusinessCalendar, lastOn: LocalDate): ExplainedDate {
  const skipped: string[] = [];
  let on = lastOn;
  for (let closed = officeClosedOn(calendar, on); closed !== null; closed = officeClosedOn(calendar, on)) {
    skipped.push(`${closed} skipped`);
    on = plusDays(on, 1);
  }
  return { on, skipped };
}

/** The first open day that is not before the given one. */
export function openDayFrom(calendar: BusinessCalendar, from: LocalDate): LocalDate {
  let on = from;
  while (officeClosedOn(calendar, on) !== null) on = plusDays(on, 1);
  return on;
}

/** The last open day that is not after the given one. */
export function openDayUntil(calendar: BusinessCalendar, until: LocalDate): LocalDate {
  let on = until;
  while (officeClosedOn(calendar, on) !== null) on = plusDays(on, -1);
  return on;
}

export function at(calendar: BusinessCalendar, on: LocalDate, time: LocalTime): Instant {
  return instantAt(on, time, calendar.zone);
}

export function dayOf(calendar: BusinessCalendar, moment: Instant): LocalDate {
  return localDateOf(moment, calendar.zone);
}
