import { z } from 'zod';
import { dollars } from '../../kernel/money.ts';
import { predicate } from './predicate.ts';

/** Arrears, penalties and fees are paid. */
export const nothingIsPastDue = predicate({
  name: 'nothing-is-past-due',
  args: z.strictObject({ rule: z.string() }),
  says: () => 'Arrears, penalties and fees are paid.',
  evaluate: (_args, { pastDueCents }) => ({
    holds: pastDueCents <= 0,
    sentence: pastDueCents <= 0 ? 'Nothing is past due.' : `${dollars(pastDueCents)} is still past due.`,
    facts: { pastDueCents },
    notBefore: null,
  }),
});
