import { z } from 'zod';
import type { Instant } from '../kernel/time.ts';

/** What a cascade is made of: letters and postings, shut-off orders, lines on a tax roll. Each has a breaker of its own. */
export const breakerKinds = ['notices', 'shut-offs', 'certifications'] as const;
export type BreakerKind = (typeof breakerKinds)[number];

const boundSchema = z.strictObject({
  /** The bound that is set: so many on one day, whatever is usual. */
  atMost: z.int().positive(),
  /** The bound that is learnt never falls below this: a quiet utility may have a busy day. */
  atLeast: z.int().nonnegative(),
  /** The bound that is learnt: so many times the usual day. */
  timesUsual: z.number().positive(),
});
export type BreakerBound = z.infer<typeof boundSchema>;

/** How many adverse decisions of a kind a day may bring before the utility's breaker trips (M41). */
export const breakerSchema = z.strictObject({
  rule: z.string(),
  /** The usual day is the median of this many business days before. */
  usualDays: z.int().positive(),
  bounds: z.partialRecord(z.enum(breakerKinds), boundSchema),
});

/** A breaker that tripped and that nobody has reset. */
export interface OpenBreaker {
  readonly kind: BreakerKind;
  readonly trippedAt: Instant;
  /** Why it tripped. */
  readonly sentence: string;
}

export interface DayBound {
  /** As many on one day and no more. */
  readonly atMost: number;
  /** The median of the days before. */
  readonly usual: number;
  /** Whether experience or the pack set it. */
  readonly from: 'learnt' | 'set';
}

/** The bound of a day, the lower of the set and the learnt one. @param counts how many each of the business days before brought */
export function boundOf(counts: readonly number[], { atMost, atLeast, timesUsual }: BreakerBound): DayBound {
  const usual = medianOf(counts);
  const learnt = Math.max(atLeast, Math.floor(timesUsual * usual));
  return learnt < atMost ? { atMost: learnt, usual, from: 'learnt' } : { atMost, usual, from: 'set' };
}

/** Of an even number the mean of the two in the middle; 0 of none. */
function medianOf(counts: readonly number[]): number {
  const sorted = [...counts].sort((first, second) => first - second);
  const [lower, upper] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
  return (lower + upper) / 2;
}

export const breakerWords: Readonly<Record<BreakerKind, string>> = { notices: 'notices and postings', 'shut-offs': 'shut-offs', certifications: 'certifications to the tax roll' };

/** Why a breaker trips, in a sentence. @param counted how many the day has brought since it began or since the last reset */
export function tripSentence(kind: BreakerKind, counted: number, { atMost, usual, from }: DayBound): string {
  const bound = from === 'set' ? `the bound that is set is ${atMost}` : `the bound learnt from a usual day of ${usual} is ${atMost}`;
  return `One more than ${counted} ${breakerWords[kind]} was about to be ordered on one day; ${bound}.`;
}
