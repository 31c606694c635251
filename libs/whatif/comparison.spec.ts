import type { AccountEvent, AccountEventData, FactType } from '../account/account.events.ts';
import { loadLaw } from '../policy/load.ts';
import { household } from '../../test/support/household.ts';
import { withNoticeDays } from '../../test/support/shorter-notice.ts';
import { local } from '../../test/support/story.ts';
import { compareAccount, type WhatIf } from './comparison.ts';
import { reportOf } from './report-of.ts';
import { whatIfReportSchema } from './report.ts';
import { promptWorld } from './responder.ts';
import { addTally, emptyTally, type Tally } from './tally.ts';
import { thresholdsExceeded } from './thresholds.ts';

const current = loadLaw('OH-COUNTY@1');
const draft = withNoticeDays(current, 7);
const whatIf: WhatIf = { current, draft, model: promptWorld, sinceAt: local('2026-01-01 00:00'), asOfAt: local('2027-08-01 00:00'), aheadUntilAt: local('2027-10-30 00:00') };

let said = 0;
function fact<T extends FactType>(when: string, type: T, data: AccountEventData<T>): AccountEvent {
  const at = local(when);
  return { type, id: `/billing#${(said += 1)}`, effectiveAt: at, recordedAt: at, data } as AccountEvent;
}

const opened = (other = {}) => fact('2027-01-05 09:00', 'AccountOpened', household(other));
const unpaidBill = (amountCents = 20_000) => fact('2027-02-12 08:00', 'BillIssued', { billId: 'b1', billedOn: '2027-02-12' as never, dueOn: '2027-03-05' as never, lines: [{ service: 'water', amountCents }] });
const paid = (when: string, amountCents: number) => fact(when, 'PaymentReceived', { paymentId: `p-${when}`, amountCents, tender: 'cash', channel: 'counter' });

function tallyOf(accounts: readonly { accountId: string; facts: readonly AccountEvent[] }[], what: WhatIf = whatIf): Tally {
  const tally = emptyTally();
  for (const account of accounts) compareAccount(what, { ...account, open: null }, tally);
  return tally;
}
const reportFor = (...accounts: Parameters<typeof tallyOf>[0]) => reportOf(whatIf, tallyOf(accounts));

