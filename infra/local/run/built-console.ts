import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { cached } from '../servers/cache.ts';
import type { Report } from '../servers/progress.ts';
import { runCommand } from '../servers/run-command.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..', '..');
const CONSOLE = path.join(ROOT, 'apps', 'console');
const NOT_BUILT = /(^generated\/|\.spec\.ts$)/;

/** The folder with the built console: built once for what its sources and packages are, and kept outside the clone. */
export async function builtConsole(report: Report): Promise<string> {
  const name = path.join('console', await hashOfSources());
  const build = (target: string) => runCommand(process.execPath, [path.join(CONSOLE, 'build.mjs'), target], { cwd: ROOT });
  return cached({ part: 'console', name, message: 'building the console (once for each version)', fill: async (target) => void (await build(target)) }, report);
}

async function hashOfSources(): Promise<string> {
  const found = await readdir(CONSOLE, { recursive: true, withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const built = files.filter((file) => !NOT_BUILT.test(path.relative(CONSOLE, file))).sort();
  const hash = createHash('sha256');
  for (const file of [...built, path.join(ROOT, 'package-lock.json')]) hash.update(path.relative(ROOT, file)).update('\0').update(await readFile(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}
