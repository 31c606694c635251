import { awaitedLetters } from '../../libs/account/docket-letters.ts';
import { docketOutlooks } from '../../libs/account/docket-outlook.ts';
import { noticeMailed, pastDue } from '../support/stages.ts';
import type { Story } from '../support/story.ts';

const docket = 'ohsb/2:27-bk-50123';
const filed = (story: Story, when: string, named = docket) => story.given(when, 'PetitionFiled', { docket: named, chapter: '7', accountIds: ['A1'] });
const discharged = (story: Story, when: string) => story.given(when, 'BankruptcyDischarged', { docket, accountIds: ['A1'] });
/** From the petition's beginning, whenever the two people said so. */
const anothers = (story: Story, from: string) => story.entered(from, 'PetitionMisattributed', { docket, reason: 'another person of that name', lookedUpBy: 'specialist-1', agreedBy: 'supervisor-1' });
const told = (story: Story, when: string) => story.given(when, 'BankruptcyTold', { tipId: docket, toldBy: 'court', channel: 'docket' });
const holds = (story: Story) => story.simulation.contextFor('A1').holds.map(({ kind, evidence }) => `${kind} ${evidence}`);

describe('A docket that was taken for the customer’s and is another person’s (BK-STAY)', () => {
  it('holds nothing any more, and the debt is the account’s as if it had never been told', () => {
    const story = filed(noticeMailed(), '2027-03-24 10:00').at('2027-04-20 09:00');
    expect(story.buckets['pre-petition']).toBe(22_000);
    expect(anothers(story, '2027-03-24 10:00').buckets).toMatchObject({ 'pre-petition': 0, arrears: 20_000, penalty: 2_000 });
    expect(holds(story)).toEqual([]);
    // Never where it stopped: the notice is a fresh one.
    expect(story.since('2027-04-20')).toEqual(['2027-04-20 CollectionResumed', '2027-04-20 NoticeOrdered']);
  });

  it('what was written off under it is owed again', () => {
    const story = discharged(filed(pastDue(), '2027-03-24 10:00'), '2027-07-01 09:00').at('2027-07-05 09:00');
    expect(story.balanceCents).toBe(0);
    expect(anothers(story, '2027-03-24 10:00').balanceCents).toBe(22_000);
  });

  it('what comes later on that docket is passed over, and its petition too when it comes last', () => {
    const late = filed(discharged(anothers(pastDue(), '2027-03-24 10:00'), '2027-07-01 09:00'), '2027-03-24 10:00').until('2027-07-31');
    expect(holds(late)).toEqual([]);
    expect(late.balanceCents).toBe(22_000);
    expect(late.told.filter((line) => line.includes('BankruptcyReviewOpened'))).toEqual([]);
  });

  it('asks nothing of the docket’s process any more', () => {
    const story = anothers(filed(noticeMailed(), '2027-03-24 10:00'), '2027-03-24 10:00');
    expect(docketOutlooks(story.account, story.law, story.simulation.now)).toEqual([{ docket, isOpen: false, nextLookAt: null }]);
  });

  it('just beside: another docket of the customer stands', () => {
    const story = anothers(filed(filed(noticeMailed(), '2027-03-24 10:00'), '2027-03-25 10:00', 'D2'), '2027-03-24 10:00');
    expect(holds(story)).toEqual(['bankruptcy D2']);
  });

  it('its letters that lie unmailed are voided, and the customer’s own docket has letters with numbers of their own', () => {
    const story = anothers(filed(pastDue(), '2027-03-24 10:00').mailed('2027-03-25 10:00', 'A1.docket.n1'), '2027-03-24 10:00');
    expect(awaitedLetters(story.account)).toMatchObject([{ docket, noticeId: 'A1.docket.n2', isWanted: false }]);
    filed(story, '2027-05-03 10:00', 'D2').at('2027-05-04 09:00');
    expect(story.docketLetters.map(({ data }) => `${data.docket} ${data.noticeId}`)).toEqual([`${docket} A1.docket.n1`, `${docket} A1.docket.n2`, 'D2 A1.docket.n3', 'D2 A1.docket.n4']);
    expect(awaitedLetters(story.account).map(({ noticeId, isWanted }) => [noticeId, isWanted])).toEqual([['A1.docket.n3', true], ['A1.docket.n4', true], ['A1.docket.n2', false]]);
  });

  it('is known to be so long after it was told and found: nobody is asked to look it up once more, and the hold ends with the second person’s word', () => {
    const story = told(pastDue(), '2027-03-24 10:00');
    filed(story, '2027-03-25 10:00').entered('2027-03-25 10:01', 'BankruptcyFound', { tipId: docket, docket });
    anothers(story.at('2027-06-20 09:00'), '2027-03-25 10:00');
    expect(holds(story)).toEqual([`bankruptcy ${docket}`]);
    story.given('2027-06-20 09:01', 'BankruptcyNotFound', { tipId: docket, lookedUpBy: 'specialist-1', agreedBy: 'supervisor-1' });
    expect(holds(story)).toEqual([]);
    expect(story.until('2027-07-31').told.filter((line) => line.includes('BankruptcyReviewOpened'))).toEqual([]);
  });
});

describe('What was told of, once its docket is found (BK-EVENTS)', () => {
  const found = (story: Story, when: string) => story.entered(when, 'BankruptcyFound', { tipId: docket, docket });
  /** Told only after the case was over: the stay cannot stand for it. */
  const toldLate = () => told(discharged(filed(pastDue(), '2027-03-24 10:00'), '2027-06-01 09:00'), '2027-06-03 09:00');

  it('holds until then, also where the case was over when it was told', () => {
    expect(holds(toldLate())).toEqual([`bankruptcy ${docket}`]);
  });

  it('gives way to what the docket says itself', () => {
    const story = found(toldLate(), '2027-06-08 09:00');
    expect(holds(story)).toEqual([]);
    expect(story.until('2027-12-31').told.filter((line) => line.includes('BankruptcyReviewOpened'))).toEqual([]);
  });

  it('holds on while the petition of that docket is not known, or turns out to be another person’s', () => {
    expect(holds(found(told(pastDue(), '2027-06-03 09:00'), '2027-06-08 09:00'))).toEqual([`bankruptcy ${docket}`]);
    expect(holds(anothers(found(toldLate(), '2027-06-08 09:00'), '2027-03-24 10:00'))).toEqual([`bankruptcy ${docket}`]);
  });
});

describe('A conversion that is told twice in other words (BK-CONVERT)', () => {
  it('is one conversion', () => {
    const converted = (story: Story, when: string) => story.given(when, 'BankruptcyConverted', { docket, chapter: '7', accountIds: ['A1'] });
    const story = pastDue().given('2027-03-24 10:00', 'PetitionFiled', { docket, chapter: '13', accountIds: ['A1'] });
    expect(converted(converted(story, '2027-05-03 09:00'), '2027-05-05 09:00').account.petitions[0]?.conversions).toMatchObject([{ from: '13', to: '7' }]);
  });
});
