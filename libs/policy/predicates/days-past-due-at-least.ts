import { z } from 'zod';
import { at } from '../../calendar/business-calendar.ts';
import { plusDays } from '../../calendar/days.ts';
import { localTimeSchema } from '../../kernel/time.ts';
import { predicate, type Finding } from './predicate.ts';

/** So many days have passed since the due date of the oldest unpaid bill. */
export const daysPastDueAtLeast = predicate({
  name: 'days-past-due-at-least',
  isWait: true,
  args: z.strictObject({ days: z.int().positive(), at: localTimeSchema, rule: z.string() }),
  says: ({ days, at: time }) => `${days} days have passed since the due date of the oldest unpaid bill; on that day from ${time}.`,
  evaluate: ({ days, at: time }, { oldestDueOn, now }, { calendar }): Finding => {
    if (oldestDueOn === null) return { holds: false, sentence: 'Nothing is past due.', facts: {}, notBefore: null };
    const earliestOn = plusDays(oldestDueOn, days);
    const earliestAt = at(calendar, earliestOn, time);
    return {
      holds: now >= earliestAt,
      sentence: `The oldest unpaid bill was due ${oldestDueOn}; ${days} days later is ${earliestOn}, ${time}.`,
      facts: { oldestDueOn, earliestOn },
      notBefore: earliestAt,
    };
  },
});
