import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { identityOf } from './process-table.ts';
import type { LocalServer } from './server.ts';
import { stopWatchingOver, watchOver } from './watchdog.ts';

const LOG_LIMIT_BYTES = 20_000_000;
const LOG_TAIL_LINES = 15;

export interface ProcessSpec {
  readonly name: string;
  /** Folder of this server: `server.pid` and, unless told otherwise, `server.log` are written there. */
  readonly folder: string;
  readonly logFile?: string;
  /** Where it runs: in its folder unless told otherwise. */
  readonly cwd?: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  readonly stopSignal: NodeJS.Signals;
  readonly stopDeadlineMs: number;
}

export class ServerEnded extends Error {
  override readonly name = 'ServerEnded';
}

/** A server as a child process: started, stopped, killed and started again with the same ports and data. */
export class ServerProcess {
  readonly #spec: ProcessSpec;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();
  #endedAs = '';
  #isStopping = false;
  #onCrash: ((reason: string) => void) | undefined;

  constructor(spec: ProcessSpec, onCrash?: (reason: string) => void) {
    this.#spec = spec;
    this.#onCrash = onCrash;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts it the given way, and leaves nothing running if that fails. Returns the server as others see it. */
  async launch(start: () => Promise<void>): Promise<LocalServer> {
    try {
      await start();
    } catch (error) {
      await this.stop();
      throw error;
    }
    const pid = () => this.pid;
    return {
      get pid() {
        return pid();
      },
      logFile: this.logFile,
      kill9: () => this.kill9(),
      stop: () => this.stop(),
      restart: async () => {
        await this.stop();
        await start();
      },
    };
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  get logFile(): string {
    return this.#spec.logFile ?? path.join(this.#spec.folder, 'server.log');
  }

  spawn(): void {
    if (this.#child !== undefined) throw new Error(`${this.#spec.name} runs already`);
    const { folder, cwd = folder, command, args, env, user, name } = this.#spec;
    for (const needed of [folder, path.dirname(this.logFile)]) mkdirSync(needed, { recursive: true });
    const log = this.#openLog();
    const child = spawn(command, [...args], {
      cwd: user === undefined ? cwd : '/',
      env: env ?? process.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...user,
    });
    closeSync(log);
    this.#isStopping = false;
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => this.#afterEnd(`${name} could not be started: ${error.message}`, resolve));
      child.once('exit', (code, signal) => this.#afterEnd(`${name} ended (${signal ?? `code ${code}`})`, resolve));
    });
    if (child.pid === undefined) return;
    writeFileSync(this.#pidFile(), `${JSON.stringify(identityOf(child.pid))}\n`);
    watchOver(child.pid, this.#spec.stopSignal);
  }

  /** For readiness loops: throws with the end of the log when the process has ended. */
  throwIfEnded(): void {
    if (this.#child !== undefined) return;
    throw new ServerEnded(`${this.#endedAs}; the end of ${this.logFile}:\n${this.#logTail()}`);
  }

  /** Asks the server to stop, and insists when it takes too long. Resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.#child === undefined) return;
    this.#isStopping = true;
    this.#child.kill(this.#spec.stopSignal);
    const inTime = await Promise.race([
      this.#ended.then(() => true),
      delay(this.#spec.stopDeadlineMs, false, { ref: false }),
    ]);
    if (!inTime) await this.kill9();
  }

  /** What a power cut or the out-of-memory killer does to this process. */
  async kill9(): Promise<void> {
    this.#isStopping = true;
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  #afterEnd(how: string, resolve: () => void): void {
    if (this.#child === undefined) return;
    if (this.#child.pid !== undefined) stopWatchingOver(this.#child.pid);
    this.#child = undefined;
    this.#endedAs = how;
    rmSync(this.#pidFile(), { force: true });
    resolve();
    if (!this.#isStopping) this.#onCrash?.(how);
  }

  #pidFile(): string {
    return path.join(this.#spec.folder, 'server.pid');
  }

  #openLog(): number {
    const size = statSync(this.logFile, { throwIfNoEntry: false })?.size ?? 0;
    if (size > LOG_LIMIT_BYTES) renameSync(this.logFile, `${this.logFile}.1`);
    return openSync(this.logFile, 'a', 0o600);
  }

  #logTail(): string {
    try {
      return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
    } catch {
      return '(no log)';
    }
  }
}
