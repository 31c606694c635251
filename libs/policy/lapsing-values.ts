import { z } from 'zod';
import { daysBetween, plusDays } from '../calendar/days.ts';
import { centsSchema, type Cents } from '../kernel/money.ts';
import { localDateSchema, type LocalDate } from '../kernel/time.ts';
import type { Law } from './facts.ts';

const periodSchema = z.strictObject({
  validFrom: localDateSchema,
  validThrough: localDateSchema,
  /** The amount, where the value is one. A window in which something may be filed has none. */
  cents: centsSchema.nonnegative().optional(),
  /** The rate, where the value is one: hundredths of a percent a year. */
  basisPoints: z.int().nonnegative().optional(),
  /** Where the period's figure comes from. */
  source: z.string().min(1),
});
type Period = z.infer<typeof periodSchema>;

/** Values that somebody has to renew: caps that follow a price index, poverty levels, the windows of an auditor. */
export const lapsingSchema = z.strictObject({
  /** So many days before a value lapses it is warned of. */
  warnDaysAhead: z.int().nonnegative(),
  rule: z.string(),
  values: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, { error: 'must be in small letters with hyphens, like reconnection-cap' }),
    z.strictObject({ says: z.string().min(1), rule: z.string(), periods: z.array(periodSchema).min(1) }),
  ),
});
export type LapsingValue = z.infer<typeof lapsingSchema>['values'][string];

/** The period of a value that covers the day, or null: it has lapsed, or has not begun. */
export function periodOn(value: LapsingValue, on: LocalDate): Period | null {
  return value.periods.find(({ validFrom, validThrough }) => validFrom <= on && on <= validThrough) ?? null;
}

/** The first day, not before the given one, on which the value is in force, or null when none is listed. */
export function inForceFrom(value: LapsingValue, on: LocalDate): LocalDate | null {
  if (periodOn(value, on) !== null) return on;
  const later = value.periods.map(({ validFrom }) => validFrom).filter((from) => from > on);
  return later.length === 0 ? null : later.reduce((first, next) => (next < first ? next : first));
}

/** The amount of a value on a day, in cents; null when the pack has no such value, or none for that day: what rests on it waits. */
export function centsOn({ pack }: Pick<Law, 'pack'>, name: string, on: LocalDate): Cents | null {
  const value = pack.lapsing?.values[name];
  return (value && periodOn(value, on)?.cents) ?? null;
}

/** Something that lapses soon, or has lapsed. */
export interface Lapsing {
  /** `reconnection-cap`, or `calendar`, or the name of a holiday that is listed by date. */
  readonly name: string;
  readonly kind: 'value' | 'calendar' | 'holiday';
  readonly rule: string | null;
  /** The last day on which it can be relied on. */
  readonly validThrough: LocalDate;
  /** Negative when that day has passed. */
  readonly daysLeft: number;
  /** What is the matter and what to do, a sentence or two. */
  readonly sentence: string;
}

type Lapse = Omit<Lapsing, 'daysLeft' | 'sentence'> & { readonly what: string; readonly mend: string };

/** What has lapsed on that day, or will within the days that the pack warns ahead; the soonest first. */
export function lapsing(law: Law, today: LocalDate): Lapsing[] {
  const warnsThrough = plusDays(today, law.pack.lapsing?.warnDaysAhead ?? 0);
  return [...valueLapses(law, today), ...calendarLapses(law)]
    .filter(({ validThrough }) => validThrough <= warnsThrough)
    .sort((first, second) => (first.validThrough < second.validThrough ? -1 : first.validThrough > second.validThrough ? 1 : 0))
    .map(({ what, mend, ...lapse }) => {
      const daysLeft = daysBetween(today, lapse.validThrough);
      const when = daysLeft < 0 ? `lapsed on ${lapse.validThrough}` : `lapses after ${lapse.validThrough}, in ${daysLeft} days`;
      return { ...lapse, daysLeft, sentence: `${what} ${when}. ${mend}` };
    });
}

function valueLapses({ pack }: Law, today: LocalDate): Lapse[] {
  return Object.entries(pack.lapsing?.values ?? {}).map(([name, value]) => ({
    name,
    kind: 'value',
    rule: value.rule,
    validThrough: reliableThrough(value, today),
    what: value.says,
    mend: 'Enter the next period in a new version of the pack; until then only the steps that rest on it wait.',
  }));
}

/** The last day of the periods that follow each other from today on; where none covers today, the last day of the one before. */
function reliableThrough(value: LapsingValue, today: LocalDate): LocalDate {
  const now = periodOn(value, today);
  if (now === null) return value.periods.map(({ validThrough }) => validThrough).filter((through) => through < today).sort().at(-1) ?? plusDays(today, -1);
  let through = now.validThrough;
  for (let next = periodOn(value, plusDays(through, 1)); next !== null; next = periodOn(value, plusDays(through, 1))) through = next.validThrough;
  return through;
}

function calendarLapses({ calendar, pack }: Law): Lapse[] {
  const { id, version, knownThrough, listedThrough = [] } = calendar;
  const rule = pack.lapsing?.rule ?? null;
  return [
    { name: 'calendar', kind: 'calendar', rule, validThrough: knownThrough, what: `What ${id} version ${version} knows of days`, mend: 'Extend the calendar; until then every step that asks for a later day waits.' },
    ...listedThrough.map((listed) => ({
      name: listed.name,
      kind: 'holiday' as const,
      rule,
      validThrough: listed.knownThrough,
      what: `The list of dates of ${listed.name}`,
      mend: 'Add its next dates in a new version of its set of holidays; until then its later days count as ordinary ones.',
    })),
  ];
}
