import { setTimeout as sleep } from 'node:timers/promises';
import type { BatchHandler, ConsumeOptions, Consumption, IncomingRecord, Messaging, OutgoingRecord } from './messaging.ts';

/** What the contract suites share: they speak of records as `key=text`, and wait for things by looking, with a deadline. */
export const textOf = (record: IncomingRecord): string => `${record.key?.toString() ?? ''}=${record.value?.toString() ?? ''}`;

export function recordsTo(topic: string, count: number, key: (index: number) => string): OutgoingRecord[] {
  return Array.from({ length: count }, (_, index) => ({ topic, key: key(index), value: String(index) }));
}

/** Asks until the answer is yes. @throws Error naming what did not come */
export async function eventually(what: string, isSo: () => boolean | Promise<boolean>, deadlineMs = 90_000): Promise<void> {
  const untilMs = performance.now() + deadlineMs;
  while (!(await isSo())) {
    if (performance.now() > untilMs) throw new Error(`Not within ${deadlineMs} ms: ${what}`);
    await sleep(25);
  }
}

/** Handles every record by writing it down, then resolves the batch. */
export function writingDown(seen: string[]): BatchHandler {
  return async (batch) => {
    for (const record of batch.messages) seen.push(textOf(record));
    await batch.resolve(batch.messages.at(-1)!.offset);
  };
}

type Given = Pick<ConsumeOptions, 'groupId' | 'topics' | 'onBatch'> & Partial<ConsumeOptions>;

/** A consumer with short pauses that must not get stuck, unless the test says so. */
export function consumeWith(messaging: Messaging, given: Given): Promise<Consumption> {
  return messaging.consume({
    retryPauseMs: { first: 50, longest: 400 },
    onStuck: (stuck) => {
      throw new Error(`Stuck: ${JSON.stringify(stuck)}`);
    },
    ...given,
  });
}

export function sumOf(offsets: Readonly<Record<number, string>>): number {
  return Object.values(offsets).reduce((sum, offset) => sum + Math.max(0, Number(offset)), 0);
}

/** How many partitions a member has. */
export function partitionsOf(consumption: Consumption): number {
  return Object.values(consumption.assignment()).flat().length;
}
