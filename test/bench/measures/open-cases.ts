import type { CloudEvent } from '../../../libs/contracts/index.ts';
import type { RunningSystem } from '../../support/running-system.ts';
import { ratioToBare, type Bench } from '../bench.ts';
import { countOf, factsTaken } from '../commit-times.ts';
import { castWithOpenCases, copiesWithoutCases } from '../county/cast.ts';
import type { Copy } from '../county/copies.ts';
import { quietEvents } from '../county/quiet-events.ts';
import { cpuDuring, perEvent } from '../cpu.ts';
import { untilTakenIn } from '../drain.ts';
import { countyOfThisRun, publish, settleCounty, startApp, startCounty, utilityId } from '../live-county.ts';
import type { Result } from '../measure.ts';
import { nowAt } from '../now.ts';

/** Events on accounts with an open case, from Kafka to the decision in the case's stream. */
export async function measureOpenCases(bench: Bench): Promise<Result[]> {
  const cast = castWithOpenCases(countyOfThisRun(bench), utilityId, bench.quick ? 400 : 6_000);
  const { events, elapsedMs, appending, computed } = await takeAll(bench, cast.copies, () => cast.eventsAt(nowAt()));
  return [
    {
      id: 'open-cases',
      measure: 'Events on accounts with an open case, Kafka to decision recorded',
      unit: 'events/s',
      value: (1_000 * events) / elapsedMs,
      goal: { atLeast: 1_000 },
      how: `${events} events in the county's shares on ${cast.copies.length} accounts with an open case, ${appending} % of which appended to the case's stream; published first, then taken in by apps/ingest alone. Computed for each: ${computed}.`,
    },
  ];
}

/** Nine events in ten on accounts that nobody pursues. */
export async function measureMixed(bench: Bench): Promise<Result[]> {
  const world = countyOfThisRun(bench);
  const total = bench.quick ? 1_500 : 20_000;
  const cast = castWithOpenCases(world, utilityId, total / 10);
  const quiet = copiesWithoutCases(world, bench.quick ? 400 : 4_000);
  const mixed = () => {
    const open = cast.eventsAt(nowAt());
    const others = quietEvents(utilityId, quiet.map(({ accountId }) => accountId), open.length * 9, nowAt());
    return open.flatMap((event, index) => [...others.slice(9 * index, 9 * index + 9), event]);
  };
  const { events, elapsedMs, computed } = await takeAll(bench, [...cast.copies, ...quiet], mixed);
  const value = (1_000 * events) / elapsedMs;
  return [
    {
      id: 'mixed',
      measure: 'Mixed load, 90 % of the events on accounts without an open case',
      unit: 'events/s',
      value,
      goal: { atLeastTimesBare: 20 },
      ...ratioToBare(bench, value),
      how: `${events} events, every tenth on one of ${cast.copies.length} accounts with an open case, the others on ${quiet.length} accounts without; published first, then taken in by apps/ingest alone. Computed for each: ${computed}.`,
    },
  ];
}

async function takeAll(bench: Bench, copies: readonly Copy[], eventsNow: () => CloudEvent[]): Promise<{ events: number; elapsedMs: number; appending: number; computed: string }> {
  const system = await startCounty(bench);
  try {
    bench.say(`settling ${copies.length} accounts`);
    await settleCounty(system, countyOfThisRun(bench), copies);
    const events = eventsNow();
    bench.say(`publishing ${events.length} events`);
    await publish(system, events);
    bench.say('taking them in');
    const ingest = await startApp(system, 'ingest');
    const { cpuSeconds } = await cpuDuring({ ingest: ingest.pid, postgres: bench.stack.postgres.pid }, () => untilTakenIn(system)).finally(() => ingest.stop());
    const { facts, elapsedMs } = await factsTaken(system.db);
    return { events: facts, elapsedMs, appending: await shareAppending(system), computed: perEvent(cpuSeconds, facts) };
  } finally {
    await system.stop();
  }
}

/** Percent of the events that brought about at least one case event. */
async function shareAppending({ db }: RunningSystem): Promise<number> {
  const causes = await countOf(db, `select count(distinct body::jsonb ->> 'cause') from case_event where body::jsonb ->> 'cause' like '/%'`);
  const facts = await countOf(db, `select count(*) from inbox`);
  return Math.round((100 * causes) / facts);
}
