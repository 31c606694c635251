import { z } from 'zod';
import { plusMonths } from '../../calendar/days.ts';
import { predicate } from './predicate.ts';

/** After a returned payment, only funds that cannot come back turn the water on again. */
export const fundsAreGuaranteed = predicate({
  name: 'funds-are-guaranteed',
  args: z.strictObject({ months: z.int().positive(), tenders: z.array(z.string()), rule: z.string() }),
  evaluate: ({ months, tenders }, { lastReturnOn, tendersSinceShutOff, today }) => {
    const bound = lastReturnOn !== null && today <= plusMonths(lastReturnOn, months);
    const doubtful = bound ? tendersSinceShutOff.filter((tender) => !tenders.includes(tender)) : [];
    return {
      holds: doubtful.length === 0,
      sentence:
        doubtful.length === 0
          ? 'The funds paid are good for reconnection.'
          : `A payment was returned on ${lastReturnOn}; for ${months} months only ${tenders.join(', ')} counts, not ${doubtful.join(', ')}.`,
      facts: { lastReturnOn, tendersSinceShutOff: tendersSinceShutOff.join(', ') },
      notBefore: null,
    };
  },
});
