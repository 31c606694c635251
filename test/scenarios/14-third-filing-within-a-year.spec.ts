import { Story } from '../support/story.ts';

const filing = (story: Story, docket: string, filed: string, dismissed?: string) => {
  story.given(filed, 'PetitionFiled', { docket, chapter: '13', accountIds: ['A1'] });
  return dismissed === undefined ? story : story.given(dismissed, 'BankruptcyDismissed', { docket, accountIds: ['A1'] });
};
/** Dismissed 2026-09-15 and 2027-01-20; filed a third time on 2027-05-03. */
const thirdTime = (story = new Story()) => filing(filing(filing(story.bill('2027-03-01', '2027-03-22', 20_000, 'B1'), '26-1', '2026-05-04 10:00', '2026-09-15 10:00'), '26-2', '2026-11-02 10:00', '2027-01-20 10:00'), '27-3', '2027-05-03 10:00');
const ordered = (story: Story, when: string, order: 'imposed' | 'not-in-effect') => story.given(when, 'StayOrdered', { docket: '27-3', accountIds: ['A1'], order });
const released = (story: Story, when: string) => story.entered(when, 'StayReleased', { docket: '27-3', reason: 'no stay arose', releasedBy: 'counsel-1' });
const holds = (story: Story) => story.simulation.contextFor('A1').holds.map(({ evidence, rule = 'BK-STAY' }) => `${evidence} ${rule}`);

describe('Scenario 14: third filing within a year', () => {
  it('no stay arose (unconfirmed): a review says so, and nothing is pursued all the same', () => {
    const story = thirdTime().until('2027-12-31');
    expect(story.entry('BankruptcyReviewOpened')?.data).toEqual({ docket: '27-3', review: 'no-stay-arose' });
    expect(story.sentencesOf('BankruptcyReviewOpened')[0]).toContain('no stay arose (unconfirmed)');
    expect(holds(story)).toEqual(['27-3 BK-REPEAT-2']);
    expect(story.since('2027-05-04')).toEqual([]);
  });

  it("a court's order that none is in effect frees collection, with a fresh notice", () => {
    const story = ordered(thirdTime(), '2027-05-10 10:00', 'not-in-effect');
    expect(holds(story)).toEqual([]);
    expect(story.since('2027-05-10')).toEqual(['2027-05-10 CollectionResumed', '2027-05-10 NoticeOrdered']);
    expect(story.rulesOf('CollectionResumed')).toEqual(['BK-REPEAT-2']);
  });

  it("counsel's release does, too", () => {
    expect(released(thirdTime(), '2027-05-10 10:00').since('2027-05-10')).toEqual(['2027-05-10 CollectionResumed', '2027-05-10 NoticeOrdered']);
  });

  it('a later order that imposes the stay on 2027-05-24 holds from that day on, and spends what was ordered before', () => {
    const story = ordered(released(thirdTime(), '2027-05-10 10:00'), '2027-05-24 10:00', 'imposed').until('2027-12-31');
    expect(holds(story)).toEqual(['27-3 BK-STAY']);
    expect(story.since('2027-05-24')).toEqual(['2027-05-24 NoticeWithdrawn', '2027-05-24 CollectionHeld']);
  });

  it('… without marking what was released before as a violation', () => {
    // The valve was closed by the rules after counsel's release, and before the order.
    const story = filing(filing(new Story(), '26-1', '2026-05-04 10:00', '2026-09-15 10:00'), '26-2', '2026-11-02 10:00', '2027-01-20 10:00');
    filing(story, '27-3', '2027-02-01 10:00');
    released(story, '2027-02-02 10:00').bill('2027-02-12', '2027-03-05', 20_000, 'B1').mailed('2027-03-21 10:00', 'A1.1.n1').tagged('2027-03-31 10:00', 'A1.1.w1');
    story.until('2027-04-04').shutsOff('2027-04-05 09:00', 'A1.1.w2');
    ordered(story, '2027-04-12 10:00', 'imposed').until('2027-04-13');
    expect(story.incidents).toEqual([]);
    expect(story.account.closings.map(({ wrongs }) => wrongs)).toEqual([[]]);
    expect(holds(story)).toEqual(['27-3 BK-STAY']);
  });

  it('just beside: with one case dismissed within the year it is a stay that lapses', () => {
    const story = filing(filing(new Story(), '26-1', '2026-05-04 10:00', '2026-09-15 10:00'), '27-3', '2027-05-03 10:00').until('2027-12-31');
    expect(story.entry('BankruptcyReviewOpened')?.data.review).toBe('stay-lapses');
  });
});
