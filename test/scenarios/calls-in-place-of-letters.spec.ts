import { Story } from '../support/story.ts';

const told = ['policy-offer', 'arrangement-options', 'review-and-appeal', 'shut-off-warning'];

function called(under: string): Story {
  const story = new Story({ under }).bill('2027-02-08', '2027-03-01', 12_000).at('2027-04-02 09:00');
  return story.given('2027-04-02 10:00', 'ContactLogged', { contactId: 'call-1', channel: 'phone', outcome: 'told', spokeWith: 'customer', covered: told }).at('2027-04-20 12:00');
}

describe('A call that covered all that the Act asks for', () => {
  it('is the contact of a mutual water company, which needs no letter besides (CA-998-NOTICE-7BD)', () => {
    expect(called('CA-998-MUTUAL@1').told).toContain('2027-04-05 NoticeGivenByPhone');
  });

  it.each(['CA-998@1', 'CA-998@2', 'CA-998-CITY@1'])('does not stand in place of the notice that a district or a city has to mail (CA-15D): %s', (under) => {
    const story = called(under);
    expect(story.told).toContain('2027-04-05 NoticeOrdered');
    expect(story.told.join()).not.toMatch(/NoticeGivenByPhone|ShutOffPlanned/);
  });
});
