import type { History } from './oracle-play.ts';
import { california, mutual } from './oracle/plain-law.ts';
import { dayNumber } from './oracle/wall-calendar.ts';

const act = { day: 0, hour: 8, cents: 1, pick: 0, span: 1, delayDays: 0, againDays: 0 } as const;
const history = (usual: History['usual'], list: History['list'], moods: History['moods'] = [0]): History => ({
  usual,
  law: usual,
  start: dayNumber('2026-01-05'),
  kind: { customerClass: 'residential', services: ['water', 'sewer'], valve: 'on', language: 'en' },
  list,
  moods,
});

/** The smallest histories that once went wrong, each with its spec in test/scenarios. */
export const regressions: readonly History[] = [
  // plans-without-a-posting: a hold, a payment or a parked message took the plan back, and it was made again, without end.
  history(mutual, [{ ...act, kind: 'certificate', day: 58, hour: 7, span: 2 }, { ...act, kind: 'pay', day: 56, cents: 10_000 }, { ...act, kind: 'park', day: 60, pick: 2, span: 3 }]),
  // calls-in-place-of-letters: a call stood in place of the notice that a district has to mail.
  history(california, [{ ...act, kind: 'call', day: 17, hour: 7, pick: 3 }]),
  // warnings-after-a-hold: a warning from before a review counted after it.
  history(california, [{ ...act, kind: 'warn', day: 51, hour: 7 }, { ...act, kind: 'review', day: 52, hour: 7, pick: 2 }]),
];
