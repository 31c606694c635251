import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { type KafkaPorts, LOG4J_PROPERTIES, serverProperties } from './kafka-config.ts';
import { type KafkaJava, kafkaJava } from './kafka-java.ts';
import { brokerAnswers, ensureTopics } from './kafka-topics.ts';
import { pollUntil } from './poll.ts';
import { assignPorts } from './ports.ts';
import { type Report, step } from './progress.ts';
import { runCommand } from './run-command.ts';
import { type LocalServer, notOurs } from './server.ts';
import { ServerProcess } from './server-process.ts';

const READY_DEADLINE_MS = 90_000;
const STOP_DEADLINE_MS = 30_000;
/** At the end of the trial run the archive is written, which takes its time on a busy machine. */
const TRIAL_STOP_DEADLINE_MS = 180_000;

export interface KafkaServer extends LocalServer {
  readonly brokers: readonly string[];
}

/** Access to a broker that somebody else runs. */
export function givenKafka(list: string): KafkaServer {
  return { ...notOurs('Apache Kafka'), brokers: list.split(',').map((broker) => broker.trim()) };
}

export interface KafkaOptions {
  readonly folder: string;
  readonly ports: KafkaPorts;
  readonly onCrash?: (reason: string) => void;
}

export async function startKafka({ folder, ports, onCrash }: KafkaOptions, report: Report): Promise<KafkaServer> {
  const java = await kafkaJava(report, trialRun);
  const brokers = [`127.0.0.1:${ports.kafka}`];
  const properties = await prepare(java, folder, ports);
  const server = brokerProcess(java, folder, properties, STOP_DEADLINE_MS, onCrash);
  const start = () => startAndWait(server, brokers);
  const message = `starting Apache Kafka on port ${ports.kafka}`;
  const handle = await step(report, 'kafka', message, () => server.launch(start));
  return Object.assign(handle, { brokers });
}

/** Touches what a broker does first for its clients, so that those classes are in the archive too. */
async function trialRun(java: KafkaJava, folder: string): Promise<void> {
  const ports = await assignPorts(folder, ['kafka', 'kafka-controller']);
  const properties = await prepare({ ...java, options: java.options.slice(1) }, folder, ports);
  const server = brokerProcess(java, folder, properties, TRIAL_STOP_DEADLINE_MS);
  const brokers = [`127.0.0.1:${ports.kafka}`];
  try {
    await startAndWait(server, brokers);
    await ensureTopics(brokers, [{ topic: 'trial' }]);
  } finally {
    await server.stop();
  }
}

function brokerProcess(
  java: KafkaJava,
  folder: string,
  properties: string,
  stopDeadlineMs: number,
  onCrash?: (reason: string) => void,
): ServerProcess {
  const log4j = `-Dlog4j2.configurationFile=${path.join(folder, 'log4j2.properties')}`;
  return new ServerProcess(
    {
      name: 'Apache Kafka',
      folder,
      command: java.command,
      args: [...java.options, log4j, 'kafka.Kafka', properties],
      stopSignal: 'SIGTERM',
      stopDeadlineMs,
    },
    onCrash,
  );
}

async function startAndWait(server: ServerProcess, brokers: readonly string[]): Promise<void> {
  server.spawn();
  await pollUntil(() => brokerAnswers(brokers), {
    what: 'Apache Kafka',
    deadlineMs: READY_DEADLINE_MS,
    giveUpIf: () => server.throwIfEnded(),
  });
}

/** Writes the settings and formats the storage, once. Returns the path of the settings. */
async function prepare(java: KafkaJava, folder: string, ports: KafkaPorts): Promise<string> {
  await mkdir(folder, { recursive: true });
  const [properties, data] = [path.join(folder, 'server.properties'), path.join(folder, 'data')];
  await writeFile(path.join(folder, 'log4j2.properties'), LOG4J_PROPERTIES);
  if (!existsSync(data)) await formatStorage(java, folder, ports);
  await writeFile(properties, serverProperties(ports, data));
  return properties;
}

/** The storage appears under its name only when formatted wholly. */
async function formatStorage(java: KafkaJava, folder: string, ports: KafkaPorts): Promise<void> {
  const unfinished = path.join(folder, 'data.unfinished');
  const properties = path.join(folder, 'format.properties');
  await rm(unfinished, { recursive: true, force: true });
  await writeFile(properties, serverProperties(ports, unfinished));
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  const args = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties];
  await runCommand(java.command, [...java.options, ...args], { cwd: folder });
  await rm(properties);
  await rename(unfinished, path.join(folder, 'data'));
}
