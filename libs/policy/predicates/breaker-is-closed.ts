import { z } from 'zod';
import { breakerKinds, breakerWords } from '../breaker.ts';
import { predicate } from './predicate.ts';

/** No cascade: the utility's breaker for such decisions has not tripped, or two people have reset it (M41). */
export const breakerIsClosed = predicate({
  name: 'breaker-is-closed',
  args: z.strictObject({ kind: z.enum(breakerKinds), rule: z.string() }),
  says: ({ kind }) => `The utility's breaker for ${breakerWords[kind]} has not tripped, or two people have reset it.`,
  impossible: ({ kind }, { pack }) => (pack.breaker?.bounds[kind] === undefined ? `The pack sets no bound for "${kind}" under "breaker.bounds": such a breaker never trips.` : null),
  evaluate: ({ kind }, { breakers }) => {
    const open = breakers.find((breaker) => breaker.kind === kind);
    return {
      holds: open === undefined,
      sentence: open === undefined ? `The breaker for ${breakerWords[kind]} is closed.` : `The breaker for ${breakerWords[kind]} tripped at ${open.trippedAt}: ${open.sentence} Two people have to reset it.`,
      facts: { breaker: kind, trippedAt: open?.trippedAt ?? null },
      // No time resets it.
      notBefore: null,
    };
  },
});
