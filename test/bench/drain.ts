import { setTimeout as delay } from 'node:timers/promises';
import { feedTopics } from './county/county-events.ts';
import type { RunningSystem } from '../support/running-system.ts';

/** Waits until everything that the topics hold has been taken in, asking for little so as not to disturb. */
export async function untilTakenIn(system: RunningSystem, deadlineMs = 120_000): Promise<void> {
  const wanted = await endOf(system);
  const endMs = performance.now() + deadlineMs;
  for (;;) {
    const taken = await system.db.shared((em) => em.execute<{ sum: string | null }[]>('select sum(next_offset)::text as sum from feed_position'));
    if (Number(taken[0]?.sum ?? 0) >= wanted) return;
    if (performance.now() > endMs) throw new Error(`${taken[0]?.sum ?? 0} of ${wanted} records were taken in`);
    await delay(100);
  }
}

async function endOf(system: RunningSystem): Promise<number> {
  let sum = 0;
  for (const topic of feedTopics) {
    for (const offset of Object.values(await system.messaging.endOffsets(`${system.topicPrefix}${topic}`))) sum += Number(offset);
  }
  return sum;
}
