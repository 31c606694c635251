import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { lookUpProcess } from '../../infra/local/servers/process-table.ts';
import { failedWith, type Outcome, PASSED } from './outcome.ts';

/** Every process of a run inherits it: so they are known from those of other runs, and of an `npm start`. */
const MARK = 'ARREARS_TEST_RUN';
/** What the tools keep to be quicker the next time, wherever temporary files go. */
const CACHES = /^(tsx-|node-compile-cache|v8-compile-cache|jest-transform-cache|hsperfdata_)/;
const GRACE_MS = 10_000;

/** A place of its own for everything that a run writes, and a mark for everything that it starts. */
export interface Run {
  readonly folder: string;
  readonly mark: string;
}

export async function beginRun(): Promise<Run> {
  const folder = await mkdtemp(path.join(tmpdir(), 'arrears-run-'));
  // PostgreSQL runs as another user when this one is root, and must be able to pass.
  await chmod(folder, 0o711);
  const mark = path.basename(folder);
  Object.assign(process.env, { TMPDIR: folder, [MARK]: mark });
  return { folder, mark };
}

/** Processes of the run that did not end by themselves; they are killed. */
export async function noProcessIsLeft({ mark }: Pick<Run, 'mark'>, graceMs = GRACE_MS): Promise<Outcome> {
  const endMs = performance.now() + graceMs;
  let left = processesOf(mark);
  while (left.length > 0 && performance.now() < endMs) {
    await delay(200);
    left = processesOf(mark);
  }
  for (const { pid } of left) process.kill(pid, 'SIGKILL');
  if (left.length === 0) return PASSED;
  return failedWith('no process is left behind', left.map(({ pid, commandLine }) => `${pid} ${commandLine.slice(0, 150)}`).join('\n'));
}

/** Temporary files of the run that nobody removed; they are removed. */
export async function noFileIsLeft({ folder }: Run, ours: readonly string[]): Promise<Outcome> {
  const found = await readdir(folder, { recursive: true });
  const left = found.filter((name) => !CACHES.test(name) && !ours.includes(name));
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  if (left.length === 0) return PASSED;
  return failedWith('no file is left behind', left.slice(0, 20).join('\n'));
}

interface Found {
  readonly pid: number;
  readonly commandLine: string;
}

function processesOf(mark: string): Found[] {
  const own = new Set([process.pid]);
  const pids = process.platform === 'linux' ? fromProc(mark) : fromPs(mark);
  return pids.flatMap((pid) => {
    const found = own.has(pid) ? undefined : lookUpProcess(pid);
    // The watchdog of this process ends with it.
    const isOurWatchdog = found?.commandLine.includes('arrears-watchdog') === true && parentOf(pid) === process.pid;
    return found === undefined || isOurWatchdog ? [] : [{ pid, commandLine: found.commandLine }];
  });
}

function fromProc(mark: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.filter((pid) => environmentOf(pid).includes(`${MARK}=${mark}`)).map(Number);
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    // Ended meanwhile, or somebody else's: then it is none of ours.
    return '';
  }
}

function fromPs(mark: string): number[] {
  const lines = execFileSync('ps', ['-axEww', '-o', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(`${MARK}=${mark}`)).map((line) => Number.parseInt(line, 10));
}

function parentOf(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).trim() || 0);
}
