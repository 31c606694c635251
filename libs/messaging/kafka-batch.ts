import type { EachBatchPayload, IHeaders, KafkaMessage } from 'kafkajs';
import { isLostMembership } from './kafka-errors.ts';
import type { IncomingBatch, IncomingRecord } from './messaging.ts';

/** One delivery to a handler, and how far it came. */
export class KafkaBatch implements IncomingBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly IncomingRecord[];
  /** Set when the broker refused a commit or heartbeat: kafkajs must see that very error to join the group again. */
  fault: unknown = null;
  readonly #payload: EachBatchPayload;
  readonly #mayGoOn: () => boolean;
  readonly #onResolved: (offset: string) => void;
  #resolvedOffset: bigint | null = null;

  constructor(payload: EachBatchPayload, mayGoOn: () => boolean, onResolved: (offset: string) => void) {
    this.#payload = payload;
    this.#mayGoOn = mayGoOn;
    this.#onResolved = onResolved;
    this.topic = payload.batch.topic;
    this.partition = payload.batch.partition;
    this.messages = payload.batch.messages.map(recordOf);
  }

  async resolve(offset: string): Promise<void> {
    const resolved = BigInt(offset);
    if (resolved < BigInt(this.messages[0]!.offset) || resolved > this.#lastOffset) throw new RangeError(`Offset ${offset} is not in this batch`);
    if (this.#resolvedOffset !== null && resolved <= this.#resolvedOffset) return;
    // Committed first: were it only remembered here, nobody would commit it again after a failure.
    try {
      await this.#payload.commitOffsetsIfNecessary(commitOf(this.topic, this.partition, resolved + 1n));
    } catch (error) {
      this.fault = error;
      throw error;
    }
    this.#payload.resolveOffset(offset);
    this.#resolvedOffset = resolved;
    this.#onResolved(offset);
  }

  async heartbeat(): Promise<void> {
    try {
      await this.#payload.heartbeat();
    } catch (error) {
      // A broker that is not heard for a moment may be back for the commit; a lost membership does not come back.
      if (!isLostMembership(error)) return;
      this.fault = error;
      throw error;
    }
  }

  isRunning(): boolean {
    return this.fault === null && this.#mayGoOn() && this.#payload.isRunning();
  }

  get isDone(): boolean {
    return this.#resolvedOffset === this.#lastOffset;
  }

  get hasResolved(): boolean {
    return this.#resolvedOffset !== null;
  }

  /** Records of the partition that are not resolved yet. */
  get lag(): number {
    const next = this.#resolvedOffset === null ? BigInt(this.messages[0]!.offset) : this.#resolvedOffset + 1n;
    return Number(BigInt(this.#payload.batch.highWatermark) - next);
  }

  get #lastOffset(): bigint {
    return BigInt(this.messages.at(-1)!.offset);
  }
}

function commitOf(topic: string, partition: number, nextOffset: bigint) {
  return { topics: [{ topic, partitions: [{ partition, offset: nextOffset.toString() }] }] };
}

const noHeaders: Readonly<Record<string, string>> = Object.freeze({});

function recordOf({ offset, key, value, headers, timestamp }: KafkaMessage): IncomingRecord {
  return { offset, key, value, timestamp, headers: headers ? textsOf(headers) : noHeaders };
}

function textsOf(headers: IHeaders): Readonly<Record<string, string>> {
  const entries = Object.entries(headers);
  if (entries.length === 0) return noHeaders;
  return Object.fromEntries(entries.map(([name, value]) => [name, String(Array.isArray(value) ? value.at(-1) : (value ?? ''))]));
}
