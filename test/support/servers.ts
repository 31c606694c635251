import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { migrate } from '../../libs/store/index.ts';
import { type Report, reportToStderr } from '../../infra/local/servers/progress.ts';
import { type Stack, startStack } from '../../infra/local/servers/stack.ts';
import type { Parts } from '../../infra/local/servers/stack-parts.ts';
import { urlOfDatabase, withConnection } from '../../infra/local/servers/sql.ts';

/** Names the servers that the test runner started for all specs: JSON of the variables that `startStack` knows. */
const SHARED = 'ARREARS_TEST_STACK';
/** Names the database with all tables and no rows that the runner made for specs to copy. */
const TEMPLATE = 'ARREARS_TEST_TEMPLATE';
const NO_PARTS: Parts = { postgres: false, kafka: false, temporal: false, temporalUi: false };

export interface TestServerOptions extends Partial<Parts> {
  /** Start servers of one's own though the runner has some: for tests that kill them. */
  readonly own?: boolean;
  readonly report?: Report;
}

/**
 * Servers for a spec: those of the test runner where there are some, else some of its own, which `stop()` ends together
 * with their data. Each spec takes a database, topics and namespace of its own on them, see `uniqueName`.
 */
export async function startTestServers({ own, report, ...parts }: TestServerOptions): Promise<Stack> {
  const shared = process.env[SHARED];
  const env = shared === undefined || own === true ? {} : (JSON.parse(shared) as NodeJS.ProcessEnv);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'arrears-test-'));
  const remove = () => rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  try {
    const wanted = { ...NO_PARTS, ...parts };
    const stack = await startStack({ dataDir, report: report ?? reportFailures, parts: wanted, env });
    return withStop(stack, () => stack.stop().finally(remove));
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * A database with all tables that nobody else uses. On the runner's servers it is a copy of one that was migrated once: fifty
 * milliseconds instead of a second. @returns its URL
 */
export async function migratedDatabase({ postgres: { adminUrl, createDatabase } }: Stack, name: string): Promise<string> {
  const shared = process.env[SHARED];
  const template = process.env[TEMPLATE];
  const isShared = shared !== undefined && (JSON.parse(shared) as NodeJS.ProcessEnv)['ARREARS_DATABASE_URL'] === adminUrl;
  if (!isShared || template === undefined) {
    const url = await createDatabase(name);
    await migrate({ url });
    return url;
  }
  await withConnection(adminUrl, (client) => client.query(`create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(template)}`));
  return urlOfDatabase(adminUrl, name);
}

export interface SharedServers {
  /** For the specs' processes: by this they find the servers. */
  readonly env: Record<string, string>;
  stop(): Promise<void>;
}

/** For the test runner: starts the servers once, for all specs. */
export async function shareTestServers(report: Report): Promise<SharedServers> {
  const stack = await startTestServers({ postgres: true, kafka: true, temporal: true, own: true, report });
  const given = {
    ARREARS_DATABASE_URL: stack.postgres.adminUrl,
    ARREARS_KAFKA_BROKERS: stack.kafka.brokers.join(','),
    ARREARS_TEMPORAL_ADDRESS: stack.temporal.address,
    ARREARS_TEMPORAL_NAMESPACE: stack.temporal.namespace,
  };
  const template = uniqueName('template');
  await migrate({ url: await stack.postgres.createDatabase(template) });
  return { env: { [SHARED]: JSON.stringify(given), [TEMPLATE]: template }, stop: stack.stop };
}

/** A name that no other spec uses, fit for databases, topics, task queues and namespaces. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(5).toString('hex')}`;
}

/** In a test run, progress is noise, failures are not. */
function reportFailures(line: Parameters<Report>[0]): void {
  if (line.state === 'failed') reportToStderr(line);
}

function withStop(stack: Stack, stop: () => Promise<void>): Stack {
  // Not a spread: parts that were not asked for throw when read.
  return Object.create(stack, { stop: { value: stop } }) as Stack;
}
