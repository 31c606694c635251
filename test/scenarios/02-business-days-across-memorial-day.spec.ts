import { Story } from '../support/story.ts';

const told = ['policy-offer', 'arrangement-options', 'review-and-appeal'];

/** A mutual water company, subject to the Act alone; delinquent for 75 days when the customer is called on 2027-05-25. */
function called(covered: readonly string[], clearDays = false): Story {
  const story = new Story({ under: 'CA-998-MUTUAL@1', ...(clearDays ? { pack: withClearDays } : {}) });
  story.bill('2027-02-19', '2027-03-11', 12_000).until('2027-05-24');
  return story.given('2027-05-25 10:00', 'ContactLogged', { contactId: 'call-1', channel: 'phone', outcome: 'told', spokeWith: 'customer', covered: [...covered] });
}

function withClearDays(pack: Story['law']['pack']): Story['law']['pack'] {
  return JSON.parse(JSON.stringify(pack).replaceAll('"businessDays":7', '"businessDays":7,"clearDays":true')) as Story['law']['pack'];
}

describe('2. Business days across Memorial Day', () => {
  it('counts May 26, 27, 28, June 1, 2, 3, 4: the earliest shut-off is Friday 2027-06-04', () => {
    const story = called(told);
    expect(story.last('NoticeGivenByPhone')?.data).toMatchObject({ contactId: 'call-1', onDay: '2027-05-25' });
    expect(story.rulesOf('NoticeGivenByPhone')[0]).toBe('CA-998-PHONE');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-06-04');
    expect(story.sentencesOf('ShutOffPlanned').join(' ')).toContain('Memorial Day (2027-05-31) is not counted');
    expect(story.at('2027-06-04 09:00').atOf('ShutOffOrdered')).toBe('2027-06-04 08:00');
  });

  it('with clear days it is Monday 2027-06-07', () => {
    expect(called(told, true).last('ShutOffPlanned')?.data.onDay).toBe('2027-06-07');
  });

  it('a call that lacks the policy offer is no valid contact', () => {
    const story = called(['arrangement-options', 'review-and-appeal']);
    expect(story.all('NoticeGivenByPhone')).toEqual([]);
    expect(story.whatHolds('shut-off')).toContain('CA-998-NOTICE-7BD: No valid contact. Call call-1 did not cover: policy-offer.');
  });

  it('a call that reached somebody else in the house is none either', () => {
    const story = called([]);
    story.given('2027-05-26 10:00', 'ContactLogged', { contactId: 'call-2', channel: 'phone', outcome: 'told', spokeWith: 'adult-resident', covered: told });
    expect(story.whatHolds('shut-off')).toContain('CA-998-NOTICE-7BD: No valid contact. Call call-2 did not reach the customer.');
  });
});
