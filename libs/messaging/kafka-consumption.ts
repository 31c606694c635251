import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { within } from './deadline.ts';
import { KafkaBatch } from './kafka-batch.ts';
import { consumerRetry } from './kafka-client.ts';
import { isLostMembership } from './kafka-errors.ts';
import { NothingResolved, type BatchStats, type ConsumeOptions, type Consumption } from './messaging.ts';
import { PartitionProgress } from './partition-progress.ts';
import { StuckWatchdog } from './stuck-watchdog.ts';

const fourMebibytes = 4 * 1024 * 1024;
const heartbeatMs = 1_000;

/**
 * A member of a consumer group on kafkajs. kafkajs fetches again only when every partition of the last fetch is handled,
 * and answers a throwing handler by pausing all of them. So nothing but the broker's own refusals is thrown into it: a
 * failed partition is set aside for a while, and the others go on.
 */
export class KafkaConsumption implements Consumption {
  readonly #options: ConsumeOptions;
  readonly #consumer: Consumer;
  readonly #progress: PartitionProgress;
  readonly #watchdog: StuckWatchdog;
  readonly #timers = new Set<NodeJS.Timeout>();
  #assignment: Readonly<Record<string, readonly number[]>> = {};
  #closing: Promise<boolean> | null = null;
  #hasLostMembership = false;

  constructor(kafka: Kafka, options: ConsumeOptions) {
    this.#options = options;
    this.#progress = new PartitionProgress(options.retryPauseMs ?? { first: 500, longest: 30_000 });
    this.#watchdog = new StuckWatchdog(options.noProgressMs ?? 120_000, this.#progress, options.onStuck);
    this.#consumer = kafka.consumer({
      groupId: options.groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: options.sessionTimeoutMs ?? 10_000,
      heartbeatInterval: heartbeatMs,
      maxBytesPerPartition: options.maxBatchBytes ?? fourMebibytes,
      maxBytes: 4 * fourMebibytes,
      // How long an idle fetch may last, and with it the wait for a resumed partition and for closing.
      maxWaitTimeInMs: 250,
      retry: { ...consumerRetry, restartOnFailure: () => Promise.resolve(this.#closing === null) },
    });
  }

  async start(): Promise<void> {
    this.#listen();
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...this.#options.topics], fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.#options.partitionsConsumedConcurrently ?? 1,
      eachBatch: (payload) => this.#handle(payload),
    });
  }

  assignment(): Readonly<Record<string, readonly number[]>> {
    return this.#assignment;
  }

  close(deadlineMs = 10_000): Promise<boolean> {
    this.#closing ??= this.#close(deadlineMs);
    return this.#closing;
  }

  async #close(deadlineMs: number): Promise<boolean> {
    this.#watchdog.stop();
    const isDrained = await within(deadlineMs, this.#consumer.disconnect());
    // A handler that is still at work loses its membership from here on, and others get its partitions.
    for (const timer of this.#timers) clearTimeout(timer);
    return isDrained;
  }

  #listen(): void {
    const { events } = this.#consumer;
    this.#consumer.on(events.FETCH, () => this.#watchdog.heard());
    this.#consumer.on(events.HEARTBEAT, () => this.#watchdog.heard());
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
      this.#hasLostMembership = false;
      this.#assignment = payload.memberAssignment;
      this.#progress.keepOnly(payload.memberAssignment);
      this.#watchdog.heard();
      // A restart inside kafkajs may overtake close(): its new membership is given back.
      if (this.#closing !== null) void this.#consumer.disconnect().catch(() => undefined);
    });
    this.#consumer.on(events.CRASH, ({ payload }) => {
      this.#assignment = {};
      if (!payload.restart && this.#closing === null) this.#watchdog.tell({ kind: 'crashed', error: payload.error });
    });
  }

  async #handle(payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = payload.batch;
    const mayGoOn = () => this.#closing === null && !this.#hasLostMembership;
    if (!mayGoOn()) return;
    const batch = new KafkaBatch(payload, mayGoOn, (offset) => this.#progress.resolved(topic, partition, offset, performance.now()));
    const startedMs = performance.now();
    this.#progress.delivered(topic, partition, batch.messages[0]!.offset, startedMs);
    const error = await this.#callHandler(batch);
    if (batch.isDone) this.#progress.done(topic, partition);
    this.#tellStats(batch, startedMs, error);
    if (batch.fault !== null) this.#passOn(batch.fault);
    if (error !== null) this.#setAside(payload, error);
  }

  /** @returns what went wrong, or null */
  async #callHandler(batch: KafkaBatch): Promise<unknown> {
    const beat = setInterval(() => void batch.heartbeat().catch(() => undefined), heartbeatMs);
    this.#timers.add(beat);
    try {
      await this.#options.onBatch(batch);
      return batch.hasResolved || !batch.isRunning() ? null : new NothingResolved(batch);
    } catch (error) {
      return error ?? new Error('The handler threw nothing');
    } finally {
      clearInterval(beat);
      this.#timers.delete(beat);
    }
  }

  /** kafkajs joins again, or reconnects, when it sees its own errors. */
  #passOn(fault: unknown): never {
    if (isLostMembership(fault)) this.#hasLostMembership = true;
    throw fault;
  }

  #setAside(payload: EachBatchPayload, error: unknown): void {
    if (this.#closing !== null) return;
    const resume = payload.pause();
    const pause = setTimeout(() => {
      this.#timers.delete(pause);
      resume();
    }, this.#progress.failed(payload.batch.topic, payload.batch.partition, error));
    this.#timers.add(pause);
  }

  #tellStats(batch: KafkaBatch, startedMs: number, error: unknown): void {
    const { topic, partition, lag } = batch;
    const durationMs = performance.now() - startedMs;
    const outcome = outcomeOf(batch, error);
    this.#options.onStats?.({ groupId: this.#options.groupId, topic, partition, size: batch.messages.length, lag, durationMs, outcome, ...(error === null ? {} : { error }) });
  }
}

function outcomeOf(batch: KafkaBatch, error: unknown): BatchStats['outcome'] {
  if (batch.isDone && error === null) return 'done';
  if (batch.fault !== null) return 'interrupted';
  if (error !== null) return 'failed';
  return batch.isRunning() ? 'partial' : 'interrupted';
}
