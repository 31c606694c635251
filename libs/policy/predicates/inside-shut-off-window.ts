import { z } from 'zod';
import { nextWindowOpening, windowRefusal } from '../shut-off-window.ts';
import { predicate } from './predicate.ts';

/** The day is one on which the utility shuts off, and the window has not closed. */
export const insideShutOffWindow = predicate({
  name: 'inside-shut-off-window',
  args: z.strictObject({ rule: z.string() }),
  evaluate: (_args, { now, today }, { pack, calendar }) => {
    const refusal = windowRefusal(pack.shutOffWindow, calendar, today, now);
    return {
      holds: refusal === null,
      sentence: refusal ?? `${today} is a shut-off day, until ${pack.shutOffWindow.to}.`,
      facts: { today, from: pack.shutOffWindow.from, to: pack.shutOffWindow.to },
      notBefore: refusal === null ? null : nextWindowOpening(pack.shutOffWindow, calendar, today),
    };
  },
});
