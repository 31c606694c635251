/* `npm run bench [-- --quick] [--only NAMES] [--write]`: every measure in one run, on servers of its own. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Stack } from '../../infra/local/servers/stack.ts';
import type { Bench } from './bench.ts';
import { stopAllApps } from './live-county.ts';
import { machineOf } from './machine.ts';
import type { Failure, Result } from './measure.ts';
import { measures, type Measure } from './measures/index.ts';
import { documentOf, type Run } from './report/document.ts';
import { cellsOf, tableOf } from './report/table.ts';
import { startBenchServers } from './servers.ts';

const usage = `usage: npm run bench [-- OPTIONS]
  --write        puts the results into docs/benchmarks.md and docs/benchmarks.json
  --quick        small numbers, to see that the bench works; the results say nothing
  --only A,B     some of ${measures.map(({ name }) => name).join(', ')}
  --json FILE    writes the results there, too`;

const docs = path.resolve(import.meta.dirname, '..', '..', 'docs');
/** A measure that hangs must not cost the others. */
const longestMs = 240_000;

async function main(): Promise<number> {
  const options = readOptions();
  const startedMs = performance.now();
  const stack = await startBenchServers();
  const stop = stopOnce(stack);
  process.once('SIGINT', () => void stop().then(() => process.exit(130)));
  process.once('SIGTERM', () => void stop().then(() => process.exit(143)));
  try {
    const bench: Bench = { stack, quick: options.quick, say, results: [] };
    for (const measure of options.measures) bench.results.push(...(await take(measure, bench)));
    const run: Run = { on: new Date().toISOString().slice(0, 10), seconds: (performance.now() - startedMs) / 1_000, quick: options.quick, machine: await machineOf(stack), results: bench.results };
    process.stdout.write(`${tableOf(run.results)}\n`);
    await keep(run, options);
    return run.results.some((result) => 'failed' in result) ? 1 : 0;
  } finally {
    await stop();
  }
}

function readOptions() {
  const flag = { type: 'boolean' } as const;
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { write: flag, quick: flag, only: text, json: text } });
  const names = values.only?.split(',') ?? measures.map(({ name }) => name);
  const unknown = names.filter((name) => !measures.some((measure) => measure.name === name));
  if (unknown.length > 0) throw new Error(`There is no measure ${unknown.join(', ')}\n${usage}`);
  // A document of half a run, or of a smoke test, would be taken for the whole.
  if (values.write && (values.quick || values.only)) throw new Error(`--write needs a whole run\n${usage}`);
  return { write: values.write ?? false, quick: values.quick ?? false, json: values.json, measures: measures.filter(({ name }) => names.includes(name)) };
}

function say(text: string): void {
  process.stderr.write(`    ${text}\n`);
}

async function take({ name, title, run }: Measure, bench: Bench): Promise<(Result | Failure)[]> {
  process.stderr.write(`… ${title}\n`);
  const startedMs = performance.now();
  const took = () => `${((performance.now() - startedMs) / 1_000).toFixed(1)} s`;
  try {
    const results = await within(longestMs, run(bench));
    for (const result of results) process.stderr.write(`✓ ${cellsOf(result).filter((cell) => cell !== '').join(' · ')} (${took()})\n`);
    return results;
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    process.stderr.write(`✗ ${title}: ${failed} (${took()})\n`);
    return [{ id: name, measure: title, failed: failed.split('\n')[0] ?? '' }];
  }
}

async function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not end within ${deadlineMs / 1_000} s`)), deadlineMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function keep(run: Run, { write, json }: { write: boolean; json: string | undefined }): Promise<void> {
  const text = `${JSON.stringify(run, null, 2)}\n`;
  if (json !== undefined) await writeFile(json, text);
  if (!write) return;
  await writeFile(path.join(docs, 'benchmarks.json'), text);
  await writeFile(path.join(docs, 'benchmarks.md'), documentOf(run));
  process.stderr.write('✓ docs/benchmarks.md and docs/benchmarks.json are written\n');
}

function stopOnce(stack: Stack): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  return () => (stopping ??= stopAllApps().then(() => stack.stop()));
}

main().then(
  // kafkajs may leave a socket open after it has disconnected; nothing of ours is left to wait for.
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
