import { z } from 'zod';

/** A calendar day where the utility is, `YYYY-MM-DD`. Compares as text. */
export type LocalDate = string & { readonly __kind: 'LocalDate' };
/** A moment in UTC, `YYYY-MM-DDTHH:MM:SS.sssZ`. Always this length, so that it compares as text. */
export type Instant = string & { readonly __kind: 'Instant' };
/** A time of day where the utility is, `HH:MM`. */
export type LocalTime = string & { readonly __kind: 'LocalTime' };

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const instantPattern = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?Z$/;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** True for a day that exists: `2027-02-29` does not. */
export function isLocalDate(text: string): text is LocalDate {
  const match = datePattern.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export function isInstant(text: string): boolean {
  const match = instantPattern.exec(text);
  return match !== null && isLocalDate(match[1] ?? '');
}

/** Milliseconds always, so that instants of equal moments are equal texts. @throws RangeError for a text that is no UTC instant */
export function instant(text: string): Instant {
  const match = instantPattern.exec(text);
  if (!match || !isLocalDate(match[1] ?? '')) throw new RangeError(`"${text}" is not a UTC instant like 2027-03-01T14:30:00Z`);
  return `${text.slice(0, 19)}.${(match[5] ?? '').padEnd(3, '0').slice(0, 3)}Z` as Instant;
}

/** @throws RangeError for a day that does not exist */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`"${text}" is not a date that exists, like 2027-03-01`);
  return text;
}

/** Senders write 0001-01-01 or 9999-12-31 for "none": what is reckoned from such a day leaves the calendar. */
const earliestYear = '1900';
const latestYear = '2199';

function isWithinYears(text: string): boolean {
  const year = text.slice(0, 4);
  return year >= earliestYear && year <= latestYear;
}

const withinYears = { error: `must lie between ${earliestYear} and ${latestYear}: leave it out where there is none` };

export const localDateSchema = z
  .string()
  .refine(isLocalDate, { error: 'must be a date that exists, like 2027-03-01', abort: true })
  .refine(isWithinYears, withinYears)
  .meta({ format: 'date' })
  .transform((text) => text as LocalDate);

export const instantSchema = z
  .string()
  .refine(isInstant, { error: 'must be a UTC instant like 2027-03-01T14:30:00Z', abort: true })
  .refine(isWithinYears, withinYears)
  .meta({ format: 'date-time' })
  .transform((text) => instant(text));

export const localTimeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day like 08:00' })
  .transform((text) => text as LocalTime);

/** The earlier of two (null is "never"). */
export function earlierOf<T extends string>(first: T | null, second: T | null): T | null {
  if (first === null) return second;
  if (second === null) return first;
  return first < second ? first : second;
}

export function laterOf<T extends string>(first: T, second: T): T {
  return first > second ? first : second;
}
