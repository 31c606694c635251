import { z } from 'zod';
import { predicate } from './predicate.ts';

/**
 * Somebody lives or works there: nobody is at a vacant premise to read a tag or to pay, and its owner is written to instead. Who moves in
 * afterwards has had no notice: one that was mailed before is spent.
 */
export const premiseIsOccupied = predicate({
  name: 'premise-is-occupied',
  recallsCrew: true,
  args: z.strictObject({ rule: z.string() }),
  says: () => 'The premise is not reported vacant, and nobody moved in since the notice after it had been.',
  evaluate: (_args, { vacancy: { since, occupiedAgainOn }, noticeMailedOn }) => {
    const isSpent = since === null && occupiedAgainOn !== null && noticeMailedOn !== null && noticeMailedOn <= occupiedAgainOn;
    return {
      holds: since === null && !isSpent,
      sentence:
        since !== null
          ? `The premise is vacant since ${since.on} (${since.evidence}).`
          : isSpent
            ? `Somebody moved in on ${occupiedAgainOn}; the notice of ${noticeMailedOn} was for an empty house.`
            : 'Nobody reports the premise vacant.',
      facts: { vacantSinceOn: since?.on ?? null, occupiedAgainOn },
      notBefore: null,
      noticeIsSpent: isSpent,
    };
  },
});
