import { awaitedLetters } from '../../libs/account/docket-letters.ts';
import { Story } from '../support/story.ts';

const docket = '27-30100';
/** Four quarters of $240.00 before a chapter 7 petition of Monday 2027-03-01; the account is open for more than a year. */
const bills = [['2026-03-31', '2026-04-21'], ['2026-06-30', '2026-07-21'], ['2026-09-30', '2026-10-21'], ['2026-12-31', '2027-01-21']] as const;
const quarters = (story = new Story()) => bills.reduce((told, [billedOn, dueOn]) => told.bill(billedOn, dueOn, 24_000).pays(`${billedOn} 15:00`, 24_000), story);
const filed = (story: Story, when = '2027-03-01 10:00', more = {}) => story.given(when, 'PetitionFiled', { docket, chapter: '7', accountIds: ['A1'], ...more });
const letters = (story: Story) => story.docketTold.filter((line) => line.includes('letter'));

describe('Assurance is asked for by letter (BK-366-20)', () => {
  it('at the petition, for two average months of the year before, by the twentieth day as courts count', () => {
    const story = filed(quarters());
    expect(letters(story)).toEqual(['2027-03-01 letter assurance', '2027-03-01 letter division']);
    expect(story.docketLetters[0]).toMatchObject({
      data: { docket, noticeId: 'A1.docket.n1', document: 'assurance-request', languages: ['en'], assurance: { amountCents: 16_000, lastDayOn: '2027-03-22' } },
      because: [{ rule: 'BK-366-AMOUNT', status: 'needs-counsel', sentence: expect.stringContaining('2 average months of the $960.00 billed in 12 months') }, { rule: 'BK-366-20' }, { rule: 'GEN-ROLL-FED' }],
    });
    expect(story.docketLetters[0]?.data.contains).toContain('old-debt-waits');
    expect(story.docketLetters[0]?.data.contains).not.toContain('amount-past-due');
  });

  it('mailed in time and not given, its lack lets the ordinary rules go on', () => {
    const story = filed(quarters()).mailed('2027-03-02 10:00', 'A1.docket.n1').until('2027-04-01');
    expect(story.since('2027-03-02')).toEqual(['2027-03-23 AssuranceLapsed']);
    expect(story.entry('AssuranceLapsed')?.data).toMatchObject({ reason: 'no assurance', amountCents: 16_000, mayActFromOn: '2027-03-23' });
  });

  it('just beside: nothing lapses for a letter that nobody can prove was mailed, that went out on the last day, or that came back', () => {
    expect(filed(quarters()).until('2027-04-01').since('2027-03-02')).toEqual([]);
    expect(filed(quarters()).mailed('2027-03-22 10:00', 'A1.docket.n1').until('2027-04-01').since('2027-03-02')).toEqual([]);
    const returned = filed(quarters()).mailed('2027-03-02 10:00', 'A1.docket.n1').given('2027-03-10 10:00', 'NoticeReturned', { noticeId: 'A1.docket.n1', reason: 'moved' });
    expect(returned.until('2027-04-01').since('2027-03-02')).toEqual(['2027-03-10 BankruptcyReviewOpened']);
    expect(returned.entry('BankruptcyReviewOpened')?.data.review).toBe('letter-returned');
  });

  it('assurance that was given lets nothing lapse', () => {
    const story = filed(quarters()).mailed('2027-03-02 10:00', 'A1.docket.n1').given('2027-03-19 10:00', 'AssuranceGiven', { docket, assuranceId: 'S1', form: 'cash-deposit', amountCents: 16_000, evidence: 'receipt-1' });
    expect(story.until('2027-04-01').since('2027-03-02')).toEqual([]);
  });

  it('another amount that a court sets takes its place', () => {
    const story = filed(quarters()).mailed('2027-03-02 10:00', 'A1.docket.n1').given('2027-03-10 10:00', 'AssuranceRequested', { docket, amountCents: 9_000, orderedByCourt: true }).until('2027-04-01');
    expect(story.entry('AssuranceLapsed')?.data.amountCents).toBe(9_000);
  });

  it('on a younger account the months are those since it opened', () => {
    const story = new Story().bill('2026-03-31', '2026-04-21', 24_000, 'B1').pays('2026-03-31 15:00', 24_000);
    // Opened on 2026-01-05: four whole months before 2026-05-18.
    expect(filed(story, '2026-05-18 10:00').docketLetters[0]?.data.assurance?.amountCents).toBe(12_000);
  });

  it.each([
    ['nothing was billed that could be averaged', () => filed(new Story())],
    ['no service can be closed', () => filed(quarters(new Story({ account: { services: ['sewer'], valve: 'none', meterSerial: null } })))],
    ['too few days are left to give it', () => filed(quarters().at('2027-03-16 09:00'))],
    ['somebody asked before', () => filed(quarters().at('2027-03-05 09:00').given('2027-03-05 09:00', 'AssuranceRequested', { docket, amountCents: 16_000 }))],
    ['the pack writes none', () => filed(quarters(new Story({ pack: ({ docketLetters: _none, ...pack }) => pack })))],
    ['the customer only answers for the debtor', () => filed(quarters(), '2027-03-01 10:00', { accountIds: ['A9'], coDebtorAccountIds: ['A1'] })],
  ])('is not asked for where %s', (_why, story) => {
    expect(letters(story()).filter((line) => line.includes('assurance'))).toEqual([]);
  });
});

