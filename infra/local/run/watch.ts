import { setTimeout as delay } from 'node:timers/promises';

import { epochMilliseconds } from '../../../libs/calendar/days.ts';
import type { Database } from '../../../libs/store/index.ts';
import { type Figures, readFigures } from './figures.ts';

const LOOK_EVERY_MS = 500;
/** The pace is that of the last seconds. */
const PACE_OVER_MS = 20_000;
const MS_PER_DAY = 86_400_000;

/** Looks at the database twice a second, and remembers how the clock went. */
export class Watch {
  readonly #db: Database;
  readonly #utilityId: string;
  readonly #stopping = new AbortController();
  readonly #seen: { readonly atMs: number; readonly nowMs: number }[] = [];
  #watching: Promise<void> = Promise.resolve();
  figures: Figures;

  private constructor(db: Database, utilityId: string, figures: Figures) {
    this.#db = db;
    this.#utilityId = utilityId;
    this.figures = figures;
  }

  static async start(db: Database, utilityId: string): Promise<Watch> {
    const watch = new Watch(db, utilityId, await readFigures(db, utilityId));
    watch.#watching = watch.#watch();
    return watch;
  }

  /** Business days per second; null at first. */
  get pace(): number | null {
    const [first, last] = [this.#seen[0], this.#seen.at(-1)];
    if (!first || !last || last.atMs - first.atMs < 2_000) return null;
    return (last.nowMs - first.nowMs) / MS_PER_DAY / ((last.atMs - first.atMs) / 1_000);
  }

  /** Resolves when what it looks at is so. */
  async until(isSo: (figures: Figures) => boolean): Promise<void> {
    while (!this.#stopping.signal.aborted && !isSo(this.figures)) await this.#pause();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // While PostgreSQL is away the board shows what was last known; the line of the apps tells the rest.
      this.figures = await readFigures(this.#db, this.#utilityId).catch(() => this.figures);
      this.#seen.push({ atMs: performance.now(), nowMs: epochMilliseconds(this.figures.now) });
      while (this.#seen.length > 2 && performance.now() - (this.#seen[0]?.atMs ?? 0) > PACE_OVER_MS) this.#seen.shift();
      await this.#pause();
    }
  }

  #pause(): Promise<void> {
    return delay(LOOK_EVERY_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
