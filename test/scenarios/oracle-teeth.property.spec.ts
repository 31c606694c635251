import fc from 'fast-check';
import { california, mutual, ohio, type PlainLaw } from '../support/oracle/plain-law.ts';
import { early, histories, live } from '../support/oracle-play.ts';

/** Far more than the first history that shows it; most need fewer than ten. */
const most = 400;
const seed = 20270314;

/** What an engine would have to get wrong: it decides by these numbers, and the oracle by the usual ones. */
const wrong: readonly (readonly [string, PlainLaw, Partial<PlainLaw>])[] = [
  ['the notice a day too early', ohio, { noticeDaysPastDue: 14 }],
  ['a shut-off nine days after mailing', ohio, { mailedDays: 9 }],
  ['a posting that is a day too young', ohio, { postedHours: 24 }],
  ['a notice that never lapses', ohio, { noticeGoodDays: 300 }],
  ['a crew for half of what it takes', ohio, { leastCents: 4_000 }],
  ['shut-offs on Fridays', ohio, { windowWeekdays: [1, 2, 3, 4, 5] }],
  ['shut-offs on holidays', ohio, { notOnHolidays: false, notBeforeHolidays: false }],
  ['last days to pay that do not move', ohio, { lastDayRolls: false }],
  ['a bill that is due at once', ohio, { leastDaysToPay: 1 }],
  ['a larger penalty', ohio, { penaltyBasisPoints: 1_100 }],
  ['a larger fee', ohio, { feeCents: { ...ohio.feeCents, returned: 3_500 } }],
  ['the old notice after a broken arrangement', ohio, { anewAfter: { ...ohio.anewAfter, arrangement: 'posting' } }],
  ['a reported payment that is not waited for', ohio, { reportedPaymentDays: 1 }],
  ['an arrangement without its days of cure', ohio, { instalments: { ...ohio.instalments, cureDays: 0 } }],
  ['a letter of a bill that is too young', california, { noticeDaysAfterBill: 1, noticeDaysPastDue: 1 }],
  ['the sixtieth day', california, { residential: { daysPastDue: 60, businessDays: 7, clearDays: false } }],
  ['the fourth business day', mutual, { residential: { daysPastDue: 61, businessDays: 4, clearDays: false } }],
  ['a 48-hour notice of yesterday', california, { postedHours: 20 }],
];

describe('The oracle would notice an engine that decides', () => {
  it.each(wrong)('%s', (_what, usual, numbers) => {
    const property = fc.property(histories(usual, fc.constant(usual)), (history) => early(live(history, { ...usual, ...numbers })).length === 0);
    const { failed, numRuns } = fc.check(property, { seed, numRuns: most, endOnFailure: true });
    expect({ failed, within: numRuns <= most }).toEqual({ failed: true, within: true });
  });

  it.each([
    ['final notices of broken plans too soon', { planDefaultDays: 90 }],
    ['shut-offs too soon after a final notice', { finalNoticeBusinessDays: 12 }],
  ])('%s: here it is the oracle that asks for more', (_what, numbers) => {
    const asked = { ...california, ...numbers };
    const plans = histories(california, fc.constant(asked)).map((history) => ({ ...history, list: history.list.map((act, index) => (index % 2 === 0 ? act : { ...act, kind: 'arrange' as const })) }));
    const { failed } = fc.check(fc.property(plans, (history) => early(live(history, california)).length === 0), { seed, numRuns: most, endOnFailure: true });
    expect(failed).toBe(true);
  });
});
