import type { Law } from '../../libs/policy/facts.ts';
import { Story } from '../support/story.ts';

const byEMail = (pack: Law['pack']): Law['pack'] => ({ ...pack, documents: { ...pack.documents!, eMail: { rule: 'OH-RULES' } } });

describe('A notice by e-mail, under a law that lets it', () => {
  const ordered = (pack = byEMail) => new Story({ account: { noticesBy: 'e-mail' }, pack }).bill('2027-02-12', '2027-03-05', 20_000).until('2027-03-20');
  const bounces = (story: Story, when = '2027-03-21 10:00') => story.given(when, 'NoticeBounced', { noticeId: 'A1.1.n1', reason: '5.1.1 no such mailbox' });
  const delivered = (story: Story) => story.given('2027-03-20 10:00', 'NoticeDelivered', { noticeId: 'A1.1.n1', deliveredOn: '2027-03-20' as never, channel: 'e-mail', proof: 'dsn-1' });

  it('goes to a customer who chose that, and to nobody else', () => {
    expect(ordered().last('NoticeOrdered')?.data.channel).toBe('e-mail');
    expect(new Story({ pack: byEMail }).bill('2027-02-12', '2027-03-05', 20_000).until('2027-03-20').last('NoticeOrdered')?.data.channel).toBeUndefined();
    expect(ordered((pack) => ({ ...pack, documents: { ...pack.documents!, eMail: undefined } })).last('NoticeOrdered')?.data.channel).toBeUndefined();
  });

  it('begins to count when its delivery is proven; that it was sent proves nothing', () => {
    const story = ordered().mailed('2027-03-20 09:00', 'A1.1.n1').at('2027-04-20 12:00');
    expect(story.case?.status).toBe('notice-ordered');
    expect(delivered(ordered()).at('2027-03-21 12:00').last('NoticeConfirmed')?.data).toEqual({ noticeId: 'A1.1.n1', mailedOn: '2027-03-20' });
  });

  it('that bounces counts no more, and the next one goes by letter at once', () => {
    const story = bounces(delivered(ordered()).at('2027-03-20 12:00'));
    expect(story.since('2027-03-21').slice(-2)).toEqual(['2027-03-21 NoticeWithdrawn', '2027-03-21 NoticeOrdered']);
    expect(story.last('NoticeWithdrawn')?.data).toEqual({ noticeId: 'A1.1.n1', undelivered: 'bounced' });
    expect(story.last('NoticeOrdered')?.data).toMatchObject({ noticeId: 'A1.1.n2' });
    expect(story.last('NoticeOrdered')?.data.channel).toBeUndefined();
  });

  it('that bounces after the tag hung takes the whole plan back', () => {
    const story = delivered(ordered()).until('2027-03-31').tagged('2027-03-31 10:00', 'A1.1.w1');
    expect(story.case?.status).toBe('shut-off-planned');
    bounces(story, '2027-04-01 10:00');
    expect(story.case).toMatchObject({ status: 'notice-ordered', doorTag: null, plannedOn: null });
  });

  it('goes by e-mail again once the customer gave another address', () => {
    const story = bounces(ordered());
    story.mailed('2027-03-22 10:00', 'A1.1.n2').given('2027-03-23 10:00', 'AccountChanged', { noticesBy: 'e-mail' });
    story.given('2027-03-24 10:00', 'NoticeReturned', { noticeId: 'A1.1.n2', reason: 'moved' }).person('2027-03-24 11:00', { type: 'FinishReview', reason: 'The customer gave a new address.' });
    expect(story.last('NoticeOrdered')?.data).toMatchObject({ noticeId: 'A1.1.n3', channel: 'e-mail' });
  });
});

