import { setTimeout as delay } from 'node:timers/promises';
import type { AppProcess } from './apps.ts';

const lookEveryMs = 200;
const wordsKept = 12;

/** Starts apps again that ended, as whoever runs them in production does. */
export class KeptAlive {
  /** Who ended, with the last that it said. */
  readonly ends: { readonly name: string; readonly lastWords: string }[] = [];
  readonly #apps: readonly AppProcess[];
  readonly #stopping = new AbortController();
  readonly #watching: Promise<void>;

  constructor(apps: readonly AppProcess[]) {
    this.#apps = apps;
    this.#watching = this.#watch();
  }

  /** From here on, what ends stays ended. */
  async letGo(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      for (const app of this.#apps.filter(({ pid }) => pid === undefined)) {
        this.ends.push({ name: app.name, lastWords: app.log.slice(-wordsKept).join('\n') });
        app.start();
      }
      await delay(lookEveryMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }
}
