import type { Act } from './histories.ts';

const act = (kind: Act['kind'], day: number, more: Partial<Act> = {}): Act => ({ kind, day, hour: 7, cents: 8_000, pick: 0, span: 1, delayDays: 0, againDays: 0, ...more });

/** Histories on which the engine and the second implementation once disagreed, shrunk; they are tried first each time. */
export const regressions: readonly Act[][] = [
  // A stay and its end both come to be known after the penalty; it is due after all.
  [act('petition', 0, { delayDays: 22 }), act('bill', 0)],
  // A penalty put off by a review that nobody answers: told in order it was posted before.
  [act('bill', 3, { cents: 1, delayDays: 25 }), act('review', 27), act('bill', 0, { cents: 1 })],
  // A fee put off by an extension, on an account that owes nothing else, was forgotten.
  [act('pay', 0, { delayDays: 3 }), act('return', 0), act('extension', 2)],
  // A fee for a return of before the petition, known only under the stay, may not be charged after the discharge.
  [act('pay', 0), act('return', 0, { delayDays: 1 }), act('pay', 0), act('petition', 2, { pick: 6 }), act('bill', 0, { cents: 1 })],
  // A bill corrected to four cents has a penalty of nothing; its case waited for it for ever.
  [act('bill', 0), act('bill', 2, { cents: 10_000 }), act('correct', 40, { cents: 4, pick: 1 }), act('adjust', 45), act('bill', 30, { cents: 10_000 })],
];
