import { PLAIN } from './paint.ts';
import { inWords, renderTimeline, type TimelineLine, wrapped } from './timeline.ts';

const zone = 'America/New_York';
const fact: TimelineLine = { at: '2019-06-03T12:10:00.000Z', stream: 'account', type: 'AccountOpened', says: 'The account was opened for water.', because: [] };
const decision: TimelineLine = {
  at: '2027-03-05T13:00:00.000Z',
  stream: 'case',
  type: 'ShutOffPlanned',
  says: 'The first shut-off day 48 hours after 2027-03-05T14:30:00.000Z is 2027-03-08.',
  because: [{ rule: 'OH-RULES' }, { rule: 'OP-DOORTAG' }, { rule: 'OH-RULES' }],
};

describe('a timeline on the screen', () => {
  it('tells when, what and why, in local time, with each rule once', () => {
    expect(renderTimeline([fact, decision], zone, 200, PLAIN)).toEqual([
      ' Jun 3, 2019         Account opened           The account was opened for water.',
      ' Fri, Mar 5, 08:00   Shut-off planned         The first shut-off day 48 hours after Fri, Mar 5, 09:30 is 2027-03-08. [OH-RULES, OP-DOORTAG]',
    ]);
  });

  it('goes on below where the line is full', () => {
    const lines = renderTimeline([decision], zone, 90, PLAIN);
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(90);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {46}\S/);
  });

  it.each([
    ['NoticeOrdered', 'Notice ordered'],
    ['ShutOffWithdrawn', 'Shut-off withdrawn'],
    ['ServiceShutOff', 'Service shut off'],
  ])('says %s as "%s"', (type, words) => {
    expect(inWords(type)).toBe(words);
  });

  it('breaks a text between words, and leaves a word that is too long alone', () => {
    expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapped('incomprehensibilities a', 5)).toEqual(['incomprehensibilities', 'a']);
  });
});
