import { contextOf } from '../case/context.ts';
import { proposalFor } from '../case/proposal.ts';
import { Story } from '../../test/support/story.ts';
import { stepsAhead } from './steps-ahead.ts';

/** What lies ahead of the story's case now, as `2027-03-20 NoticeOrdered`. */
function ahead(story: Story, most?: number) {
  const { account, case: state, law } = story;
  const found = stepsAhead({ account, state, law, now: story.simulation.now, feeds: [], breakers: [] }, most);
  return { ...found, told: found.steps.map(({ on, type }) => `${on} ${type}`) };
}

const pastDue = () => new Story().bill('2027-02-12', '2027-03-05', 20_000).at('2027-03-08 10:00');

describe('What lies ahead of a case', () => {
  it('is the steps that it takes when the world answers as assumed, each on its earliest day', () => {
    const story = pastDue();
    expect(ahead(story).told).toEqual(['2027-03-20 NoticeOrdered', '2027-03-29 DoorTagOrdered', '2027-03-29 ShutOffPlanned']);
    // It comes about like that when the letter is mailed and the tag is hung when it was assumed.
    const [notice, tag, plan] = ahead(story).steps;
    story.mailed('2027-03-22 10:00', 'A1.1.n1').at('2027-03-29 09:00');
    expect(story.last('NoticeOrdered')?.at).toBe(notice?.at);
    expect(story.last('DoorTagOrdered')?.at).toBe(tag?.at);
    story.tagged('2027-03-29 10:00', 'A1.1.w1');
    expect(story.last('ShutOffPlanned')?.at).toBe(plan?.at);
  });

  it('says which guards hold each step back now, by rule and citation', () => {
    const [notice, , plan] = ahead(pastDue()).steps;
    expect(notice?.heldBackBy.map(({ guard }) => guard)).toEqual(['days-past-due-at-least']);
    expect(notice?.heldBackBy[0]?.because).toMatchObject({ rule: expect.any(String), citation: expect.any(String) });
    expect(plan?.heldBackBy.map(({ guard }) => guard)).toContain('door-tag-hours-before');
  });

  it('is told alike however often it is asked, and leaves the case as it is', () => {
    const story = pastDue();
    const before = JSON.stringify([story.account, story.case]);
    expect(ahead(story)).toEqual(ahead(story));
    expect(JSON.stringify([story.account, story.case])).toBe(before);
  });

  it('goes on after a hold that ends by its day, and is nothing under one that only a fact ends', () => {
    const extended = pastDue().given('2027-03-08 11:00', 'ExtensionGranted', { extensionId: 'X1', untilOn: '2027-04-02' as never });
    expect(ahead(extended).told[0]).toBe('2027-04-03 CollectionResumed');
    const petition = pastDue().given('2027-03-08 11:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A1'] });
    expect(ahead(petition).told).toEqual([]);
    expect(ahead(petition).assumes[0]).toContain('one without a last day lasts');
  });

  it('is nothing for a case that is closed, and no more than was asked for', () => {
    expect(ahead(pastDue(), 1).told).toEqual(['2027-03-20 NoticeOrdered']);
    const paid = pastDue().pays('2027-03-08 12:00', 22_000);
    expect(paid.case?.status).toBe('closed');
    expect(ahead(paid)).toMatchObject({ steps: [], assumes: [] });
  });

  it('asks each guard again when the step falls due: what is shown here allows nothing', () => {
    const story = pastDue();
    const { account, case: state, law } = story;
    expect(ahead(story).steps).toHaveLength(3);
    expect(proposalFor('notice', contextOf(account, state, law, story.simulation.now, [])).allowed).toBe(false);
  });
});
