import { feeds, type Feed } from '../../../libs/contracts/feeds.ts';
import { cloudEvent, type CloudEvent } from '../../../libs/contracts/send-message.ts';
import type { Instant } from '../../../libs/kernel/time.ts';

interface Mark {
  readonly throughAt: Instant;
  readonly nextAt?: Instant;
}

/** Each feed's word that it is complete, and when it speaks next: said when it differs from its last. */
export class Watermarks {
  readonly #utilityId: string;
  readonly #last = new Map<string, Mark>();
  /** How often a feed has said that it is complete through the moment of its last word. */
  readonly #times = new Map<string, number>();

  constructor(utilityId: string) {
    this.#utilityId = utilityId;
  }

  /** Takes a mark that was said, in order. */
  note({ source, data }: CloudEvent): void {
    const mark = data as Mark;
    const isRepeated = this.#last.get(source)?.throughAt === mark.throughAt;
    this.#times.set(source, isRepeated ? (this.#times.get(source) ?? 0) + 1 : 1);
    this.#last.set(source, mark);
  }

  /** What is to be said at that moment. */
  due(throughAt: Instant, nextAt: (feed: Feed) => Instant | null): CloudEvent[] {
    return feeds.flatMap((feed) => {
      const last = this.#last.get(`/${feed}`);
      const next = nextAt(feed);
      const isSame = last?.throughAt === throughAt && (last.nextAt ?? null) === next;
      return isSame ? [] : [this.#mark(feed, { throughAt, ...(next !== null && { nextAt: next }) })];
    });
  }

  #mark(feed: Feed, data: Mark): CloudEvent {
    const times = this.#last.get(`/${feed}`)?.throughAt === data.throughAt ? (this.#times.get(`/${feed}`) ?? 0) : 0;
    const id = `complete/${data.throughAt}/${times + 1}`;
    return cloudEvent({ type: 'FeedCompleteThrough', feed, id, utility: this.#utilityId, time: data.throughAt, data });
  }
}
