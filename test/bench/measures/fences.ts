import { setTimeout as delay } from 'node:timers/promises';
import { isOpen } from '../../../libs/case/advance.ts';
import { outgoing, readOutgoing, type CloudEvent } from '../../../libs/contracts/index.ts';
import { pollUntil } from '../../../infra/local/servers/poll.ts';
import type { AppProcess } from '../../support/apps.ts';
import type { RunningSystem } from '../../support/running-system.ts';
import type { Bench } from '../bench.ts';
import { copiesWithoutCases, eventOf } from '../county/cast.ts';
import type { Copy } from '../county/copies.ts';
import type { CountyWorld } from '../county/county-world.ts';
import { quietEvents } from '../county/quiet-events.ts';
import { countyOfThisRun, publish, settleCounty, startApp, startCounty, utilityId } from '../live-county.ts';
import type { Result } from '../measure.ts';
import { nowAt } from '../now.ts';
import { percentile } from '../percentiles.ts';

const eventsPerSecond = 500;
const tickMs = 100;
/** Flows before the first petition: apps that have just started are slow, and that is not what is asked. */
const warmUpSeconds = 5;

/** Petitions for accounts whose crew is on its way, while everything else goes on. */
export async function measureFences(bench: Bench): Promise<Result[]> {
  const world = countyOfThisRun(bench);
  const petitions = bench.quick ? 20 : 240;
  const seconds = bench.quick ? 5 : 30;
  const withCrews = copiesWithCrews(world, petitions);
  const quiet = copiesWithoutCases(world, bench.quick ? 300 : 3_000);
  const system = await startCounty(bench);
  const apps: AppProcess[] = [];
  try {
    bench.say(`settling ${withCrews.length + quiet.length} accounts`);
    await settleCounty(system, world, [...withCrews, ...quiet]);
    for (const name of ['ingest', 'worker', 'relay'] as const) apps.push(await startApp(system, name));
    const recalledAtMs = await listenForRecalls(system);
    bench.say(`${petitions} petitions within ${seconds} s, while ${eventsPerSecond} events/s flow`);
    const sentAtMs = await flow(system, { seconds, quiet: quiet.map(({ accountId }) => accountId), petitioners: withCrews.map(({ accountId }) => accountId) });
    await pollUntil(
      async () => {
        if (recalledAtMs.size < petitions) throw new Error(`${recalledAtMs.size} of ${petitions} recalls were sent`);
      },
      { what: 'The last recall', deadlineMs: 60_000 },
    );
    const fenced = await fencedAtMs(system);
    const since = (times: ReadonlyMap<string, number>) => [...sentAtMs].flatMap(([accountId, sent]) => (times.has(accountId) ? [(times.get(accountId) as number) - sent] : []));
    return resultsOf(since(fenced), since(recalledAtMs), seconds);
  } finally {
    for (const app of apps) await app.stop();
    await system.stop();
  }
}

function copiesWithCrews(world: CountyWorld, count: number): Copy[] {
  const sources = [...world.simulation.accounts.values()].filter(({ state }) => isOpen(state) && state.heldBy.length === 0 && state.workOrders.some((order) => order.status === 'open' && order.work !== 'restoration'));
  if (sources.length === 0) throw new Error('No crew of the county is on its way');
  return Array.from({ length: count }, (_, index) => ({ sourceId: sources[index % sources.length]!.accountId, accountId: `P${100_001 + index}` }));
}

async function listenForRecalls({ messaging, topicPrefix }: RunningSystem): Promise<Map<string, number>> {
  const heard = new Map<string, number>();
  await messaging.consume({
    groupId: `${topicPrefix}bench`,
    topics: [`${topicPrefix}${outgoing.WorkOrderRequest.topic}`],
    onStuck: () => undefined,
    onBatch: async (batch) => {
      const now = Date.now();
      for (const { value } of batch.messages) {
        const { data } = readOutgoing('WorkOrderRequest', value as Buffer);
        if (data.kind === 'recall' && !heard.has(data.accountId)) heard.set(data.accountId, now);
      }
      await batch.resolve(batch.messages.at(-1)!.offset);
    },
  });
  return heard;
}

/** Sends at an even pace, whatever the receiver does; petitions fall between the ticks. @returns when each petition was sent */
async function flow(system: RunningSystem, { seconds, quiet, petitioners }: { seconds: number; quiet: readonly string[]; petitioners: readonly string[] }): Promise<Map<string, number>> {
  const sentAtMs = new Map<string, number>();
  const warmUpTicks = (warmUpSeconds * 1_000) / tickMs;
  const petitionTicks = (seconds * 1_000) / tickMs;
  const ticks = warmUpTicks + petitionTicks;
  const each = (eventsPerSecond * tickMs) / 1_000;
  const dueBy = (petitionTick: number) => Math.max(0, Math.floor((petitionTick * petitioners.length) / petitionTicks));
  const events = quietEvents(utilityId, quiet, ticks * each, nowAt());
  const startedMs = performance.now();
  const under: Promise<void>[] = [];
  for (let tick = 0; tick < ticks; tick += 1) {
    under.push(publish(system, events.slice(tick * each, (tick + 1) * each)));
    const due = petitioners.slice(dueBy(tick - warmUpTicks), dueBy(tick - warmUpTicks + 1));
    for (const accountId of due) under.push(petition(system, accountId, sentAtMs, Math.random() * tickMs));
    await delay(Math.max(0, startedMs + (tick + 1) * tickMs - performance.now()));
  }
  await Promise.all(under);
  return sentAtMs;
}

async function petition(system: RunningSystem, accountId: string, sentAtMs: Map<string, number>, afterMs: number): Promise<void> {
  await delay(afterMs);
  const event: CloudEvent = eventOf(utilityId, accountId, { type: 'PetitionFiled', data: { docket: `${accountId}/docket`, chapter: '13', accountIds: [accountId] } }, 0, nowAt());
  sentAtMs.set(accountId, Date.now());
  await publish(system, [event]);
}

/** When the transaction committed that holds the fence, by PostgreSQL's own account. */
async function fencedAtMs({ db }: RunningSystem): Promise<Map<string, number>> {
  const rows = await db.orm.em.getConnection().execute<{ account_id: string; at_ms: number }[]>(
    `select account_id, (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000)::float8 as at_ms from account_event where type = 'PetitionFiled' and event_id like '%-next-0'`,
  );
  return new Map(rows.map(({ account_id, at_ms }) => [account_id, at_ms]));
}

function resultsOf(fenceMs: readonly number[], recallMs: readonly number[], seconds: number): Result[] {
  const how = `${fenceMs.length} petitions on Kafka within ${seconds} s, each for an account whose crew is under way, while ${eventsPerSecond} events/s flow through the same ingest, as they have for ${warmUpSeconds} s; all apps run. From before the send to`;
  const result = (id: string, measure: string, value: number, end: string, goal?: Result['goal']): Result => ({ id, measure, unit: 'ms', value, how: `${how} ${end}.`, ...(goal && { goal }) });
  const commit = "PostgreSQL's time of the commit";
  const sent = 'the moment at which a consumer of work-order.requests has the recall';
  return [
    result('fence-p50', 'Petition on Kafka to fence committed, p50', percentile(fenceMs, 0.5), commit),
    result('fence-p99', 'Petition on Kafka to fence committed, p99', percentile(fenceMs, 0.99), commit, { below: 250 }),
    result('recall-p50', 'Petition on Kafka to recall sent, p50', percentile(recallMs, 0.5), sent),
    result('recall-p99', 'Petition on Kafka to recall sent, p99', percentile(recallMs, 0.99), sent),
  ];
}
