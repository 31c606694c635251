import { localDate } from '../../libs/kernel/time.ts';
import { Story } from '../support/story.ts';

/** Filed 2026-11-02 over $200.00; $355.00 charged after it; converted Thursday 2027-04-15. */
const filed = () =>
  new Story()
    .bill('2026-10-01', '2026-10-22', 20_000, 'B1')
    .given('2026-11-02 10:00', 'PetitionFiled', { docket: '26-7', chapter: '13', accountIds: ['A1'] })
    .bill('2027-01-15', '2027-02-05', 35_500, 'B2');
const converted = (story = filed()) => story.given('2027-04-15 10:00', 'BankruptcyConverted', { docket: '26-7', accountIds: ['A1'], chapter: '7' });

describe('Scenario 15: chapter 13 converts to 7', () => {
  it('the petition date stays, and $355.00 moves to its own bucket on hold (BK-CONVERT)', () => {
    const story = converted().until('2027-04-20');
    expect(story.account.petitions[0]).toMatchObject({ chapter: '7', filedAt: '2026-11-02T15:00:00.000Z' });
    expect(story.buckets).toMatchObject({ 'pre-petition': 22_000, 'pre-conversion': 35_500, arrears: 0 });
    expect(filed().buckets).toMatchObject({ 'pre-petition': 22_000, 'pre-conversion': 0, current: 35_500 });
  });

  it('the new account starts on 2027-04-16: the day of the conversion counts as before it', () => {
    const story = converted().given('2027-05-03 08:00', 'BillIssued', {
      billId: 'B3',
      billedOn: localDate('2027-05-03'),
      dueOn: localDate('2027-05-24'),
      periodFrom: localDate('2027-04-01'),
      periodTo: localDate('2027-04-30'),
      lines: [{ service: 'water', amountCents: 3_000 }],
    });
    expect(story.entry('BillSplit')?.data.parts.map(({ part, fromOn, amountCents }) => [part, fromOn, amountCents])).toEqual([
      ['pre-conversion', '2027-04-01', 1_500],
      ['post-petition', '2027-04-16', 1_500],
    ]);
    expect(story.buckets).toMatchObject({ 'pre-conversion': 37_000, current: 1_500 });
  });

  it('unless counsel tags it administrative (BK-ADMIN), which is debt of after the petition', () => {
    const story = converted().entered('2027-04-16 10:00', 'ChargesTaggedAdministrative', { docket: '26-7', reason: 'service to the estate', taggedBy: 'counsel-1' });
    expect(story.buckets).toMatchObject({ 'pre-petition': 22_000, 'pre-conversion': 0, arrears: 35_500 });
  });

  it('a discharge writes off both', () => {
    const story = converted().given('2027-08-02 10:00', 'BankruptcyDischarged', { docket: '26-7', accountIds: ['A1'] });
    expect(story.entry('PrePetitionDebtDischarged')?.data.amountCents).toBe(57_500);
    expect(story.balanceCents).toBe(0);
  });

  it('the co-debtor stay ends for co-obligors', () => {
    const story = new Story().given('2026-11-02 10:00', 'PetitionFiled', { docket: '26-7', chapter: '13', accountIds: ['A9'], coDebtorAccountIds: ['A1'] });
    const holds = () => story.simulation.contextFor('A1').holds.map(({ rule }) => rule);
    expect(holds()).toEqual(['BK-CODEBTOR']);
    story.given('2027-04-15 10:00', 'BankruptcyConverted', { docket: '26-7', accountIds: ['A9', 'A1'], chapter: '7' });
    expect(holds()).toEqual([]);
  });

  it('just beside: a chapter 7 that becomes a 13 keeps what was charged since on its own side', () => {
    const story = new Story()
      .given('2026-11-02 10:00', 'PetitionFiled', { docket: '26-7', chapter: '7', accountIds: ['A1'] })
      .bill('2027-01-15', '2027-02-05', 35_500, 'B2')
      .given('2027-04-15 10:00', 'BankruptcyConverted', { docket: '26-7', accountIds: ['A1'], chapter: '13' });
    expect(story.buckets).toMatchObject({ 'pre-conversion': 0, arrears: 35_500 });
  });
});
