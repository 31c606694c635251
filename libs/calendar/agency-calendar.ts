import { z } from 'zod';
import { localDateSchema, localTimeSchema, type LocalDate } from '../kernel/time.ts';
import { businessCalendarSchema, type BusinessCalendar } from './business-calendar.ts';
import { datesOf, listedThrough, namedDaySchema, observedOn, UnknownDay, type DatedDay, type HolidaySet, type NamedDay } from './holiday-rules.ts';

const reference = z.string().regex(/^[A-Z0-9-]+@[1-9]\d*$/, { error: 'must name a set and its version, like OHIO@1' });
const singleDay = z.strictObject({ on: localDateSchema, name: z.string().min(1) });

/** An agency's calendar by rule: `libs/calendar/agencies/<id>/<version>.yaml`. A business calendar with dates is made from it. */
export const agencyCalendarSchema = z.strictObject({
  ...businessCalendarSchema.pick({ id: true, version: true, zone: true, source: true, officeOpensAt: true, officeClosesAt: true, officeWeekdays: true, knownFrom: true, knownThrough: true }).shape,
  /** Whose legal holidays count here; `except` are those that do not reach this agency. */
  holidays: z.array(z.strictObject({ set: reference, except: z.array(z.string()).optional() })).min(1),
  /** Legal holidays on which the office opens all the same. They stay legal holidays. */
  officeOpensOn: z.array(z.string()).optional(),
  /** The office is shut on the Friday before (Monday after) a holiday at the weekend, by custom of the agency. */
  saturdayHolidayShutsFriday: z.boolean(),
  sundayHolidayShutsMonday: z.boolean(),
  /** Days of every year on which the office is shut although no legal holiday. */
  closures: z.array(namedDaySchema).optional(),
  earlyClosings: z.array(z.strictObject({ ...namedDaySchema.shape, closesAt: localTimeSchema })).optional(),
  /** Single days, as a board resolves them: shut besides, or open although a rule says shut. */
  shutBesides: z.array(singleDay).optional(),
  openAllTheSame: z.array(singleDay).optional(),
  /** The holidays of the courts that this agency answers to (GEN-ROLL-FED). */
  courtHolidays: z.array(reference).min(1),
});
export type AgencyCalendar = z.infer<typeof agencyCalendarSchema>;

/**
 * Writes a calendar of rules out as dates. Pure: the sets come in.
 * @throws UnknownDay when it excepts or opens on a holiday that none of its sets names
 */
export function calendarFrom(agency: AgencyCalendar, setOf: (reference: string) => HolidaySet): BusinessCalendar {
  const { knownFrom, knownThrough } = agency;
  const legal = agency.holidays.flatMap(({ set, except }) => without(setOf(set).holidays, except ?? []));
  const opensOn = agency.officeOpensOn ?? [];
  without(legal, opensOn);
  const opens = ({ on, name }: DatedDay) => isNamed(opensOn, name) || (agency.openAllTheSame ?? []).some((day) => day.on === on);
  const dated = datesOf(legal, knownFrom, knownThrough);
  // Where two holidays meet, the office opens only if it opens on both.
  const keptFirst = [...dated.filter((day) => !opens(day)), ...dated.filter(opens)];
  const holidays = oncePerDay(keptFirst).map((day) => (opens(day) ? { ...day, officeOpens: true } : day));
  const listed = new Set(holidays.map(({ on }) => on));
  const named = [...legal, ...(agency.closures ?? [])];
  const shut = [...observedClosures(agency, legal), ...datesOf(agency.closures ?? [], knownFrom, knownThrough, named), ...(agency.shutBesides ?? [])];
  return {
    id: agency.id,
    version: agency.version,
    zone: agency.zone,
    source: agency.source,
    officeOpensAt: agency.officeOpensAt,
    officeClosesAt: agency.officeClosesAt,
    officeWeekdays: agency.officeWeekdays,
    knownFrom,
    knownThrough,
    holidays,
    closures: oncePerDay(shut).filter((day) => !listed.has(day.on) && !opens(day)),
    earlyClosings: (agency.earlyClosings ?? []).flatMap(({ closesAt, ...day }) => datesOf([day], knownFrom, knownThrough, named).map((dated) => ({ ...dated, closesAt }))),
    courtHolidays: oncePerDay(agency.courtHolidays.flatMap((set) => datesOf(setOf(set).holidays, knownFrom, knownThrough))),
    listedThrough: listedThrough(legal),
  };
}

function without(list: readonly NamedDay[], names: readonly string[]): NamedDay[] {
  const unknown = names.find((name) => !list.some((day) => day.name === name));
  if (unknown !== undefined) throw new UnknownDay(unknown, list.map((day) => day.name));
  return list.filter((day) => !names.includes(day.name));
}

/** A holiday on which the office opens is open on the day that observes it, too. */
function isNamed(names: readonly string[], name: string): boolean {
  return names.includes(name) || names.includes(name.replace(/ observed$/, ''));
}

function observedClosures(agency: AgencyCalendar, legal: readonly NamedDay[]): DatedDay[] {
  const { knownFrom, knownThrough, saturdayHolidayShutsFriday, sundayHolidayShutsMonday } = agency;
  const year = (on: LocalDate, by: number) => `${Number(on.slice(0, 4)) + by}${on.slice(4)}` as LocalDate;
  const themselves = legal.map((day) => ({ ...day, saturdayGivesFriday: false, sundayGivesMonday: false }));
  return datesOf(themselves, year(knownFrom, -1), year(knownThrough, 1)).flatMap(({ on, name }) => {
    if (isNamed(agency.officeOpensOn ?? [], name)) return [];
    const observed = observedOn(on, saturdayHolidayShutsFriday, sundayHolidayShutsMonday);
    return observed === null || observed < knownFrom || observed > knownThrough ? [] : [{ on: observed, name: `${name} observed` }];
  });
}

/** Two lists may name one day; the first name stays. */
function oncePerDay(days: readonly DatedDay[]): DatedDay[] {
  const first = new Map<string, DatedDay>();
  for (const day of days) if (!first.has(day.on)) first.set(day.on, day);
  return [...first.values()].sort((one, other) => (one.on < other.on ? -1 : 1));
}
