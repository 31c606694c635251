import { writeFile } from 'node:fs/promises';

import type { Database } from '../../../libs/store/index.ts';
import { countyOf, type County } from '../county/county.ts';
import type { Issuer } from '../issuer/issuer.ts';
import { assignPorts } from '../servers/ports.ts';
import { step } from '../servers/progress.ts';
import { type Stack, startStack } from '../servers/stack.ts';
import { givenByEnvironment } from '../servers/stack-parts.ts';
import { APPS, type AppName, type AppState, LocalApp } from './apps.ts';
import { builtConsole } from './built-console.ts';
import type { CountyPlayer } from './county-player.ts';
import { environmentOf, named, removeEnvironment, writeEnvironment } from './environment.ts';
import { ensureKeys } from './keys.ts';
import { choiceAsFile, type StartOptions } from './options.ts';
import type { Screen } from './screen.ts';
import { ServerKeeper } from './server-keeper.ts';
import type { Watch } from './watch.ts';

type LateParts = typeof import('./late-parts.ts');

export const UTILITY = 'county';

export interface LocalArrearsOptions extends StartOptions {
  readonly screen: Screen;
  readonly onNotice: (text: string) => void;
}

/** Everything that `npm start` runs: servers, issuer, apps and the county. */
export class LocalArrears {
  readonly county: County;
  readonly #options: LocalArrearsOptions;
  readonly #undo: { readonly message: string; readonly work: () => Promise<unknown> }[] = [];
  #apps: readonly LocalApp[] = [];
  #player: CountyPlayer | undefined;
  #keeper: ServerKeeper | undefined;
  #late!: LateParts;
  #isStopping = false;
  stack!: Stack;
  issuer!: Issuer;
  db!: Database;
  watch!: Watch;
  environmentFile = '';

  constructor(options: LocalArrearsOptions) {
    this.#options = options;
    this.county = countyOf({ utilityId: UTILITY, season: true, ...options.county });
  }

  get dataDir(): string {
    return this.#options.dataDir;
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  get processes(): { name: string; state: AppState }[] {
    const county = this.#player === undefined ? [] : [{ name: 'county', state: this.#player.state }];
    return [...this.#apps.map(({ name, state }) => ({ name, state })), ...county];
  }

  urlOf(app: AppName): string {
    return this.#apps.find(({ name }) => name === app)?.url ?? '';
  }

  /** The servers with all that is kept in them: afterwards the board can be shown. */
  async startServers(): Promise<void> {
    const { dataDir, fresh, screen } = this.#options;
    const starting = startStack({ dataDir, fresh, report: screen.report, onCrash: (reason) => this.#keeper?.hear(reason) });
    [this.stack, this.#late] = await Promise.all([starting, import('./late-parts.ts')]);
    this.#undo.push({ message: 'stopping PostgreSQL, Apache Kafka and Temporal', work: () => this.stack.stop() });
    const { databaseUrl, kafkaBrokers } = givenByEnvironment(process.env);
    if (fresh && (databaseUrl ?? kafkaBrokers)) screen.say('! --fresh leaves servers that the environment names as they are');
    this.#keeper = new ServerKeeper(this.stack, this.#options.onNotice);
    this.#undo.push({ message: '', work: async () => this.#keeper?.stop() });
    const { file, text } = choiceAsFile(this.#options);
    await writeFile(file, text);
    this.issuer = await this.#late.startIssuer(`${dataDir}/issuer`);
    this.#undo.push({ message: 'stopping the issuer', work: () => this.issuer.stop() });
    const environment = await environmentOf(dataDir, this.stack, this.issuer, await ensureKeys(dataDir), await builtConsole(screen.report), UTILITY);
    await step(screen.report, 'database', 'preparing tables and the sandbox utility', async () => {
      this.db = await this.#late.prepareSandbox(environment['ARREARS_DATABASE_URL'] as string, this.county);
    });
    this.#undo.push({ message: '', work: () => this.db.close() });
    await this.#prepareApps(environment);
    this.watch = await this.#late.Watch.start(this.db, UTILITY);
    this.#undo.push({ message: '', work: () => this.watch.stop() });
  }

  /** Resolves when all of them are ready and the county speaks. */
  async startApps(): Promise<void> {
    const { screen } = this.#options;
    const start = (app: LocalApp) => step(screen.report, app.name, `starting apps/${app.name}`, () => app.start());
    const starting = new Map(this.#apps.map((app) => [app.name, start(app)]));
    const everything = Promise.all(starting.values());
    // The county needs to be heard and to ask; it does not wait for those who act on it.
    await Promise.race([Promise.all([starting.get('ingest'), starting.get('api')]), everything]);
    if (this.#isStopping) return;
    this.#playCounty();
    await everything;
  }

  #playCounty(): void {
    const { dataDir } = this.#options;
    this.#player = new this.#late.CountyPlayer({
      county: { utilityId: UTILITY, season: true, ...this.#options.county },
      dataDir,
      brokers: this.stack.kafka.brokers,
      apiUrl: this.urlOf('api'),
      issuer: this.issuer,
      onNotice: this.#options.onNotice,
    });
    this.#undo.push({ message: 'bringing the county to rest', work: async () => this.#player?.stop() });
    this.#player.start();
  }

  /** Stops what was started, the last first: the county, the apps, the issuer, the servers. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const { message, work } of this.#undo.splice(0).reverse()) {
      if (message === '') await work();
      else await step(this.#options.screen.report, 'stop', message, work);
    }
  }

  /** For those in a hurry. The servers are ended by their watchdog once this process is gone. */
  async kill(): Promise<void> {
    await Promise.all(this.#apps.map((app) => app.kill()));
  }

  async #prepareApps(environment: Record<string, string>): Promise<void> {
    const { dataDir, onNotice } = this.#options;
    await this.#ensureTopics();
    const ports = await assignPorts(dataDir, APPS);
    const portOf = (app: AppName) => String(ports[app]);
    this.#apps = APPS.map((name) => {
      const port = name === 'api' ? named({ httpPort: portOf(name) }) : named({ metricsPort: portOf(name) });
      const url = `http://127.0.0.1:${portOf(name)}`;
      return new LocalApp({ name, dataDir, url, env: { ...environment, ...port }, onNotice });
    });
    this.environmentFile = await writeEnvironment(dataDir, { ...environment, ARREARS_API_URL: this.urlOf('api') });
    this.#undo.push({ message: '', work: () => removeEnvironment(dataDir) });
    const stopAll = () => Promise.all(this.#apps.map((app) => app.stop()));
    this.#undo.push({ message: `draining ${APPS.join(', ')}`, work: stopAll });
  }

  /** The county listens before the relay has had a reason to create what it listens to. */
  async #ensureTopics(): Promise<void> {
    const { allTopics, createMessaging } = this.#late;
    const messaging = createMessaging({ brokers: this.stack.kafka.brokers, clientId: 'arrears-start' });
    await messaging.ensureTopics(allTopics());
    await messaging.close();
  }
}
