import type { Stuck } from './messaging.ts';
import type { PartitionProgress } from './partition-progress.ts';

/**
 * Tells, once, when a consumer has stopped moving: a partition whose batch is never done, or a broker that is never
 * heard. Which of the many ways to die it was does not matter; a process that starts anew mends most of them.
 */
export class StuckWatchdog {
  readonly #limitMs: number;
  readonly #progress: PartitionProgress;
  readonly #onStuck: (stuck: Stuck) => void;
  readonly #timer: NodeJS.Timeout;
  #heardAtMs = performance.now();
  #isTold = false;

  constructor(limitMs: number, progress: PartitionProgress, onStuck: (stuck: Stuck) => void) {
    this.#limitMs = limitMs;
    this.#progress = progress;
    this.#onStuck = onStuck;
    this.#timer = setInterval(() => this.#look(), Math.max(20, Math.min(5_000, limitMs / 4))).unref();
  }

  heard(): void {
    this.#heardAtMs = performance.now();
  }

  tell(stuck: Stuck): void {
    if (this.#isTold) return;
    this.stop();
    this.#onStuck(stuck);
  }

  stop(): void {
    this.#isTold = true;
    clearInterval(this.#timer);
  }

  #look(): void {
    const nowMs = performance.now();
    const waiting = this.#progress.longestWaiting();
    if (waiting !== null && nowMs - waiting.sinceMs > this.#limitMs) {
      const { topic, partition, offset, sinceMs, error } = waiting;
      return this.tell({ kind: 'partition', topic, partition, offset, forMs: Math.round(nowMs - sinceMs), error });
    }
    const silentMs = nowMs - this.#heardAtMs;
    if (silentMs > this.#limitMs) this.tell({ kind: 'no-contact', forMs: Math.round(silentMs) });
  }
}
