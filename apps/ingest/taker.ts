import { deadLetterTopic, feeds, readMessage, topicOf, type Feed } from '../../libs/contracts/index.ts';
import type { IncomingBatch, Messaging, TopicSpec } from '../../libs/messaging/index.ts';
import { promoteMarks, recordPosition, takeIn, type Database, type IntakeItem } from '../../libs/store/index.ts';
import { countBatch, type Logger, type Metrics } from '../../libs/telemetry/index.ts';

export interface TakerOptions {
  readonly db: Database;
  readonly messaging: Messaging;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Put before every topic's name, where several systems share a broker. */
  readonly topicPrefix: string;
  readonly groupId: string;
  readonly onStuck: (reason: string) => void;
}

/** Records of one bounded step between two looks at whether the consumer still has the partition. */
const stepRecords = 500;
const mebibyte = 1024 * 1024;

/** Topics that come in, and their dead letters, which carry the same bytes and headers beside them. */
export function intakeTopics(prefix: string): TopicSpec[] {
  return feeds.flatMap((feed) => [
    { topic: prefix + topicOf(feed), maxMessageBytes: 3 * mebibyte },
    { topic: prefix + deadLetterTopic(topicOf(feed)), maxMessageBytes: 4 * mebibyte },
  ]);
}

/**
 * A consumer fetches again only when all that it fetched is taken in. What courts say must not wait behind a file of bills:
 * it has a consumer of its own (ADR 0009).
 */
const lanes: Readonly<Record<string, readonly Feed[]>> = {
  courts: ['court'],
  everything: feeds.filter((feed) => feed !== 'court'),
};

/** Reads all topics and takes their records in; offsets are committed after the transactions. */
export async function startTaking(options: TakerOptions): Promise<void> {
  await options.messaging.ensureTopics(intakeTopics(options.topicPrefix));
  await Promise.all(Object.entries(lanes).map(([lane, from]) => startLane(options, lane, from)));
}

async function startLane(options: TakerOptions, lane: string, from: readonly Feed[]): Promise<void> {
  const { messaging, metrics, logger, topicPrefix, groupId, onStuck } = options;
  await messaging.consume({
    groupId: `${groupId}.${lane}`,
    topics: from.map((feed) => topicPrefix + topicOf(feed)),
    partitionsConsumedConcurrently: 4,
    onBatch: (batch) => takeBatch(options, batch),
    onStats: (stats) => {
      countBatch(metrics, stats);
      if (stats.error) logger.error({ topic: stats.topic, partition: stats.partition, err: stats.error }, 'a batch failed and comes again');
    },
    onStuck: (stuck) => onStuck(JSON.stringify(stuck)),
  });
}

async function takeBatch(options: TakerOptions, batch: IncomingBatch): Promise<void> {
  const topic = batch.topic.slice(options.topicPrefix.length);
  for (let start = 0; start < batch.messages.length && batch.isRunning(); start += stepRecords) {
    const records = batch.messages.slice(start, start + stepRecords);
    const items = await readRecords(options, batch, topic, records);
    await takeIn(options.db, items);
    const last = records.at(-1) as IncomingBatch['messages'][number];
    await recordPosition(options.db, topic, batch.partition, String(BigInt(last.offset) + 1n));
    await promoteMarks(options.db, topic);
    await batch.resolve(last.offset);
    count(options, items);
  }
}

async function readRecords({ messaging }: TakerOptions, batch: IncomingBatch, topic: string, records: IncomingBatch['messages']): Promise<IntakeItem[]> {
  const items = records.map(({ offset, key, value }): IntakeItem => {
    const raw = { topic, partition: batch.partition, offset, key, value };
    return { message: readMessage(raw), raw };
  });
  if (!items.some(({ message }) => message.kind === 'watermark')) return items;
  // Whatever was in the topic before the mark was read belongs before it, in every partition.
  const needs = await messaging.endOffsets(batch.topic);
  return items.map((item) => (item.message.kind === 'watermark' ? { ...item, needs: { ...needs, [batch.partition]: item.raw.offset } } : item));
}

function count({ metrics, logger }: TakerOptions, items: readonly IntakeItem[]): void {
  for (const { message, raw } of items) {
    if (message.kind !== 'bad') continue;
    metrics.deadLetters.inc({ reason: message.reason });
    logger.warn({ reason: message.reason, topic: raw.topic, partition: raw.partition, offset: raw.offset }, 'a message went to the dead letters');
  }
}
