import { z } from 'zod';
import { predicate } from './predicate.ts';

/** Who asked for an investigation: what an occupant asked for may protect more than what the utility found itself. */
export const askers = ['customer', 'adult-resident', 'utility', 'somebody-else'] as const;

/** No bill is looked into that somebody of the household asked about: not even for what nobody questions (CA-REVIEW). */
export const noInvestigationIsOpen = predicate({
  name: 'no-investigation-is-open',
  recallsCrew: true,
  args: z.strictObject({ askedBy: z.array(z.enum(askers)).min(1), rule: z.string() }),
  says: ({ askedBy }) => `No investigation of a bill is open that was asked for by: ${askedBy.map((who) => who.replace('-', ' ')).join(', ')}.`,
  evaluate: ({ askedBy }, { investigations }) => {
    const open = investigations.filter((known) => askedBy.includes(known.askedBy));
    return {
      holds: open.length === 0,
      sentence: open.length === 0 ? 'No such investigation is open.' : open.map(({ sentence }) => sentence).join(' '),
      facts: { investigations: open.map(({ evidence }) => evidence).join(', ') },
      notBefore: null,
    };
  },
});
