import { z } from 'zod';
import { plusHours } from '../../calendar/days.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Facts } from '../facts.ts';
import { predicate } from './predicate.ts';

/** It has not said recently enough through when it is complete (I11). */
export function isStale({ throughAt, limitHours }: Facts['feeds'][number], now: Instant): boolean {
  return throughAt === null || plusHours(throughAt, limitHours) < now;
}

/** Every feed said, recently enough, that it is complete (I11). */
export const feedsAreComplete = predicate({
  name: 'feeds-are-complete',
  args: z.strictObject({ rule: z.string() }),
  says: () => 'Every feed has said recently enough through when it is complete.',
  evaluate: (_args, { feeds, now }) => {
    const stale = feeds.filter((feed) => isStale(feed, now));
    return {
      holds: stale.length === 0,
      sentence:
        stale.length === 0
          ? 'Every feed is complete.'
          : stale.map((feed) => `The ${feed.name} feed is complete only through ${feed.throughAt ?? 'never'}.`).join(' '),
      facts: Object.fromEntries(feeds.map((feed) => [feed.name, feed.throughAt])),
      notBefore: null,
    };
  },
});
