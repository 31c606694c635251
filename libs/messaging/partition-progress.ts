/** What is known of a partition while it has records that are not done. */
interface Waiting {
  readonly topic: string;
  readonly partition: number;
  offset: string;
  /** Since when nothing of it moved, on a clock that is never set back. */
  sinceMs: number;
  failures: number;
  error: unknown;
}

export interface RetryPause {
  readonly first: number;
  readonly longest: number;
}

/** Which partitions have work and do not move: for the pause before a failed batch comes again, and for the watchdog. */
export class PartitionProgress {
  readonly #pause: RetryPause;
  readonly #waiting = new Map<string, Waiting>();

  constructor(pause: RetryPause) {
    this.#pause = pause;
  }

  /** A batch came. One that comes again goes on waiting from where it was. */
  delivered(topic: string, partition: number, offset: string, nowMs: number): void {
    const key = keyOf(topic, partition);
    if (!this.#waiting.has(key)) this.#waiting.set(key, { topic, partition, offset, sinceMs: nowMs, failures: 0, error: null });
  }

  resolved(topic: string, partition: number, offset: string, nowMs: number): void {
    const waiting = this.#waiting.get(keyOf(topic, partition));
    if (waiting) Object.assign(waiting, { offset, sinceMs: nowMs, failures: 0, error: null });
  }

  done(topic: string, partition: number): void {
    this.#waiting.delete(keyOf(topic, partition));
  }

  /** @returns how long to pause before it comes again */
  failed(topic: string, partition: number, error: unknown): number {
    const waiting = this.#waiting.get(keyOf(topic, partition));
    if (!waiting) return this.#pause.first;
    waiting.error = error;
    waiting.failures += 1;
    return Math.min(this.#pause.first * 2 ** (waiting.failures - 1), this.#pause.longest);
  }

  /** Partitions that went to another member are no longer waited for. */
  keepOnly(assignment: Readonly<Record<string, readonly number[]>>): void {
    for (const [key, { topic, partition }] of this.#waiting) {
      if (!assignment[topic]?.includes(partition)) this.#waiting.delete(key);
    }
  }

  /** The partition that has waited longest. */
  longestWaiting(): Readonly<Waiting> | null {
    let longest: Waiting | null = null;
    for (const waiting of this.#waiting.values()) if (longest === null || waiting.sinceMs < longest.sinceMs) longest = waiting;
    return longest;
  }
}

function keyOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}
