import { z } from 'zod';

/** An amount of money in whole cents; negative for credits. */
export type Cents = number;

export const centsSchema = z.int({ error: 'must be a whole number of cents' });
export const positiveCentsSchema = centsSchema.positive({ error: 'must be a positive whole number of cents' });

/** `basisPoints` hundredths of a percent of an amount, rounded half up to the cent (1000 = 10 %). */
export function portionOf(cents: Cents, basisPoints: number): Cents {
  return Math.floor((cents * basisPoints + 5_000) / 10_000);
}

/** Splits an amount into equal parts; the first parts carry the odd cents, so that the parts sum to the whole. */
export function splitEvenly(cents: Cents, parts: number): Cents[] {
  const base = Math.floor(cents / parts);
  const odd = cents - base * parts;
  return Array.from({ length: parts }, (_, index) => base + (index < odd ? 1 : 0));
}

/**
 * Splits an amount in proportion to weights, to the cent: whoever loses most by rounding down has the odd cents, the first among equals.
 * No part is above its weight where the amount is not above their sum. Nothing is split over weights that are all zero.
 */
export function splitByWeight(cents: Cents, weights: readonly number[]): Cents[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map(() => 0);
  const parts = weights.map((weight, index) => ({ index, whole: Number((BigInt(cents) * BigInt(weight)) / BigInt(total)), rest: Number((BigInt(cents) * BigInt(weight)) % BigInt(total)) }));
  const odd = cents - parts.reduce((sum, { whole }) => sum + whole, 0);
  const first = new Set([...parts].sort((one, other) => other.rest - one.rest || one.index - other.index).slice(0, odd).map(({ index }) => index));
  return parts.map(({ index, whole }) => whole + (first.has(index) ? 1 : 0));
}

export function sumCents(amounts: Iterable<Cents>): Cents {
  let total = 0;
  for (const cents of amounts) total += cents;
  return total;
}

/** For people: `$1,240.05`. */
export function dollars(cents: Cents): string {
  // Not `toLocaleString`: decisions say amounts so often that it takes a twentieth of their time.
  const whole = String(Math.trunc(Math.abs(cents) / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${cents < 0 ? '-' : ''}$${whole}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}
