import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, Kafka } from 'kafkajs';
import { hasKafkaType } from './kafka-errors.ts';
import type { PartitionOffsets, TopicSpec } from './messaging.ts';

const threeMebibytes = 3 * 1024 * 1024;

/** Questions about topics and groups. Connects with the first. */
export class KafkaAdmin {
  readonly #admin: Admin;
  #connecting: Promise<void> | null = null;

  constructor(kafka: Kafka) {
    this.#admin = kafka.admin();
  }

  async endOffsets(topic: string): Promise<PartitionOffsets> {
    const admin = await this.#connected();
    return byPartition(await admin.fetchTopicOffsets(topic));
  }

  async committedOffsets(groupId: string, topic: string): Promise<PartitionOffsets> {
    const admin = await this.#connected();
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return byPartition(found?.partitions ?? []);
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    const admin = await this.#connected();
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter(({ topic }) => !existing.has(topic));
    if (missing.length === 0) return;
    // Another process may create them in the same moment: createTopics then says false, and they exist all the same.
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map(({ topic, partitions, maxMessageBytes }) => ({
        topic,
        numPartitions: partitions ?? 4,
        configEntries: [{ name: 'max.message.bytes', value: String(maxMessageBytes ?? threeMebibytes) }],
      })),
    });
    await untilReady(admin, missing.map(({ topic }) => topic));
  }

  async #connected(): Promise<Admin> {
    this.#connecting ??= this.#admin.connect().catch((error: unknown) => {
      this.#connecting = null;
      throw error;
    });
    await this.#connecting;
    return this.#admin;
  }

  async close(): Promise<void> {
    await this.#admin.disconnect();
  }
}

const notYet = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE', 'NOT_LEADER_FOR_PARTITION']);
const readyDeadlineMs = 30_000;

/**
 * A new topic is known to the controller first, then to whoever asks, and last to the broker that leads it. A record
 * sent before that is sent again, and with it those of the request that had arrived: so the leaders themselves are asked.
 */
async function untilReady(admin: Admin, topics: readonly string[]): Promise<void> {
  const untilMs = performance.now() + readyDeadlineMs;
  for (;;) {
    try {
      const { topics: found } = await admin.fetchTopicMetadata({ topics: [...topics] });
      if (found.some(({ partitions }) => partitions.length === 0)) throw new TopicsNotReady(topics);
      for (const topic of topics) await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      const mayCome = error instanceof TopicsNotReady || hasKafkaType(error, notYet);
      if (!mayCome || performance.now() > untilMs) throw error;
    }
    await sleep(50);
  }
}

class TopicsNotReady extends Error {
  constructor(topics: readonly string[]) {
    super(`The broker has no partitions of ${topics.join(', ')} yet`);
    this.name = 'TopicsNotReady';
  }
}

function byPartition(offsets: readonly { readonly partition: number; readonly offset: string }[]): PartitionOffsets {
  return Object.fromEntries(offsets.map(({ partition, offset }) => [partition, offset]));
}