describe('A what-if', () => {
  it('closes the valve sooner under a draft that waits seven days in place of ten', () => {
    const report = reportFor({ accountId: 'A1', facts: [opened(), unpaidBill()] });
    expect(report.history.total.current).toMatchObject({ accounts: 1, cases: 1, notices: 1, shutOffs: 1, penaltiesCents: 2_000, feesCents: 4_500 });
    expect(report.changedMost).toEqual([
      {
        accountId: 'A1',
        period: 'history',
        shutOffs: { current: 1, draft: 1 },
        notices: { current: 1, draft: 1 },
        firstShutOffOn: { current: '2027-04-01', draft: '2027-03-29' },
        chargedCents: { current: 6_500, draft: 6_500 },
        firstDifference: { current: { on: '2027-03-29', type: 'DoorTagOrdered' }, draft: { on: '2027-03-26', type: 'DoorTagOrdered' } },
      },
    ]);
  });

  it('shuts off under the draft who would have paid in time under the pack in force', () => {
    const report = reportFor({ accountId: 'A1', facts: [opened(), unpaidBill(), paid('2027-03-31 09:00', 22_000)] });
    expect(report.history.total.current).toMatchObject({ shutOffs: 0, resolvedCases: 1, feesCents: 0, collectedCents: 22_000, meanDaysToShutOff: null });
    expect(report.history.total.draft).toMatchObject({ shutOffs: 1, feesCents: 4_500, collectedCents: 22_000 });
    expect(thresholdsExceeded(report, current.pack.activation?.thresholds ?? []).map(({ sentence }) => sentence)).toEqual([
      'Shut-offs over recorded history rise from 0 to 1 (from none); the limit is 5 %.',
      'Fees over recorded history rise from $0.00 to $45.00 (from none); the limit is 5 %.',
    ]);
  });

  it('finds nothing changed for a household that pays before either pack acts, nor for the same pack twice', () => {
    const facts = [opened(), unpaidBill(), paid('2027-03-10 09:00', 22_000)];
    expect(reportFor({ accountId: 'A1', facts })).toMatchObject({ changedMost: [], history: { unchangedAccounts: 1 } });
    const same = tallyOf([{ accountId: 'A1', facts: [opened(), unpaidBill()] }], { ...whatIf, draft: current });
    expect(same).toMatchObject({ unchanged: { history: 1 }, changedMost: [] });
  });

  it('counts from the day that it is told to, and decides what was before all the same', () => {
    const late = { ...whatIf, sinceAt: local('2027-03-28 00:00') };
    const { history } = reportOf(late, tallyOf([{ accountId: 'A1', facts: [opened(), unpaidBill()] }], late));
    expect(history.total.current).toMatchObject({ cases: 0, notices: 0, penaltiesCents: 0, shutOffs: 1, feesCents: 4_500 });
  });

  it('tells accounts apart by their class, and says unknown where the stream is silent', () => {
    const report = reportFor({ accountId: 'A1', facts: [opened(), unpaidBill()] }, { accountId: 'A2', facts: [opened({ customerClass: 'commercial' })] });
    expect(report.history.segments.map(({ dimension, value, current: { accounts, shutOffs } }) => `${dimension} ${value}: ${shutOffs} of ${accounts}`)).toEqual([
      'class commercial: 0 of 1',
      'class residential: 1 of 1',
      'language unknown: 1 of 2',
      'income unknown: 1 of 2',
    ]);
  });

  it('tells households that showed that they cannot pay from those of whom nobody knows, and writers of one language from another', () => {
    const shown = fact('2027-01-10 09:00', 'InabilityToPayShown', { inabilityId: 'I1', basis: { programme: 'WIC' }, evidence: 'scan-1', validThroughOn: '2028-01-10' as never });
    const report = reportFor({ accountId: 'A1', facts: [opened({ language: 'es' }), shown, unpaidBill()] }, { accountId: 'A2', facts: [opened(), unpaidBill()] });
    const segments = report.history.segments.map(({ dimension, value, current: { accounts } }) => `${dimension} ${value}: ${accounts}`);
    expect(segments).toEqual(expect.arrayContaining(['language es: 1', 'language unknown: 1', 'income shown to be low: 1', 'income unknown: 1']));
  });

  it('is the same however the accounts were shared out, and is what its schema says', () => {
    const accounts = Array.from({ length: 30 }, (_, index) => ({ accountId: `A${100 + index}`, facts: [opened(), unpaidBill(9_000 + index * 500), ...(index % 3 === 0 ? [paid('2027-03-31 09:00', 40_000)] : [])] }));
    const sum = emptyTally();
    for (const part of [accounts.slice(20), accounts.slice(0, 7), accounts.slice(7, 20)]) addTally(sum, structuredClone(tallyOf(part)));
    const report = reportOf(whatIf, sum);
    expect(report).toEqual(reportOf(whatIf, tallyOf(accounts)));
    expect(report.changedMost).toHaveLength(10);
    expect(whatIfReportSchema.parse(report)).toEqual(report);
  });

  it('names an account that a pack cannot decide, and leaves it out of both sides', () => {
    const calendar = { ...current.calendar, knownThrough: '2027-03-20' as never };
    const short = { ...whatIf, draft: { ...draft, calendar } };
    const tally = tallyOf([{ accountId: 'A1', facts: [opened(), unpaidBill()] }], short);
    const report = reportOf(short, tally);
    expect(report.failures).toMatchObject({ count: 1, first: [{ accountId: 'A1', law: 'draft', reason: expect.stringContaining('covers') }] });
    expect(report.history.total.current).toMatchObject({ accounts: 0, cases: 0 });
  });
});
