import { pollUntil } from '../../../infra/local/servers/poll.ts';
import type { AccountEvent } from '../../../libs/account/account.events.ts';
import type { AccountState } from '../../../libs/account/account.state.ts';
import { evolve } from '../../../libs/account/evolve.ts';
import { advance, isOpen } from '../../../libs/case/advance.ts';
import type { CaseState } from '../../../libs/case/case.state.ts';
import { nudgeCases } from '../../../libs/store/index.ts';
import { caseWorkflowId } from '../../../workflows/api.ts';
import type { RunningSystem } from '../../support/running-system.ts';
import { ratioToBare, type Bench } from '../bench.ts';
import { countOf } from '../commit-times.ts';
import { eventOf } from '../county/cast.ts';
import type { Copy } from '../county/copies.ts';
import { law, type CountyWorld } from '../county/county-world.ts';
import type { NextFact } from '../county/courses.ts';
import { cpuDuring, perEvent } from '../cpu.ts';
import { Histories } from '../histories.ts';
import { countyOfThisRun, publish, settleCounty, startApp, startCounty, utilityId } from '../live-county.ts';
import type { Result } from '../measure.ts';
import { nowAt } from '../now.ts';

const rounds = 4;

/** The whole way: Kafka, ingest, outbox, relay, signal, workflow, local activity `advance`. */
export async function measureWakes(bench: Bench): Promise<Result[]> {
  const world = countyOfThisRun(bench);
  const copies = waitingCases(world, bench.quick ? 50 : 500);
  const system = await startCounty(bench);
  const histories = await Histories.connect(bench.stack);
  const workflowIds = copies.map(({ accountId, sourceId }) => caseWorkflowId({ utilityId, caseId: caseIdOfCopy(world, { accountId, sourceId }) }));
  const stops: (() => Promise<unknown>)[] = [];
  try {
    bench.say(`settling ${copies.length} accounts with an open case`);
    await settleCounty(system, world, copies);
    const apps = await Promise.all((['ingest', 'worker', 'relay'] as const).map((name) => startApp(system, name)));
    stops.push(...apps.map((app) => () => app.stop()));
    bench.say('starting their processes');
    await nudgeCases(system.db, utilityId, copies.map((copy) => caseIdOfCopy(world, copy)));
    await outboxIsEmpty(system);
    await histories.areIdle(workflowIds);
    const before = await histories.written(workflowIds);
    bench.say(`${rounds} events for each, a round as soon as the one before is recorded`);
    const pids = { ...Object.fromEntries(apps.map((app) => [app.name, app.pid])), postgres: bench.stack.postgres.pid, temporal: bench.stack.temporal.pid };
    const startedAtMs = Date.now();
    const { cpuSeconds } = await cpuDuring(pids, () => playRounds(system, copies).then(() => outboxIsEmpty(system)).then(() => histories.areIdle(workflowIds)));
    const after = await histories.written(workflowIds);
    const events = rounds * copies.length;
    const value = (1_000 * events) / (after.lastTaskAtMs - startedAtMs);
    const woken = `${after.signals - before.signals} signals, ${after.looks - before.looks} looks`;
    return [
      {
        id: 'wakes',
        measure: 'Events that wake a workflow, Kafka to the end of its look',
        unit: 'events/s',
        value,
        goal: { atLeastTimesBare: 0.8 },
        ...ratioToBare(bench, value),
        how: `${copies.length} open cases × ${rounds} events, each of which changes a deadline and so wakes its workflow (${woken}); ingest, relay and worker as processes of their own; from the first send to the last workflow task's end. Computed for each: ${perEvent(cpuSeconds, events)}.`,
      },
    ];
  } finally {
    for (const stop of stops) await stop();
    await histories.close();
    await system.stop();
  }
}

/** Cases whose deadline a hold takes away, and the hold's end brings back: each such event wakes the case's process. */
function waitingCases(world: CountyWorld, count: number): Copy[] {
  const sources = [...world.simulation.accounts.values()].filter(({ state, folded }) => isOpen(state) && state.status === 'past-due' && isWokenByAHold(folded.state, state));
  if (sources.length === 0) throw new Error('No case of the county is woken by a hold');
  return Array.from({ length: count }, (_, index) => ({ sourceId: sources[index % sources.length]!.accountId, accountId: `K${100_001 + index}` }));
}

function isWokenByAHold(account: AccountState, state: CaseState): boolean {
  const now = nowAt();
  const review: AccountEvent = { type: 'ReviewRequested', id: 'review', effectiveAt: now, recordedAt: now, data: { reviewId: 'review' } };
  const [free, held] = [account, evolve(account, review)].map((known) => advance({ law, now, feeds: [], account: known, state }));
  return free!.decisions.length === 0 && free!.nextDeadlineAt !== null && free!.nextDeadlineAt > now && held!.nextDeadlineAt !== free!.nextDeadlineAt;
}

function caseIdOfCopy(world: CountyWorld, { sourceId, accountId }: Copy): string {
  return world.simulation.accounts.get(sourceId)!.state!.caseId.replaceAll(sourceId, accountId);
}

async function playRounds(system: RunningSystem, copies: readonly Copy[]): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const time = nowAt();
    await publish(system, copies.map(({ accountId }) => eventOf(utilityId, accountId, reviewFact(accountId, round), round, time)));
    await inboxReaches(system, (round + 1) * copies.length);
  }
}

function reviewFact(accountId: string, round: number): NextFact {
  const reviewId = `${accountId}/review-${Math.floor(round / 2)}`;
  return round % 2 === 0 ? { type: 'ReviewRequested', data: { reviewId } } : { type: 'ReviewAnswered', data: { reviewId, outcome: 'the bill stands' } };
}

async function inboxReaches({ db }: RunningSystem, wanted: number): Promise<void> {
  await waitFor('Ingest', async () => (await countOf(db, 'select count(*) from inbox')) >= wanted);
}

async function outboxIsEmpty({ db }: RunningSystem): Promise<void> {
  await waitFor('The relay', async () => (await countOf(db, 'select count(*) from outbox')) === 0);
}

async function waitFor(what: string, isSo: () => Promise<boolean>): Promise<void> {
  await pollUntil(
    async () => {
      if (!(await isSo())) throw new Error('not yet');
    },
    { what, deadlineMs: 180_000, everyMs: 50 },
  );
}
