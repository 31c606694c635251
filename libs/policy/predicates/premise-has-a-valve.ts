import { z } from 'zod';
import { predicate } from './predicate.ts';

/** There is running water to turn off: not a sewer-only account, not one that is off already. */
export const premiseHasAValve = predicate({
  name: 'premise-has-a-valve',
  recallsCrew: true,
  args: z.strictObject({ rule: z.string() }),
  says: () => 'There is running water to turn off.',
  evaluate: (_args, { valve }) => ({
    holds: valve === 'on',
    sentence: {
      on: 'The premise has a valve, and it is open.',
      off: 'The water is off already.',
      none: 'The account has no valve to close.',
    }[valve],
    facts: { valve },
    notBefore: null,
  }),
});
