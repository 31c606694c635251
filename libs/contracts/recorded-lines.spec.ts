import { loadLaw } from '../policy/load.ts';
import { household } from '../../test/support/household.ts';
import { withNoticeDays } from '../../test/support/shorter-notice.ts';
import { local } from '../../test/support/story.ts';
import { whatIfOf } from '../whatif/asked.ts';
import { compareAccount } from '../whatif/comparison.ts';
import { emptyTally } from '../whatif/tally.ts';
import { recordedLines } from './recorded-lines.ts';
import { cloudEvent, type CloudEventParts } from './send-message.ts';

const law = loadLaw('OH-COUNTY@1');

let said = 0;
const line = (when: string, type: string, data: object) =>
  JSON.stringify(cloudEvent({ type, id: `e${(said += 1)}`, utility: 'county', account: 'A1', time: local(when), data } as unknown as CloudEventParts<never>));
const lines = [
  line('2027-01-05 09:00', 'AccountOpened', household()),
  line('2027-02-12 08:00', 'BillIssued', { billId: 'b1', billedOn: '2027-02-12', dueOn: '2027-03-05', lines: [{ service: 'water', amountCents: 20_000 }] }),
  // The mailroom was slow: a week and more.
  line('2027-04-01 10:00', 'NoticeMailed', { noticeId: 'A1.1.n1', mailedOn: '2027-04-01', proof: 'p' }),
  line('2027-04-02 10:00', 'ContactLogged', { contactId: 'c1', channel: 'phone', outcome: 'spoke' }),
];
const nobodyIsBad = () => {
  throw new Error('every line can be read');
};

describe('A recorded utility in a file', () => {
  const recorded = recordedLines(lines, law, nobodyIsBad);

  it('keeps of the facts what no pack changes, and drops what Arrears decided and what answered it', () => {
    expect(recorded.accounts.map(({ accountId, facts }) => [accountId, ...facts.map(({ type }) => type)])).toEqual([['A1', 'AccountOpened', 'BillIssued', 'ContactLogged']]);
  });

  it('says how the open case really stands, and what the recorded course brought', () => {
    expect(recorded.accounts[0]?.open?.state).toMatchObject({ status: 'notice-mailed', notice: { mailedOn: '2027-04-01' } });
    expect(recorded.recordedSince(local('2027-01-01 00:00'))).toMatchObject({ cases: 1, notices: 1, shutOffs: 0, penaltiesCents: 2_000 });
    expect(recorded.recordedSince(local('2027-03-10 00:00'))).toMatchObject({ cases: 0, notices: 1 });
  });

  it('goes on from there: the real letter counts, and the prompt mailroom of the simulation does not', () => {
    const tally = emptyTally();
    const whatIf = whatIfOf({ draft: withNoticeDays(law, 7) }, law, recorded.asOfAt);
    expect(whatIf).toMatchObject({ sinceAt: local('2025-04-02 00:00'), aheadUntilAt: local('2027-07-02 00:00') });
    for (const account of recorded.accounts) compareAccount(whatIf, account, tally);
    const ahead = tally.changedMost.find(({ changed }) => changed.period === 'ahead');
    expect(ahead?.changed.firstShutOffOn).toEqual({ current: '2027-04-12', draft: '2027-04-08' });
    expect(tally.openCases).toBe(1);
  });
});