describe('A letter that comes back in California (CA-998-VISIT)', () => {
  const returned = () => {
    const story = new Story({ under: 'CA-998@2' }).bill('2027-01-04', '2027-01-25', 9_640).until('2027-03-09').mailed('2027-03-10 10:00', 'A1.1.n1');
    return story.given('2027-03-16 10:00', 'NoticeReturned', { noticeId: 'A1.1.n1', reason: 'no such number' });
  };
  const call = (story: Story, when: string, spokeWith: 'customer' | 'nobody') => story.given(when, 'ContactLogged', { contactId: `call-${when}`, channel: 'phone', outcome: 'tried', spokeWith });

  it('stops the clock and opens the search for an address, in words that say what comes next', () => {
    const story = returned();
    expect(story.since('2027-03-16')).toEqual(['2027-03-16 NoticeWithdrawn', '2027-03-16 ReviewNeeded']);
    expect(story.last('ReviewNeeded')?.data.question).toMatch(/came back. Where does it go\? Look for another address and telephone/);
    expect(story.rulesOf('ReviewNeeded')).toEqual(['CA-998-VISIT']);
    expect(story.at('2027-06-30 12:00').since('2027-03-17')).toEqual([]);
  });

  it('is followed by a visit once a call reached nobody, and what was left there begins to count on that day', () => {
    const story = call(returned(), '2027-03-17 10:00', 'nobody');
    expect(story.last('NoticeVisitOrdered')?.data).toMatchObject({ workOrderId: 'A1.1.w1', noticeId: 'A1.1.n2', onDay: '2027-03-17' });
    expect(story.rulesOf('NoticeVisitOrdered')).toEqual(['CA-998-VISIT']);
    story.tagged('2027-03-18 10:00', 'A1.1.w1');
    expect(story.last('NoticeLeftAtVisit')?.data).toMatchObject({ noticeId: 'A1.1.n2', onDay: '2027-03-18', contains: expect.arrayContaining(['policy-offer', 'review-and-appeal']) });
    expect(story.case).toMatchObject({ status: 'notice-mailed', notice: { mailedOn: '2027-03-18' } });
    // Fifteen days after the visit, as for a letter mailed on that day.
    story.at('2027-03-31 12:00').tagged('2027-03-31 13:00', 'A1.1.w2');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-04-05');
  });

  it('is not followed by one while the call reached the customer, or came before the letter was back', () => {
    expect(call(returned(), '2027-03-17 10:00', 'customer').last('NoticeVisitOrdered')).toBeUndefined();
    const before = new Story({ under: 'CA-998@2' }).bill('2027-01-04', '2027-01-25', 9_640).until('2027-03-09').mailed('2027-03-10 10:00', 'A1.1.n1');
    call(before, '2027-03-15 10:00', 'nobody').given('2027-03-16 10:00', 'NoticeReturned', { noticeId: 'A1.1.n1', reason: 'no such number' });
    expect(before.last('NoticeVisitOrdered')).toBeUndefined();
  });

  it('a hold keeps the visit away, and calls back a crew that is out for it', () => {
    const story = returned().given('2027-03-16 12:00', 'DisputeOpened', { disputeId: 'D1' });
    expect(call(story, '2027-03-17 10:00', 'nobody').last('NoticeVisitOrdered')).toBeUndefined();
    const out = call(returned(), '2027-03-17 10:00', 'nobody').given('2027-03-17 11:00', 'DisputeOpened', { disputeId: 'D1' });
    expect(out.since('2027-03-17').slice(1, 3)).toEqual(['2027-03-17 WorkOrderRecalled', '2027-03-17 ShutOffWithdrawn']);
  });

  describe('and whose paper was printed', () => {
    const out = () => call(returned(), '2027-03-17 10:00', 'nobody');

    it('stands, if nothing changed until it was left there', () => {
      expect(out().tagged('2027-03-18 10:00', 'A1.1.w1').since('2027-03-18')).toEqual(['2027-03-18 NoticeLeftAtVisit']);
    });

    it('is spent where a bill was lowered in between: it names too much', () => {
      const story = out().given('2027-03-17 12:00', 'BillCorrected', { billId: 'B2027-01-04', lines: [{ service: 'water', amountCents: 8_000 }], reason: 'misread' });
      expect(story.tagged('2027-03-18 10:00', 'A1.1.w1').since('2027-03-18').slice(0, 2)).toEqual(['2027-03-18 NoticeLeftAtVisit', '2027-03-18 NoticeWithdrawn']);
      expect(story.sentencesOf('NoticeWithdrawn')).toEqual(['The notice named $96.40; as the bills stand now, $80.00 was past due then.']);
    });

    it('is spent where the bill that it was for was paid in between, and another one is the oldest (CA-998-60D)', () => {
      const story = returned().bill('2027-01-18', '2027-02-08', 20_000, 'B2');
      call(story, '2027-03-17 10:00', 'nobody').pays('2027-03-17 12:00', 9_640).tagged('2027-03-18 10:00', 'A1.1.w1');
      expect(story.since('2027-03-18').slice(0, 2)).toEqual(['2027-03-18 NoticeLeftAtVisit', '2027-03-18 NoticeWithdrawn']);
      expect(story.sentencesOf('NoticeWithdrawn')).toEqual(['The notice was for bill B2027-01-04; the oldest unpaid bill is B2 now, and needs a notice of its own.']);
    });
  });

  it('in Ohio it is a question alone', () => {
    const story = new Story().bill('2027-02-12', '2027-03-05', 20_000).until('2027-03-20').mailed('2027-03-20 15:00', 'A1.1.n1').given('2027-03-25 10:00', 'NoticeReturned', { noticeId: 'A1.1.n1', reason: 'moved' });
    expect(call(story, '2027-03-26 10:00', 'nobody').since('2027-03-25')).toEqual(['2027-03-25 NoticeWithdrawn', '2027-03-25 ReviewNeeded']);
  });
});
