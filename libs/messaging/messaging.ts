/** The port to the broker. What stands behind it is replaceable: the contract suite says what it must do. */
export interface Messaging {
  /**
   * Sends records in their order, acknowledged by every in-sync replica. Nothing is known about a record whose call was
   * rejected: it may have arrived. Calls that overlap keep no order among each other.
   * @throws RecordTooLarge when the topic does not take a record; records before it have been sent
   */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  /** Joins a group. Resolves when the consumer is set up; it goes on connecting by itself while the broker is away. */
  consume(options: ConsumeOptions): Promise<Consumption>;
  /** By partition: the offset that the next record will get. */
  endOffsets(topic: string): Promise<PartitionOffsets>;
  /** By partition: where a group goes on reading; `-1` where it has not committed. */
  committedOffsets(groupId: string, topic: string): Promise<PartitionOffsets>;
  /** Creates topics that do not exist. Those that do stay as they are. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** Drains consumers and pending sends. After the deadline it lets go; the process should then exit. */
  close(options?: { readonly deadlineMs?: number }): Promise<{ readonly drained: boolean }>;
}

export type PartitionOffsets = Readonly<Record<number, string>>;

export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface IncomingRecord {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, as the broker says. */
  readonly timestamp: string;
}

/** Records of one partition in their order. No other batch of this partition is under way at the same time. */
export interface IncomingBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly IncomingRecord[];
  /**
   * Says that everything up to and with this offset is done, and commits it. Call it after each transaction.
   * @throws when the commit failed: let it pass on, the records will come again
   */
  resolve(offset: string): Promise<void>;
  /** Kept up by itself while the handler waits; for handlers that compute long without waiting. */
  heartbeat(): Promise<void>;
  /** False once the consumer closes or loses the partition: return after the transaction at hand. */
  isRunning(): boolean;
}

/** What was not resolved when it returns or throws comes again: at once after progress, after a growing pause without any. */
export type BatchHandler = (batch: IncomingBatch) => Promise<void>;

export interface ConsumeOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly onBatch: BatchHandler;
  /** Called once, when nothing moves any more. The process should end and be started anew. */
  readonly onStuck: (stuck: Stuck) => void;
  /** For metrics, after every call of the handler. */
  readonly onStats?: (stats: BatchStats) => void;
  /** How many partitions are handled at a time. */
  readonly partitionsConsumedConcurrently?: number;
  /** Without progress for so long, a consumer is stuck. */
  readonly noProgressMs?: number;
  /** The pause before a failed batch comes again: the first, doubled up to the longest. */
  readonly retryPauseMs?: { readonly first: number; readonly longest: number };
  /** How soon the broker gives the partitions of a silent member to others. */
  readonly sessionTimeoutMs?: number;
  /** Most bytes of a partition in one batch; a larger record comes alone. */
  readonly maxBatchBytes?: number;
}

export interface Consumption {
  /** The partitions that this member has at the moment. */
  assignment(): Readonly<Record<string, readonly number[]>>;
  /** @returns false when handlers were still at work at the deadline */
  close(deadlineMs?: number): Promise<boolean>;
}

export type Stuck =
  | { readonly kind: 'partition'; readonly topic: string; readonly partition: number; readonly offset: string; readonly forMs: number; readonly error: unknown }
  | { readonly kind: 'no-contact'; readonly forMs: number }
  | { readonly kind: 'crashed'; readonly error: unknown };

export interface BatchStats {
  readonly groupId: string;
  readonly topic: string;
  readonly partition: number;
  /** Records handed to the handler. */
  readonly size: number;
  /** Records in the partition that are not resolved yet. */
  readonly lag: number;
  readonly durationMs: number;
  readonly outcome: 'done' | 'partial' | 'failed' | 'interrupted';
  readonly error?: unknown;
}

export interface TopicSpec {
  readonly topic: string;
  readonly partitions?: number;
  /** Of a record batch, 3 MiB unless told. Dead letters carry headers beside the same bytes: give their topics more. */
  readonly maxMessageBytes?: number;
}

export interface MessagingOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly compression?: 'none' | 'gzip';
  readonly log?: (line: MessagingLog) => void;
}

export interface MessagingLog {
  readonly level: 'error' | 'warn' | 'info';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The topic does not take a record of this size, and never will. */
export class RecordTooLarge extends Error {
  readonly topic: string;
  readonly key: string | null;

  constructor(record: OutgoingRecord, bytes: number) {
    const key = record.key === null ? null : String(record.key);
    super(`A record of ${bytes} bytes (key ${key}) is larger than topic ${record.topic} takes`);
    this.name = 'RecordTooLarge';
    this.topic = record.topic;
    this.key = key;
  }
}

/** A handler returned although it was running, and had resolved nothing: without a pause it would be called for ever. */
export class NothingResolved extends Error {
  constructor(batch: Pick<IncomingBatch, 'topic' | 'partition'>) {
    super(`The handler of ${batch.topic}/${batch.partition} returned and resolved nothing`);
    this.name = 'NothingResolved';
  }
}
