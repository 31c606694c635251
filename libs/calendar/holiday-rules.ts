import { z } from 'zod';
import { localDate, localDateSchema, type LocalDate } from '../kernel/time.ts';
import { plusDays, weekdayNames, weekdayOf } from './days.ts';

const month = z.int().min(1).max(12);

/** Which day of a year a rule means. */
const dayRuleSchema = z.union([
  z.strictObject({ month, day: z.int().min(1).max(31) }).describe('the same day of every year'),
  z.strictObject({ month, weekday: z.enum(weekdayNames), nth: z.union([z.int().min(1).max(4), z.literal('last')]) }).describe('the nth, or the last, such weekday of a month'),
  z.strictObject({ after: z.string(), days: z.int() }).describe('so many days after another day of the same list'),
  z.strictObject({ dates: z.array(localDateSchema).min(1) }).describe('dates that no rule of this calendar gives, such as new moons; known through their last year'),
]);
type DayRule = z.infer<typeof dayRuleSchema>;

/** A day of the year that the law or an agency names. The years are those in which it counts, both included. */
export const namedDaySchema = z.strictObject({
  name: z.string().min(1),
  on: dayRuleSchema,
  fromYear: z.int().optional(),
  throughYear: z.int().optional(),
  /** When the day falls on a Saturday (Sunday), the Friday before (Monday after) is a holiday as well. */
  saturdayGivesFriday: z.boolean().optional(),
  sundayGivesMonday: z.boolean().optional(),
  citation: z.string().optional(),
  note: z.string().optional(),
});
export type NamedDay = z.infer<typeof namedDaySchema>;

/** The legal holidays of one body of law: `libs/calendar/holidays/<id>/<version>.yaml`. */
export const holidaySetSchema = z.strictObject({
  id: z.string().regex(/^[A-Z0-9-]+$/),
  version: z.int().positive(),
  title: z.string(),
  citation: z.string(),
  status: z.enum(['verified', 'needs-counsel', 'default']),
  holidays: z.array(namedDaySchema).min(1),
});
export type HolidaySet = z.infer<typeof holidaySetSchema>;

export interface DatedDay {
  readonly on: LocalDate;
  readonly name: string;
}

/** Lists are written by people: a rule that leads nowhere is named. */
export class UnknownDay extends Error {
  constructor(name: string, known: readonly string[]) {
    super(`No day is named "${name}". Named are: ${known.join(', ')}`);
    this.name = 'UnknownDay';
  }
}

/** The day of that year, or null when the rule names none in it. @throws UnknownDay for a rule that rests on a day that is not listed */
function dayIn(year: number, rule: DayRule, list: readonly NamedDay[]): LocalDate | null {
  if ('dates' in rule) return rule.dates.find((on) => on.startsWith(`${year}-`)) ?? null;
  if ('after' in rule) {
    const named = list.find((day) => day.name === rule.after);
    if (!named) throw new UnknownDay(rule.after, list.map((day) => day.name));
    const on = dayIn(year, named.on, list);
    return on === null ? null : plusDays(on, rule.days);
  }
  const first = localDate(`${year}-${String(rule.month).padStart(2, '0')}-01`);
  if ('day' in rule) return plusDays(first, rule.day - 1);
  const wanted = weekdayNames.indexOf(rule.weekday) + 1;
  const firstSuch = plusDays(first, (wanted - weekdayOf(first) + 7) % 7);
  if (rule.nth !== 'last') return plusDays(firstSuch, 7 * (rule.nth - 1));
  const fifth = plusDays(firstSuch, 28);
  return fifth.slice(0, 7) === first.slice(0, 7) ? fifth : plusDays(firstSuch, 21);
}

/** The Friday or Monday on which a day at the weekend is observed, or null. */
export function observedOn(on: LocalDate, saturdayGivesFriday: boolean, sundayGivesMonday: boolean): LocalDate | null {
  const weekday = weekdayOf(on);
  if (weekday === 6 && saturdayGivesFriday) return plusDays(on, -1);
  return weekday === 7 && sundayGivesMonday ? plusDays(on, 1) : null;
}

/**
 * Every date of a list of named days in a range, in order, with the days on which they are observed besides.
 * @param named the days that rules like "the day after Thanksgiving Day" may rest on @throws UnknownDay
 */
export function datesOf(list: readonly NamedDay[], from: LocalDate, through: LocalDate, named: readonly NamedDay[] = list): DatedDay[] {
  const dated: DatedDay[] = [];
  // A year more at either end: a New Year's Day may be observed in the year before.
  for (let year = yearOf(from) - 1; year <= yearOf(through) + 1; year += 1) {
    for (const day of list) {
      if (year < (day.fromYear ?? year) || year > (day.throughYear ?? year)) continue;
      const on = dayIn(year, day.on, named);
      if (on === null) continue;
      dated.push({ on, name: day.name });
      const observed = observedOn(on, day.saturdayGivesFriday ?? false, day.sundayGivesMonday ?? false);
      if (observed !== null) dated.push({ on: observed, name: `${day.name} observed` });
    }
  }
  return dated.filter(({ on }) => on >= from && on <= through).sort((first, second) => (first.on < second.on ? -1 : first.on > second.on ? 1 : 0));
}

/** Days that are listed by date run out: through when each of them is known. */
export function listedThrough(list: readonly NamedDay[]): { readonly name: string; readonly knownThrough: LocalDate }[] {
  return list.flatMap(({ name, on, throughYear }) => {
    if (!('dates' in on) || throughYear !== undefined) return [];
    const last = on.dates.reduce((late, next) => (next > late ? next : late));
    return [{ name, knownThrough: localDate(`${last.slice(0, 4)}-12-31`) }];
  });
}

function yearOf(on: LocalDate): number {
  return Number(on.slice(0, 4));
}
