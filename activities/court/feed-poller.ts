import { readFeed } from '../../libs/docket/index.ts';
import type { TakeEntries, Taken } from './take-entries.ts';

/** A court that answers nothing usable; its message says what it answered. The next look is after `notBeforeMs`. */
export class FeedUnavailable extends Error {
  override readonly name = 'FeedUnavailable';
}

export interface FeedPollerOptions {
  readonly url: string;
  /** Milliseconds between two looks at least, whoever asks; a court's own Retry-After may make it longer. */
  readonly leastEveryMs?: number;
  readonly mostBytes?: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

const defaults = { leastEveryMs: 5 * 60_000, mostBytes: 20_000_000, now: () => performance.now() };
const patienceMs = 30_000;
const longestWaitMs = 24 * 3_600_000;

/** Looks at a court's RSS politely: never more often than agreed, and only for what changed (ETag, Last-Modified). */
export class FeedPoller {
  readonly #options: Required<FeedPollerOptions>;
  #validators: Record<string, string> = {};
  #notBeforeMs = -Infinity;

  constructor(options: FeedPollerOptions) {
    this.#options = { ...defaults, ...options };
  }

  /** @returns null when it was too early to look. @throws FeedUnavailable, NoCourtFeed */
  async look(take: TakeEntries): Promise<Taken | null> {
    const { url, leastEveryMs, now } = this.#options;
    if (now() < this.#notBeforeMs) return null;
    this.#notBeforeMs = now() + leastEveryMs;
    const response = await fetch(url, { headers: { ...this.#validators, accept: 'application/rss+xml, application/xml', 'user-agent': 'arrears court feed' }, signal: AbortSignal.timeout(patienceMs) }).catch((error: Error) => {
      throw new FeedUnavailable(`${url} cannot be reached: ${(error.cause as Error | undefined)?.message ?? error.message}`);
    });
    if (response.status === 304) return { notices: 0, entries: 0, refused: [] };
    if (!response.ok) {
      this.#notBeforeMs = Math.max(this.#notBeforeMs, now() + retryAfterMs(response));
      throw new FeedUnavailable(`${url} answers ${response.status} ${response.statusText}`.trim());
    }
    const { entries, passedOver } = readFeed(await bytesOf(response, this.#options.mostBytes));
    await take(entries);
    // Only what is committed need not be sent again.
    this.#validators = validatorsOf(response);
    return { notices: 1, entries: entries.length, refused: passedOver > 0 ? [{ name: url, why: `${passedOver} items are no docket entries` }] : [] };
  }
}

function validatorsOf({ headers }: Response): Record<string, string> {
  const etag = headers.get('etag');
  const changed = headers.get('last-modified');
  return { ...(etag !== null && { 'if-none-match': etag }), ...(changed !== null && { 'if-modified-since': changed }) };
}

/** Seconds or a date, as HTTP allows; nought for neither. A date is taken against the court's own clock. */
function retryAfterMs({ headers }: Response): number {
  const told = headers.get('retry-after') ?? '';
  const wait = /^\d+$/.test(told) ? Number(told) * 1_000 : new Date(told).getTime() - new Date(headers.get('date') ?? '').getTime();
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(wait, 0), longestWaitMs);
}

async function bytesOf(response: Response, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new FeedUnavailable(`${response.url} sends more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
