import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { TemporalWaker } from '../../apps/relay/waker.ts';
import { workflowsPath } from '../../apps/worker/workflow-bundle.ts';
import { pollUntil } from '../../infra/local/servers/poll.ts';
import { freePort } from '../../infra/local/servers/ports.ts';
import { reportToStderr, type Report } from '../../infra/local/servers/progress.ts';
import { ServerProcess } from '../../infra/local/servers/server-process.ts';
import { timeSkippingServer } from '../../infra/local/servers/time-skipping.ts';
import { epochMilliseconds, instantOfEpoch } from '../../libs/calendar/days.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import { encryptingDataConverter } from '../../libs/temporal/index.ts';
import { uniqueName } from './servers.ts';
import { local } from './story.ts';

const payloadKey = new Uint8Array(32).fill(1);
const onlyFailures: Report = (line) => {
  if (line.state === 'failed') reportToStderr(line);
};

const readyDeadlineMs = 90_000;

interface TestServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** The SDK would start it too, but gives a Java machine no more than five seconds to come up. */
async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'arrears-time-'));
  const port = await freePort();
  const command = await timeSkippingServer(onlyFailures);
  const server = new ServerProcess({ name: 'the time-skipping server', folder, command, args: [String(port)], stopSignal: 'SIGTERM', stopDeadlineMs: 10_000 });
  server.spawn();
  return { address: `127.0.0.1:${port}`, stop: () => server.stop().finally(() => rm(folder, { recursive: true, force: true })) };
}

type Environments = { create(options: object): Promise<TestWorkflowEnvironment> };

/** Connects to a server that skips time though it was not started by the SDK; its public ways do not foresee that. */
function connectTo({ address }: TestServer, dataConverter: DataConverter): Promise<TestWorkflowEnvironment> {
  const environments = TestWorkflowEnvironment as unknown as Environments;
  const options = { server: { type: 'existing' }, client: { dataConverter }, address, supportsTimeSkipping: true };
  return pollUntil(() => environments.create(options), { what: 'the time-skipping server', deadlineMs: readyDeadlineMs });
}

type Activity = (which: { readonly utilityId: string }) => Promise<unknown>;
/** By name: a test's own, for its own utility. */
export type ActivitiesOfOne = Readonly<Record<string, Activity>>;

/** Far beyond what anything takes, also on a machine that has much else to do. */
const patienceMs = 60_000;

/** A Temporal server whose time runs ahead when everybody waits, with our workflows and the activities of many tests. */
export class SkippingTime {
  readonly env: TestWorkflowEnvironment;
  readonly waker: TemporalWaker;
  readonly #server: TestServer;
  readonly #worker: Worker;
  readonly #running: Promise<void>;
  readonly #activities: Map<string, ActivitiesOfOne>;
  #offsetMs = 0;

  private constructor(env: TestWorkflowEnvironment, server: TestServer, worker: Worker, activities: Map<string, ActivitiesOfOne>) {
    this.env = env;
    this.waker = new TemporalWaker(env.client, worker.options.taskQueue as string, patienceMs);
    this.#server = server;
    this.#worker = worker;
    this.#running = worker.run();
    this.#activities = activities;
  }

  static async start(): Promise<SkippingTime> {
    Runtime.install({ logger: quiet, shutdownSignals: [], telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'ERROR' }) } } });
    const dataConverter = encryptingDataConverter(payloadKey);
    const server = await startTestServer();
    try {
      const env = await connectTo(server, dataConverter);
      const activities = new Map<string, ActivitiesOfOne>();
      return new SkippingTime(env, server, await createWorker(env, dataConverter, activities), activities);
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** What workflows of that utility ask for is answered by these. */
  serve(utilityId: string, activities: ActivitiesOfOne): void {
    this.#activities.set(utilityId, activities);
  }

  /** The utility's clock stands at that local time from now on, and runs with the server's. */
  async startsAt(when: string): Promise<void> {
    this.#offsetMs = epochMilliseconds(local(when)) - (await this.env.currentTimeMs());
  }

  readonly now = async (): Promise<Instant> => instantOfEpoch((await this.env.currentTimeMs()) + this.#offsetMs);

  /** Lets time pass until then. */
  async goesTo(when: string): Promise<void> {
    const leftMs = epochMilliseconds(local(when)) - epochMilliseconds(await this.now());
    if (leftMs > 0) await this.env.sleep(leftMs);
  }

  /** Lets whatever is under way come to rest. Time does not run ahead of work, and no work takes so long. */
  async rests(): Promise<void> {
    await this.env.sleep(patienceMs);
  }

  async stop(): Promise<void> {
    this.#worker.shutdown();
    await this.#running;
    await this.env.teardown();
    await this.#server.stop();
  }
}

const activityNames = ['advance', 'recordFailure', 'printLetter', 'sweepOutlook', 'sweepAccounts', 'lookAtMatter', 'sealChains'];

function createWorker({ nativeConnection: connection }: TestWorkflowEnvironment, dataConverter: DataConverter, served: ReadonlyMap<string, ActivitiesOfOne>): Promise<Worker> {
  const delegate = (name: string) => (which: { readonly utilityId: string }) => (served.get(which.utilityId) as ActivitiesOfOne)[name]?.(which);
  return Worker.create({
    connection,
    taskQueue: uniqueName('queue'),
    workflowsPath,
    dataConverter,
    activities: Object.fromEntries(activityNames.map((name) => [name, delegate(name)])),
    reuseV8Context: true,
    maxCachedWorkflows: 20,
    shutdownGraceTime: 1_000,
    shutdownForceTime: 5_000,
  });
}

const nothing = () => undefined;
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
