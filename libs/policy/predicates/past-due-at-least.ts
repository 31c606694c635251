import { z } from 'zod';
import { centsSchema, dollars } from '../../kernel/money.ts';
import { predicate } from './predicate.ts';

/** So much is past due that the step is worth taking. */
export const pastDueAtLeast = predicate({
  name: 'past-due-at-least',
  recallsCrew: true,
  args: z.strictObject({ cents: centsSchema.positive(), rule: z.string() }),
  says: ({ cents }) => `${dollars(cents)} or more is past due.`,
  evaluate: ({ cents }, { pastDueCents }) => ({
    holds: pastDueCents >= cents,
    sentence: `${dollars(pastDueCents)} is past due; the step needs ${dollars(cents)}.`,
    facts: { pastDueCents, neededCents: cents },
    notBefore: null,
  }),
});
