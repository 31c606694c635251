import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { program, ROOT, runNode } from './command.ts';
import { failedWith, type Failure, type Outcome, PASSED } from './outcome.ts';

/** The projects of jest.config.mjs, in the order of a run. */
export const PROJECTS = ['pure', 'workflows', 'servers', 'faults'] as const;
export type Project = (typeof PROJECTS)[number];

/** Where compiled specs are kept: below the clone, so that the next run need not compile them again. */
const CACHE = `--cacheDirectory=${program('.cache', 'jest')}`;
const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  // kafkajs 2.2.4 computes waits below nought, which Node mends and warns about.
  '--disable-warning=TimeoutNegativeWarning',
  program('jest', 'bin', 'jest.js'),
];
const ROOMS = '{apps,workflows,activities,libs,infra,test}/**/*.spec.ts';
const DETAIL_LINES = 12;
const SPEAKS_KAFKA: ReadonlySet<Project> = new Set(['servers', 'faults']);

/** A worker that holds more is begun anew: Jest keeps the modules of each spec that it ran, and collecting garbage takes longer and longer. */
const WORKER_MEMORY = '--workerIdleMemoryLimit=700MB';

/** What of Jest's own report is read. */
export interface Report {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string; readonly failureMessages?: readonly string[] }[];
  }[];
}

/** The files of a project's specs that match. */
export async function specsOf(project: Project, pattern: readonly string[]): Promise<string[]> {
  const args = ['--selectProjects', project, '--listTests', '--json', '--passWithNoTests', CACHE, ...pattern];
  const { output } = await runNode([...JEST, ...args], { quiet: true });
  return (JSON.parse(output.slice(output.indexOf('['))) as string[]).map((file) => path.relative(ROOT, file));
}

/** A spec that no project names would never run, and one that two name would run twice. */
export function everySpecHasItsProject(specs: ReadonlyMap<Project, readonly string[]>): Outcome {
  const named = [...specs.values()].flat();
  const wrong = globSync(ROOMS, { cwd: ROOT }).filter((file) => named.filter((each) => each === file).length !== 1);
  if (wrong.length === 0) return PASSED;
  return failedWith('every spec belongs to one Jest project', wrong.join('\n'));
}

export interface JestOptions {
  readonly project: Project;
  readonly pattern: readonly string[];
  /** How many at a time; one shares the runner's process. */
  readonly workers: number;
  /** A folder for the report. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

export async function runJest({ project, pattern, workers, folder, env = {} }: JestOptions): Promise<Outcome> {
  const file = path.join(folder, `${project}.json`);
  const options = [
    ['--selectProjects', project, '--json', `--outputFile=${file}`],
    workers === 1 ? ['--runInBand'] : [`--maxWorkers=${workers}`, WORKER_MEMORY],
    // kafkajs may keep a socket open after it has disconnected, and Jest would wait for it for ever. What really stays
    // behind is found by the runner, whichever way Jest ended.
    SPEAKS_KAFKA.has(project) ? ['--forceExit'] : [],
    [CACHE],
  ].flat();
  const { code } = await runNode([...JEST, ...options, ...pattern], { env, quiet: true });
  const report = await readFile(file, 'utf8').then((text) => JSON.parse(text) as Report, () => undefined);
  if (report === undefined) return failedWith(`jest ${project}`, `ended with code ${code} and without a report`);
  return outcomeOf(report, project, code);
}

export function outcomeOf(report: Report, project: Project, code: number): Outcome {
  const failed = report.testResults.flatMap((spec): Failure[] => {
    const file = path.relative(ROOT, spec.name);
    const tests = spec.assertionResults.filter(({ status }) => status === 'failed');
    if (spec.status === 'failed' && tests.length === 0) return [{ name: `${file} could not run`, detail: shortened(spec.message) }];
    return tests.map(({ fullName, failureMessages }) => ({ name: `${file} › ${fullName}`, detail: shortened(failureMessages?.[0] ?? '') }));
  });
  // Jest may fail for a reason that is no test's, such as an unmet threshold.
  if (failed.length === 0 && code !== 0) failed.push({ name: `jest ${project}`, detail: `ended with code ${code}` });
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}

const shortened = (message: string): string => message.trim().split('\n').slice(0, DETAIL_LINES).join('\n');
