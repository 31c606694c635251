import { localDate } from '../../libs/kernel/time.ts';
import { billed, noticeMailed, noticeOrdered, pastDue, shutOff, shutOffOrdered, shutOffPlanned } from '../support/stages.ts';
import type { Story } from '../support/story.ts';

const returned = (story: Story, when: string, noticeId = 'A1.1.n1') => story.given(when, 'NoticeReturned', { noticeId, reason: 'moved, left no address' });

describe('Disconnect notices', () => {
  describe('When one is due', () => {
    it('15 days after the due date, not a minute earlier', () => {
      const story = pastDue().at('2027-03-20 08:00');
      expect(story.case?.status).toBe('past-due');
      expect(story.at('2027-03-20 08:01').case?.status).toBe('notice-ordered');
    });

    it('at once, when the account came to be past due late', () => {
      const story = pastDue().pays('2027-03-10 13:00', 22_000, 'P1', 'check').given('2027-03-24 11:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' }).until('2027-03-25');
      expect(story.since('2027-03-24')).toEqual(['2027-03-24 FeeAssessed', '2027-03-25 CaseOpened', '2027-03-25 NoticeOrdered']);
    });

    it('counted from the oldest unpaid bill: a payment that clears it moves the count to the next', () => {
      const story = billed().bill('2027-02-19', '2027-03-12', 20_000, 'B2').pays('2027-03-15 10:00', 22_000).until('2027-03-27');
      expect(story.since('2027-03-15')).toEqual(['2027-03-27 NoticeOrdered']);
    });
  });

  describe('Proof of mailing', () => {
    it('counts from the day of mailing, not from the day of the order', () => {
      const story = noticeOrdered().mailed('2027-04-05 10:00', 'A1.1.n1').until('2027-04-12');
      expect(story.since('2027-04-05')).toEqual(['2027-04-05 NoticeConfirmed', '2027-04-12 DoorTagOrdered']);
    });

    it('of another letter proves nothing', () => {
      expect(noticeOrdered().mailed('2027-03-22 10:00', 'A1.1.n9').since('2027-03-21')).toEqual([]);
    });

    describe('dated before the order cannot be true', () => {
      const proven = (mailedOn: string) => noticeOrdered().given('2027-03-22 10:00', 'NoticeMailed', { noticeId: 'A1.1.n1', mailedOn: localDate(mailedOn), proof: 'piece-1' });

      it.each(['2027-03-19', '2027-02-22', '2026-03-22'])('%s: a person is asked, and no waiting time begins', (mailedOn) => {
        const story = proven(mailedOn).until('2027-05-31');
        expect(story.since('2027-03-22')).toEqual(['2027-03-22 ReviewNeeded']);
        expect(story.case?.reviewOf).toContain(mailedOn);
      });

      it('when the question is answered a fresh notice goes out', () => {
        const story = proven('2027-03-19').person('2027-03-23 10:00', { type: 'FinishReview', reason: 'the year was mistyped' });
        expect(story.since('2027-03-23')).toEqual(['2027-03-23 ReviewDone', '2027-03-23 NoticeOrdered']);
      });

      it('just beside: mailed on the day of the order', () => {
        expect(proven('2027-03-20').since('2027-03-22')).toEqual(['2027-03-22 NoticeConfirmed']);
      });
    });

    it('twice is proof once', () => {
      const story = noticeMailed();
      story.mailed('2027-03-22 11:00', 'A1.1.n1');
      expect(story.told.filter((line) => line.includes('NoticeConfirmed'))).toHaveLength(1);
    });
  });

  describe('A notice that comes back', () => {
    it('is withdrawn, and a person is asked for the address', () => {
      const story = returned(noticeMailed(), '2027-03-26 10:00').until('2027-04-30');
      expect(story.since('2027-03-26')).toEqual(['2027-03-26 NoticeWithdrawn', '2027-03-26 ReviewNeeded']);
      expect(story.case?.status).toBe('review');
    });

    it('goes out anew when the review is finished', () => {
      const story = returned(noticeMailed(), '2027-03-26 10:00').person('2027-03-30 10:00', { type: 'FinishReview', reason: 'new address found' });
      expect(story.since('2027-03-30')).toEqual(['2027-03-30 ReviewDone', '2027-03-30 NoticeOrdered']);
      expect(story.last('NoticeOrdered')?.data.noticeId).toBe('A1.1.n2');
    });

    it('just beside: the return of an earlier notice says nothing about the one that stands', () => {
      const story = returned(noticeMailed(), '2027-03-26 10:00')
        .person('2027-03-30 10:00', { type: 'FinishReview', reason: 'new address found' })
        .mailed('2027-03-31 10:00', 'A1.1.n2');
      returned(story, '2027-04-01 10:00', 'A1.1.n1');
      expect(story.case?.status).toBe('notice-mailed');
    });

    it('after the tag was posted takes the plan back as well', () => {
      const story = returned(shutOffPlanned(), '2027-03-30 10:00').until('2027-04-30');
      expect(story.since('2027-03-30')).toEqual(['2027-03-30 NoticeWithdrawn', '2027-03-30 ReviewNeeded']);
    });

    it('while the crew is out recalls it', () => {
      const story = returned(shutOffOrdered(), '2027-04-01 08:10');
      expect(story.since('2027-04-01').slice(1)).toEqual(['2027-04-01 WorkOrderRecalled', '2027-04-01 NoticeWithdrawn', '2027-04-01 ReviewNeeded']);
    });
  });

  describe('A notice is spent, never revived', () => {
    it('by a returned payment', () => {
      const story = noticeMailed()
        .pays('2027-03-23 10:00', 5_000, 'P1', 'check')
        .given('2027-03-26 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
      expect(story.since('2027-03-24')).toEqual(['2027-03-26 FeeAssessed', '2027-03-26 NoticeWithdrawn', '2027-03-26 NoticeOrdered']);
      expect(story.rulesOf('NoticeWithdrawn')).toEqual(['OP-NSF']);
      expect(story.last('NoticeOrdered')?.data.noticeId).toBe('A1.1.n2');
    });

    it('just beside: a return before the notice leaves it alone', () => {
      const story = billed()
        .pays('2027-03-08 10:00', 5_000, 'P1', 'check')
        .given('2027-03-12 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' })
        .mailed('2027-03-22 10:00', 'A1.1.n1')
        .until('2027-03-29');
      expect(story.since('2027-03-20')).toEqual(['2027-03-20 NoticeOrdered', '2027-03-22 NoticeConfirmed', '2027-03-29 DoorTagOrdered']);
    });

    it('by a petition', () => {
      const story = noticeMailed().given('2027-03-24 10:00', 'PetitionFiled', { docket: 'D1', chapter: '7', accountIds: ['A1'] });
      expect(story.since('2027-03-24')).toEqual(['2027-03-24 NoticeWithdrawn', '2027-03-24 CollectionHeld']);
      expect(story.rulesOf('NoticeWithdrawn')).toEqual(['BK-STAY']);
    });

    it('by an arrangement that was agreed after it and broken', () => {
      const story = noticeMailed()
        .given('2027-03-24 10:00', 'ArrangementAgreed', { arrangementId: 'AR1', downPaymentCents: 5_500, instalments: [{ dueOn: '2027-04-23' as never, amountCents: 16_500 }], agreedBy: 'specialist-1' })
        .until('2027-04-30');
      expect(story.since('2027-03-24')).toEqual([
        '2027-03-24 CollectionHeld',
        '2027-03-25 ArrangementMissed',
        '2027-04-01 ArrangementBroken',
        '2027-04-01 NoticeWithdrawn',
        '2027-04-01 CollectionResumed',
        '2027-04-01 NoticeOrdered',
      ]);
    });

    it('by time: 60 days after mailing it lapses', () => {
      const story = noticeMailed().given('2027-03-24 10:00', 'DisputeOpened', { disputeId: 'DI1' }).until('2027-05-21');
      expect(story.case?.notice?.noticeId).toBe('A1.1.n1');
      story.until('2027-05-22');
      expect(story.since('2027-03-25')).toEqual(['2027-05-22 NoticeWithdrawn']);
      expect(story.sentencesOf('NoticeWithdrawn')).toEqual(['The notice mailed 2027-03-22 lapsed on 2027-05-21.']);
    });

    it('just beside: on the 60th day it still supports a tag', () => {
      const story = noticeMailed().given('2027-03-24 10:00', 'DisputeOpened', { disputeId: 'DI1' }).given('2027-05-14 07:00', 'DisputeSettled', { disputeId: 'DI1', outcome: 'the bill stands' }).until('2027-05-14');
      expect(story.since('2027-05-14')).toEqual(['2027-05-14 CollectionResumed', '2027-05-14 DoorTagOrdered']);
    });

    it('when what it asked for is paid and only a later bill is past due', () => {
      const story = noticeMailed().bill('2027-03-05', '2027-03-26', 20_000, 'B2').pays('2027-03-27 10:00', 22_000).until('2027-04-10');
      expect(story.since('2027-03-23')).toEqual(['2027-03-27 PenaltyAssessed', '2027-03-27 NoticeWithdrawn', '2027-04-10 NoticeOrdered']);
    });

    it('just beside: while a cent of what it asked for is owed it stands', () => {
      const story = noticeMailed().bill('2027-03-05', '2027-03-26', 20_000, 'B2').pays('2027-03-27 10:00', 21_999).until('2027-03-29');
      expect(story.since('2027-03-23')).toEqual(['2027-03-27 PenaltyAssessed', '2027-03-29 DoorTagOrdered']);
    });

    it('while the water is off: the case keeps the water matter, and forgets the notice', () => {
      const story = shutOff().pays('2027-04-02 10:00', 5_000, 'P1', 'check').given('2027-04-08 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
      expect(story.since('2027-04-02')).toEqual(['2027-04-08 FeeAssessed', '2027-04-08 NoticeWithdrawn']);
      expect(story.case?.status).toBe('shut-off');
    });
  });

  describe('A notice that was taken back before it was mailed', () => {
    const filed = (story: Story, when: string) => story.given(when, 'PetitionFiled', { docket: 'D1', chapter: '13', accountIds: ['A1'] });
    const takenBack = () => filed(noticeOrdered(), '2027-03-22 09:00');

    it('and goes to the post all the same: an incident under the rule of what forbade it, and a person sees to it', () => {
      const story = takenBack().mailed('2027-03-22 16:00', 'A1.1.n1');
      expect(story.since('2027-03-22')).toEqual(['2027-03-22 NoticeWithdrawn', '2027-03-22 CollectionHeld', '2027-03-22 IncidentOpened', '2027-03-22 ReviewNeeded']);
      expect(story.last('IncidentOpened')?.data).toEqual({ incident: 'notice-mailed-after-withdrawal', noticeId: 'A1.1.n1' });
      expect(story.rulesOf('IncidentOpened')).toEqual(['BK-STAY']);
      expect(story.case?.status).toBe('review');
    });

    it('is such an incident once, however often its mailing is told', () => {
      const story = takenBack().mailed('2027-03-22 16:00', 'A1.1.n1').mailed('2027-03-23 09:00', 'A1.1.n1').until('2027-03-31');
      expect(story.incidents).toEqual(['notice-mailed-after-withdrawal']);
    });

    it('just beside: mailed before that, and told late, there is none', () => {
      const story = takenBack().at('2027-03-22 12:00').mailed('2027-03-22 08:00', 'A1.1.n1').until('2027-03-31');
      expect(story.incidents).toEqual([]);
    });

    it('just beside: given up by a person because no proof came, there is none', () => {
      const story = noticeOrdered().person('2027-03-26 10:00', { type: 'SkipStep', reason: 'no proof came' }).mailed('2027-03-27 10:00', 'A1.1.n1');
      expect(story.incidents).toEqual([]);
    });
  });
});
