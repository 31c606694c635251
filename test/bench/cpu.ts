import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

interface ProcessTimes {
  readonly parent: number;
  readonly cpuSeconds: number;
}

function timesOf(pid: string): ProcessTimes | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // User and system time, with that of children that have ended.
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    return { parent: Number(fields[1]), cpuSeconds: ticks / ticksPerSecond };
  } catch {
    return null;
  }
}

/** Seconds that a process and all below it have computed so far; null where the system does not say. */
export function cpuSecondsOf(root: number | undefined): number | null {
  if (root === undefined || process.platform !== 'linux') return null;
  const all = new Map<number, ProcessTimes>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const times = timesOf(pid);
    if (times) all.set(Number(pid), times);
  }
  const isBelow = (pid: number): boolean => pid === root || (all.has(pid) && pid > 1 && isBelow(all.get(pid)!.parent));
  return [...all].reduce((sum, [pid, { cpuSeconds }]) => (isBelow(pid) ? sum + cpuSeconds : sum), 0);
}

/** What each of these processes computes while the work runs, in seconds. */
export async function cpuDuring<T>(pids: Readonly<Record<string, number | undefined>>, work: () => Promise<T>): Promise<{ result: T; cpuSeconds: Record<string, number> }> {
  const names = Object.keys(pids);
  const before = names.map((name) => cpuSecondsOf(pids[name]));
  const result = await work();
  const spent = names.map((name, index) => [name, (cpuSecondsOf(pids[name]) ?? 0) - (before[index] ?? 0)] as const);
  return { result, cpuSeconds: Object.fromEntries(spent) };
}

/** In words. */
export function perEvent(cpuSeconds: Readonly<Record<string, number>>, events: number): string {
  return Object.entries(cpuSeconds).map(([name, seconds]) => `${name} ${((1_000_000 * seconds) / events).toFixed(0)} µs`).join(', ');
}
