import { localDate } from '../kernel/time.ts';
import type { Facts, Law } from './facts.ts';
import { loadLaw } from './load.ts';
import { monthsLater } from './months.ts';
import { fundsAreGuaranteed } from './predicates/funds-are-guaranteed.ts';

const law = loadLaw('OH-COUNTY@1');
const reading = (months: Law['pack']['months']): Law => ({ ...law, pack: { ...law.pack, months } });
const monthEnd = reading({ reading: 'month-end', rule: 'GEN-ROLL-OH' });
const inFull = reading({ reading: 'full-year-elapsed', rule: 'GEN-ROLL-OH' });

describe('A year that began on the leap day of 2028 (scenario 23)', () => {
  const isOver = (under: Law, today: string) =>
    fundsAreGuaranteed.evaluate({ months: 12, tenders: ['cash'], rule: 'OP-NSF' }, { lastReturnOn: localDate('2028-02-29'), today: localDate(today), pastDueCountingOnly: () => 100 } as unknown as Facts, under).holds;

  it('ends on 2029-02-28 or 2029-03-01, as the pack states', () => {
    expect([monthEnd, inFull].map((under) => monthsLater(under, localDate('2028-02-29'), 12))).toEqual(['2029-02-28', '2029-03-01']);
  });

  it.each([
    ['2029-02-28', false, false],
    ['2029-03-01', true, false],
    ['2029-03-02', true, true],
  ])('on %s guaranteed funds are asked for no longer: %s by the month’s end, %s when it must be over in full', (today, byMonthEnd, byFullYear) => {
    expect([isOver(monthEnd, today), isOver(inFull, today)]).toEqual([byMonthEnd, byFullYear]);
  });

  it('is read by the month’s end where the pack states nothing', () => {
    expect(monthsLater(reading(undefined), localDate('2028-02-29'), 12)).toBe('2029-02-28');
  });
});
