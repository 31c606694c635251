import { Temporal } from '@js-temporal/polyfill';
import { remembered } from '../kernel/remembered.ts';
import { instant, type Instant, type LocalDate, type LocalTime } from '../kernel/time.ts';

/** 1 = Monday … 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** In the order of `Weekday`. */
export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

// The library is right but slow, and the same few thousand days and instants come up again and again: what it answered is kept.
const shifted = remembered((days: number) => remembered((on: LocalDate) => Temporal.PlainDate.from(on).add({ days }).toString() as LocalDate));
const monthsLater = remembered((months: number) => remembered((on: LocalDate) => Temporal.PlainDate.from(on).add({ months }, { overflow: 'constrain' }).toString() as LocalDate));
const weekdays = remembered((on: LocalDate) => Temporal.PlainDate.from(on).dayOfWeek as Weekday);
const clocks = remembered((zone: string) => remembered((time: LocalTime) => remembered((on: LocalDate) => firstInstant(on, time, zone))));
const dayStarts = remembered((zone: string) =>
  remembered((on: LocalDate) => instant(Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: zone }).toInstant().toString())),
);
const elapsed = remembered((hours: number) =>
  remembered((at: Instant) => instant(Temporal.Instant.from(at).add({ minutes: Math.round(hours * 60) }).toString())),
);
/** The local days that share a day of UTC, as far as they were asked for. */
const dayBounds = remembered((_zone: string) => remembered((_utcDay: string): { start: Instant; end: Instant; on: LocalDate }[] => []));

/** `days` may be negative. */
export function plusDays(on: LocalDate, days: number): LocalDate {
  return shifted(days)(on);
}

/** The nth day after the trigger, which is left out; with `clearDays` one more (GEN-COUNT). */
export function nthDayAfter(trigger: LocalDate, count: number, clearDays = false): LocalDate {
  return plusDays(trigger, clearDays ? count + 1 : count);
}

/** Where a count of months ends when its last month has no such day: on that month's last day, or when the time is over in full, the day after. */
export const monthReadings = ['month-end', 'full-year-elapsed'] as const;
export type MonthReading = (typeof monthReadings)[number];

/** Same numbered day `months` later (GEN-ROLL-OH); where there is none, as the reading says. A pack states which it follows. */
export function plusMonths(on: LocalDate, months: number, reading: MonthReading = 'month-end'): LocalDate {
  const ends = monthsLater(months)(on);
  const isShort = ends.slice(8) !== on.slice(8);
  return isShort && reading === 'full-year-elapsed' ? plusDays(ends, 1) : ends;
}

/** Days from the first to the second: 0 on the same day, negative when the second is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

export function weekdayOf(on: LocalDate): Weekday {
  return weekdays(on);
}

export function weekdayName(on: LocalDate): (typeof weekdayNames)[number] {
  return weekdayNames[weekdayOf(on) - 1] as (typeof weekdayNames)[number];
}

/** The first valid instant of that wall time: a time skipped in March is the one after the gap, a doubled one in November is its first. */
export function instantAt(on: LocalDate, time: LocalTime, zone: string): Instant {
  return clocks(zone)(time)(on);
}

function firstInstant(on: LocalDate, time: LocalTime, zone: string): Instant {
  const wall = Temporal.PlainDateTime.from(`${on}T${time}`);
  const early = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const skipped = early.toPlainDateTime().equals(wall) ? null : early.getTimeZoneTransition('next');
  return instant((skipped ?? early).toInstant().toString());
}

/** The instant at which a local day begins. */
export function startOfDay(on: LocalDate, zone: string): Instant {
  return dayStarts(zone)(on);
}

/** The local day in which an instant falls. */
export function localDateOf(at: Instant, zone: string): LocalDate {
  const bounds = dayBounds(zone)(at.slice(0, 10));
  const known = bounds.find((day) => at >= day.start && at < day.end);
  if (known) return known.on;
  const on = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString() as LocalDate;
  bounds.push({ on, start: startOfDay(on, zone), end: startOfDay(plusDays(on, 1), zone) });
  return on;
}

/** Elapsed time, whatever the clocks on the wall do (the 24- and 48-hour rules of GEN-CAL). */
export function plusHours(at: Instant, hours: number): Instant {
  return elapsed(hours)(at);
}

export function plusSeconds(at: Instant, seconds: number): Instant {
  return instantOfEpoch(epochMilliseconds(at) + seconds * 1_000);
}

/** Milliseconds since 1970, for timers and tokens. */
export function epochMilliseconds(at: Instant): number {
  return new Date(at).getTime();
}

/** Elapsed time knows no zone, and so the platform's own count of milliseconds is exact. @throws RangeError for what is no number */
export function instantOfEpoch(milliseconds: number): Instant {
  return instant(new Date(milliseconds).toISOString());
}
