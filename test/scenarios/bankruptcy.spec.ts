import { billed, noticeMailed, noticeOrdered, pastDue, restoring, shutOff, shutOffOrdered } from '../support/stages.ts';
import { Story } from '../support/story.ts';

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

  describe('Account without an open case', () => {
    it('a petition about an account that owes nothing decides nothing', () => {
      expect(filed(new Story(), '2027-03-24 10:00').until('2027-06-30').told).toEqual([]);
    });
  });
});
