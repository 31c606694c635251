import { z } from 'zod';
import { predicate } from './predicate.ts';

/** What is past due was read from the meter, bill by bill, unless the reader was refused access: nobody is shut off for a guess. */
export const noBillIsEstimated = predicate({
  name: 'no-bill-is-estimated',
  recallsCrew: true,
  args: z.strictObject({ rule: z.string() }),
  says: () => 'No bill that is past due rests on an estimate, unless the reader was refused access.',
  evaluate: (_args, { estimatedBills }) => ({
    holds: estimatedBills.length === 0,
    sentence: estimatedBills.length === 0 ? 'No bill past due is a mere estimate.' : `Estimated, and access was not refused: ${estimatedBills.join(', ')}. A reading has to take its place.`,
    facts: { estimatedBills: estimatedBills.join(', ') },
    notBefore: null,
  }),
});
