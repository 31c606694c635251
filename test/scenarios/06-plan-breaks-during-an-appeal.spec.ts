import { reviewIsEarned } from '../../libs/account/reviews.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { Story, local } from '../support/story.ts';

const zone = 'America/Los_Angeles';
const post = { type: 'PostNotice', reason: 'the plan is broken' } as const;

/** An amortization signed 2027-02-20; its instalment of 2027-03-21 is missed, and the letter of it mailed on 2027-04-21. */
function missed(): Story {
  const story = new Story({ under: 'CA-998@2' }).bill('2027-01-04', '2027-01-25', 24_000);
  const instalments = ['2027-03-21', '2027-04-21'].map((on) => ({ dueOn: localDate(on), amountCents: 12_000 }));
  story.given('2027-02-20 10:00', 'ArrangementAgreed', { arrangementId: 'AR1', kind: 'amortization', downPaymentCents: 0, instalments, agreedBy: 'specialist-1' });
  return story.until('2027-04-20').mailed('2027-04-21 10:00', 'A1.1.n1');
}

/** An adult resident, not the customer, appeals on 2027-05-03; the manager decides against on 2027-06-10. */
function appealed(): Story {
  const story = missed().given('2027-05-03 10:00', 'ReviewRequested', { reviewId: 'R1', requestedBy: 'resident-2', lodgedBy: 'adult-resident' });
  return story.given('2027-06-10 15:00', 'ReviewAnswered', { reviewId: 'R1', outcome: 'the bill stands', decidedBy: 'manager', against: true });
}

const takenFurther = () => appealed().given('2027-06-12 10:00', 'ReviewAppealed', { reviewId: 'R1' });
const rejected = () => takenFurther().given('2027-06-24 10:00', 'ReviewAnswered', { reviewId: 'R1', outcome: 'rejected', decidedBy: 'governing-body', against: true });

describe('6. Plan breaks while an appeal is pending', () => {
  it('the default goes on during the appeal, and nothing is posted', () => {
    const story = takenFurther().until('2027-06-23');
    expect(story.since('2027-04-21')).toEqual(['2027-04-21 NoticeConfirmed', '2027-05-03 CollectionHeld']);
    expect(story.sentencesOf('CollectionHeld')).toEqual(['A review was asked for by an adult resident and is not answered: R1.']);
  });

  it('on 2027-06-11 the posting is refused: the appeal is still open', () => {
    expect(appealed().refused('2027-06-11 10:00', post)).toBe('CA-998-APPEAL: The manager decided against R1; the way to the governing body is open until 2027-06-21T07:00:00.000Z.');
    expect(takenFurther().refused('2027-06-23 10:00', post)).toBe("CA-998-APPEAL: The manager's decision on R1 was taken to the governing body, which has not answered.");
  });

  it('on 2027-06-24, rejected by the governing body, it is accepted: the days of default during the appeal counted', () => {
    const story = rejected();
    expect(story.since('2027-06-24')).toEqual(['2027-06-24 CollectionResumed', '2027-06-24 DoorTagOrdered']);
    expect(story.sentencesOf('DoorTagOrdered').join(' ')).toContain('Plan AR1 is in default since 2027-03-21; 61 days later is 2027-05-21.');
  });

  it('posted that day, June 25, 28, 29, 30 and July 1 are counted: the earliest shut-off is Thursday 2027-07-01', () => {
    const story = rejected().tagged('2027-06-24 14:00', 'A1.1.w1');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-07-01');
    expect(story.at('2027-07-01 09:00').atOf('ShutOffOrdered')).toBe('2027-07-01 08:00');
  });

  it('where nobody goes to the governing body, collection goes on when its days are over', () => {
    const story = appealed().until('2027-06-21');
    expect(story.since('2027-06-10')).toEqual(['2027-06-21 CollectionResumed', '2027-06-21 DoorTagOrdered']);
  });

  it('what the manager decides for the customer ends the review, and so does an answer of before there were two', () => {
    const story = missed().given('2027-05-03 10:00', 'ReviewRequested', { reviewId: 'R1' }).given('2027-05-05 10:00', 'ReviewAnswered', { reviewId: 'R1', outcome: 'corrected', decidedBy: 'manager', against: false });
    expect(story.last('CollectionResumed')?.data.ended).toEqual([{ kind: 'review', evidence: 'R1' }]);
    story.given('2027-05-06 10:00', 'ReviewRequested', { reviewId: 'R2' }).given('2027-05-07 10:00', 'ReviewAnswered', { reviewId: 'R2', outcome: 'no' });
    expect(story.last('CollectionResumed')?.data.ended).toEqual([{ kind: 'review', evidence: 'R2' }]);
  });

  it('an appeal of somebody who does not live there holds nothing (CA-998-APPEAL)', () => {
    const story = missed().given('2027-05-03 10:00', 'ReviewRequested', { reviewId: 'R1', lodgedBy: 'somebody-else' });
    expect(story.since('2027-05-03')).toEqual([]);
  });

  describe("A manager's review is earned (CA-REVIEW)", () => {
    const story = missed();
    const asked = (on: string, about: { billId: string } | { noticeId: string }) => reviewIsEarned(story.account, { about, startedAt: local(`${on} 12:00`, zone) }, story.law);
    it.each([
      ['by a dispute on the 5th day after the bill', '2027-01-09', { billId: 'B2027-01-04' }, true],
      ['not on the 6th', '2027-01-10', { billId: 'B2027-01-04' }, false],
      ['by a request for more time on the 13th day after the notice', '2027-05-04', { noticeId: 'A1.1.n1' }, true],
      ['not on the 14th', '2027-05-05', { noticeId: 'A1.1.n1' }, false],
      ['when nobody knows when the notice was mailed', '2027-05-05', { noticeId: 'none' }, true],
    ])('%s', (_name, on, about, earned) => expect(asked(on, about)).toBe(earned));

    it('one that was asked for too late ends with the manager\'s decision', () => {
      const late = missed().given('2027-05-06 10:00', 'ReviewRequested', { reviewId: 'R1', about: { noticeId: 'A1.1.n1' } });
      late.given('2027-05-10 15:00', 'ReviewAnswered', { reviewId: 'R1', outcome: 'no', decidedBy: 'manager', against: true });
      expect(late.since('2027-05-06')).toEqual(['2027-05-06 CollectionHeld', '2027-05-10 CollectionResumed']);
    });
  });
});
