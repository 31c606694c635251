import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toMessage, type CloudEvent } from '../../libs/contracts/index.ts';
import { createMessaging, type Messaging } from '../../libs/messaging/index.ts';
import { createUtility, Database, type NewUtility } from '../../libs/store/index.ts';
import { pollUntil } from '../../infra/local/servers/poll.ts';
import type { Stack } from '../../infra/local/servers/stack.ts';
import { AppProcess, type AppName } from './apps.ts';
import { migratedDatabase, uniqueName } from './servers.ts';

const startDeadlineMs = 120_000;

/** What each app says once it is at work. */
const greetings: Record<AppName, string> = { ingest: 'taking in', relay: 'relay runs', worker: 'worker runs', api: 'listening' };

/** What the services read from their environment, so that nobody else has their topics and task queue. */
export function ownEnvironment(stack: Stack, name: string, databaseUrl: string, lettersDir: string): Record<string, string> {
  return {
    ARREARS_DATABASE_URL: databaseUrl,
    ARREARS_KAFKA_BROKERS: stack.kafka.brokers.join(','),
    ARREARS_TOPIC_PREFIX: `${name}.`,
    ARREARS_TEMPORAL_ADDRESS: stack.temporal.address,
    ARREARS_TEMPORAL_NAMESPACE: stack.temporal.namespace,
    ARREARS_TASK_QUEUE: name,
    ARREARS_PAYLOAD_KEY: randomBytes(32).toString('base64'),
    ARREARS_LETTERS_DIR: lettersDir,
  };
}

/** The services as processes of their own, on a database, topics and a task queue that nobody else uses. */
export class RunningSystem {
  readonly db: Database;
  readonly messaging: Messaging;
  readonly env: Readonly<Record<string, string>>;
  readonly lettersDir: string;
  readonly apps = new Map<AppName, AppProcess>();

  private constructor(db: Database, env: Readonly<Record<string, string>>, lettersDir: string) {
    this.db = db;
    this.env = env;
    this.lettersDir = lettersDir;
    this.messaging = createMessaging({ brokers: (env['ARREARS_KAFKA_BROKERS'] as string).split(','), clientId: 'test-world' });
  }

  static async start(stack: Stack, apps: readonly AppName[], more: Readonly<Record<string, string>> = {}): Promise<RunningSystem> {
    const name = uniqueName('run');
    const databaseUrl = await migratedDatabase(stack, name.replaceAll('-', '_'));
    const lettersDir = await mkdtemp(path.join(tmpdir(), 'arrears-letters-'));
    const env = { ...ownEnvironment(stack, name, databaseUrl, lettersDir), ...more };
    const system = new RunningSystem(await Database.connect({ url: databaseUrl }), env, lettersDir);
    for (const app of apps) system.apps.set(app, new AppProcess(app, env).start());
    try {
      await Promise.all([...system.apps].map(([app, process]) => process.hasSaid(greetings[app], startDeadlineMs)));
      return system;
    } catch (error) {
      await system.stop();
      throw error;
    }
  }

  get topicPrefix(): string {
    return this.env['ARREARS_TOPIC_PREFIX'] as string;
  }

  app(name: AppName): AppProcess {
    const app = this.apps.get(name);
    if (!app) throw new Error(`${name} was not started`);
    return app;
  }

  async createUtility(utility: NewUtility): Promise<void> {
    await this.db.shared((em) => createUtility(em, utility));
  }

  /** Sends events as the systems outside do. */
  async send(...events: readonly CloudEvent[]): Promise<void> {
    await this.messaging.publish(events.map((event) => toMessage(event)).map((record) => ({ ...record, topic: `${this.topicPrefix}${record.topic}` })));
  }

  /** The slips beside the letters in the folder. */
  async letters(): Promise<{ readonly utilityId: string; readonly noticeId: string; readonly idempotencyKey: string }[]> {
    const slips = (await readdir(this.lettersDir)).filter((name) => name.endsWith('.json')).sort();
    return Promise.all(slips.map(async (name) => JSON.parse(await readFile(path.join(this.lettersDir, name), 'utf8')) as never));
  }

  /** Tries until it holds. @throws with the ends of all logs when it does not in time */
  async eventually<T>(what: string, attempt: () => Promise<T>, deadlineMs = 90_000, everyMs = 50): Promise<T> {
    try {
      return await pollUntil(attempt, { what, deadlineMs, everyMs });
    } catch (error) {
      const logs = [...this.apps.values()].map(({ name, log }) => `--- ${name}\n${log.slice(-8).join('\n')}`);
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n${logs.join('\n')}`, { cause: error });
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.apps.values()].map((app) => app.stop()));
    await this.messaging.close({ deadlineMs: 5_000 });
    await this.db.close();
    await rm(this.lettersDir, { recursive: true, force: true });
  }
}
