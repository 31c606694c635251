import { z } from 'zod';
import { remembered, rememberedFor } from '../kernel/remembered.ts';
import { localDateSchema, localTimeSchema, type Instant, type LocalDate, type LocalTime } from '../kernel/time.ts';
import { instantAt, localDateOf, plusDays, weekdayName, weekdayOf } from './days.ts';

const day = z.strictObject({ on: localDateSchema, name: z.string() });

/** An agency's calendar with its dates: a `calendar.yaml` in a pack, or made from rules (`agency-calendar.ts`). */
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
  /** Legal holidays. The office is shut, unless it opens all the same. */
  holidays: z.array(day.extend({ officeOpens: z.boolean().optional() })),
  /** Days on which the office is shut all day although no listed holiday. */
  closures: z.array(day),
  /** Days on which the office closes before its usual hour. */
  earlyClosings: z.array(day.extend({ closesAt: localTimeSchema })).optional(),
  /** Legal holidays of the courts that the agency answers to (GEN-ROLL-FED). */
  courtHolidays: z.array(day).optional(),
  /** Holidays that no rule gives and that are listed by date: through when. */
  listedThrough: z.array(z.strictObject({ name: z.string(), knownThrough: localDateSchema })).optional(),
});

export type BusinessCalendar = z.infer<typeof businessCalendarSchema>;

/** A day, and why it is not the one that a plain count would give. */
export interface ExplainedDate {
  readonly on: LocalDate;
  readonly skipped: readonly string[];
}

/** A question about a day that the calendar does not cover: extend the calendar, do not guess. */
export class DayOutsideCalendar extends Error {
  constructor(
    readonly on: LocalDate,
    calendar: BusinessCalendar,
  ) {
    super(`${calendar.id} version ${calendar.version} covers ${calendar.knownFrom} to ${calendar.knownThrough}, not ${on}`);
    this.name = 'DayOutsideCalendar';
  }
}

type CalendarDay = BusinessCalendar['holidays'][number];

/** A calendar does not change: what it says of a day is worked out once. */
interface CalendarIndex {
  readonly holidays: ReadonlyMap<string, CalendarDay>;
  readonly closures: ReadonlyMap<string, CalendarDay>;
  readonly earlyClosings: ReadonlyMap<string, CalendarDay & { readonly closesAt: LocalTime }>;
  readonly courtHolidays: ReadonlyMap<string, CalendarDay>;
  readonly shut: (on: LocalDate) => string | null;
  readonly notCounted: (on: LocalDate) => string | null;
  readonly counted: (count: number) => (trigger: LocalDate) => ExplainedDate;
  readonly rolledOhio: (lastOn: LocalDate) => ExplainedDate;
  readonly rolledFederal: (lastOn: LocalDate) => ExplainedDate;
}

const byDay = <D extends { readonly on: LocalDate }>(days: readonly D[] = []) => new Map(days.map((listed) => [listed.on as string, listed]));

const indexOf = rememberedFor((calendar: BusinessCalendar): CalendarIndex => ({
  holidays: byDay(calendar.holidays),
  closures: byDay(calendar.closures),
  earlyClosings: byDay(calendar.earlyClosings?.filter(({ closesAt }) => closesAt < calendar.officeClosesAt)),
  courtHolidays: byDay(calendar.courtHolidays),
  shut: remembered((on: LocalDate) => shutOn(calendar, on)),
  notCounted: remembered((on: LocalDate) => whyNotCounted(calendar, on)),
  counted: remembered((count: number) => remembered((trigger: LocalDate) => countedFrom(calendar, trigger, count))),
  rolledOhio: remembered((lastOn: LocalDate) => rolled(lastOn, (on) => whyRolledInOhio(calendar, on))),
  rolledFederal: remembered((lastOn: LocalDate) => rolled(lastOn, (on) => whyRolledInCourt(calendar, on))),
}));

/**
 * The same calendar, which takes days that it does not know for ordinary ones. Only for what protects a customer or merely informs
 * staff, such as the end of a hold or when an answer is due: never for a guard, which has to wait for a calendar that knows.
 */
export const evenBeyond = rememberedFor((calendar: BusinessCalendar): BusinessCalendar => ({
  ...calendar,
  knownFrom: '0001-01-01' as LocalDate,
  knownThrough: '9999-12-31' as LocalDate,
}));

function assertKnown(calendar: BusinessCalendar, on: LocalDate): void {
  if (on < calendar.knownFrom || on > calendar.knownThrough) throw new DayOutsideCalendar(on, calendar);
}

const named = ({ name, on }: CalendarDay) => `${name} (${on})`;

/** The legal holiday's name, whether or not the office opens on it, or null. */
export function holidayOn(calendar: BusinessCalendar, on: LocalDate): string | null {
  assertKnown(calendar, on);
  return indexOf(calendar).holidays.get(on)?.name ?? null;
}

