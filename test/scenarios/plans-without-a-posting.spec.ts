import { Story } from '../support/story.ts';

/** A mutual water company posts nothing: with the letter mailed on 2027-04-16 the shut-off is planned for 2027-05-12, the 61st day. */
function planned(): Story {
  const story = new Story({ under: 'CA-998-MUTUAL@1' });
  return story.bill('2027-02-19', '2027-03-12', 12_000).until('2027-04-15').mailed('2027-04-16 10:00', 'A1.1.n1').at('2027-04-20 09:00');
}

describe('A plan that rests on no posting', () => {
  it('is made as soon as the letter is proven', () => {
    expect(planned().last('ShutOffPlanned')?.data.onDay).toBe('2027-05-12');
  });

  it('is taken back once when a payment leaves less than a crew is sent for, and the case rests', () => {
    const story = planned().pays('2027-04-20 10:00', 10_000).at('2027-04-21 12:00');
    expect(story.since('2027-04-20')).toEqual(['2027-04-20 ShutOffWithdrawn']);
  });

  it('is made again when that payment comes back, on the notice that follows', () => {
    const story = planned().pays('2027-04-20 10:00', 10_000, 'P1').given('2027-04-26 10:00', 'PaymentReturned', { paymentId: 'P1', reason: 'R01' });
    story.mailed('2027-04-26 12:00', story.last('NoticeOrdered')?.data.noticeId as string).at('2027-04-26 13:00');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-05-12');
  });

  it('is taken back once by a parked message, and made again when that is mended', () => {
    const story = planned().parks('2027-04-20 10:00', 'd1').at('2027-04-21 12:00');
    expect(story.since('2027-04-20')).toEqual(['2027-04-20 ShutOffWithdrawn']);
    expect(story.repairs('2027-04-22 10:00', 'd1').since('2027-04-22')).toEqual(['2027-04-22 ShutOffPlanned']);
  });

  it('waits for the end of a hold, and for the notice that the hold leaves behind', () => {
    const story = planned().given('2027-04-20 10:00', 'DisputeOpened', { disputeId: 'D1' }).at('2027-04-21 12:00');
    expect(story.since('2027-04-20')).toEqual(['2027-04-20 ShutOffWithdrawn', '2027-04-20 CollectionHeld']);
    story.given('2027-04-27 10:00', 'DisputeSettled', { disputeId: 'D1', outcome: 'the bill stands' });
    expect(story.since('2027-04-27')).toEqual(['2027-04-27 CollectionResumed', '2027-04-27 NoticeOrdered']);
  });
});
