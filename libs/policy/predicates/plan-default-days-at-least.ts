import { z } from 'zod';
import { plusDays, startOfDay } from '../../calendar/days.ts';
import { predicate, type Finding } from './predicate.ts';

/** Whoever broke a plan is in default for so many days (CA-998-BREACH); without a broken plan there is nothing to wait for. */
export const planDefaultDaysAtLeast = predicate({
  name: 'plan-default-days-at-least',
  isWait: true,
  args: z.strictObject({ days: z.int().positive(), rule: z.string() }),
  says: ({ days }) => `Where a payment plan is broken, ${days} days have passed since the due date of what was missed.`,
  evaluate: ({ days }, { brokenPlan, now }, { calendar }): Finding => {
    if (brokenPlan === null) return { holds: true, sentence: 'No plan is broken.', facts: {}, notBefore: null };
    const earliestOn = plusDays(brokenPlan.defaultedOn, days);
    const earliestAt = startOfDay(earliestOn, calendar.zone);
    return {
      holds: now >= earliestAt,
      sentence: `Plan ${brokenPlan.arrangementId} is in default since ${brokenPlan.defaultedOn}; ${days} days later is ${earliestOn}.`,
      facts: { arrangementId: brokenPlan.arrangementId, defaultedOn: brokenPlan.defaultedOn, earliestOn },
      notBefore: earliestAt,
    };
  },
});
