import { Story } from '../support/story.ts';

const prior = (story: Story, dismissed = '2026-06-30 10:00') =>
  story
    .given('2026-02-02 10:00', 'PetitionFiled', { docket: '26-1', chapter: '13', accountIds: ['A1'] })
    .given(dismissed, 'BankruptcyDismissed', { docket: '26-1', accountIds: ['A1'] });
/** A bill of before the new petition; a deposit twelve days after it. */
const filedAgain = (story = prior(new Story())) =>
  story
    .bill('2026-12-01', '2026-12-22', 20_000, 'B1')
    .given('2027-01-29 10:00', 'PetitionFiled', { docket: '27-2', chapter: '13', accountIds: ['A1'], coDebtorAccountIds: ['A2'] })
    .given('2027-02-10 10:00', 'AssuranceGiven', { docket: '27-2', assuranceId: 'S1', form: 'cash-deposit', amountCents: 16_000, evidence: 'receipt-1' });
const released = (story: Story, when: string) => story.entered(when, 'StayReleased', { docket: '27-2', reason: 'no order extends the stay', releasedBy: 'counsel-1' });
const reviews = (story: Story) => story.told.filter((line) => line.includes('BankruptcyReviewOpened'));
const holds = (story: Story) => story.simulation.contextFor('A1').holds.map(({ evidence, rule = 'BK-STAY' }) => `${evidence} ${rule}`);

describe('Scenario 13: repeat filer, stay lapsing on day 30', () => {
  it('day 30 is Sunday 2027-02-28: a review opens on Monday 2027-03-01, the hold stays, nothing resumes by itself', () => {
    const story = filedAgain().until('2027-02-28');
    expect(reviews(story)).toEqual([]);
    story.until('2027-12-31');
    expect(story.since('2027-02-11')).toEqual(['2027-03-01 BankruptcyReviewOpened']);
    expect(story.entry('BankruptcyReviewOpened')?.data).toEqual({ docket: '27-2', review: 'stay-lapses' });
    expect(story.rulesOf('BankruptcyReviewOpened')).toEqual(['BK-REPEAT-1']);
    expect(holds(story)).toEqual(['27-2 BK-STAY']);
  });

  it('released by counsel, the shut-off for debt of before the petition is still blocked by 366, because assurance exists', () => {
    const story = released(filedAgain().until('2027-03-01'), '2027-03-08 10:00').until('2027-12-31');
    expect(holds(story)).toEqual(['27-2 BK-366-20']);
    expect(story.whatHolds('shut-off')[0]).toContain('service is not refused for debt of before the petition');
    expect(story.since('2027-03-08').filter((line) => line.includes('Notice') || line.includes('ShutOff'))).toEqual([]);
  });

  it('just beside: released where no assurance exists, collection goes on with a fresh notice', () => {
    const story = prior(new Story()).bill('2026-12-01', '2026-12-22', 20_000, 'B1').given('2027-01-29 10:00', 'PetitionFiled', { docket: '27-2', chapter: '13', accountIds: ['A1'] });
    released(story.until('2027-03-01'), '2027-03-08 10:00').mailed('2027-03-09 10:00', 'A1.1.n2').until('2027-03-19');
    expect(story.since('2027-03-08')).toEqual(['2027-03-08 CollectionResumed', '2027-03-08 NoticeOrdered', '2027-03-09 NoticeConfirmed', '2027-03-19 DoorTagOrdered']);
  });

  it('letters to a co-obligor remain blocked by 1301', () => {
    const story = new Story();
    story.bill('2026-12-01', '2026-12-22', 20_000, 'B1');
    story.given('2027-01-29 10:00', 'PetitionFiled', { docket: '27-2', chapter: '13', accountIds: ['A9'], coDebtorAccountIds: ['A1'] });
    released(story.until('2027-03-01'), '2027-03-08 10:00').until('2027-12-31');
    expect(holds(story)).toEqual(['27-2 BK-CODEBTOR']);
    expect(story.buckets['pre-petition']).toBe(0);
    expect(story.since('2027-03-08')).toEqual([]);
  });

  it('just beside: who answers for the debts of a chapter 7 debtor is not spared', () => {
    const story = new Story().given('2027-01-29 10:00', 'PetitionFiled', { docket: '27-2', chapter: '7', accountIds: ['A9'], coDebtorAccountIds: ['A1'] });
    expect(holds(story)).toEqual([]);
  });

  it('an order extends the stay: no review opens', () => {
    const story = filedAgain().given('2027-02-20 10:00', 'StayOrdered', { docket: '27-2', accountIds: ['A1'], order: 'extended' }).until('2027-12-31');
    expect(reviews(story)).toEqual([]);
    expect(holds(story)).toEqual(['27-2 BK-STAY']);
  });

  it('just beside: a case that was dismissed more than a year before does not count', () => {
    const story = filedAgain(prior(new Story(), '2026-01-28 10:00')).until('2027-12-31');
    expect(reviews(story)).toEqual([]);
  });

  it("the other spouse's dismissal does not count against this one (BK-JOINT)", () => {
    const ofOther = new Story()
      .given('2026-02-02 10:00', 'PetitionFiled', { docket: '26-1', chapter: '13', accountIds: ['A1'], debtor: 'joint' })
      .given('2026-06-30 10:00', 'BankruptcyDismissed', { docket: '26-1', accountIds: ['A1'], debtor: 'joint' });
    expect(reviews(filedAgain(ofOther).until('2027-12-31'))).toEqual([]);
  });

  it('a case that only the court knows of counts too', () => {
    const story = new Story().given('2027-01-29 10:00', 'PetitionFiled', { docket: '27-2', chapter: '13', accountIds: ['A1'], priorDismissals: [{ docket: '26-9', dismissedOn: '2026-06-30' as never }] }).until('2027-03-01');
    expect(reviews(story)).toEqual(['2027-03-01 BankruptcyReviewOpened']);
  });
});
