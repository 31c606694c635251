import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Client, Connection } from '@temporalio/client';
import { Kafka, logLevel } from 'kafkajs';

import { startTestServers, uniqueName } from '../../../test/support/servers.ts';
import { StackRunsAlready } from './data-dir.ts';
import { INCOMING, ensureTopics } from './kafka-topics.ts';
import { pollUntil } from './poll.ts';
import { identityOf, lookUpProcess } from './process-table.ts';
import { ServerIsNotOurs } from './server.ts';
import { withConnection } from './sql.ts';
import { PartNotStarted, type Stack, startStack } from './stack.ts';

const silent = () => undefined;
const onlyPostgres = { kafka: false, temporal: false, temporalUi: false };
const ofThisUser = { env: {} };

async function tempDir(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'arrears-test-'));
}

describe('the local servers, killed and started again', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await startTestServers({ postgres: true, kafka: true, temporal: true, own: true });
  });
  afterAll(() => stack?.stop());

  it('PostgreSQL keeps what was committed before kill -9, on the same port', async () => {
    const url = await stack.postgres.createDatabase(uniqueName('kept'));
    await withConnection(url, (client) => client.query('create table entry as select 7 as cents'));
    const before = stack.postgres.pid;

    await stack.postgres.kill9();
    expect(stack.postgres.pid).toBeUndefined();
    await expect(withConnection(url, (client) => client.query('select 1'))).rejects.toThrow();
    await stack.postgres.restart();

    expect(stack.postgres.pid).not.toBe(before);
    const result = await withConnection(url, (client) => client.query('select cents from entry'));
    expect(result.rows).toEqual([{ cents: 7 }]);
  });

  it('writes everything to disk at commit', async () => {
    const { rows } = await withConnection(stack.postgres.adminUrl, (client) =>
      client.query(`select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`),
    );
    expect(rows).toEqual([{ fsync: 'on', commit: 'on' }]);
  });

  it('Kafka keeps topics and records over kill -9, and takes a record of 2 MB', async () => {
    const topic = uniqueName('kept');
    await ensureTopics(stack.kafka.brokers, [{ topic, config: INCOMING }]);
    await ensureTopics(stack.kafka.brokers, [{ topic, config: INCOMING }]);
    const value = 'x'.repeat(2 * 1024 * 1024);
    await produce(stack, topic, value);

    await stack.kafka.kill9();
    await stack.kafka.restart();

    expect(await firstRecord(stack, topic)).toHaveLength(value.length);
  });

  it('Temporal keeps workflows and namespaces over kill -9', async () => {
    const namespace = uniqueName('kept');
    await stack.temporal.createNamespace(namespace);
    await withClient(stack, namespace, (client) =>
      client.workflow.start('waits', { workflowId: 'kept', taskQueue: 'nobody-polls' }),
    );

    await stack.temporal.kill9();
    await stack.temporal.restart();

    const status = await withClient(stack, namespace, (client) => client.workflow.getHandle('kept').describe());
    expect(status.status.name).toBe('RUNNING');
  });

  it('is used by others by naming it in the environment, and is then not theirs to kill', async () => {
    const env = { ARREARS_DATABASE_URL: stack.postgres.adminUrl, ARREARS_TEMPORAL_ADDRESS: stack.temporal.address };
    const dataDir = await tempDir();
    const second = await startStack({ dataDir, env, report: silent, parts: { kafka: false } });
    expect(second.postgres.adminUrl).toBe(stack.postgres.adminUrl);
    expect(second.temporal.address).toBe(stack.temporal.address);
    await expect(second.postgres.kill9()).rejects.toThrow(ServerIsNotOurs);
    expect(() => second.kafka).toThrow(PartNotStarted);
    await second.stop();
    await rm(dataDir, { recursive: true });
    expect(lookUpProcess(stack.postgres.pid as number)).toBeDefined();
  });
});

