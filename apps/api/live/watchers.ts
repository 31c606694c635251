import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { forgetLiveChanges, readLiveChanges, utilityIds, type Database } from '../../../libs/store/index.ts';
import type { Logger } from '../../../libs/telemetry/index.ts';

const lookEveryMs = 400;
const heartbeatEveryMs = 15_000;
const forgetEveryMs = 60_000;
const mostAccounts = 200;
/** Who reads that slowly is let go, and asks anew. */
const mostUnreadBytes = 65_536;

/** Those who watch a utility: one look at the database for all of them, and none where nobody watches. */
export class Watchers {
  readonly #db: Database;
  readonly #logger: Logger;
  readonly #watching = new Map<string, Set<Readable>>();
  readonly #stopping = new AbortController();
  readonly #forgetting: NodeJS.Timeout;

  constructor(db: Database, logger: Logger) {
    this.#db = db;
    this.#logger = logger;
    this.#forgetting = setInterval(() => void this.#forget(), forgetEveryMs).unref();
  }

  /** A stream of server-sent events that ends by itself. */
  watch(utilityId: string, forSeconds: number): Readable {
    const stream = new Readable({ read() {} });
    stream.push(': watching\n\n');
    const ending = setTimeout(() => stream.push(null), forSeconds * 1_000);
    const beating = setInterval(() => say(stream, ': still here\n\n'), heartbeatEveryMs);
    const watching = this.#watching.get(utilityId);
    if (watching) watching.add(stream);
    else {
      this.#watching.set(utilityId, new Set([stream]));
      void this.#look(utilityId);
    }
    stream.once('close', () => {
      clearTimeout(ending);
      clearInterval(beating);
      this.#watching.get(utilityId)?.delete(stream);
    });
    if (this.#stopping.signal.aborted) stream.push(null);
    return stream;
  }

  /** Lets everybody go, so that the server can close. */
  stop(): void {
    this.#stopping.abort();
    clearInterval(this.#forgetting);
    for (const streams of this.#watching.values()) for (const stream of streams) stream.push(null);
  }

  async #look(utilityId: string): Promise<void> {
    let seen: string | null = null;
    for (;;) {
      const streams = this.#watching.get(utilityId);
      if (this.#stopping.signal.aborted || streams === undefined || streams.size === 0) break;
      try {
        const changes = await this.#db.forUtility(utilityId, (em) => readLiveChanges(em, utilityId, seen, mostAccounts + 1));
        seen = changes.seen;
        if (changes.accountIds.length > 0) tell(streams, changes.accountIds);
      } catch (error) {
        // The screens keep what they show; what was committed meanwhile comes with the next look.
        this.#logger.warn({ err: error, utility: utilityId }, 'changes could not be read');
      }
      await delay(lookEveryMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
    this.#watching.delete(utilityId);
  }

  async #forget(): Promise<void> {
    try {
      for (const utilityId of await this.#db.shared((em) => utilityIds(em))) await this.#db.forUtility(utilityId, (em) => forgetLiveChanges(em, utilityId));
    } catch (error) {
      this.#logger.warn({ err: error }, 'changes of the past could not be forgotten');
    }
  }
}

function tell(streams: ReadonlySet<Readable>, accountIds: readonly string[]): void {
  const data = JSON.stringify({ accountIds: accountIds.slice(0, mostAccounts), andMore: accountIds.length > mostAccounts });
  for (const stream of streams) say(stream, `event: changed\ndata: ${data}\n\n`);
}

function say(stream: Readable, text: string): void {
  if (stream.readableLength > mostUnreadBytes) stream.destroy();
  else if (!stream.readableEnded && !stream.destroyed) stream.push(text);
}
