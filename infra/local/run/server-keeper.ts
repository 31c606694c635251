import { setTimeout as delay } from 'node:timers/promises';

import type { LocalServer } from '../servers/server.ts';
import type { Stack } from '../servers/stack.ts';

const BACKOFF_MS = { first: 1_000, longest: 15_000 };

/** Starts servers of ours again when they end unasked; what was given by the environment is not ours to start. */
export class ServerKeeper {
  readonly #servers: ReadonlyMap<string, LocalServer>;
  readonly #onNotice: (text: string) => void;
  readonly #stopping = new AbortController();
  #mending: Promise<void> | undefined;

  constructor(stack: Stack, onNotice: (text: string) => void) {
    const all = Object.entries({ PostgreSQL: stack.postgres, 'Apache Kafka': stack.kafka, Temporal: stack.temporal });
    this.#servers = new Map(all.filter(([, server]) => server.pid !== undefined));
    this.#onNotice = onNotice;
  }

  /** A server has ended: looks which. */
  hear(reason: string): void {
    if (this.#stopping.signal.aborted) return;
    this.#onNotice(reason);
    this.#mending ??= this.#mend().finally(() => (this.#mending = undefined));
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#mending;
  }

  async #mend(): Promise<void> {
    let backoffMs = BACKOFF_MS.first;
    for (let down = this.#down(); down.length > 0 && !this.#stopping.signal.aborted; down = this.#down()) {
      await delay(backoffMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      backoffMs = Math.min(backoffMs * 2, BACKOFF_MS.longest);
      for (const [name, server] of down) await this.#restart(name, server);
    }
  }

  #down() {
    return [...this.#servers].filter(([, server]) => server.pid === undefined);
  }

  async #restart(name: string, server: LocalServer): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    await server.restart().then(
      () => this.#onNotice(`${name} runs again`),
      (error: Error) => this.#onNotice(`${name} does not start: ${(error.message.split('\n')[0] ?? '').trim()}`),
    );
  }
}
