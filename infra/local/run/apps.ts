import { copyFile, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { pollUntil } from '../servers/poll.ts';
import { ServerProcess } from '../servers/server-process.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..');
const READY_DEADLINE_MS = 90_000;
const STOP_DEADLINE_MS = 30_000;
const LOOK_EVERY_MS = 2_000;
const BACKOFF_MS = { first: 1_000, longest: 30_000 };
const LOG_LIMIT_BYTES = 50_000_000;
/** Who ran this long has got over whatever ended it before. */
const STEADY_MS = 60_000;

export const APPS = ['ingest', 'api', 'worker', 'relay'] as const;
export type AppName = (typeof APPS)[number];
export type AppState = 'starting' | 'ready' | 'not ready' | 'down' | 'stopped';

export interface AppOptions {
  readonly name: AppName;
  /** What to run; the app's own program unless told otherwise. */
  readonly script?: string;
  readonly dataDir: string;
  readonly env: Record<string, string>;
  /** Where it answers `/readyz`. */
  readonly url: string;
  readonly onNotice: (text: string) => void;
}

/** One of the apps as a child process. When it ends unasked it is started again, after ever longer pauses. */
export class LocalApp {
  readonly name: AppName;
  readonly url: string;
  readonly #process: ServerProcess;
  readonly #onNotice: (text: string) => void;
  readonly #stopping = new AbortController();
  #state: AppState = 'starting';
  #backoffMs = BACKOFF_MS.first;
  #spawnedAtMs = 0;
  #watching: Promise<void> = Promise.resolve();

  constructor({ name, script = path.join(ROOT, 'apps', name, 'main.ts'), dataDir, env, url, onNotice }: AppOptions) {
    this.name = name;
    this.url = url;
    this.#onNotice = onNotice;
    const spec = {
      name,
      folder: path.join(dataDir, 'apps', name),
      logFile: path.join(dataDir, 'logs', `${name}.log`),
      cwd: ROOT,
      command: process.execPath,
      args: [...process.execArgv, script],
      env: { ...process.env, ...env },
      stopSignal: 'SIGTERM',
      stopDeadlineMs: STOP_DEADLINE_MS,
    } as const;
    this.#process = new ServerProcess(spec, (reason) => void this.#startAgain(reason));
  }

  get state(): AppState {
    return this.#state;
  }

  /** Resolves when it is ready. @throws with the end of its log when it ends before that */
  async start(): Promise<void> {
    this.#spawn();
    await pollUntil(() => this.#looksReady(), {
      what: this.name,
      deadlineMs: READY_DEADLINE_MS,
      everyMs: 150,
      giveUpIf: () => this.#process.throwIfEnded(),
    });
    this.#state = 'ready';
    this.#watching = this.#watch();
  }

  /** Asks it to finish what is under way, and to end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#process.stop();
    await this.#watching;
    this.#state = 'stopped';
  }

  /** On the spot, for those in a hurry. */
  async kill(): Promise<void> {
    this.#stopping.abort();
    await this.#process.kill9();
  }

  #spawn(): void {
    this.#spawnedAtMs = performance.now();
    this.#process.spawn();
  }

  async #startAgain(reason: string): Promise<void> {
    // Before it was ready for the first time, `start` tells what went wrong.
    if (this.#stopping.signal.aborted || this.#state === 'starting') return;
    this.#state = 'down';
    if (performance.now() - this.#spawnedAtMs > STEADY_MS) this.#backoffMs = BACKOFF_MS.first;
    this.#onNotice(`${reason}; it is started again in ${this.#backoffMs / 1000} s`);
    await this.#pause(this.#backoffMs);
    this.#backoffMs = Math.min(this.#backoffMs * 2, BACKOFF_MS.longest);
    if (!this.#stopping.signal.aborted) this.#spawn();
  }

  async #watch(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#pause(LOOK_EVERY_MS);
      await keepSmall(this.#process.logFile);
      const isReady = await this.#looksReady().then(
        () => true,
        () => false,
      );
      const was = this.#state;
      this.#state = isReady ? 'ready' : this.#process.isRunning ? 'not ready' : 'down';
      if (isReady && was !== 'ready') this.#onNotice(`${this.name} is ready again`);
    }
  }

  async #looksReady(): Promise<void> {
    const response = await fetch(`${this.url}/readyz`, { signal: AbortSignal.timeout(4_000) });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${this.name} answers ${response.status}`);
  }

  #pause(milliseconds: number): Promise<void> {
    return delay(milliseconds, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}

/** Apps are left running for days. What they write is appended, so that the file may be cut under them. */
async function keepSmall(logFile: string): Promise<void> {
  const size = await stat(logFile).then((found) => found.size, () => 0);
  if (size < LOG_LIMIT_BYTES) return;
  await copyFile(logFile, `${logFile}.1`);
  await truncate(logFile);
}
