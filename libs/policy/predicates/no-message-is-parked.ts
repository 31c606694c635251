import { z } from 'zod';
import { predicate } from './predicate.ts';

/** No message about the account waits to be read: what could not be read may protect it (I6). */
export const noMessageIsParked = predicate({
  name: 'no-message-is-parked',
  recallsCrew: true,
  args: z.strictObject({ rule: z.string() }),
  says: () => 'No message about the account waits to be read.',
  evaluate: (_args, { parkedMessages }) => ({
    holds: parkedMessages.length === 0,
    sentence:
      parkedMessages.length === 0
        ? 'No message is parked.'
        : `${parkedMessages.length} message(s) about this account could not be read and wait for repair.`,
    facts: { parked: parkedMessages.join(', ') },
    notBefore: null,
  }),
});
