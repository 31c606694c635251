import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countyClosesAt, countyOf, countyStartAt, type CountyOptions } from '../../infra/local/county/county.ts';
import { states } from '../../infra/local/county/states.ts';
import type { WorldProgress } from '../../infra/local/county/simulated-world.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import { runWorld } from '../../infra/local/county/world.ts';
import type { Stack } from '../../infra/local/servers/stack.ts';
import { arrears, type Ran } from '../support/cli.ts';
import { People } from '../support/people.ts';
import { RunningSystem } from '../support/running-system.ts';
import { startTestServers } from '../support/servers.ts';
import { openBusiness } from './open-business.ts';

const lookEveryMs = 500;
const restDeadlineMs = 120_000;
/** The county speaks to the topics as they are called; on servers of its own nobody is in its way. */
const noPrefix = { ARREARS_TOPIC_PREFIX: '' };

/** A small county on servers and services of its own, all of which may be killed while it runs. */
export class CountyRun {
  readonly options: CountyOptions;
  readonly stack: Stack;
  readonly system: RunningSystem;
  /** What the world outside met with: a broker or an API that did not answer. */
  readonly troubles: string[] = [];
  readonly #people: People;
  readonly #folder: string;
  readonly #begun: AsyncDisposableStack;
  readonly #silence = new AbortController();
  #pause = new AbortController();
  #world: Promise<void> = Promise.resolve();
  #progress: WorldProgress | undefined;

  private constructor(options: CountyOptions, stack: Stack, system: RunningSystem, people: People, folder: string, begun: AsyncDisposableStack) {
    this.options = options;
    this.stack = stack;
    this.system = system;
    this.#people = people;
    this.#folder = folder;
    this.#begun = begun;
  }

  static async start(options: CountyOptions): Promise<CountyRun> {
    const begun = new AsyncDisposableStack();
    try {
      const folder = await mkdtemp(path.join(tmpdir(), 'arrears-county-'));
      begun.defer(() => rm(folder, { recursive: true, force: true }));
      const stack = await startTestServers({ postgres: true, kafka: true, temporal: true, own: true });
      begun.defer(() => stack.stop());
      const people = await People.of(options.utilityId);
      begun.defer(() => people.leave());
      const system = await RunningSystem.start(stack, ['ingest', 'relay', 'worker', 'api'], { ...people.env, ...noPrefix });
      begun.defer(() => system.stop());
      const county = countyOf(options);
      const startAt = countyStartAt(county);
      await system.createUtility({ utilityId: options.utilityId, pack: states[county.state].pack, clock: { mode: 'stepped', startAt } });
      return new CountyRun(options, stack, system, people, folder, begun);
    } catch (error) {
      await begun.disposeAsync();
      throw error;
    }
  }

  get sentFile(): string {
    return path.join(this.#folder, 'sent.jsonl');
  }

  get progress(): WorldProgress | undefined {
    return this.#progress;
  }

  /** Begins to play the world outside. @param onProgress told after each of its turns */
  play(onProgress: (progress: WorldProgress) => void = () => undefined): void {
    this.#world = runWorld({
      ...this.options,
      brokers: this.stack.kafka.brokers,
      apiUrl: this.#people.apiUrl,
      token: (role) => this.#people.token(role),
      signal: AbortSignal.any([this.#silence.signal, this.#pause.signal]),
      dataDir: path.join(this.#folder, 'books'),
      sentFile: this.sentFile,
      outboxDir: this.system.lettersDir,
      onProgress: (progress) => {
        this.#progress = progress;
        onProgress(progress);
      },
      onTrouble: (error) => this.troubles.push(error.message),
      onDeclined: (error) => this.troubles.push(error.message),
    });
    this.#world.catch((error: unknown) => this.troubles.push(`the world ended: ${String(error)}`));
  }

  /** The world outside ends after the turn at hand, and begins again from its books. */
  async playAgain(onProgress?: (progress: WorldProgress) => void): Promise<void> {
    this.#pause.abort();
    await this.#world;
    this.#pause = new AbortController();
    this.play(onProgress);
  }

  /** Resolves once the world outside has had its turn at that moment. */
  async reaches(at: Instant, deadlineMs: number): Promise<void> {
    await this.#until(`the county to reach ${at}`, deadlineMs, async () => {
      const { now } = this.#progress ?? {};
      if (now === undefined || now < at) throw new Error(`the clock stands at ${now ?? 'nothing yet'}; ${await this.#business()}; the world outside: ${this.troubles.slice(-2).join('; ') || 'no trouble'}`);
    });
  }

  /** Plays through the county's last day, lets the world outside fall silent, and waits until nothing is under way any more. */
  async playToItsEnd(deadlineMs: number): Promise<void> {
    await this.reaches(countyClosesAt(countyOf(this.options)), deadlineMs);
    this.#silence.abort();
    await this.#world;
    await this.#until('everything to be taken in and sent', restDeadlineMs, async () => {
      const business = await this.#business();
      if (business !== '') throw new Error(business);
    });
  }

  #until(what: string, deadlineMs: number, attempt: () => Promise<void>): Promise<void> {
    return this.system.eventually(what, attempt, deadlineMs, lookEveryMs);
  }

  async #business(): Promise<string> {
    const { db, messaging } = this.system;
    return (await openBusiness(db, messaging, this.options.utilityId)).join('; ');
  }

  verify(): Promise<Ran> {
    return this.arrears('verify', '--sent', this.sentFile, '--letters', this.system.lettersDir);
  }

  arrears(...args: readonly string[]): Promise<Ran> {
    return arrears(this.system.env, ...args);
  }

  get people(): People {
    return this.#people;
  }

  async stop(): Promise<void> {
    this.#silence.abort();
    await this.#world.catch(() => undefined);
    await this.#begun.disposeAsync();
  }
}
