import type { Law } from '../../libs/policy/facts.ts';
import { Story } from '../support/story.ts';

/** A notice mailed on 2027-03-10 for a bill that was due on 2027-01-25, as in scenario 1. */
const mailed = (under = 'CA-998@2', account = {}, pack?: (pack: Law['pack']) => Law['pack']) =>
  new Story({ under, account, ...(pack ? { pack } : {}) }).bill('2027-01-04', '2027-01-25', 9_640).until('2027-03-09').mailed('2027-03-10 10:00', 'A1.1.n1');

function tagged(story: Story): Story {
  for (const day of story.days('2027-03-20', '2027-04-02')) {
    story.at(`${day} 12:00`);
    const order = story.case?.status === 'door-tag-ordered' ? story.last('DoorTagOrdered') : undefined;
    if (order) return story.tagged(`${day} 13:00`, order.data.workOrderId);
  }
  return story;
}

describe('A crew takes a paper along', () => {
  it('the tag, in English and the language of the household, with the day from which the water may be shut off', () => {
    const story = tagged(mailed('CA-998@2', { language: 'es' }));
    expect(story.last('DoorTagOrdered')?.data.paper).toMatchObject({ document: 'door-tag', languages: ['en', 'es'], pastDueCents: 9_640, shutOffOn: '2027-03-29', contains: expect.arrayContaining(['stop-the-shut-off', 'shut-off-date', 'phone']) });
  });

  it('in Ohio as well', () => {
    const story = new Story().bill('2027-02-12', '2027-03-05', 20_000).until('2027-03-21').mailed('2027-03-22 10:00', 'A1.1.n1').at('2027-04-02 12:00');
    expect(story.last('DoorTagOrdered')?.data.paper).toMatchObject({ document: 'door-tag', languages: ['en'] });
  });

  it('the way to have the water back, at the shut-off (CA-998-RECONNECT-INFO)', () => {
    const story = tagged(mailed()).until('2027-04-05');
    expect(story.last('ShutOffOrdered')?.data.paper).toMatchObject({ document: 'restoration-information', contains: expect.arrayContaining(['restoration-how']) });
    expect(story.rulesOf('ShutOffOrdered')).toContain('CA-998-RECONNECT-INFO');
  });

  it('without which the law lets nobody shut off: a document that does not say how the water comes back (CA-998-RECONNECT-INFO)', () => {
    const another = (pack: Law['pack']): Law['pack'] => ({ ...pack, documents: { ...(pack.documents as NonNullable<typeof pack.documents>), steps: { ...(pack.documents as NonNullable<typeof pack.documents>).steps, 'shut-off': 'door-tag' } } });
    const story = tagged(mailed('CA-998@2', {}, another)).until('2027-04-05');
    expect(story.all('ShutOffOrdered')).toEqual([]);
    expect(story.whatHolds('shut-off')).toContain('CA-998-RECONNECT-INFO: The paper of the step shut-off (door-tag, in en) lacks restoration-how.');
  });

  it('a final notice in place of the tag when a plan was broken (CA-998-BREACH)', () => {
    const story = new Story({ under: 'CA-998@2' }).bill('2027-01-04', '2027-01-25', 9_640).until('2027-03-09').mailed('2027-03-10 10:00', 'A1.1.n1');
    const instalments = [{ dueOn: '2027-04-15' as never, amountCents: 4_820 }, { dueOn: '2027-05-17' as never, amountCents: 4_820 }];
    story.given('2027-03-15 10:00', 'ArrangementAgreed', { arrangementId: 'P1', kind: 'amortization', downPaymentCents: 0, instalments, agreedBy: 'staff-1' }).until('2027-05-20');
    const notice = story.last('NoticeOrdered')?.data.noticeId as string;
    story.mailed('2027-05-24 10:00', notice);
    for (const day of story.days('2027-06-10', '2027-06-25')) story.at(`${day} 12:00`);
    expect(story.last('DoorTagOrdered')?.data).toMatchObject({ onDay: '2027-06-15', paper: { document: 'final-notice', contains: expect.arrayContaining(['final-reason', 'stop-the-shut-off', 'policy-offer']) } });
    expect(story.rulesOf('DoorTagOrdered')).toContain('CA-998-BREACH');
  });

  it('what a visit leaves says all that a letter says, and that is what the notice says from then on (CA-998-VISIT)', () => {
    const story = mailed('CA-998@2', { language: 'vi' }).given('2027-03-16 10:00', 'NoticeReturned', { noticeId: 'A1.1.n1', reason: 'no such number' });
    story.given('2027-03-17 10:00', 'ContactLogged', { contactId: 'call-1', channel: 'phone', outcome: 'tried', spokeWith: 'nobody' });
    const paper = story.last('NoticeVisitOrdered')?.data.paper;
    const asked = ['amount-past-due', 'pay-by-date', 'extension-process', 'review-and-appeal', 'arrangement-options', 'policy-offer'];
    expect(paper).toMatchObject({ document: 'visit-notice', languages: ['en', 'vi'], pastDueCents: 9_640, payByOn: '2027-04-01', contains: expect.arrayContaining(asked) });
    story.tagged('2027-03-18 10:00', 'A1.1.w1');
    expect(story.last('NoticeLeftAtVisit')?.data).toMatchObject({ document: 'visit-notice', payByOn: '2027-04-01', pastDueCents: 9_640, contains: paper?.contains });
    expect(story.case?.notice?.statement?.document).toBe('visit-notice');
  });
});
