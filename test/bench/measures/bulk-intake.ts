import { readMessage, toMessage } from '../../../libs/contracts/index.ts';
import { takeIn, type Database } from '../../../libs/store/index.ts';
import type { Bench } from '../bench.ts';
import { factsTaken } from '../commit-times.ts';
import { countyEvents, type CountyEvents } from '../county/county-events.ts';
import { cpuDuring, perEvent } from '../cpu.ts';
import { untilTakenIn } from '../drain.ts';
import { publish, startApp, startCounty, utilityId } from '../live-county.ts';
import type { Result } from '../measure.ts';
import { nowAt } from '../now.ts';

const days = 150;

/** What a county says in months, published first; then `apps/ingest`, a process of its own, takes it in. */
export async function measureBulkIntake(bench: Bench): Promise<Result[]> {
  const { stack, quick, say } = bench;
  const events = countyEvents({ utilityId, accounts: quick ? 500 : 10_000, days, nowAt: nowAt() });
  const system = await startCounty(bench);
  try {
    say(`opening ${events.openings.length} accounts`);
    await open(system.db, events);
    say(`publishing ${events.others.length} events`);
    await publish(system, [...events.others, ...events.marks]);
    say('taking them in');
    const ingest = await startApp(system, 'ingest');
    const { cpuSeconds } = await cpuDuring({ ingest: ingest.pid, postgres: stack.postgres.pid }, () => untilTakenIn(system)).finally(() => ingest.stop());
    const { facts, elapsedMs } = await factsTaken(system.db);
    const counted = `${facts} facts in ${(elapsedMs / 1_000).toFixed(1)} s, from the first transaction's begin to the last one's commit`;
    return [
      {
        id: 'bulk-intake',
        measure: 'Kafka to durable account event, bulk',
        unit: 'events/s',
        value: (1_000 * facts) / elapsedMs,
        goal: { atLeast: 3_000 },
        how: `What a county of ${events.openings.length} accounts says in ${days} days on five topics, late and doubled events as they come, published first; apps/ingest as a process of its own: ${counted}. Computed for each: ${perEvent(cpuSeconds, facts)}.`,
      },
    ];
  } finally {
    await system.stop();
  }
}

async function open(db: Database, { openings }: CountyEvents): Promise<void> {
  const items = openings.map((event, index) => {
    const { topic, key, value } = toMessage(event);
    const raw = { topic, partition: 0, offset: String(index), key: Buffer.from(key), value: Buffer.from(value) };
    return { message: readMessage(raw), raw };
  });
  await takeIn(db, items);
}
