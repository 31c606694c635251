import { billed, noticeMailed, noticeOrdered, pastDue, restoring, shutOff, shutOffOrdered } from '../support/stages.ts';
import { certifiable } from '../../libs/account/certification.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { local, Story } from '../support/story.ts';

const filed = (story: Story, when: string, docket = 'D1') => story.given(when, 'PetitionFiled', { docket, chapter: '13', accountIds: ['A1'] });
const dismissed = (story: Story, when: string, docket = 'D1') => story.given(when, 'BankruptcyDismissed', { docket, accountIds: ['A1'] });
const discharged = (story: Story, when: string, docket = 'D1') => story.given(when, 'BankruptcyDischarged', { docket, accountIds: ['A1'] });

describe('Bankruptcy', () => {
  describe('Petition', () => {
    it('stops everything from the filing on, and what was pre-petition has its own bucket', () => {
      const story = filed(noticeMailed(), '2027-03-24 10:00').until('2027-12-31');
      expect(story.since('2027-03-24')).toEqual(['2027-03-24 NoticeWithdrawn', '2027-03-24 CollectionHeld']);
      expect(story.buckets).toMatchObject({ 'pre-petition': 22_000, arrears: 0, penalty: 0 });
    });

    it('filed while the crew is out: recalled in the same decision', () => {
      const story = filed(shutOffOrdered(), '2027-04-01 08:10');
      expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 WorkOrderRecalled', '2027-04-01 NoticeWithdrawn', '2027-04-01 CollectionHeld']);
    });

    it('filed while the water is off: it comes back at once, at any hour (BK-RESTORE)', () => {
      const story = filed(shutOff(), '2027-04-02 21:30');
      expect(story.since('2027-04-02')).toEqual(['2027-04-02 NoticeWithdrawn', '2027-04-02 CollectionHeld', '2027-04-02 RestorationOrdered']);
      expect(story.last('RestorationOrdered')?.data).toMatchObject({ emergency: true, onDay: '2027-04-02', windowFromAt: '2027-04-03T01:30:00.000Z' });
    });

    it('filed while a crew is on its way to turn the water on: that order stays', () => {
      const story = filed(restoring(), '2027-04-01 12:00');
      expect(story.since('2027-04-01').slice(6)).toEqual(['2027-04-01 NoticeWithdrawn', '2027-04-01 CollectionHeld']);
    });

    it('without a case: none is opened while it stands', () => {
      expect(filed(billed(), '2027-03-01 10:00').until('2027-06-30').told).toEqual(['2027-03-06 PenaltyWithheld']);
    });

    it('learnt late takes back the penalty that was posted after the filing', () => {
      const story = filed(pastDue(), '2027-03-04 10:00');
      expect(story.since('2027-03-10')).toEqual(['2027-03-10 PenaltyReversed', '2027-03-10 CollectionHeld']);
      expect(story.rulesOf('PenaltyReversed')).toEqual(['BK-STAY']);
      expect(story.balanceCents).toBe(20_000);
    });

    it('learnt late takes back a penalty posted within hours of the filing', () => {
      // Due 2027-03-05; filed in the night, before the sweep of 06:00 posted the penalty.
      const story = filed(pastDue(), '2027-03-06 03:00');
      expect(story.since('2027-03-10')).toEqual(['2027-03-10 PenaltyReversed', '2027-03-10 PenaltyWithheld', '2027-03-10 CollectionHeld']);
    });

    it('just beside: a penalty posted before the filing stays, as debt from before the petition', () => {
      const story = filed(pastDue(), '2027-03-06 09:00');
      expect(story.since('2027-03-10')).toEqual(['2027-03-10 CollectionHeld']);
      expect(story.buckets).toMatchObject({ 'pre-petition': 22_000 });
    });

    it('learnt in time, in the night before the penalty would be posted, forbids it for good', () => {
      const story = filed(billed(), '2027-03-06 03:00');
      dismissed(story, '2027-05-03 10:00').until('2027-06-30');
      expect(story.told.filter((line) => line.includes('Penalty'))).toEqual(['2027-03-06 PenaltyWithheld']);
      expect(story.balanceCents).toBe(20_000);
    });
  });

  describe('Dismissal', () => {
    const heldThenDismissed = () => dismissed(filed(noticeMailed(), '2027-03-24 10:00'), '2027-06-07 10:00');

    it('resumes with a fresh notice and its full time, and says so', () => {
      const story = heldThenDismissed().mailed('2027-06-08 10:00', 'A1.1.n2').until('2027-06-30');
      expect(story.since('2027-06-07')).toEqual(['2027-06-07 CollectionResumed', '2027-06-07 NoticeOrdered', '2027-06-08 NoticeConfirmed', '2027-06-17 DoorTagOrdered']);
      expect(story.last('CollectionResumed')?.data).toEqual({ ended: [{ kind: 'bankruptcy', evidence: 'D1' }], resumeAt: 'notice', afterDismissal: true });
      expect(story.rulesOf('CollectionResumed')).toEqual(['BK-DISMISS']);
    });

    it('posts no penalty for a bill that fell due during the case', () => {
      const story = filed(noticeMailed(), '2027-03-24 10:00').bill('2027-04-01', '2027-04-22', 10_000, 'B2');
      dismissed(story, '2027-06-07 10:00').until('2027-07-31');
      expect(story.told.filter((line) => line.includes('Penalty'))).toEqual(['2027-03-06 PenaltyAssessed', '2027-04-23 PenaltyWithheld']);
      expect(story.balanceCents).toBe(32_000);
    });

    it('just beside: a bill that falls due after it has its penalty', () => {
      const story = heldThenDismissed().bill('2027-06-01', '2027-06-22', 10_000, 'B2').until('2027-06-23');
      expect(story.told.at(-1)).toBe('2027-06-23 PenaltyAssessed');
    });

    it('of one docket leaves the other standing', () => {
      const story = filed(filed(noticeMailed(), '2027-03-24 10:00'), '2027-03-26 10:00', 'D2');
      dismissed(story, '2027-05-03 10:00', 'D1').until('2027-06-30');
      expect(story.told.filter((line) => line.includes('Resumed'))).toEqual([]);
    });

    it('told before its petition ends the case as if they came in order', () => {
      const late = dismissed(noticeMailed(), '2027-03-26 10:00');
      filed(late, '2027-03-24 10:00');
      expect(late.since('2027-03-24')).toEqual(['2027-03-26 NoticeWithdrawn', '2027-03-26 NoticeOrdered']);
    });
  });

  describe('Discharge', () => {
    it('writes off what was charged before the petition, and closes the case', () => {
      const story = discharged(filed(noticeMailed(), '2027-03-24 10:00'), '2027-07-01 10:00');
      expect(story.since('2027-07-01')).toEqual(['2027-07-01 PrePetitionDebtDischarged', '2027-07-01 CollectionResumed', '2027-07-01 CaseClosed']);
      expect(story.last('CaseClosed')?.data).toEqual({ reason: 'discharged' });
      expect(story.rulesOf('PrePetitionDebtDischarged')).toEqual(['BK-DISCHARGE']);
      expect(story.balanceCents).toBe(0);
    });

    it('just beside: what was charged after the petition is owed', () => {
      const story = filed(noticeMailed(), '2027-03-24 10:00').bill('2027-05-14', '2027-06-04', 10_000, 'B2');
      discharged(story, '2027-07-01 10:00').until('2027-07-01');
      expect(story.balanceCents).toBe(10_000);
      expect(story.openCharges).toEqual(['B2 water $100.00']);
      expect(story.since('2027-07-01')).toEqual(['2027-07-01 PrePetitionDebtDischarged', '2027-07-01 CollectionResumed', '2027-07-01 NoticeOrdered']);
    });

    it('known before its petition: a hold stands, nothing is written off, until the petition says from when', () => {
      const story = discharged(noticeOrdered(), '2027-07-01 10:00').until('2027-07-10');
      expect(story.since('2027-07-01')).toEqual(['2027-07-01 BankruptcyReviewOpened', '2027-07-01 NoticeWithdrawn', '2027-07-01 CollectionHeld']);
      filed(story, '2027-03-24 10:00');
      expect(story.since('2027-07-02')).toEqual(['2027-07-11 PrePetitionDebtDischarged', '2027-07-11 CollectionResumed', '2027-07-11 CaseClosed']);
      expect(story.balanceCents).toBe(0);
    });

    it('told twice writes off once', () => {
      const story = discharged(discharged(filed(noticeMailed(), '2027-03-24 10:00'), '2027-07-01 10:00'), '2027-07-02 10:00');
      expect(story.told.filter((line) => line.includes('Discharged'))).toHaveLength(1);
    });

    it('a payment of before it that is learnt late lowers what was written off: nobody is given money', () => {
      const story = discharged(filed(noticeMailed(), '2027-03-24 10:00'), '2027-07-01 10:00').pays('2027-03-23 10:00', 22_000);
      expect(story.balanceCents).toBe(0);
      expect(story.told.at(-1)).toBe('2027-07-01 PrePetitionDebtDischarged');
    });

    it('a bill of before the petition that is learnt late is written off too', () => {
      const story = discharged(filed(noticeMailed(), '2027-03-24 10:00'), '2027-07-01 10:00').until('2027-07-05').bill('2027-03-19', '2027-04-09', 5_000, 'B2');
      expect(story.balanceCents).toBe(0);
      expect(story.since('2027-07-05')).toEqual(['2027-07-06 PrePetitionDebtDischarged', '2027-07-06 PenaltyWithheld']);
    });

    it('a payment of before the petition that comes back after it is written off too; the fee for the return is not', () => {
      const story = filed(noticeMailed().pays('2027-03-23 10:00', 5_000, 'P1', 'check'), '2027-03-24 10:00');
      discharged(story, '2027-07-01 10:00').given('2027-07-05 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
      expect(story.balanceCents).toBe(3_000);
    });

    it('a closing of before the petition that is reported only after it brings no fee', () => {
      const story = shutOffOrdered();
      expect(story.asksClearance('2027-04-01 08:00', 'A1.1.w2')).toBeNull();
      filed(story, '2027-04-01 08:10').crewReports('2027-04-01 08:05', 'A1.1.w2', 'off', 'c-A1.1.w2').crewReports('2027-04-01 12:00', 'A1.1.w3', 'on');
      discharged(story, '2027-07-01 10:00').until('2027-08-31');
      expect(story.told.filter((line) => line.includes('Fee'))).toEqual([]);
      expect(story.balanceCents).toBe(0);
    });
  });

  describe('Relief from the stay (BK-RELIEF)', () => {
    const relieved = (acts: ('collection' | 'shut-off' | 'certification')[], waitWaived = false) =>
      filed(noticeMailed(), '2027-03-24 10:00').given('2027-05-03 10:00', 'StayReliefGranted', { docket: 'D1', accountIds: ['A1'], acts, waitWaived });
    const resumed = (story: Story) => story.told.filter((line) => line.includes('CollectionResumed'));

    it('frees the shut-off once its fourteen days are over', () => {
      expect(resumed(relieved(['shut-off']).until('2027-05-16'))).toEqual([]);
      const story = relieved(['shut-off']).until('2027-05-18');
      expect(resumed(story)).toEqual(['2027-05-18 CollectionResumed']);
      expect(story.rulesOf('CollectionResumed')).toEqual(['BK-RELIEF']);
    });

    it('at once, where the order waives them', () => {
      expect(resumed(relieved(['shut-off'], true))).toEqual(['2027-05-03 CollectionResumed']);
    });

    it('an order for the certification frees that: what was charged before the petition may go to the auditor', () => {
      const story = new Story({ account: { contract: 'owner-occupant' } }).bill('2027-02-12', '2027-03-05', 20_000, 'B1');
      filed(story.until('2027-03-20'), '2027-03-24 10:00');
      const certified = (when: string) => certifiable(story.at(when).account, story.law, local(when), localDate('2027-03-20')).certifiedCents;
      expect(certified('2027-05-02 10:00')).toBe(0);
      story.given('2027-05-03 10:00', 'StayReliefGranted', { docket: 'D1', accountIds: ['A1'], acts: ['certification'] });
      expect([certified('2027-05-17 10:00'), certified('2027-05-18 10:00')]).toEqual([0, 22_000]);
    });

    it('just beside: an order for the certification alone frees nothing else', () => {
      expect(resumed(relieved(['certification'], true).until('2027-12-31'))).toEqual([]);
    });
  });

  describe('Two spouses on one docket (BK-JOINT)', () => {
    const both = () => noticeMailed().given('2027-03-24 10:00', 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'], debtor: 'both' });
    const ends = (story: Story, when: string, type: 'BankruptcyDismissed' | 'BankruptcyDischarged', debtor: 'debtor' | 'joint') => story.given(when, type, { docket: 'D1', accountIds: ['A1'], debtor });
    const holds = (story: Story) => story.simulation.contextFor('A1').holds.map(({ evidence }) => evidence);

    it('the dismissal of one leaves the other protected', () => {
      expect(holds(ends(both(), '2027-05-03 10:00', 'BankruptcyDismissed', 'joint'))).toEqual(['D1']);
    });

    it('the dismissal of both ends the hold', () => {
      expect(holds(ends(ends(both(), '2027-05-03 10:00', 'BankruptcyDismissed', 'joint'), '2027-06-03 10:00', 'BankruptcyDismissed', 'debtor'))).toEqual([]);
    });

    it('one discharged and one dismissed: nothing is written off, nothing is pursued, and counsel is asked', () => {
      const story = ends(ends(both(), '2027-05-03 10:00', 'BankruptcyDismissed', 'joint'), '2027-07-01 10:00', 'BankruptcyDischarged', 'debtor').until('2027-12-31');
      expect(story.since('2027-05-03')).toEqual(['2027-07-01 BankruptcyReviewOpened']);
      expect(story.entry('BankruptcyReviewOpened')?.data.review).toBe('joint-debtors-differ');
      expect(holds(story)).toEqual(['D1']);
    });
  });

  describe('Endings that are none', () => {
    const reviews = (story: Story) => story.decided.flatMap(({ decision }) => (decision.type === 'BankruptcyReviewOpened' ? [decision.data.review] : []));

    it('a discharge denied asks counsel, and the hold stays', () => {
      const story = filed(noticeMailed(), '2027-03-24 10:00').given('2027-07-01 10:00', 'DischargeDenied', { docket: 'D1', accountIds: ['A1'] }).until('2027-12-31');
      expect(reviews(story)).toEqual(['discharge-denied']);
      expect(story.since('2027-07-02')).toEqual([]);
    });

    it('a case closed without discharge does, too; just beside, one closed after its discharge does not', () => {
      const closes = (story: Story) => story.given('2027-08-02 10:00', 'BankruptcyClosed', { docket: 'D1', accountIds: ['A1'] });
      expect(reviews(closes(filed(noticeMailed(), '2027-03-24 10:00')))).toEqual(['closed-without-discharge']);
      expect(reviews(closes(discharged(filed(noticeMailed(), '2027-03-24 10:00'), '2027-07-01 10:00')))).toEqual([]);
    });

    it('a vacated dismissal holds from the order on, and asks a person (BK-REOPEN)', () => {
      const story = dismissed(filed(noticeMailed(), '2027-03-24 10:00'), '2027-06-07 10:00').given('2027-06-09 10:00', 'BankruptcyReopened', { docket: 'D1', accountIds: ['A1'], vacatesDismissal: true });
      expect(story.since('2027-06-09')).toEqual(['2027-06-09 BankruptcyReviewOpened', '2027-06-09 NoticeWithdrawn', '2027-06-09 CollectionHeld']);
      expect(story.buckets['pre-petition']).toBe(22_000);
    });
  });

  describe('What somebody says on the telephone (BK-EVENTS)', () => {
    const told = () => noticeMailed().given('2027-03-24 10:00', 'BankruptcyTold', { tipId: 'T1', toldBy: 'debtor', channel: 'phone' });
    const reviewed = (story: Story) => story.told.filter((line) => line.includes('BankruptcyReviewOpened'));

    it('holds at once, and after five business days becomes a review that holds', () => {
      const story = told();
      expect(story.since('2027-03-24')).toEqual(['2027-03-24 NoticeWithdrawn', '2027-03-24 CollectionHeld'].filter((line) => story.told.includes(line)));
      expect(story.simulation.contextFor('A1').holds.map(({ evidence }) => evidence)).toEqual(['T1']);
      story.until('2027-12-31');
      expect(reviewed(story)).toEqual(['2027-04-01 BankruptcyReviewOpened']);
      expect(story.simulation.contextFor('A1').holds.map(({ evidence }) => evidence)).toEqual(['T1']);
    });

    it('gives way to the docket once that is known', () => {
      const story = filed(told(), '2027-03-23 15:00').until('2027-06-30');
      expect(reviewed(story)).toEqual([]);
      expect(story.simulation.contextFor('A1').holds.map(({ evidence }) => evidence)).toEqual(['D1']);
    });

    it('ends where two people find that there is none', () => {
      const story = told().given('2027-03-26 10:00', 'BankruptcyNotFound', { tipId: 'T1', lookedUpBy: 'specialist-1', agreedBy: 'supervisor-1' }).until('2027-12-31');
      expect(reviewed(story)).toEqual([]);
      expect(story.told).toContain('2027-03-26 CollectionResumed');
    });
  });

  describe('Account without an open case', () => {
    it('a petition about an account that owes nothing decides nothing', () => {
      expect(filed(new Story(), '2027-03-24 10:00').until('2027-06-30').told).toEqual([]);
    });
  });
});
