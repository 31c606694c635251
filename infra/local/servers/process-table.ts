import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What identifies a running process beyond its number, which the system uses again. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/** The command line and start of a running process, or undefined when there is none (a zombie counts as none). */
export function lookUpProcess(pid: number): { commandLine: string; startedAt: string } | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): { commandLine: string; startedAt: string } | undefined {
  try {
    // The command name in `stat` may hold blanks and brackets; the fields behind the last bracket are safe to split.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { commandLine, startedAt: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

const PS_OPTIONS: ExecFileSyncOptionsWithStringEncoding = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };

function fromPs(pid: number): { commandLine: string; startedAt: string } | undefined {
  try {
    const startedAt = execFileSync('ps', ['-ww', '-o', 'lstart=', '-p', String(pid)], PS_OPTIONS).trim();
    const commandLine = execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], PS_OPTIONS).trim();
    return startedAt === '' ? undefined : { commandLine, startedAt };
  } catch {
    return undefined;
  }
}

/** This process, in a form that can be written down and recognised later. */
export function identityOf(pid: number): ProcessIdentity {
  return { pid, startedAt: lookUpProcess(pid)?.startedAt ?? '' };
}

/** Whether exactly this process still runs, not another one that got its number. */
export function isStillRunning(identity: ProcessIdentity): boolean {
  const found = lookUpProcess(identity.pid);
  return found !== undefined && found.startedAt === identity.startedAt;
}
