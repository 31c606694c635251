import { z } from 'zod';
import type { Instant } from '../../kernel/time.ts';
import { predicate } from './predicate.ts';

/** No hold of any kind stands on the account. Holds add up; the last one to end frees it (GEN-HOLDS). */
export const noHoldStands = predicate({
  name: 'no-hold-stands',
  recallsCrew: true,
  args: z.strictObject({ rule: z.string() }),
  says: () => 'No hold of any kind stands on the account.',
  evaluate: (_args, { holds }) => {
    if (holds.length === 0) return { holds: true, sentence: 'No hold stands.', facts: {}, notBefore: null };
    const ends = holds.map((hold) => hold.untilAt);
    const everyHoldEnds = ends.every((end) => end !== null);
    return {
      holds: false,
      sentence: holds.map((hold) => hold.sentence).join(' '),
      facts: Object.fromEntries(holds.map((hold) => [hold.kind, hold.evidence])),
      notBefore: everyHoldEnds ? (ends as Instant[]).reduce((late, end) => (end > late ? end : late)) : null,
    };
  },
});
