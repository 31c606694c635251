import fc from 'fast-check';

/** One thing that happens; what it refers to and how it ends is picked by number, so that it shrinks well. */
export interface Act<Kind extends string> {
  readonly kind: Kind;
  readonly day: number;
  readonly hour: number;
  readonly cents: number;
  /** Picks what it refers to, or how it ends. */
  readonly pick: number;
  readonly span: number;
  /** How many days late it comes to be known, and after how many it is told again (0: not). */
  readonly delayDays: number;
  readonly againDays: number;
}

export interface ActsOf<Kind extends string> {
  readonly kinds: readonly [Kind, ...Kind[]];
  /** They begin within so many days. */
  readonly days: number;
  /** For each that comes late, or is told again, so many that are told in time and once. */
  readonly inTime: number;
  readonly once: number;
}

export function actOf<Kind extends string>({ kinds, days, inTime, once }: ActsOf<Kind>): fc.Arbitrary<Act<Kind>> {
  return fc.record({
    kind: fc.constantFrom(...kinds),
    day: fc.nat(days - 1),
    hour: fc.integer({ min: 7, max: 20 }),
    cents: fc.oneof(fc.integer({ min: 1, max: 40_000 }), fc.constantFrom(8_000, 10_000, 20_000)),
    pick: fc.nat(11),
    span: fc.integer({ min: 1, max: 30 }),
    delayDays: fc.oneof({ weight: inTime, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(25) }),
    againDays: fc.oneof({ weight: once, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 30 }) }),
  });
}
