import { intakeTopics } from '../../apps/ingest/taker.ts';
import { outgoing, type CloudEvent } from '../../libs/contracts/index.ts';
import { AppProcess, type AppName } from '../support/apps.ts';
import { RunningSystem } from '../support/running-system.ts';
import type { Bench } from './bench.ts';
import { completeFeeds, settle, type Copy } from './county/copies.ts';
import { recordsOf } from './county/county-events.ts';
import { CountyWorld } from './county/county-world.ts';
import { nowAt } from './now.ts';

export const utilityId = 'county';

/** Hours for which nobody has answered: so that letters, tags and visits are under way. */
const silentHours = 168;
let played: CountyWorld | undefined;

/** The county of this run; played once. */
export function countyOfThisRun({ quick, say }: Bench): CountyWorld {
  if (!played) say('playing a county in memory');
  played ??= CountyWorld.play({ accounts: quick ? 800 : 2_000, days: 150, untilAt: nowAt(), silentHours });
  return played;
}

/** A system on a database of its own, whose utility lives by the real clock. */
export async function startCounty({ stack }: Bench): Promise<RunningSystem> {
  const system = await RunningSystem.start(stack, []);
  await system.createUtility({ utilityId, pack: 'OH-COUNTY@1', clock: { mode: 'real' } });
  await system.messaging.ensureTopics([...intakeTopics(system.topicPrefix), ...Object.values(outgoing).map(({ topic }) => ({ topic: `${system.topicPrefix}${topic}` }))]);
  return system;
}

export async function settleCounty(system: RunningSystem, world: CountyWorld, copies: readonly Copy[]): Promise<void> {
  await completeFeeds(system.db, utilityId, nowAt());
  await settle(system.db, utilityId, world, copies);
}

const started = new Set<AppProcess>();

/** Also of a measure that was given up: nothing is left behind. */
export async function stopAllApps(): Promise<void> {
  await Promise.all([...started].map((app) => app.stop(5_000)));
}

/** The app as a process of its own, at work; profiled when `ARREARS_BENCH_PROFILE` names a folder. */
export async function startApp(system: RunningSystem, name: AppName): Promise<AppProcess> {
  const folder = process.env['ARREARS_BENCH_PROFILE'];
  const env = folder ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder} --cpu-prof-name=${name}-${Date.now()}.cpuprofile` } : {};
  const app = new AppProcess(name, { ...system.env, ...env }).start();
  started.add(app);
  await app.hasSaid({ ingest: 'taking in', relay: 'relay runs', worker: 'worker runs', api: 'listening' }[name]);
  return app;
}

const publishedAtOnce = 2_000;

export async function publish({ messaging, topicPrefix }: RunningSystem, events: readonly CloudEvent[]): Promise<void> {
  const records = recordsOf(events, topicPrefix);
  for (let from = 0; from < records.length; from += publishedAtOnce) await messaging.publish(records.slice(from, from + publishedAtOnce));
}
