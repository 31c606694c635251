import { CompressionTypes, Partitioners, type Kafka, type Message, type Producer, type TopicMessages } from 'kafkajs';
import { publisherRetry } from './kafka-client.ts';
import { hasKafkaType } from './kafka-errors.ts';
import { RecordTooLarge, type MessagingOptions, type OutgoingRecord } from './messaging.ts';
import { bytesOf, requestChunks } from './request-chunks.ts';

/** Above this a lone record is compressed in any case: what came in compressed must fit the dead letters too. */
const compressFromBytes = 900_000;
const tooLarge = new Set(['MESSAGE_TOO_LARGE']);

/** Sends in order, one request at a time in each call. Connects with the first. */
export class KafkaPublisher {
  readonly #producer: Producer;
  readonly #compression: MessagingOptions['compression'];
  readonly #underWay = new Set<Promise<void>>();
  #connecting: Promise<void> | null = null;

  constructor(kafka: Kafka, compression: MessagingOptions['compression']) {
    this.#compression = compression;
    // The default partitioner places keys as the Java clients do, so that every sender's key has the same partition.
    this.#producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false, retry: publisherRetry });
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length === 0) return;
    const sending = this.#publish(records);
    this.#underWay.add(sending);
    try {
      await sending;
    } finally {
      this.#underWay.delete(sending);
    }
  }

  async #publish(records: readonly OutgoingRecord[]): Promise<void> {
    await this.#connected();
    for (const chunk of requestChunks(records)) await this.#send(chunk);
  }

  async #send(chunk: readonly OutgoingRecord[]): Promise<void> {
    const [first] = chunk as readonly [OutgoingRecord, ...OutgoingRecord[]];
    const isLarge = chunk.length === 1 && bytesOf(first) > compressFromBytes;
    const compression = isLarge || this.#compression === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None;
    try {
      await this.#producer.sendBatch({ topicMessages: byTopic(chunk), acks: -1, compression });
    } catch (error) {
      throw hasKafkaType(error, tooLarge) && chunk.length === 1 ? new RecordTooLarge(first, bytesOf(first)) : error;
    }
  }

  #connected(): Promise<void> {
    this.#connecting ??= this.#producer.connect().catch((error: unknown) => {
      this.#connecting = null;
      throw error;
    });
    return this.#connecting;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
    await this.#producer.disconnect();
  }
}

function byTopic(records: readonly OutgoingRecord[]): TopicMessages[] {
  const topics = new Map<string, Message[]>();
  for (const { topic, key, value, headers } of records) {
    const messages = topics.get(topic) ?? [];
    topics.set(topic, messages);
    messages.push({ key, value, ...(headers && { headers: { ...headers } }) });
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}
