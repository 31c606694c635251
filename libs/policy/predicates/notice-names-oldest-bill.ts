import { z } from 'zod';
import { predicate } from './predicate.ts';

/** The bill for which the notice was given is still the oldest unpaid one: the oldest bill controls (CA-998-60D). */
export const noticeNamesOldestBill = predicate({
  name: 'notice-names-oldest-bill',
  args: z.strictObject({ rule: z.string() }),
  says: () => 'The notice was given for the bill that is still the oldest unpaid one.',
  evaluate: (_args, { noticeBillId, oldestBillId }) => {
    const holds = noticeBillId === null || oldestBillId === null || noticeBillId === oldestBillId;
    return {
      holds,
      sentence: holds
        ? 'The notice is for the oldest unpaid bill.'
        : `The notice was for bill ${noticeBillId}; the oldest unpaid bill is ${oldestBillId} now, and needs a notice of its own.`,
      facts: { noticeBillId, oldestBillId },
      notBefore: null,
      noticeIsSpent: !holds,
    };
  },
});