describe('A request for assurance that lies unmailed when assurance is given (BK-366-20)', () => {
  it('is taken back, and the other letter stays', () => {
    const story = filed(quarters()).given('2027-03-02 10:00', 'AssuranceGiven', { docket, assuranceId: 'AS1', amountCents: 10_000, form: 'cash-deposit', evidence: 'receipt-1' });
    expect(awaitedLetters(story.account).map(({ noticeId, isWanted }) => [noticeId, isWanted])).toEqual([['A1.docket.n1', false], ['A1.docket.n2', true]]);
  });
});

describe('The account of before closes, and papers that went out are void', () => {
  it('the letter of the division goes out once, however often the docket is told or reopened', () => {
    const story = filed(filed(quarters()), '2027-03-01 10:00').given('2027-05-03 10:00', 'BankruptcyDismissed', { docket, accountIds: ['A1'] }).given('2027-05-10 10:00', 'BankruptcyReopened', { docket, accountIds: ['A1'], vacatesDismissal: true });
    expect(letters(story.until('2027-06-30'))).toEqual(['2027-03-01 letter assurance', '2027-03-01 letter division']);
  });

  const lateNotice = () => new Story().bill('2027-02-12', '2027-03-05', 20_000, 'B1').mailed('2027-03-21 10:00', 'A1.1.n1').at('2027-03-25 09:00');

  it('a notice that went out after the filing is void, and the debtor is told so by its number', () => {
    const story = filed(lateNotice());
    expect(letters(story)).toEqual(['2027-03-25 letter division', '2027-03-25 letter void']);
    expect(story.docketLetters.at(-1)).toMatchObject({ data: { document: 'void-notice', voids: ['A1.1.n1'] }, because: [{ rule: 'BK-STAY' }] });
    // What Arrears writes itself on the docket is no act against the debtor.
    story.mailed('2027-03-26 10:00', 'A1.docket.n1').mailed('2027-03-26 10:00', 'A1.docket.n2').until('2027-04-30');
    expect(letters(story)).toHaveLength(2);
  });

  it('just beside: one that went out before the filing is none', () => {
    expect(letters(filed(lateNotice(), '2027-03-22 10:00'))).toEqual(['2027-03-25 letter assurance', '2027-03-25 letter division']);
  });

  it('a dismissal sends nothing, and takes back what lies unmailed', () => {
    const story = filed(lateNotice());
    expect(awaitedLetters(story.account).map(({ isWanted }) => isWanted)).toEqual([true, true]);
    story.given('2027-03-26 10:00', 'BankruptcyDismissed', { docket, accountIds: ['A1'] });
    expect(awaitedLetters(story.account).map(({ isWanted }) => isWanted)).toEqual([false, false]);
    expect(letters(story)).toHaveLength(2);
  });
});
