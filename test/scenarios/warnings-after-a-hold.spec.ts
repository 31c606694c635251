import { Story } from '../support/story.ts';

/** A district in California; the notice was mailed on 2027-03-10, and the 61st day is Saturday 2027-03-27. */
function noticed(): Story {
  const story = new Story({ under: 'CA-998@2' });
  return story.bill('2027-01-04', '2027-01-25', 9_640).until('2027-03-09').mailed('2027-03-10 10:00', 'A1.1.n1');
}

const warned = (story: Story, when: string) =>
  story.given(when, 'ContactLogged', { contactId: `call ${when}`, channel: 'phone', outcome: 'told', spokeWith: 'adult-resident', covered: ['shut-off-warning'] });

describe('A warning by telephone and a hold after it', () => {
  it('without a hold it stands: no posting is owed', () => {
    const story = warned(noticed(), '2027-03-12 10:00');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-03-29');
    expect(story.at('2027-03-29 09:00').atOf('ShutOffOrdered')).toBe('2027-03-29 08:00');
  });

  it('is spent by a review that came after it, as a posting would be: collection goes on with a fresh one', () => {
    const story = warned(noticed(), '2027-03-12 10:00').given('2027-03-15 10:00', 'ReviewRequested', { reviewId: 'R1' }).given('2027-03-17 10:00', 'ReviewAnswered', { reviewId: 'R1', outcome: 'the bill stands' });
    expect(story.since('2027-03-17')).toEqual(['2027-03-17 CollectionResumed']);
    expect(story.at('2027-03-26 09:00').atOf('DoorTagOrdered')).toBe('2027-03-26 08:00');
    expect(story.whatHolds('shut-off')).toContain('CA-15D: No adult was warned, and no notice was posted with proof.');
  });

  it('counts when it comes after the review', () => {
    const story = noticed().given('2027-03-15 10:00', 'ReviewRequested', { reviewId: 'R1' }).given('2027-03-17 10:00', 'ReviewAnswered', { reviewId: 'R1', outcome: 'the bill stands' });
    expect(warned(story, '2027-03-17 11:00').last('ShutOffPlanned')?.data.onDay).toBe('2027-03-29');
  });
});
