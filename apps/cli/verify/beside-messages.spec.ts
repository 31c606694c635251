import type { FactType } from '../../../libs/account/account.events.ts';
import type { CaseEvent } from '../../../libs/case/case.events.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import { cloudEvent, simulateLines, type BesideMessages, type CloudEventParts } from '../../../libs/contracts/index.ts';
import { loadLaw } from '../../../libs/policy/load.ts';
import { local } from '../../../test/support/story.ts';
import { besideMessages } from './beside-messages.ts';
import type { StoredAccount } from './streams.ts';
import { household } from '../../../test/support/household.ts';

let count = 0;

function line<T extends FactType>(when: string, type: T, data: CloudEventParts<T>['data']): string {
  return JSON.stringify(cloudEvent({ type, id: `e${(count += 1)}`, utility: 'county', account: 'A1', time: local(when), data } as never));
}

const crew = { crewId: 'crew-7' };
const billed = [
  line('2027-01-05 09:00', 'AccountOpened', household({ services: ['water'] })),
  line('2027-02-12 08:00', 'BillIssued', { billId: 'B1', billedOn: '2027-02-12', dueOn: '2027-03-05', lines: [{ service: 'water', amountCents: 20_000 }] }),
];
const tagged = [
  line('2027-03-22 10:00', 'NoticeMailed', { noticeId: 'A1.1.n1', mailedOn: '2027-03-22', proof: 'piece-1' }),
  line('2027-03-29 14:00', 'NoticePosted', { workOrderId: 'A1.1.w1', photo: 'photo-1', postedBy: 'crew-7' }),
  line('2027-03-29 14:00', 'WorkOrderCompleted', { workOrderId: 'A1.1.w1', result: 'posted', ...crew }),
];

function caseAfter(lines: readonly string[], beside: readonly BesideMessages[], on: string): CaseState {
  const simulation = simulateLines(lines, { law: loadLaw('OH-COUNTY@1'), feeds: [], beside });
  simulation.runTo(local(on));
  return simulation.accounts.get('A1')?.state as CaseState;
}

describe('What came beside the messages is told to the simulation', () => {
  it('the clearance before the visit, though the sandbox clock showed one time for both', () => {
    const at = local('2027-04-01 09:00');
    const data = { clearanceId: 'c-1', workOrderId: 'A1.1.w2', meterSerial: 'M-1', expiresAt: local('2027-04-01 09:10'), grantedTo: 'crew-7' };
    const granted: CaseEvent = { type: 'ClearanceGranted', at, data, because: [] };
    const off = line('2027-04-01 09:00', 'WorkOrderCompleted', { workOrderId: 'A1.1.w2', result: 'off', meterSerial: 'M-1', clearanceId: 'c-1', ...crew });
    const state = caseAfter([...billed, ...tagged, off], [{ kind: 'clearance', accountId: 'A1', event: granted }], '2027-04-01 10:00');
    expect(state).toMatchObject({ status: 'shut-off', incidents: [] });
  });

  it('what a docket said, and what a season put on the roll', () => {
    const at = local('2027-03-01 10:00');
    const stored = (type: string, id: string, data: object) => ({ event: { type, id, effectiveAt: at, recordedAt: at, data, because: [] }, cause: 'season' });
    const account = (...events: object[]) => ({ accountId: 'A1', events, cases: [] }) as unknown as StoredAccount;
    const filed = stored('PetitionFiled', 'docket#ohsb/2:27-bk-50123#1#petition', { docket: 'ohsb/2:27-bk-50123', chapter: '7', accountIds: ['A1'] });
    expect(caseAfter(billed, besideMessages(account(filed)), '2027-03-25 10:00')).toBeNull();
    const certified = stored('DebtCertified', 'arrears#county-auditor.2027/A1', { seasonId: 'county-auditor.2027', lineId: 'A1', parcelId: 'P1', services: [{ service: 'water', principalCents: 20_000, penaltyCents: 0 }] });
    expect(besideMessages(account(certified))).toMatchObject([{ kind: 'fact', accountId: 'A1', event: { type: 'DebtCertified' } }]);
    // What Arrears decides by itself, the simulation decides as well.
    expect(besideMessages(account(stored('PenaltyAssessed', 'arrears#B1/penalty', {})))).toEqual([]);
  });

  it('a hold that a person placed on an account that has no case', () => {
    const at = local('2027-03-01 10:00');
    const data = { holdId: 'h-1', reason: 'asked to', placedBy: 'counsel-1' };
    const stored = { event: { type: 'HoldPlaced', id: 'arrears#hold/h-1', effectiveAt: at, recordedAt: at, data }, cause: 'hold/h-1' };
    const account = { accountId: 'A1', events: [stored], cases: [] } as unknown as StoredAccount;
    expect(caseAfter(billed, [], '2027-03-25 10:00').status).toBe('notice-ordered');
    expect(caseAfter(billed, besideMessages(account), '2027-03-25 10:00')).toBeNull();
  });
});
