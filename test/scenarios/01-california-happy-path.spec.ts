import { Story } from '../support/story.ts';

/** Bill mailed 2027-01-04, due 2027-01-25, and never paid; notice ordered, and mailed on 2027-03-10. */
function noticed(): Story {
  const story = new Story({ under: 'CA-998@2' });
  return story.bill('2027-01-04', '2027-01-25', 9_640).until('2027-03-09').mailed('2027-03-10 10:00', 'A1.1.n1');
}

describe('1. California happy path, 60th day falls on a weekend', () => {
  it('plans the posting so that it is up by Saturday 08:00, and the shut-off for Monday 2027-03-29', () => {
    const story = noticed().at('2027-03-25 12:00');
    expect(story.last('NoticeOrdered')?.data.payByOn).toBe('2027-03-27');
    story.at('2027-03-26 12:00').tagged('2027-03-26 13:00', 'A1.1.w1');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-03-29');
    expect(story.rulesOf('ShutOffPlanned')).toEqual(expect.arrayContaining(['CA-998-60D', 'CA-998-NOTICE-7BD', 'CA-15D', 'CA-CLOSED']));
    expect(story.sentencesOf('ShutOffPlanned').join(' ')).toMatch(/15 days later is 2027-03-25.*61 days later is 2027-03-27.*7 business days end 2027-03-19/);
    story.at('2027-03-29 09:00');
    expect(story.atOf('ShutOffOrdered')).toBe('2027-03-29 08:00');
  });

  it('counts an attempt on Sunday that reached an adult as elapsed time', () => {
    const story = noticed().at('2027-03-26 12:00').crewCannot('2027-03-26 13:00', 'A1.1.w1', 'no-access');
    story.given('2027-03-28 07:30', 'ContactLogged', { contactId: 'call-1', channel: 'phone', outcome: 'told', spokeWith: 'adult-resident', covered: ['shut-off-warning'] });
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-03-29');
    expect(story.at('2027-03-29 09:00').atOf('ShutOffOrdered')).toBe('2027-03-29 08:00');
  });

  it('moves to Tuesday when the attempt of Sunday came less than 24 hours before', () => {
    const story = noticed().at('2027-03-26 12:00').crewCannot('2027-03-26 13:00', 'A1.1.w1', 'no-access');
    story.given('2027-03-28 08:30', 'ContactLogged', { contactId: 'call-1', channel: 'phone', outcome: 'told', spokeWith: 'adult-resident', covered: ['shut-off-warning'] });
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-03-30');
  });

  it('does not count an attempt that reached nobody: the next posting decides', () => {
    const story = noticed().at('2027-03-26 12:00').crewCannot('2027-03-26 13:00', 'A1.1.w1', 'no-access');
    story.given('2027-03-28 07:30', 'ContactLogged', { contactId: 'call-1', channel: 'phone', outcome: 'no answer', spokeWith: 'nobody' });
    story.at('2027-03-29 09:00').tagged('2027-03-29 10:00', 'A1.1.w2');
    expect(story.last('ShutOffPlanned')?.data.onDay).toBe('2027-04-01');
  });
});
