/*
 * `node --import tsx test/mutations/run.ts [part of a name …] [--rest]`: takes each guard away, moves each of its numbers by one, and says which
 * spec notices. Without names everything is tried; with `--rest` only what survived the last time or is new.
 * Writes docs/mutations.json and docs/mutations.md; ends with 1 when a mutant survives.
 */
import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadLaw } from '../../libs/policy/load.ts';
import { predicates } from '../../libs/policy/predicates/index.ts';
import { changesOf, mutantsOf, nameOf, type Mutant } from './mutant.ts';
import { markdownOf, type Judged } from './report.ts';
import type { Outcome } from './spec-runner.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const results = path.join(root, 'docs', 'mutations.json');
const timeoutMs = 600_000;

/** Quick scenarios first; what only says that the law is known by its hash, or that packs are well formed, would notice anything at all. */
const slow = /property|files\.spec|calendar/;
const scenarios = globSync(['test/scenarios/*.spec.ts', 'libs/policy/{lapsing-values,notice-contains,law-book}.spec.ts'], { cwd: root }).toSorted().filter((file) => !/(calendars|oracle[a-z-]*)\.property/.test(file));
const broad = 'test/scenarios/every-step-waits.spec.ts';
const files = [broad, ...scenarios.filter((file) => !slow.test(file) && file !== broad), ...scenarios.filter((file) => slow.test(file))];

function allMutants(): Mutant[] {
  const references = globSync('libs/policy/packs/*/*/pack.yaml', { cwd: root }).map((file) => file.split(path.sep).slice(-3, -1)).map(([id, version]) => `${(id as string).toUpperCase()}@${version}`);
  // A variant of a pack shares its values: they are changed once.
  const changed = references.filter((reference) => !/MUTUAL|CITY|@1$/.test(reference) || reference === 'OH-COUNTY@1');
  return [...predicates.map(({ name }) => ({ kind: 'always-holds' as const, predicate: name })), ...references.flatMap((reference) => mutantsOf(reference, loadLaw(reference))), ...changed.flatMap((reference) => changesOf(reference, loadLaw(reference)))];
}

const subjectOf = (mutant: Mutant) => (mutant.kind === 'changed' ? mutant.path.join('.') : mutant.predicate);

/** Which file noticed this before: it is asked first. */
const noticed = new Map<string, string>();

async function judge(mutant: Mutant | null): Promise<Outcome> {
  const first = mutant === null ? undefined : noticed.get(subjectOf(mutant));
  const order = first === undefined ? files : [first, ...files.filter((file) => file !== first)];
  const input = JSON.stringify({ mutant, files: order.map((file) => path.join(root, file)) });
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'run-mutant.ts'), input], { cwd: root, timeout: timeoutMs, maxBuffer: 64e6 });
    const outcome = JSON.parse(stdout.slice(stdout.lastIndexOf('{"tests"'))) as Outcome;
    const failure = outcome.failure && { ...outcome.failure, file: path.relative(root, outcome.failure.file) };
    if (mutant !== null && failure) noticed.set(subjectOf(mutant), failure.file);
    return { ...outcome, failure };
  } catch (error) {
    const { killed, stderr } = error as { killed?: boolean; stderr?: string };
    // A run without an end says nothing about the specs: the mutant counts as a survivor, and `--rest` tries it again.
    if (killed) return { tests: 0, failure: null };
    return { tests: 0, failure: { file: '', title: `(the run broke) ${stderr?.split('\n').find((line) => line.includes('Error')) ?? ''}` } };
  }
}

/** What an earlier run found, by the names of the mutants. */
function earlier(): Map<string, Judged> {
  if (!existsSync(results)) return new Map();
  const kept = JSON.parse(readFileSync(results, 'utf8')) as (Mutant & { name: string; failure: Judged['failure'] })[];
  return new Map(kept.map(({ name, failure, ...mutant }) => [name, { mutant, failure }]));
}

function write(judged: readonly (Judged | undefined)[], seconds: number, tests: number): void {
  const done = judged.filter((known) => known !== undefined);
  writeFileSync(results, `${JSON.stringify(done.map(({ mutant, failure }) => ({ name: nameOf(mutant), ...mutant, failure })), null, 1)}\n`);
  writeFileSync(path.join(root, 'docs', 'mutations.md'), markdownOf(done, { ofAll: judged.length, tests, files: files.length, seconds, reasons: reasons() }));
}

/** Survivors that are right to survive, each with its reason. */
function reasons(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(path.join(import.meta.dirname, 'equivalent.json'), 'utf8')) as Record<string, string>;
}

const plain = await judge(null);
if (plain.failure) throw new Error(`Without any mutant a spec fails already: ${plain.failure.file}: ${plain.failure.title}`);

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const onlyTheRest = process.argv.includes('--rest');
const known = earlier();
const mutants = allMutants();
/** What was not asked for keeps its result; with `--rest` so does what was noticed before. */
const kept = (mutant: Mutant): Judged | undefined => {
  const isWanted = wanted.length === 0 || wanted.some((part) => nameOf(mutant).includes(part));
  const found = known.get(nameOf(mutant));
  return isWanted && !(onlyTheRest && found?.failure) ? undefined : found;
};
const startedAt = performance.now();
const judged: (Judged | undefined)[] = mutants.map(kept);
const waiting = mutants
  .map((mutant, index) => ({ mutant, index }))
  .filter(({ mutant, index }) => judged[index] === undefined && (wanted.length === 0 || wanted.some((part) => nameOf(mutant).includes(part))));
const total = waiting.length;
await Promise.all(
  Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { failure } = await judge(next.mutant);
      judged[next.index] = { mutant: next.mutant, failure };
      process.stderr.write(`${total - waiting.length}/${total} ${failure ? 'noticed ' : 'SURVIVED'} ${nameOf(next.mutant)}${failure ? `  ← ${failure.file.replace('test/scenarios/', '')}` : ''}\n`);
      write(judged, Math.round((performance.now() - startedAt) / 1000), plain.tests);
    }
  }),
);

if (total === 0) write(judged, 0, plain.tests);
const reasonless = judged.filter((known) => known !== undefined && known.failure === null && reasons()[nameOf(known.mutant)] === undefined);
if (reasonless.length > 0) process.exitCode = 1;
