import fc from 'fast-check';
import { dollars, portionOf, splitEvenly, sumCents } from './money.ts';

const seed = { seed: 20270314, numRuns: 200 };

describe('Money in whole cents', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 1],
    [14, 1],
    [15, 2],
    [20_000, 2_000],
  ])('10 %% of %i cents is %i: half a cent rounds up', (cents, portion) => {
    expect(portionOf(cents, 1_000)).toBe(portion);
  });

  it('parts sum to the whole and differ by a cent at most', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 36 }), (cents, parts) => {
        const split = splitEvenly(cents, parts);
        expect(sumCents(split)).toBe(cents);
        expect(split).toHaveLength(parts);
        expect(Math.max(...split) - Math.min(...split)).toBeLessThanOrEqual(1);
        expect([...split].sort((first, second) => second - first)).toEqual(split);
      }),
      seed,
    );
  });

  it.each([
    [124_005, '$1,240.05'],
    [5, '$0.05'],
    [-4_500, '-$45.00'],
    [0, '$0.00'],
  ])('%i cents read %s', (cents, text) => {
    expect(dollars(cents)).toBe(text);
  });
});
