import { noticeMailed } from '../support/stages.ts';
import { Story } from '../support/story.ts';

const past = () => new Story({ under: 'CA-998@2' }).bill('2027-01-04', '2027-01-25', 24_000).until('2027-03-01');

describe('An agency that pledges to pay (OP-PLEDGE)', () => {
  const pledged = () => past().given('2027-03-02 10:00', 'AssistancePledged', { pledgeId: 'PL1', agency: 'county-help', amountCents: 24_000 });

  it('holds for as many business days as the pack gives, and no longer', () => {
    const story = pledged().until('2027-03-30');
    expect(story.since('2027-03-02')).toEqual(['2027-03-02 NoticeWithdrawn', '2027-03-02 CollectionHeld']);
    expect(story.rulesOf('CollectionHeld')).toEqual(['OP-PLEDGE']);
    expect(story.until('2027-04-01').since('2027-03-30')).toContain('2027-03-31 CollectionResumed');
  });

  it('that withdraws it ends the hold', () => {
    expect(pledged().given('2027-03-05 10:00', 'PledgeEnded', { pledgeId: 'PL1', reason: 'no money' }).since('2027-03-05')[0]).toBe('2027-03-05 CollectionResumed');
  });

  it('under a pack that gives no days holds until it is paid or withdrawn', () => {
    const story = noticeMailed().given('2027-03-24 10:00', 'AssistancePledged', { pledgeId: 'PL1', agency: 'county-help', amountCents: 24_000 }).until('2027-04-30');
    expect(story.case?.heldBy).toEqual([{ kind: 'pledge', evidence: 'PL1' }]);
  });
});

describe('A customer who died', () => {
  it('is not pressed until somebody answers for the estate', () => {
    const story = past().given('2027-03-02 10:00', 'CustomerDied', { reportId: 'ES1' }).until('2027-06-30');
    expect(story.since('2027-03-02')).toEqual(['2027-03-02 NoticeWithdrawn', '2027-03-02 CollectionHeld']);
    story.given('2027-07-01 10:00', 'EstateAnswered', { reportId: 'ES1', outcome: 'the heir takes the account' });
    expect(story.since('2027-07-01')).toEqual(['2027-07-01 CollectionResumed', '2027-07-01 NoticeOrdered']);
  });

  it('beside another hold: ending the one never ends the other (GEN-HOLDS)', () => {
    const story = past().given('2027-03-02 10:00', 'CustomerDied', { reportId: 'ES1' }).given('2027-03-03 10:00', 'ReviewRequested', { reviewId: 'R1' });
    story.given('2027-03-04 10:00', 'EstateAnswered', { reportId: 'ES1', outcome: 'done' });
    expect(story.case?.heldBy).toEqual([{ kind: 'review', evidence: 'R1' }]);
  });
});