describe('the data folder of the local servers', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await tempDir();
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('keeps data, password and port for the next start, and forgets them when asked', async () => {
    const options = { dataDir, report: silent, parts: onlyPostgres, ...ofThisUser };
    const first = await startStack(options);
    const url = await first.postgres.createDatabase('kept');
    await first.stop();

    const second = await startStack(options);
    expect(second.postgres.url('kept')).toBe(url);
    await withConnection(url, (client) => client.query('select 1'));
    await second.stop();

    const third = await startStack({ ...options, fresh: true });
    await expect(withConnection(third.postgres.url('kept'), (client) => client.query('select 1'))).rejects.toThrow(
      'does not exist',
    );
    await third.stop();
  });

  it('serves one stack at a time', async () => {
    const options = { dataDir, report: silent, parts: onlyPostgres, ...ofThisUser };
    const stack = await startStack(options);
    await expect(startStack(options)).rejects.toThrow(StackRunsAlready);
    await stack.stop();
  });

  it('has the servers of a killed run ended, and their data used again', async () => {
    const { serverPid, url } = startAndDie(dataDir);
    const hasEnded = async () => expect(lookUpProcess(serverPid)).toBeUndefined();
    await pollUntil(hasEnded, { what: 'the end of PostgreSQL', deadlineMs: 60_000 });

    const stack = await startStack({ dataDir, report: silent, parts: onlyPostgres, ...ofThisUser });
    await withConnection(url, (client) => client.query('select 1'));
    await stack.stop();
  });

  it('leaves alone a process that only happens to have the number in a stale pid file', async () => {
    const options = { dataDir, report: silent, parts: onlyPostgres, ...ofThisUser };
    await (await startStack(options)).stop();
    const pidFile = path.join(dataDir, 'postgres', 'server.pid');
    const postmasterFile = path.join(dataDir, 'postgres', 'data', 'postmaster.pid');
    await writeFile(pidFile, JSON.stringify(identityOf(process.pid)));
    await writeFile(postmasterFile, `${process.pid}\n`);

    const stack = await startStack(options);
    expect(JSON.parse(await readFile(pidFile, 'utf8')).pid).toBe(stack.postgres.pid);
    await stack.stop();
  });
});

/** Starts PostgreSQL in a process of its own, which then kills itself without stopping it. */
function startAndDie(dataDir: string): { serverPid: number; url: string } {
  const script = `
    import { startStack } from ${JSON.stringify(path.join(import.meta.dirname, 'stack.ts'))};
    const options = ${JSON.stringify({ dataDir, parts: onlyPostgres, env: {} })};
    const stack = await startStack({ ...options, report: () => undefined });
    const url = await stack.postgres.createDatabase('kept');
    const die = () => process.kill(process.pid, 'SIGKILL');
    process.stdout.write(JSON.stringify({ serverPid: stack.postgres.pid, url }), die);
  `;
  try {
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { encoding: 'utf8' });
  } catch (error) {
    return JSON.parse((error as { stdout: string }).stdout);
  }
  throw new Error('the process did not kill itself');
}

function kafkaOf(stack: Stack): Kafka {
  return new Kafka({ brokers: [...stack.kafka.brokers], logLevel: logLevel.NOTHING });
}

async function produce(stack: Stack, topic: string, value: string): Promise<void> {
  const producer = kafkaOf(stack).producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ key: 'a', value }] });
  await producer.disconnect();
}

async function firstRecord(stack: Stack, topic: string): Promise<string | undefined> {
  const consumer = kafkaOf(stack).consumer({ groupId: uniqueName('reader'), maxBytesPerPartition: 5_000_000 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  try {
    return await new Promise((resolve, reject) => {
      consumer.run({ eachMessage: async ({ message }) => resolve(message.value?.toString()) }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

async function withClient<T>(stack: Stack, namespace: string, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: stack.temporal.address });
  try {
    return await work(new Client({ connection, namespace }));
  } finally {
    await connection.close();
  }
}
