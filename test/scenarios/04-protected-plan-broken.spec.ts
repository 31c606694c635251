import type { BusinessCalendar } from '../../libs/calendar/business-calendar.ts';
import { breachPreview } from '../../libs/case/breach-preview.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { Story } from '../support/story.ts';

/** The agency is closed on Friday 2027-06-18. */
const closedOnJune18 = (calendar: BusinessCalendar): BusinessCalendar => ({ ...calendar, closures: [...calendar.closures, { on: localDate('2027-06-18'), name: 'Juneteenth observed' }] });

const instalments = ['2027-04-15', '2027-05-15', '2027-06-15', '2027-07-15'].map((on) => ({ dueOn: localDate(on), amountCents: 6_000 }));

/** A household with a certificate and CalFresh owes $240.00 and signs an amortization on 2027-03-15; its current bills are paid. */
function signed(): Story {
  const story = new Story({ under: 'CA-998@2', calendar: closedOnJune18 }).bill('2027-01-04', '2027-01-25', 24_000);
  story.given('2027-02-20 10:00', 'MedicalCertificateReceived', { certificateId: 'MC1', validThroughOn: localDate('2027-12-31') });
  story.given('2027-02-20 10:05', 'InabilityToPayShown', { inabilityId: 'I1', basis: { programme: 'CalFresh' }, evidence: 'scan-1', validThroughOn: localDate('2027-12-31') });
  return story.given('2027-03-15 10:00', 'ArrangementAgreed', { arrangementId: 'AR1', kind: 'amortization', downPaymentCents: 0, instalments, agreedBy: 'specialist-1' });
}

/** The bills of March and April are paid by a customer who says for what. */
function currentBillsPaid(story: Story): Story {
  story.bill('2027-03-17', '2027-04-07', 5_000, 'B-03').given('2027-03-28 10:00', 'PaymentReceived', { paymentId: 'P-03', amountCents: 5_000, tender: 'cash', channel: 'counter', forBillId: 'B-03' });
  return story.bill('2027-04-17', '2027-05-07', 5_000, 'B-04').given('2027-04-28 10:00', 'PaymentReceived', { paymentId: 'P-04', amountCents: 5_000, tender: 'cash', channel: 'counter', forBillId: 'B-04' });
}

/** The instalment of 2027-04-15 was missed, and the letter of it mailed on 2027-05-17. */
function missed(): Story {
  return currentBillsPaid(signed()).until('2027-05-16').mailed('2027-05-17 10:00', 'A1.1.n1');
}

const post = { type: 'PostNotice', reason: 'the plan is broken' } as const;

describe('4. Protected plan broken, Juneteenth observed in the count', () => {
  it('the plan holds, then its instalment is missed and not cured; the letter of it goes out in time for the posting', () => {
    const story = missed();
    expect(story.openCharges).toEqual(['B2027-01-04 water $240.00']);
    expect(story.told).toEqual([
      '2027-01-26 CaseOpened',
      '2027-02-20 CollectionHeld',
      '2027-03-15 CollectionHeld',
      '2027-04-16 ArrangementMissed',
      '2027-04-23 ArrangementBroken',
      '2027-04-23 CollectionResumed',
      '2027-05-15 NoticeOrdered',
      '2027-05-17 NoticeConfirmed',
    ]);
    expect([story.rulesOf('ArrangementMissed'), story.rulesOf('ArrangementBroken')]).toEqual([['CA-998-PLANS'], ['CA-998-PLANS']]);
  });

  it('the final posting is ordered on Tuesday 2027-06-15, not earlier', () => {
    const story = missed();
    expect(story.refused('2027-06-14 10:00', post)).toBe('CA-998-BREACH: Plan AR1 is in default since 2027-04-15; 61 days later is 2027-06-15.');
    expect(story.at('2027-06-15 09:00').atOf('DoorTagOrdered')).toBe('2027-06-15 08:00');
    expect(story.rulesOf('DoorTagOrdered')).toContain('CA-998-BREACH');
  });

  it('posted that day with photo, June 16, 17, 21, 22, 23 are counted: the earliest shut-off is Wednesday 2027-06-23', () => {
    const story = missed().at('2027-06-15 09:00').tagged('2027-06-15 10:00', 'A1.1.w1');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-06-23');
    expect(story.sentencesOf('ShutOffPlanned').join(' ')).toMatch(/posted 2027-06-15; 5 business days end 2027-06-23 \(Juneteenth observed \(2027-06-18\) is not counted/);
    expect(story.at('2027-06-23 09:00').atOf('ShutOffOrdered')).toBe('2027-06-23 08:00');
    expect(story.sentencesOf('ShutOffOrdered').join(' ')).toContain('Plan AR1 is broken since 2027-04-15.');
  });

  it('a posting on 2027-06-14 is rejected as early, whatever its proof', () => {
    const story = missed().person('2027-06-15 07:00', post).given('2027-06-14 15:00', 'NoticePosted', { workOrderId: 'A1.1.w1', photo: 'photo-1', postedBy: 'crew-7' });
    expect(story.all('DoorTagConfirmed')).toEqual([]);
    expect(story.last('FieldVisitEnded')?.data).toMatchObject({ result: 'posted', next: 'review' });
  });

  it('paid on the 60th day what was missed, the plan is kept again and protects again; a day later it is not', () => {
    const inTime = missed().pays('2027-06-14 23:00', 12_000);
    expect(inTime.since('2027-06-14')).toEqual(['2027-06-14 ArrangementCured', '2027-06-14 CollectionHeld']);
    const late = missed().pays('2027-06-15 00:30', 12_000).until('2027-06-15');
    expect(late.since('2027-06-14')).not.toContain('2027-06-15 ArrangementCured');
  });

  it('with every instalment paid, a current bill that is unpaid for more than 60 days breaks the plan as well', () => {
    const story = signed().bill('2027-03-17', '2027-04-07', 5_000, 'B-03');
    for (const on of ['2027-04-15', '2027-05-15']) story.given(`${on} 10:00`, 'PaymentReceived', { paymentId: `P-${on}`, amountCents: 6_000, tender: 'cash', channel: 'counter' });
    story.until('2027-06-06');
    expect(story.all('ArrangementBroken')).toEqual([]);
    story.until('2027-06-07');
    expect(story.last('ArrangementBroken')?.data).toEqual({ arrangementId: 'AR1', missedOn: '2027-04-07' });
  });

  it('before it is signed, what breaking it would bring is told to the day', () => {
    const story = signed();
    const terms = story.account.arrangements[0] as Story['account']['arrangements'][number];
    const preview = breachPreview(terms, 0, story.simulation.contextFor('A1'));
    expect(preview).toMatchObject({ missedOn: '2027-04-15', cureThroughOn: '2027-04-22', letterOn: '2027-05-15', postingOn: '2027-06-15', shutOffOn: '2027-06-23' });
    expect(preview?.guards).toContain('Where a payment plan is broken, the final notice was posted at the property, with proof, at least 5 business days before.');
    expect(breachPreview(terms, 3, story.simulation.contextFor('A1'))).toMatchObject({ missedOn: '2027-07-15', postingOn: '2027-09-14' });
    expect(breachPreview(terms, 4, story.simulation.contextFor('A1'))).toBeNull();
  });
});
