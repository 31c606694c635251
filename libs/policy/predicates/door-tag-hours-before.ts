import { z } from 'zod';
import { plusHours } from '../../calendar/days.ts';
import { predicate, type Finding } from './predicate.ts';

/** A tag was posted, with proof, so many elapsed hours ago, whatever the clocks on the wall did (GEN-CAL, OP-DOORTAG). */
export const doorTagHoursBefore = predicate({
  name: 'door-tag-hours-before',
  isWait: true,
  args: z.strictObject({ hours: z.int().positive(), rule: z.string() }),
  says: ({ hours }) => `A door tag, with proof of posting, has hung for ${hours} hours.`,
  evaluate: ({ hours }, { doorTagPostedAt, now }): Finding => {
    if (doorTagPostedAt === null)
      return { holds: false, sentence: 'No door tag with proof of posting stands.', facts: {}, notBefore: null };
    const readyAt = plusHours(doorTagPostedAt, hours);
    return {
      holds: now >= readyAt,
      sentence: `The door tag was posted ${doorTagPostedAt}; ${hours} hours later is ${readyAt}.`,
      facts: { doorTagPostedAt, readyAt },
      notBefore: readyAt,
    };
  },
});