/** Why the office is shut all that day, or null when it opens. */
export function officeClosedOn(calendar: BusinessCalendar, on: LocalDate): string | null {
  return indexOf(calendar).shut(on);
}

function shutOn(calendar: BusinessCalendar, on: LocalDate): string | null {
  assertKnown(calendar, on);
  const { holidays, closures } = indexOf(calendar);
  const holiday = holidays.get(on);
  const special = holiday && !holiday.officeOpens ? holiday : closures.get(on);
  if (special) return named(special);
  return calendar.officeWeekdays.includes(weekdayOf(on)) ? null : `${weekdayName(on)} ${on}`;
}

/** When the office closes that day: its usual hour, or an earlier one. Says nothing of days on which it does not open. */
export function officeClosesOn(calendar: BusinessCalendar, on: LocalDate): LocalTime {
  return indexOf(calendar).earlyClosings.get(on)?.closesAt ?? calendar.officeClosesAt;
}

/** Why a day is no business day, or null. A legal holiday is none although the office opens: the later reading protects (GEN-PROTECT). */
export function notBusinessDay(calendar: BusinessCalendar, on: LocalDate): string | null {
  return indexOf(calendar).notCounted(on);
}

function whyNotCounted(calendar: BusinessCalendar, on: LocalDate): string | null {
  const holiday = indexOf(calendar).holidays.get(on);
  return officeClosedOn(calendar, on) ?? (holiday ? `${named(holiday)}, a legal holiday on which the office opens,` : null);
}

/**
 * The nth business day after the trigger: the trigger is left out, the last day counts (GEN-COUNT). With `clearDays` one more,
 * for packs that want so many days free between trigger and act.
 */
export function nthBusinessDayAfter(calendar: BusinessCalendar, trigger: LocalDate, count: number, clearDays = false): ExplainedDate {
  return indexOf(calendar).counted(clearDays ? count + 1 : count)(trigger);
}

function countedFrom(calendar: BusinessCalendar, trigger: LocalDate, count: number): ExplainedDate {
  const skipped: string[] = [];
  let on = trigger;
  for (let open = 0; open < count; ) {
    on = plusDays(on, 1);
    const closed = notBusinessDay(calendar, on);
    if (closed === null) open += 1;
    else skipped.push(`${closed} is not counted`);
  }
  return { on, skipped };
}

/**
 * A last day on a Sunday or a holiday, or on which the office is shut all day or closes early, moves to the next day that is none of
 * them (GEN-ROLL-OH; ORC 1.14). A Saturday on which the office keeps its hours does not move.
 */
export function rollOhio(calendar: BusinessCalendar, lastOn: LocalDate): ExplainedDate {
  return indexOf(calendar).rolledOhio(lastOn);
}

function whyRolledInOhio(calendar: BusinessCalendar, on: LocalDate): string | null {
  const closed = officeClosedOn(calendar, on);
  if (closed !== null) return closed;
  const { holidays, earlyClosings } = indexOf(calendar);
  const holiday = holidays.get(on);
  if (holiday) return named(holiday);
  const early = earlyClosings.get(on);
  if (early) return `${named(early)}, when the office closes at ${early.closesAt},`;
  return weekdayOf(on) === 7 ? `${weekdayName(on)} ${on}` : null;
}

/** A last day on a Saturday, a Sunday or a legal holiday of the courts moves to the next day that is none (GEN-ROLL-FED; FRBP 9006(a)(1)(C)). */
export function rollFederal(calendar: BusinessCalendar, lastOn: LocalDate): ExplainedDate {
  return indexOf(calendar).rolledFederal(lastOn);
}

function whyRolledInCourt(calendar: BusinessCalendar, on: LocalDate): string | null {
  assertKnown(calendar, on);
  if (!calendar.courtHolidays) throw new NoCourtHolidays(calendar);
  const holiday = indexOf(calendar).courtHolidays.get(on);
  if (holiday) return named(holiday);
  return weekdayOf(on) >= 6 ? `${weekdayName(on)} ${on}` : null;
}

/** A calendar that lists no holidays of courts cannot roll a court's last day. */
export class NoCourtHolidays extends Error {
  constructor(calendar: BusinessCalendar) {
    super(`${calendar.id} version ${calendar.version} lists no "courtHolidays"; name a calendar that does, like OH-COUNTY-OFFICE@2`);
    this.name = 'NoCourtHolidays';
  }
}

function rolled(lastOn: LocalDate, why: (on: LocalDate) => string | null): ExplainedDate {
  const skipped: string[] = [];
  let on = lastOn;
  for (let reason = why(on); reason !== null; reason = why(on)) {
    skipped.push(`${reason} skipped`);
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
