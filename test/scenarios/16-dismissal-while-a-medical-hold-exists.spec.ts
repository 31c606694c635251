import { localDate } from '../../libs/kernel/time.ts';
import { Story } from '../support/story.ts';

const instalments = ['2027-02-10', '2027-03-10', '2027-04-10', '2027-05-10', '2027-07-10', '2027-08-10'].map((on) => ({ dueOn: localDate(on), amountCents: 4_000 }));

/** A household with a certificate and CalFresh owes $240.00 and has a plan since 2027-01-10; chapter 13 filed 2027-02-01. */
function filed(plan = true): Story {
  const story = new Story({ under: 'CA-998@2' }).bill('2026-10-04', '2026-10-25', 24_000);
  if (!plan) story.until('2026-12-20').mailed('2026-12-21 10:00', 'A1.1.n1');
  story.given('2027-01-08 10:00', 'MedicalCertificateReceived', { certificateId: 'MC1', validThroughOn: localDate('2027-12-31') });
  story.given('2027-01-08 10:05', 'InabilityToPayShown', { inabilityId: 'I1', basis: { programme: 'CalFresh' }, evidence: 'scan-1', validThroughOn: localDate('2027-12-31') });
  if (plan) story.given('2027-01-10 10:00', 'ArrangementAgreed', { arrangementId: 'AR1', kind: 'amortization', downPaymentCents: 0, instalments, agreedBy: 'specialist-1' });
  return story.given('2027-02-01 10:00', 'PetitionFiled', { docket: '27-10200', chapter: '13', accountIds: ['A1'] });
}
const dismissed = (story: Story) => story.given('2027-06-03 10:00', 'BankruptcyDismissed', { docket: '27-10200', accountIds: ['A1'] });
const holds = (story: Story) => story.simulation.contextFor('A1').holds.map(({ kind }) => kind);

describe('Scenario 16: dismissal while a medical hold exists', () => {
  it('the bankruptcy hold ends and the balance is collectible; the medical and plan holds stay, and with them the bar', () => {
    const story = dismissed(filed()).until('2027-06-30');
    expect(holds(story)).toEqual(['medical', 'arrangement']);
    expect(story.buckets).toMatchObject({ 'pre-petition': 0, arranged: 24_000 });
    expect(story.whatHolds('shut-off').join()).toContain('medical certificate');
    expect(story.since('2027-06-03')).toEqual(['2027-06-03 CollectionHeld']);
  });

  it('instalments that fell due during the case are no default until they are scheduled anew with the customer', () => {
    const story = dismissed(filed());
    expect(story.told.filter((line) => line.includes('ArrangementMissed') || line.includes('ArrangementBroken'))).toEqual([]);
    story.pays('2027-07-01 10:00', 4_000).until('2027-07-12').pays('2027-08-01 10:00', 4_000).until('2027-09-30');
    expect(story.told.filter((line) => line.includes('Arrangement'))).toEqual([]);
    expect(holds(story)).toEqual(['medical', 'arrangement']);
    // Scheduled anew: what was paid since the first agreement counts, and the rest falls due on 2027-10-12.
    const anew = [{ dueOn: localDate('2027-10-12'), amountCents: 24_000 }];
    story.given('2027-10-01 10:00', 'ArrangementAgreed', { arrangementId: 'AR1', kind: 'amortization', downPaymentCents: 0, instalments: anew, agreedBy: 'specialist-1', approvedBy: 'supervisor-1' }).until('2027-10-13');
    expect(story.told.filter((line) => line.includes('Arrangement'))).toEqual(['2027-10-13 ArrangementMissed']);
  });

  it('just beside: an instalment of after the dismissal that nobody pays is a default', () => {
    const story = dismissed(filed()).until('2027-07-31');
    expect(story.told.filter((line) => line.includes('ArrangementMissed')).map((line) => line.slice(0, 7))).toEqual(['2027-07']);
  });

  it('a notice of before the petition is spent, and no late fee is back-dated', () => {
    const story = dismissed(filed(false).bill('2027-03-04', '2027-03-25', 6_000, 'B2')).given('2027-06-10 10:00', 'MedicalCertificateExpired', { certificateId: 'MC1' }).until('2027-06-30');
    expect(story.told).toContain('2027-01-08 CollectionHeld');
    const after = story.since('2027-06-10');
    expect(after.slice(0, 2)).toEqual(['2027-06-10 CollectionResumed', '2027-06-10 NoticeOrdered']);
    expect(story.last('NoticeOrdered')?.data.noticeId).toBe('A1.1.n2');
    expect(story.told.filter((line) => line.includes('Penalty') && !line.includes('Withheld') && line > '2027-02-01')).toEqual([]);
  });

  it('just beside: without the other holds, collection resumes with a fresh notice by BK-DISMISS', () => {
    const story = new Story({ under: 'CA-998@2' }).bill('2026-10-04', '2026-10-25', 24_000).given('2027-02-01 10:00', 'PetitionFiled', { docket: '27-10200', chapter: '13', accountIds: ['A1'] });
    dismissed(story);
    expect(story.since('2027-06-03')).toEqual(['2027-06-03 CollectionResumed', '2027-06-03 NoticeOrdered']);
    expect(story.rulesOf('CollectionResumed')).toEqual(['BK-DISMISS']);
  });
});
