/*
 * `node --import tsx test/docket-reading/run.ts [--write]`: reads the shared dockets, compares with their headers, prints the table, and
 * fails when a goal is missed, a difference is not explained, or docs/docket-reading.md tells something else.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { recordedDocket } from './measure.ts';
import { measured } from './page.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const file = path.resolve(root, '..', 'shared', 'court-dockets', 'dockets.ndjson');
const page = path.join(root, 'docs', 'docket-reading.md');

if (!existsSync(file)) {
  process.stdout.write('The shared dockets are not beside this clone (../shared/court-dockets): nothing was measured.\n');
} else {
  const dockets = readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map(recordedDocket);
  const { page: text, faults } = measured(dockets);
  process.stdout.write(`${text.split('\n').filter((line) => /^(?:\||On conv|with|#|- )/.test(line)).join('\n')}\n`);
  if (process.argv.includes('--write')) writeFileSync(page, text);
  else if (faults.length === 0 && (!existsSync(page) || readFileSync(page, 'utf8') !== text)) fail('docs/docket-reading.md is out of date: run this with --write');
  for (const fault of faults) fail(fault);
}

function fail(why: string): void {
  process.stderr.write(`docket reading: ${why}\n`);
  process.exitCode = 1;
}
