import { z } from 'zod';
import { nextWindowOpening, windowClosesOn, windowRefusal } from '../shut-off-window.ts';
import { predicate } from './predicate.ts';

/** The day is one on which the utility shuts off, and the window has not closed. */
export const insideShutOffWindow = predicate({
  name: 'inside-shut-off-window',
  isWait: true,
  args: z.strictObject({ rule: z.string() }),
  says: () => 'The day is one for shut-offs, and its window has not closed.',
  impossible: (_args, { pack }) => (pack.shutOffWindow.weekdays.length === 0 ? 'The shut-off window has no weekday.' : null),
  evaluate: (_args, { now, today }, { pack, calendar }) => {
    const refusal = windowRefusal(pack.shutOffWindow, calendar, today, now);
    return {
      holds: refusal === null,
      sentence: refusal ?? `${today} is a shut-off day, until ${windowClosesOn(pack.shutOffWindow, calendar, today)}.`,
      facts: { today, from: pack.shutOffWindow.from, to: windowClosesOn(pack.shutOffWindow, calendar, today) },
      notBefore: refusal === null ? null : nextWindowOpening(pack.shutOffWindow, calendar, today),
    };
  },
});
