import { localDate } from '../../libs/kernel/time.ts';
import { Story } from '../support/story.ts';

const docket = '26-7';
/** $220.00 of before a petition of Monday 2026-11-02: the last day of a governmental unit is Monday 2027-05-03. */
const filed = (story = new Story(), chapter: '7' | '13' = '13') =>
  story.bill('2026-09-01', '2026-09-22', 20_000, 'B1').given('2026-11-02 10:00', 'PetitionFiled', { docket, chapter, accountIds: ['A1'] });
const claimed = (story: Story, when: string) => story.given(when, 'ClaimFiled', { docket, accountIds: ['A1'], filedOn: localDate(when.slice(0, 10)), claimNumber: '4-1' });
const reviews = (story: Story) => story.docketTold.filter((line) => line.includes('claim'));
const open = (story: Story) => story.account.petitions.flatMap((petition) => petition.reviews.flatMap(({ review, answeredAt }) => (answeredAt === null ? [review] : [])));

describe('Claims are remembered before their last day (BK-POC)', () => {
  it('a person is told thirty days before, moved to a day on which the office is open, a week before, and once the day went by', () => {
    expect(reviews(filed().until('2027-12-31'))).toEqual(['2027-04-05 review claim-due', '2027-04-26 review claim-due', '2027-05-04 review claim-late']);
  });

  it('the reminder says how much, where, and by when', () => {
    const story = filed().until('2027-04-06');
    const [because] = story.docketWork.at(-1)?.decision.because ?? [];
    expect(because).toMatchObject({ rule: 'BK-POC', sentence: '$220.00 is to be claimed on docket 26-7 by 2027-05-03, and no claim is known to be filed.' });
  });

  it('a claim that was filed answers what was open, and nobody is told again', () => {
    const story = filed().until('2027-04-06');
    expect(open(story)).toEqual(['claim-due']);
    claimed(story, '2027-04-07 10:00').until('2027-12-31');
    expect(open(story)).toEqual([]);
    expect(reviews(story)).toEqual(['2027-04-05 review claim-due']);
  });

  it('just beside: a claim filed before the first reminder leaves nothing to say', () => {
    expect(reviews(claimed(filed(), '2027-02-01 10:00').until('2027-12-31'))).toEqual([]);
  });

  it('a claim on another docket is none on this one', () => {
    const story = filed();
    story.given('2027-02-01 10:00', 'ClaimFiled', { docket: 'other', accountIds: ['A1'], filedOn: localDate('2027-02-01') });
    expect(reviews(story.until('2027-04-06'))).toEqual(['2027-04-05 review claim-due']);
  });

  it('an account that owed nothing before the petition has nothing to claim', () => {
    expect(reviews(new Story().given('2026-11-02 10:00', 'PetitionFiled', { docket, chapter: '13', accountIds: ['A1'] }).until('2027-12-31'))).toEqual([]);
  });

  it('a conversion to chapter 7 moves the day, and asks again for a claim that was filed before it', () => {
    const story = claimed(filed(), '2027-02-01 10:00').given('2027-04-15 10:00', 'BankruptcyConverted', { docket, accountIds: ['A1'], chapter: '7' });
    story.until('2027-12-31');
    // 180 days from 2027-04-15 are Tuesday 2027-10-12; nobody is late before there are assets.
    expect(reviews(story)).toEqual(['2027-09-13 review claim-due', '2027-10-05 review claim-due']);
    expect(story.docketWork.at(-1)?.decision.because?.[0]?.sentence).toContain('The claim of 2027-02-01 was filed before the case was converted.');
    expect(reviews(claimed(story, '2028-01-03 10:00'))).toHaveLength(2);
  });

  it('in a chapter 7 a notice of assets moves the day, and from then on somebody may be late', () => {
    const story = filed(new Story({ under: 'CA-998-MUTUAL@1' }), '7').given('2026-12-01 10:00', 'AssetsNoticed', { docket, accountIds: ['A1'] });
    // Its seventieth day is 2027-01-11; ninety days from the notice are Monday 2027-03-01.
    expect(reviews(story.until('2027-12-31'))).toEqual(['2027-02-01 review claim-due', '2027-02-22 review claim-due', '2027-03-02 review claim-late']);
  });

  it('a dismissed case asks for no claim', () => {
    expect(reviews(filed().given('2027-03-01 10:00', 'BankruptcyDismissed', { docket, accountIds: ['A1'] }).until('2027-12-31'))).toEqual([]);
  });

  it('a petition that is learnt of when the day has gone by says so at once', () => {
    const story = new Story().bill('2026-09-01', '2026-09-22', 20_000, 'B1').at('2027-06-01 09:00');
    story.given('2026-11-02 10:00', 'PetitionFiled', { docket, chapter: '13', accountIds: ['A1'] });
    expect(reviews(story)).toEqual(['2027-06-01 review claim-late']);
  });
});

describe('Late notice opens a review by itself (BK-STAY)', () => {
  it('once, naming each act that pressed the debtor after the filing; counsel answers it', () => {
    const story = new Story().bill('2027-02-12', '2027-03-05', 20_000, 'B1').mailed('2027-03-21 10:00', 'A1.1.n1').at('2027-03-25 09:00');
    story.given('2027-03-01 10:00', 'PetitionFiled', { docket, chapter: '13', accountIds: ['A1'] }).until('2027-04-10');
    const opened = story.docketWork.filter(({ decision }) => decision.type === 'BankruptcyReviewOpened');
    expect(opened.map(({ on, decision }) => [on, decision.data])).toEqual([['2027-03-25', { docket, review: 'late-notice' }]]);
    expect(opened[0]?.decision.because?.[0]).toMatchObject({ rule: 'BK-STAY', sentence: expect.stringContaining('penalty B1 of 2027-03-06, notice A1.1.n1 of 2027-03-21') });
    // What is taken back names the docket.
    expect(JSON.stringify(story.entry('PenaltyReversed')?.because)).toContain(docket);
    story.entered('2027-04-12 10:00', 'BankruptcyReviewAnswered', { docket, review: 'late-notice', outcome: 'a letter was sent', answeredBy: 'counsel-1' });
    expect(open(story)).not.toContain('late-notice');
    expect(story.until('2027-04-20').docketTold.filter((line) => line.includes('late-notice'))).toHaveLength(1);
  });

  it('just beside: a petition that comes before anything was done opens none', () => {
    const story = new Story().bill('2027-02-12', '2027-03-05', 20_000, 'B1').given('2027-03-01 10:00', 'PetitionFiled', { docket, chapter: '13', accountIds: ['A1'] }).until('2027-04-10');
    expect(story.docketTold.filter((line) => line.includes('late-notice'))).toEqual([]);
  });
});
