import { feeAmount, interestWaiver, interestWaiverFrom } from '../../libs/account/fee-amount.ts';
import { localDate } from '../../libs/kernel/time.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { Story, local } from '../support/story.ts';

const throughYear = localDate('2028-12-31');
const zone = 'America/Los_Angeles';

/** A household, on CalFresh unless it is not, whose water was turned off on 2027-07-28 for a bill due 2027-05-28. */
function shutOff(onCalFresh = true): Story {
  const story = new Story({ under: 'CA-998@2' }).bill('2027-05-07', '2027-05-28', 12_000);
  if (onCalFresh) story.given('2026-08-01 10:00', 'InabilityToPayShown', { inabilityId: 'I1', basis: { programme: 'CalFresh' }, evidence: 'scan-1', validThroughOn: throughYear });
  story.given('2026-08-10 10:00', 'InterestWaived', { waiverId: 'W1', amountCents: 300 }).given('2026-08-10 10:01', 'AdjustmentPosted', { adjustmentId: 'J1', amountCents: 300, reason: 'interest of July 2026' });
  story.until('2027-07-02').mailed('2027-07-03 10:00', 'A1.1.n1').until('2027-07-25').at('2027-07-26 09:00').tagged('2027-07-26 07:30', 'A1.1.w1');
  return story.at('2027-07-28 08:30').shutsOff('2027-07-28 09:00', 'A1.1.w2');
}

const asks = (story: Story, when: string, actualCostCents?: number) => story.given(when, 'RestorationRequested', { requestId: 'RR1', ...(actualCostCents === undefined ? {} : { actualCostCents }) });
const feeOf = (story: Story) => story.entry('FeeAssessed')?.data.amountCents;
const afterHours = '2027-08-09 20:10';

describe('8. Reconnect cap, actual cost, interest waiver anniversary', () => {
  it('restoration requested Monday 2027-08-09 20:10, actual cost $92.00: the fee is $92.00', () => {
    const story = asks(shutOff(), afterHours, 9_200);
    expect(feeOf(story)).toBe(9_200);
    expect(story.rulesOf('FeeAssessed')).toEqual(['CA-998-FEE', 'CA-998-FEE', 'CA-998-FEE']);
    // The caps of the year, in force on the day on which the water was asked for, and where they come from.
    expect(story.sentencesOf('FeeAssessed').slice(1)).toEqual([expect.stringMatching(/in office hours is in force through 2027-12-31 \(.*needs counsel\)/), expect.stringMatching(/after hours is in force through 2027-12-31/)]);
    expect(story.sentencesOf('FeeAssessed').join(' ')).toContain('the fee after hours is $200.00, the cap $187.00, the actual cost $92.00; it pays $92.00');
    expect(story.openCharges).toContain('fee $92.00');
  });

  it('with actual cost $240.00 the fee is $187.00, the cap of 2027', () => {
    expect(feeOf(asks(shutOff(), afterHours, 24_000))).toBe(18_700);
  });

  it.each([
    ['a cent below the cap: the actual cost', 18_699, 18_699],
    ['the cap itself', 18_700, 18_700],
    ['a cent above it: the cap', 18_701, 18_700],
  ])('beside the cap: %s', (_name, actual, fee) => expect(feeOf(asks(shutOff(), afterHours, actual))).toBe(fee));

  it.each([
    ['at 16:59 the office is open', '2027-08-09 16:59', 5_000],
    ['at 17:00 it is closed', '2027-08-09 17:00', 18_700],
    ['on a Saturday at noon it is closed', '2027-08-07 12:00', 18_700],
  ])('in office hours the tariff is below the cap: %s', (_name, when, fee) => expect(feeOf(asks(shutOff(), when))).toBe(fee));

  it('a household of which nothing shows that its income is low pays the tariff', () => {
    expect(feeOf(asks(shutOff(false), afterHours, 9_200))).toBe(20_000);
  });

  it('before anybody asks, the fee of office hours stands; asked for after hours it is reversed and posted anew', () => {
    const story = shutOff();
    expect(story.openCharges).toContain('fee $50.00');
    asks(story, afterHours, 9_200);
    expect(story.since('2027-08-09')).toEqual(['2027-08-09 FeeReversed', '2027-08-09 FeeAssessed']);
    expect(story.balanceCents).toBe(12_000 + 9_200);
  });

  it('a cap that has lapsed holds back the fee, and nothing else', () => {
    const story = asks(shutOff(), '2028-01-03 20:10', 9_200);
    expect(story.openCharges).toEqual(['B2027-05-07 water $120.00', 'fee $50.00']);
  });

  it('a household of another income pays the tariff, whatever became of the caps', () => {
    const pack = (own: Law['pack']): Law['pack'] => ({ ...own, lapsing: { ...(own.lapsing as NonNullable<typeof own.lapsing>), values: {} } });
    const story = new Story({ under: 'CA-998@2', pack });
    expect(story.law.pack.fees.reconnection.lowIncomeCaps?.guards).toHaveLength(2);
    const cause = { fee: 'reconnection', cause: 'w1', at: local('2027-08-06 09:00', zone), sentence: '' } as const;
    expect(feeAmount(story.account, cause, story.law)).toMatchObject({ cents: 5_000, because: [] });
    story.given('2027-08-01 09:00', 'InabilityToPayShown', { inabilityId: 'I9', basis: { programme: 'CalFresh' }, evidence: 'scan', validThroughOn: localDate('2027-12-31') });
    expect(feeAmount(story.account, cause, story.law)).toBeNull();
  });

  it('interest, waived 2026-08-10, is not yet waived again on 2027-08-09, and is available on 2027-08-10', () => {
    const story = shutOff();
    const on = (when: string) => interestWaiver(story.account, story.law, local(when, zone));
    expect(on(afterHours)).toEqual({ available: false, sentence: 'Interest was waived 2026-08-10; it may be waived again from 2027-08-10.' });
    expect(on('2027-08-10 08:00').available).toBe(true);
    expect(interestWaiver(shutOff(false).account, story.law, local('2027-08-10 08:00', zone))).toEqual({ available: false, sentence: 'Nothing shows that the income of the household is low.' });
  });
});

describe('23. Leap day: the yearly interest waiver', () => {
  const { law } = new Story({ under: 'CA-998@2' });
  const read = (monthEnd: 'last-day-of-month' | 'full-year-elapsed') => ({ pack: { ...law.pack, interestWaiver: { months: 12, monthEnd, rule: 'CA-998-FEE' } } });

  it('used 2028-02-29, it is next available 2029-02-28 at the pack\'s month-end rule', () => {
    expect(interestWaiverFrom(localDate('2028-02-29'), law)).toBe('2029-02-28');
  });

  it('or 2029-03-01 if the pack says "full year elapsed"', () => {
    expect(interestWaiverFrom(localDate('2028-02-29'), read('full-year-elapsed'))).toBe('2029-03-01');
  });

  it('a day that exists in both years is the same by either reading', () => {
    expect([read('last-day-of-month'), read('full-year-elapsed')].map((pack) => interestWaiverFrom(localDate('2028-02-28'), pack))).toEqual(['2029-02-28', '2029-02-28']);
  });
});
