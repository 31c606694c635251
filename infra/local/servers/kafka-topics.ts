import { type Admin, Kafka, logLevel } from 'kafkajs';

import { keepTimersPositive } from '../../../libs/messaging/kafkajs-timers.ts';

const DEFAULT_PARTITIONS = 4;

/** Limit for topics with incoming events: the 2 MB event that must end in the dead letters has to get in first. */
export const INCOMING_MAX_MESSAGE_BYTES = 3 * 1024 * 1024;

export interface TopicSpec {
  readonly topic: string;
  readonly partitions?: number;
  /** Broker settings of the topic, e.g. `max.message.bytes`. */
  readonly config?: Readonly<Record<string, string>>;
}

/** Settings for topics that carry events into Arrears. */
export const INCOMING: TopicSpec['config'] = { 'max.message.bytes': String(INCOMING_MAX_MESSAGE_BYTES) };

/** Creates the topics that do not exist yet and waits until they can be written to. Existing ones stay as they are. */
export async function ensureTopics(brokers: readonly string[], topics: readonly TopicSpec[]): Promise<void> {
  await withAdmin(brokers, async (admin) => {
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ topic }) => !existing.has(topic));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions, config }) => ({
        topic,
        numPartitions: partitions ?? DEFAULT_PARTITIONS,
        replicationFactor: 1,
        configEntries: Object.entries(config ?? {}).map(([name, value]) => ({ name, value })),
      })),
    });
  });
}

/** Answers when the broker takes requests and has registered with its controller. */
export async function brokerAnswers(brokers: readonly string[]): Promise<void> {
  await withAdmin(brokers, async (admin) => {
    const cluster = await admin.describeCluster();
    if (cluster.brokers.length === 0) throw new Error('the broker has not registered yet');
  });
}

async function withAdmin<T>(brokers: readonly string[], work: (admin: Admin) => Promise<T>): Promise<T> {
  keepTimersPositive();
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId: 'arrears-local-stack',
    connectionTimeout: 2_000,
    logLevel: logLevel.NOTHING,
    retry: { retries: 2, initialRetryTime: 100 },
  });
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
