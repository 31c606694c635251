import { z } from 'zod';
import { dollars } from '../../kernel/money.ts';
import { monthsLater } from '../months.ts';
import { predicate } from './predicate.ts';

/** After a returned payment, only funds that cannot come back turn the water on again; others beside them do no harm. */
export const fundsAreGuaranteed = predicate({
  name: 'funds-are-guaranteed',
  args: z.strictObject({ months: z.int().positive(), tenders: z.array(z.string()), rule: z.string() }),
  says: ({ months, tenders }) => `For ${months} months after a returned payment, what is past due was paid by ${tenders.join(', ')}.`,
  evaluate: ({ months, tenders }, { lastReturnOn, pastDueCountingOnly, today }, law) => {
    const bound = lastReturnOn !== null && today <= monthsLater(law, lastReturnOn, months);
    const lackingCents = bound ? pastDueCountingOnly(tenders) : 0;
    return {
      holds: lackingCents <= 0,
      sentence:
        lackingCents <= 0
          ? 'The funds paid are good for reconnection.'
          : `A payment was returned on ${lastReturnOn}; for ${months} months only ${tenders.join(', ')} counts, and without the rest ${dollars(lackingCents)} is past due.`,
      facts: { lastReturnOn, lackingCents },
      notBefore: null,
    };
  },
});
