import { rebuild } from '../../../libs/store/index.ts';
import type { Bench } from '../bench.ts';
import { castWithOpenCases, copiesWithoutCases } from '../county/cast.ts';
import { countyOfThisRun, settleCounty, startCounty, utilityId } from '../live-county.ts';
import type { Result } from '../measure.ts';

const pageSize = 250;

/** Every read model anew, from the streams alone. */
export async function measureRebuild(bench: Bench): Promise<Result[]> {
  const world = countyOfThisRun(bench);
  const copies = [...castWithOpenCases(world, utilityId, bench.quick ? 100 : 1_500).copies, ...copiesWithoutCases(world, bench.quick ? 400 : 5_000)];
  const system = await startCounty(bench);
  try {
    bench.say(`settling ${copies.length} accounts`);
    await settleCounty(system, world, copies);
    bench.say('making their read models anew');
    const startedMs = performance.now();
    const done = { accounts: 0, events: 0 };
    for (let after: string | null = null, isLast = false; !isLast; ) {
      const page = await rebuild(system.db, utilityId, { limit: pageSize, after });
      done.accounts += page.accounts;
      done.events += page.events;
      after = page.next;
      isLast = after === null;
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    return [
      {
        id: 'rebuild',
        measure: 'Rebuild of read models from the streams',
        unit: 'events/s',
        value: done.events / seconds,
        goal: { atLeast: 10_000 },
        how: `${done.events} events of ${done.accounts} accounts and their cases, folded and written in pages of ${pageSize} under the accounts' locks, in one process, in ${seconds.toFixed(1)} s.`,
      },
    ];
  } finally {
    await system.stop();
  }
}
