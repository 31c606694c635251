import { mattersOf, repairOf } from '../../libs/bankruptcy/index.ts';
import { shutOff } from '../support/stages.ts';
import type { Story } from '../support/story.ts';

const filed = (story: Story, when: string) => story.given(when, 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A1'] });
const repair = (story: Story) => repairOf(mattersOf([story.account])[0] as ReturnType<typeof mattersOf>[number], story.law);
const told = (story: Story) => repair(story).lines.map(({ kind, by, undone }) => `${kind} by ${by}${undone ? ', done' : ''}`);

describe('Late notice of a petition: what was done since the filing is listed and put right (BK-STAY)', () => {
  /** The penalty of 2027-03-06, the letter, the tag and the shut-off of 2027-04-01 all came after a filing of 2027-03-04. */
  const late = () => filed(shutOff(), '2027-03-04 10:00');

  it('lists every act since the filing in order, what takes it back, and who', () => {
    expect(told(late())).toEqual(['penalty by arrears, done', 'notice by person', 'door-tag by person', 'fee by arrears, done', 'shut-off by arrears']);
  });

  it('carries out what is its own in the same look: penalty and fee reversed, the water ordered back', () => {
    expect(late().since('2027-04-01').filter((line) => /Reversed|RestorationOrdered/.test(line))).toEqual(expect.arrayContaining([expect.stringContaining('PenaltyReversed'), expect.stringContaining('FeeReversed'), expect.stringContaining('RestorationOrdered')]));
  });

  it('once the water runs, what is left is for a person: two letters', () => {
    const story = late();
    const order = story.last('RestorationOrdered')?.data.workOrderId as string;
    story.crewReports('2027-04-02 18:00', order, 'on');
    expect(repair(story)).toMatchObject({ open: 2, needsCounsel: true });
    expect(repair(story).lines.filter(({ undone }) => !undone).map(({ proposal }) => proposal)).toEqual(['Write to the debtor that notice A1.1.n1 is void.', 'Write to the debtor that the tag of A1.1.w1 is void.']);
  });

  it('just beside: acts of before the filing are none of it', () => {
    expect(repair(filed(shutOff(), '2027-04-01 20:00'))).toMatchObject({ lines: [], open: 0, needsCounsel: false });
  });
});
