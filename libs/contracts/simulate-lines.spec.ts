import { loadLaw } from '../policy/load.ts';
import { cloudEvent } from './send-message.ts';
import { simulateLines } from './simulate-lines.ts';

const mark = (throughAt: string, recordedtime: string) =>
  JSON.stringify({ ...cloudEvent({ type: 'FeedCompleteThrough', feed: 'payment', id: throughAt, utility: 'county', time: throughAt, data: { throughAt } }), recordedtime });

it('a mark that was ahead of the clock when it was said moves nothing', () => {
  const bad: string[] = [];
  const lines = [mark('2027-03-01T07:00:00.000Z', '2027-03-01T07:00:00.000Z'), mark('2037-03-02T07:00:00.000Z', '2027-03-02T07:00:00.000Z')];
  const simulation = simulateLines(lines, { law: loadLaw('OH-COUNTY@1'), onBad: ({ reason }, lineNumber) => bad.push(`${lineNumber} ${reason}`) });
  expect(bad).toEqual(['2 ahead-of-clock']);
  expect(simulation.now).toBe('2027-03-01T07:00:00.000Z');
});
