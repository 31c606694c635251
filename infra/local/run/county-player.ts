import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Role, TokenSource } from '../county/arrears-client.ts';
import type { CountyOptions } from '../county/county.ts';
import { runWorld } from '../county/world.ts';
import type { Issuer } from '../issuer/issuer.ts';
import type { AppState } from './apps.ts';

const BACKOFF_MS = { first: 1_000, longest: 15_000 };
const STEADY_MS = 60_000;
/** Tokens are good for hours; a fresh one now and then survives a restart of the issuer with other keys. */
const TOKEN_MS = 600_000;
/** One broken connection is no news; a second of them is. */
const TROUBLE_IS_NEWS_AFTER_MS = 3_000;

export interface PlayerOptions {
  readonly county: CountyOptions;
  readonly dataDir: string;
  readonly brokers: readonly string[];
  readonly apiUrl: string;
  readonly issuer: Issuer;
  readonly onNotice: (text: string) => void;
}

/** Plays the county to the stack, and goes on after whatever made it stop. */
export class CountyPlayer {
  readonly #options: PlayerOptions;
  readonly #stopping = new AbortController();
  #playing: Promise<void> = Promise.resolve();
  #troubledSinceMs: number | null = null;
  #isDown = false;

  constructor(options: PlayerOptions) {
    this.#options = options;
  }

  get state(): AppState {
    if (this.#stopping.signal.aborted) return 'stopped';
    return this.#isDown ? 'down' : this.#isTroubled() ? 'not ready' : 'ready';
  }

  start(): void {
    this.#playing = this.#play();
  }

  /** Resolves after the turn at hand. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#playing;
  }

  async #play(): Promise<void> {
    const { signal } = this.#stopping;
    let backoffMs = BACKOFF_MS.first;
    while (!signal.aborted) {
      const startedAtMs = performance.now();
      try {
        this.#isDown = false;
        await this.#run();
      } catch (error) {
        if (signal.aborted) return;
        if (performance.now() - startedAtMs > STEADY_MS) backoffMs = BACKOFF_MS.first;
        this.#isDown = true;
        this.#options.onNotice(`the county stopped: ${(error as Error).message}; it goes on in ${backoffMs / 1000} s`);
        await delay(backoffMs, undefined, { signal }).catch(() => undefined);
        backoffMs = Math.min(backoffMs * 2, BACKOFF_MS.longest);
      }
    }
  }

  async #run(): Promise<void> {
    const { county, dataDir, brokers, apiUrl, issuer } = this.#options;
    await runWorld({
      ...county,
      dataDir: path.join(dataDir, 'county'),
      sentFile: path.join(dataDir, 'sent.jsonl'),
      outboxDir: path.join(dataDir, 'outbox'),
      brokers,
      apiUrl,
      token: tokensOf(issuer, county.utilityId),
      signal: this.#stopping.signal,
      onProgress: () => (this.#troubledSinceMs = null),
      onTrouble: (error) => this.#hearTrouble(error),
      onDeclined: (error) => this.#options.onNotice(`the auditor's office was refused: ${error.message}`),
    });
  }

  /** It tries again by itself. */
  #hearTrouble(error: Error): void {
    const wasTroubled = this.#isTroubled();
    this.#troubledSinceMs ??= performance.now();
    if (!wasTroubled && this.#isTroubled()) this.#options.onNotice(`the county waits: ${error.message}`);
  }

  #isTroubled(): boolean {
    return this.#troubledSinceMs !== null && performance.now() - this.#troubledSinceMs > TROUBLE_IS_NEWS_AFTER_MS;
  }
}

function tokensOf(issuer: Issuer, utilityId: string): TokenSource {
  const kept = new Map<Role, { token: string; untilMs: number }>();
  return async (role) => {
    const known = kept.get(role);
    if (known && performance.now() < known.untilMs) return known.token;
    const token = await issuer.tokenFor(role, utilityId);
    kept.set(role, { token, untilMs: performance.now() + TOKEN_MS });
    return token;
  };
}
