import type { Admin, Kafka } from 'kafkajs';
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
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions, maxMessageBytes }) => ({
        topic,
        numPartitions: partitions ?? 4,
        configEntries: [{ name: 'max.message.bytes', value: String(maxMessageBytes ?? threeMebibytes) }],
      })),
    });
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

function byPartition(offsets: readonly { readonly partition: number; readonly offset: string }[]): PartitionOffsets {
  return Object.fromEntries(offsets.map(({ partition, offset }) => [partition, offset]));
}
