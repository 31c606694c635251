import { advance } from '../../libs/case/advance.ts';
import { shutOffPlanned, noticeMailed, shutOffOrdered } from '../support/stages.ts';
import { local } from '../support/story.ts';

const careHome = { account: { customerClass: 'care-home' } } as const;
const hospital = { account: { customerClass: 'hospital' } } as const;

describe('Accounts that are not shut off like others', () => {
  describe('Hospitals and care homes need a supervisor', () => {
    it.each([
      ['a care home', careHome],
      ['a hospital', hospital],
    ] as const)('%s: the approval is asked for once, and the case waits for it', (_name, options) => {
      const story = shutOffPlanned(options).until('2027-04-06');
      expect(story.since('2027-03-30')).toEqual(['2027-04-01 ApprovalRequested']);
      expect(story.rulesOf('ApprovalRequested')).toEqual(['CRITICAL-CUSTOMER']);
      expect(story.case?.workOrders.filter((order) => order.work === 'shut-off')).toEqual([]);
    });

    it('approved: ordered at once, while the window of the day is open', () => {
      const story = shutOffPlanned(careHome).person('2027-04-01 10:00', { type: 'ApproveShutOff', reason: 'alternative supply is in place' });
      expect(story.since('2027-04-01')).toEqual(['2027-04-01 ApprovalRequested', '2027-04-01 ApprovalGiven', '2027-04-01 ShutOffOrdered']);
      expect(story.sentencesOf('ShutOffOrdered')).toContain('Approved by supervisor-1.');
    });

    it('without approval, nothing is due any more from the very moment at which the window closes', () => {
      const story = shutOffPlanned(careHome).at('2027-04-01 14:00');
      const situation = { law: story.law, now: local('2027-04-01 14:00'), feeds: [], account: story.account, state: story.case };
      const { decisions, nextDeadlineAt } = advance(situation);
      expect(decisions).toEqual([]);
      expect(nextDeadlineAt === null || nextDeadlineAt > situation.now).toBe(true);
    });

    it('approved after the window: ordered on the next shut-off day', () => {
      const story = shutOffPlanned(careHome).person('2027-04-01 15:00', { type: 'ApproveShutOff', reason: 'alternative supply is in place' }).until('2027-04-05');
      expect(story.since('2027-04-01')).toEqual(['2027-04-01 ApprovalRequested', '2027-04-01 ApprovalGiven', '2027-04-01 ShutOffPlanned', '2027-04-05 ShutOffOrdered']);
    });

    it('an approval of an earlier notice does not carry over to a fresh one', () => {
      const story = shutOffPlanned(careHome)
        .person('2027-04-01 10:00', { type: 'ApproveShutOff', reason: 'alternative supply is in place' })
        .given('2027-04-01 10:30', 'PetitionFiled', { docket: 'D1', chapter: '11', accountIds: ['A1'] })
        .given('2027-04-01 10:40', 'RecallAcknowledged', { workOrderId: 'A1.1.w2', crewId: 'crew-7' })
        .given('2027-06-07 10:00', 'BankruptcyDismissed', { docket: 'D1', accountIds: ['A1'] })
        .mailed('2027-06-08 10:00', 'A1.1.n2')
        .tagged('2027-06-17 14:00', 'A1.1.w3')
        .until('2027-06-21');
      expect(story.since('2027-06-21')).toEqual(['2027-06-21 ApprovalRequested']);
    });

    it('just beside: a commercial account needs none', () => {
      expect(shutOffOrdered({ account: { customerClass: 'commercial' } }).told).toContain('2027-04-01 ShutOffOrdered');
    });
  });

  describe('Accounts without running water to turn off', () => {
    it.each([
      ['sewer only', { services: ['sewer'], valve: 'none', meterSerial: null }],
      ['already off', { valve: 'off' }],
    ] as const)('%s: notice and proof, and never a tag or a shut-off', (_name, account) => {
      const story = noticeMailed({ account: account as never }).until('2027-05-20');
      expect(story.told).toEqual(['2027-03-06 PenaltyAssessed', '2027-03-06 CaseOpened', '2027-03-20 NoticeOrdered', '2027-03-22 NoticeConfirmed']);
    });

    it('turned off by itself while the plan stands: the plan is withdrawn', () => {
      const story = shutOffPlanned().given('2027-03-30 10:00', 'AccountChanged', { valve: 'off' }).until('2027-04-10');
      expect(story.since('2027-03-30')).toEqual(['2027-03-30 ShutOffWithdrawn']);
      expect(story.rulesOf('ShutOffWithdrawn')).toEqual(['NO-VALVE']);
    });

    it('turned on again: a tag is ordered for the next day that is in time', () => {
      const story = shutOffPlanned().given('2027-03-30 10:00', 'AccountChanged', { valve: 'off' }).given('2027-03-31 10:00', 'AccountChanged', { valve: 'on' }).until('2027-04-02');
      expect(story.since('2027-03-30')).toEqual(['2027-03-30 ShutOffWithdrawn', '2027-04-02 DoorTagOrdered']);
    });
  });
});
