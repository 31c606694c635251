import { feeds, type Feed } from '../../../libs/contracts/feeds.ts';
import { cloudEvent, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import type { Instant } from '../../../libs/kernel/time.ts';

/** Each feed's word that it is complete, and when it means to speak next. Said again, it is the same event. */
export function watermarks(
  utilityId: string,
  throughAt: Instant,
  nextAt: (feed: Feed) => Instant | null,
): CloudEvent[] {
  return feeds.map((feed) => watermark(utilityId, feed, throughAt, nextAt(feed)));
}

function watermark(utility: string, feed: Feed, throughAt: Instant, nextAt: Instant | null): CloudEvent {
  const id = `complete/${throughAt}/${nextAt ?? 'last'}`;
  const data = { throughAt, ...(nextAt !== null && { nextAt }) };
  return cloudEvent({ type: 'FeedCompleteThrough', feed, id, utility, time: throughAt, data });
}
