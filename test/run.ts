/*
 * `npm test [-- PATTERN…]`: checks, then tests, from the quick to the slow. With patterns only the specs whose paths
 * match. The last line says how many passed and failed.
 */
import { availableParallelism } from 'node:os';

import { timeSkippingServer } from '../infra/local/servers/time-skipping.ts';
import { type Report, reportToStderr } from '../infra/local/servers/progress.ts';
import { shareTestServers, type SharedServers } from './support/servers.ts';
import { type Check, CHECKS, runCheck } from './runner/checks.ts';
import { interruptRunning } from './runner/command.ts';
import { everySpecHasItsProject, type Project, PROJECTS, runJest, specsOf } from './runner/jest.ts';
import { beginRun, noFileIsLeft, noProcessIsLeft, type Run } from './runner/leftovers.ts';
import { failedWith, type Outcome, sumOf, tally } from './runner/outcome.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
const report: Report = (line) => reportToStderr(line);

let isInterrupted = false;

async function main(): Promise<Outcome> {
  const pattern = process.argv.slice(2);
  // What is set for a running stack must not leak into the tests, which have servers of their own.
  for (const name of Object.keys(process.env)) if (/^ARREARS_(?!CACHE$)/.test(name)) delete process.env[name];
  const run = await beginRun();
  const outcomes: Outcome[] = [];
  try {
    if (pattern.length === 0) outcomes.push(...(await sideBySide(CHECKS)));
    outcomes.push(...(await runProjects(run, pattern)));
  } finally {
    const reports = PROJECTS.map((project) => `${project}.json`);
    const cleanUp = async () => sumOf([await noProcessIsLeft(run), await noFileIsLeft(run, reports)]);
    // Whoever interrupts the run leaves nothing behind either.
    outcomes.push(await told('nothing is left behind', cleanUp));
  }
  return sumOf(outcomes);
}

async function runProjects(run: Run, pattern: readonly string[]): Promise<Outcome[]> {
  const specs = new Map<Project, string[]>();
  for (const project of PROJECTS) specs.set(project, await specsOf(project, pattern));
  const has = (project: Project) => (specs.get(project)?.length ?? 0) > 0;
  const cores = availableParallelism();
  const outcomes: Outcome[] = [];
  if (pattern.length === 0) outcomes.push(await step('every spec is run', async () => everySpecHasItsProject(specs)));
  else if (!PROJECTS.some(has)) return [failedWith(`no spec matches ${pattern.join(' ')}`)];
  const jest = (project: Project, workers: number, env: Record<string, string> = {}) =>
    step(`jest: ${project}`, () => runJest({ project, pattern, workers, folder: run.folder, env }));
  if (has('pure')) outcomes.push(await jest('pure', cores));
  if (has('workflows')) {
    await step('the time-skipping server', () => timeSkippingServer(report).then(nothing));
    outcomes.push(await jest('workflows', Math.min(2, cores)));
  }
  if (has('servers') || has('faults')) outcomes.push(...(await withServers((env) => serverProjects(has, env, jest))));
  return outcomes;
}

const nothing = (): Outcome => sumOf([]);

/** Two at a time even on two cores, since specs wait for servers much of the time. What kills servers comes after everything else. */
async function serverProjects(
  has: (project: Project) => boolean,
  env: Record<string, string>,
  jest: (project: Project, workers: number, env: Record<string, string>) => Promise<Outcome>,
): Promise<Outcome[]> {
  const workers = Math.max(2, Math.floor(availableParallelism() / 2));
  const outcomes: Outcome[] = [];
  if (has('servers')) outcomes.push(await jest('servers', workers, env));
  if (has('faults')) outcomes.push(await jest('faults', 2, env));
  return outcomes;
}

async function withServers(work: (env: Record<string, string>) => Promise<Outcome[]>): Promise<Outcome[]> {
  let servers: SharedServers | undefined;
  await step('starting the servers that the tests share', async () => {
    servers = await shareTestServers(report);
    return nothing();
  });
  try {
    return await work(servers?.env ?? {});
  } finally {
    await step('stopping the servers', async () => servers?.stop().then(nothing) ?? nothing());
  }
}

/** As many checks at a time as there are cores; each tells what it printed once it is over. */
async function sideBySide(checks: readonly Check[]): Promise<Outcome[]> {
  const waiting = [...checks];
  const outcomes: Outcome[] = [];
  const lane = async () => {
    for (let check = waiting.shift(); check !== undefined && !isInterrupted; check = waiting.shift()) {
      const startedAtMs = performance.now();
      const { outcome, output } = await runCheck(check);
      say(`\n━━ ${check.name}\n${output}`.trimEnd());
      sayEnd(check.name, outcome, startedAtMs);
      outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return outcomes;
}

async function step(title: string, work: () => Promise<Outcome>): Promise<Outcome> {
  if (isInterrupted) throw new Error('interrupted');
  return told(title, work);
}

async function told(title: string, work: () => Promise<Outcome>): Promise<Outcome> {
  say(`\n━━ ${title}`);
  const startedAtMs = performance.now();
  const outcome = await work();
  sayEnd(title, outcome, startedAtMs);
  return outcome;
}

function sayEnd(title: string, outcome: Outcome, startedAtMs: number): void {
  const count = outcome.passed + outcome.failed.length > 0 ? `: ${tally(outcome)}` : '';
  say(`${outcome.failed.length > 0 ? '✗' : '✓'} ${title}${count} (${seconds(performance.now() - startedAtMs)})`);
}

function tellFailures({ failed }: Outcome): void {
  if (failed.length === 0) return;
  say(`\n━━ failed`);
  for (const { name, detail } of failed) say(`✗ ${name}${detail ? `\n${detail.replaceAll(/^/gm, '    ')}` : ''}`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    isInterrupted = true;
    interruptRunning(signal);
  });
}

main().then(
  (outcome) => {
    tellFailures(outcome);
    say(`\n${tally(outcome)}`);
    process.exit(outcome.failed.length > 0 || isInterrupted ? 1 : 0);
  },
  (error: Error) => {
    say(`\n✗ ${error.stack ?? error.message}\n\n${tally(failedWith('the run'))}`);
    process.exit(1);
  },
);
