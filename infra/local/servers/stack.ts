import path from 'node:path';

import { giveBackDataDir, takeDataDir } from './data-dir.ts';
import { type KafkaServer, givenKafka, startKafka } from './kafka.ts';
import { assignPorts } from './ports.ts';
import { type PostgresServer, givenPostgres, startPostgres } from './postgres.ts';
import { checkPrerequisites } from './prerequisites.ts';
import type { Report } from './progress.ts';
import type { LocalServer } from './server.ts';
import { type Parts, givenByEnvironment, localParts, prerequisitesOf } from './stack-parts.ts';
import { type TemporalServer, givenTemporal, startTemporal } from './temporal.ts';
import { TEMPORAL_PORTS } from './temporal-config.ts';
import { type TemporalUiServer, startTemporalUi } from './temporal-ui.ts';

const PORTS = ['postgres', 'kafka', 'kafka-controller', ...TEMPORAL_PORTS, 'temporal-ui'] as const;
const ALL: Parts = { postgres: true, kafka: true, temporal: true, temporalUi: true };
const DEFAULT_NAMESPACE = 'arrears';

export interface StackOptions {
  /** Folder that keeps everything the servers remember; it serves one running stack at a time. */
  readonly dataDir: string;
  /** Forget what the folder holds. */
  readonly fresh?: boolean;
  readonly report: Report;
  /** What is wanted; all of it by default. */
  readonly parts?: Partial<Parts>;
  readonly env?: NodeJS.ProcessEnv;
  /** A local server has ended though nobody asked it to. */
  readonly onCrash?: (reason: string) => void;
}

/** The servers, whoever runs them. A part that was not asked for throws when it is touched. */
export interface Stack {
  readonly postgres: PostgresServer;
  readonly kafka: KafkaServer;
  readonly temporal: TemporalServer;
  readonly temporalUiUrl: string | undefined;
  /** Stops what runs here, in order. May be called twice. */
  stop(): Promise<void>;
}

export class PartNotStarted extends Error {
  override readonly name = 'PartNotStarted';
}

interface Servers {
  postgres?: PostgresServer;
  kafka?: KafkaServer;
  temporal?: TemporalServer;
  temporalUi?: TemporalUiServer;
}

/** Starts what is wanted and not given by environment variables, and waits until all of it can be used. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const env = options.env ?? process.env;
  const wanted = { ...ALL, ...options.parts };
  const given = givenByEnvironment(env);
  const local = localParts(wanted, given);
  await checkPrerequisites(await prerequisitesOf(local));
  const dataDir = await takeDataDir(options.dataDir, options.fresh ?? false, options.report);
  const running: LocalServer[] = [];
  const stop = async () => {
    // The last one started leans on those before it.
    for (const server of running.splice(0).reverse()) await server.stop();
    await giveBackDataDir(dataDir);
  };
  try {
    const servers = await startServers({ options, env, wanted, local, dataDir, running });
    return asStack(servers, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Plan {
  readonly options: StackOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly wanted: Parts;
  readonly local: Parts;
  readonly dataDir: string;
  readonly running: LocalServer[];
}

async function startServers(plan: Plan): Promise<Servers> {
  const ports = await assignPorts(plan.dataDir, PORTS);
  const results = await Promise.allSettled([kafkaBranch(plan, ports), postgresBranch(plan, ports)]);
  // All branches have come to their end: whatever did start is known and can be stopped.
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  return Object.assign({}, ...results.map((result) => (result.status === 'fulfilled' ? result.value : {}))) as Servers;
}

type Ports = Record<(typeof PORTS)[number], number>;

async function kafkaBranch({ options, env, wanted, local, dataDir, running }: Plan, ports: Ports): Promise<Servers> {
  const given = givenByEnvironment(env).kafkaBrokers;
  if (!wanted.kafka) return {};
  if (!local.kafka) return { kafka: givenKafka(given ?? '') };
  const onCrash = options.onCrash === undefined ? {} : { onCrash: options.onCrash };
  const kafka = await startKafka({ folder: path.join(dataDir, 'kafka'), ports, ...onCrash }, options.report);
  running.push(kafka);
  return { kafka };
}

async function postgresBranch(plan: Plan, ports: Ports): Promise<Servers> {
  const { options, env, wanted, local, dataDir, running } = plan;
  const given = givenByEnvironment(env);
  const own = local.postgres
    ? await startPostgres(path.join(dataDir, 'postgres'), ports.postgres, options.report, options.onCrash)
    : undefined;
  if (own !== undefined) running.push(own);
  const postgres = given.databaseUrl === undefined ? own : givenPostgres(given.databaseUrl);
  const temporal = wanted.temporal ? await temporalBranch(plan, ports, own) : {};
  return { ...temporal, ...(postgres === undefined ? {} : { postgres }) };
}

async function temporalBranch(plan: Plan, ports: Ports, postgres: PostgresServer | undefined): Promise<Servers> {
  const { options, env, local, dataDir, running } = plan;
  const { report, onCrash } = options;
  const namespace = env['ARREARS_TEMPORAL_NAMESPACE'] || DEFAULT_NAMESPACE;
  const address = givenByEnvironment(env).temporalAddress;
  if (address !== undefined || postgres === undefined) {
    return { temporal: await givenTemporal(address ?? '', namespace) };
  }
  const folder = path.join(dataDir, 'temporal');
  const temporal = await startTemporal({ folder, ports, postgres, namespace, ...(onCrash && { onCrash }) }, report);
  running.push(temporal);
  if (!local.temporalUi) return { temporal };
  const ui = { folder: path.join(dataDir, 'temporal-ui'), port: ports['temporal-ui'], onCrash };
  const temporalUi = await startTemporalUi({ ...ui, temporalAddress: temporal.address, namespace }, report);
  running.push(temporalUi);
  return { temporal, temporalUi };
}

function asStack(servers: Servers, stop: () => Promise<void>): Stack {
  const need = <Name extends 'postgres' | 'kafka' | 'temporal'>(name: Name): NonNullable<Servers[Name]> => {
    const server = servers[name];
    if (server === undefined) throw new PartNotStarted(`${name} was not asked for when the stack was started`);
    return server;
  };
  return {
    get postgres() {
      return need('postgres');
    },
    get kafka() {
      return need('kafka');
    },
    get temporal() {
      return need('temporal');
    },
    temporalUiUrl: servers.temporalUi?.url,
    stop,
  };
}
