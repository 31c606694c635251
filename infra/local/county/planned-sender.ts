import { feeds, type Feed } from '../../../libs/contracts/feeds.ts';
import type { CloudEvent } from '../../../libs/contracts/send-message.ts';
import type { Instant } from '../../../libs/kernel/time.ts';
import type { PlannedMessage } from './generator.ts';

/** How far the plan has been sent. */
export class PlannedSender {
  readonly #messages: readonly PlannedMessage[];
  readonly #sendTimes: ReadonlyMap<string, Instant[]>;
  #sent = 0;

  constructor(messages: readonly PlannedMessage[]) {
    this.#messages = messages;
    this.#sendTimes = new Map(feeds.map((feed) => [feed, []]));
    for (const { sendAt, event } of messages) this.#sendTimes.get(feedOf(event))?.push(sendAt);
  }

  get sent(): number {
    return this.#sent;
  }

  /** Something that was sent: counts when it is the plan's next message, since the plan is sent in order. */
  note({ source, id }: CloudEvent): void {
    const next = this.#messages[this.#sent]?.event;
    if (next?.id === id && next.source === source) this.#sent += 1;
  }

  due(now: Instant): CloudEvent[] {
    const due: CloudEvent[] = [];
    for (let index = this.#sent; (this.#messages[index]?.sendAt ?? '~') <= now; index += 1)
      due.push((this.#messages[index] as PlannedMessage).event);
    return due;
  }

  /** When the feed has the plan's next message after that moment. */
  nextAfter(feed: Feed, now: Instant): Instant | null {
    const times = this.#sendTimes.get(feed) ?? [];
    let [low, high] = [0, times.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((times[middle] as Instant) <= now) low = middle + 1;
      else high = middle;
    }
    return times[low] ?? null;
  }
}

/** `/billing` → `billing` */
function feedOf(event: CloudEvent): string {
  return event.source.slice(1);
}
