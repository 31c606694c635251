import type { Machine } from '../machine.ts';
import { isMet, type Failure, type Result } from '../measure.ts';
import { notes } from '../notes.ts';
import { cellsOf, headings, missedByPercent } from './table.ts';

export interface Run {
  readonly on: string;
  readonly seconds: number;
  readonly quick: boolean;
  readonly machine: Machine;
  readonly results: readonly (Result | Failure)[];
}

/** `docs/benchmarks.md`, made from one run. */
export function documentOf({ on, seconds, machine, results }: Run): string {
  const { cores, processor, memoryGiB, versions } = machine;
  const software = Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ');
  return `# Benchmarks

Made by \`npm run bench -- --write\`; do not edit by hand. One run, on ${on}, in ${Math.round(seconds)} s; the same numbers stand in
[benchmarks.json](benchmarks.json). What is said under the table is kept in \`test/bench/notes.ts\`.

Machine: ${cores} cores (${processor}), ${memoryGiB} GiB of memory; ${software}. PostgreSQL, Kafka, Temporal (on that
PostgreSQL), the bench and the apps share it. PostgreSQL writes through to the disk at every commit, and notes when each was.
"Bare" is the bare Temporal loop of this same run.

${markdownTable(results)}

## How each was measured

${results.map(howOf).join('\n')}
${missedOnes(results)}`;
}

function markdownTable(results: readonly (Result | Failure)[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), '| --- | ---: | ---: | ---: | --- |', ...results.map((result) => line(cellsOf(result)))].join('\n');
}

function howOf(result: Result | Failure): string {
  return `- **${result.measure}**: ${'failed' in result ? `not measured: ${result.failed}` : result.how}`;
}

function missedOnes(results: readonly (Result | Failure)[]): string {
  const missed = results.filter((result): result is Result => 'value' in result && isMet(result) === false);
  if (missed.length === 0) return '\nEvery goal was met in this run.\n';
  const lines = missed.map((result) => `- **${result.measure}**: missed by ${missedByPercent(result)} %. ${notes[result.id] ?? 'Not looked into yet.'}`);
  return `\n## Goals that were missed\n\n${lines.join('\n')}\n`;
}
