import { z } from 'zod';
import { plusDays, startOfDay } from '../../calendar/days.ts';
import { predicate, type Finding } from './predicate.ts';

/** So many days have passed since the oldest unpaid bill was sent. */
export const daysSinceBillAtLeast = predicate({
  name: 'days-since-bill-at-least',
  isWait: true,
  args: z.strictObject({ days: z.int().positive(), rule: z.string() }),
  says: ({ days }) => `At least ${days} days have passed since the oldest unpaid bill.`,
  evaluate: ({ days }, { oldestBilledOn, today }, { calendar }): Finding => {
    if (oldestBilledOn === null) return { holds: false, sentence: 'No bill is past due.', facts: {}, notBefore: null };
    const earliestOn = plusDays(oldestBilledOn, days);
    return {
      holds: today >= earliestOn,
      sentence: `The oldest unpaid bill is of ${oldestBilledOn}; ${days} days later is ${earliestOn}.`,
      facts: { oldestBilledOn, earliestOn },
      notBefore: startOfDay(earliestOn, calendar.zone),
    };
  },
});
