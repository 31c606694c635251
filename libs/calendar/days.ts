import { Temporal } from '@js-temporal/polyfill';
import { instant, type Instant, type LocalDate, type LocalTime } from '../kernel/time.ts';

/** 1 = Monday … 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The library is right but slow; the same few thousand days and instants come up again and again. */
class Memo<V> {
  readonly #values = new Map<string, V>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  of(key: string, compute: () => V): V {
    const known = this.#values.get(key);
    if (known !== undefined) return known;
    if (this.#values.size >= this.#limit) this.#values.clear();
    const value = compute();
    this.#values.set(key, value);
    return value;
  }
}

const shifted = new Memo<LocalDate>(50_000);
const weekdays = new Memo<Weekday>(20_000);
const instants = new Memo<Instant>(50_000);
const dayBounds = new Memo<{ zone: string; start: Instant; end: Instant; on: LocalDate }[]>(200);

/** `days` may be negative. */
export function plusDays(on: LocalDate, days: number): LocalDate {
  return shifted.of(`${on}|${days}`, () => Temporal.PlainDate.from(on).add({ days }).toString() as LocalDate);
}

/** Same numbered day `months` later, else that month's last (GEN-ROLL-OH). */
export function plusMonths(on: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(on).add({ months }, { overflow: 'constrain' }).toString() as LocalDate;
}

/** Days from the first to the second: 0 on the same day, negative when the second is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

export function weekdayOf(on: LocalDate): Weekday {
  return weekdays.of(on, () => Temporal.PlainDate.from(on).dayOfWeek as Weekday);
}

/** The first valid instant of that wall time: a time skipped in March is the one after the gap, a doubled one in November is its first. */
export function instantAt(on: LocalDate, time: LocalTime, zone: string): Instant {
  return instants.of(`${on}|${time}|${zone}`, () => {
    const wall = Temporal.PlainDateTime.from(`${on}T${time}`);
    const early = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
    const skipped = early.toPlainDateTime().equals(wall) ? null : early.getTimeZoneTransition('next');
    return instant((skipped ?? early).toInstant().toString());
  });
}

/** The instant at which a local day begins. */
export function startOfDay(on: LocalDate, zone: string): Instant {
  return instants.of(`${on}|start|${zone}`, () =>
    instant(Temporal.PlainDate.from(on).toZonedDateTime({ timeZone: zone }).toInstant().toString()),
  );
}

/** The local day in which an instant falls. */
export function localDateOf(at: Instant, zone: string): LocalDate {
  const bounds = dayBounds.of(at.slice(0, 10) + zone, () => []);
  const known = bounds.find((day) => at >= day.start && at < day.end);
  if (known) return known.on;
  const on = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString() as LocalDate;
  bounds.push({ zone, on, start: startOfDay(on, zone), end: startOfDay(plusDays(on, 1), zone) });
  return on;
}

/** Elapsed time, whatever the clocks on the wall do (the 24- and 48-hour rules of GEN-CAL). */
export function plusHours(at: Instant, hours: number): Instant {
  return instants.of(`${at}|+${hours}h`, () => instant(Temporal.Instant.from(at).add({ minutes: Math.round(hours * 60) }).toString()));
}

export function plusSeconds(at: Instant, seconds: number): Instant {
  return instant(Temporal.Instant.from(at).add({ seconds }).toString());
}

/** Milliseconds since 1970, for timers and tokens. */
export function epochMilliseconds(at: Instant): number {
  return Temporal.Instant.from(at).epochMilliseconds;
}

export function instantOfEpoch(milliseconds: number): Instant {
  return instant(Temporal.Instant.fromEpochMilliseconds(milliseconds).toString());
}
