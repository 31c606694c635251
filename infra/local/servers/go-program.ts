import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { cached } from './cache.ts';
import type { Report } from './progress.ts';
import { runCommand } from './run-command.ts';

const SAY_EVERY = 100;

export interface GoProgram {
  /** Name in the cache, without the version. */
  readonly name: string;
  readonly title: string;
  readonly module: string;
  readonly version: string;
}

export const goProgramFile = (program: GoProgram) => path.join('bin', `${program.name}-${program.version}`);

/** Path of a program that Go builds from its published source, once per machine. */
export function goProgram(program: GoProgram, report: Report): Promise<string> {
  return cached(
    {
      part: program.name,
      name: goProgramFile(program),
      message: `building ${program.title} ${program.version} (some minutes, once)`,
      fill: (target, say) => build(program, target, say),
    },
    report,
  );
}

async function build(program: GoProgram, target: string, say: (message: string) => void): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'arrears-go-'));
  let [fetched, compiled] = [0, 0];
  const onLine = (line: string) => {
    if (line.startsWith('go: downloading')) fetched += 1;
    else compiled += 1;
    if ((fetched + compiled) % SAY_EVERY === 0) say(`${fetched} modules fetched, ${compiled} packages compiled`);
  };
  try {
    const args = ['install', '-v', `${program.module}@v${program.version}`];
    await runCommand('go', args, { cwd: folder, env: { ...process.env, GOBIN: folder }, onLine });
    // Copied by way of the cache's own folder, since the temporary one may be another file system.
    await runCommand('mv', [path.join(folder, path.basename(program.module)), `${target}.moving`]);
    await rename(`${target}.moving`, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
