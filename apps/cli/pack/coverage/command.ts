import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { print } from '../../database.ts';
import { coverageOf } from './coverage.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..', '..');
export const coveragePage = 'docs/rules-coverage.md';

/** Writes the page. @returns its path */
export function writeCoverage(): string {
  writeFileSync(path.join(root, coveragePage), coverageOf(root).markdown);
  return coveragePage;
}

/** Writes the page and names every rule that is silently missing; ends with 1 when there is one. */
export function coverageCommand(): void {
  print(writeCoverage());
  const { faults } = coverageOf(root);
  for (const fault of faults) print(fault);
  if (faults.length > 0) process.exitCode = 1;
}
