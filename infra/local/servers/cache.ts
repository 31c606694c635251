import { access, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type ProcessIdentity, identityOf, isStillRunning } from './process-table.ts';
import { type Report, step } from './progress.ts';

const LOCK_WITHOUT_OWNER_IS_STALE_MS = 10_000;

/** Where servers are kept once fetched: outside the clone, so that every clone of this user shares them. */
export function cacheDir(): string {
  return process.env['ARREARS_CACHE'] ?? path.join(homedir(), '.cache', 'arrears');
}

export interface CacheEntry {
  readonly part: string;
  /** Path below the cache folder; carries the version. */
  readonly name: string;
  /** What is shown while it is fetched, e.g. "fetching Apache Kafka 4.1.0". */
  readonly message: string;
  /** Puts the file or folder at the given path. Whatever it leaves there on failure is removed. */
  readonly fill: (target: string, say: (message: string) => void) => Promise<void>;
}

/** Path of the entry, fetched first if need be. Fills are atomic, and one at a time across processes. */
export async function cached(entry: CacheEntry, report: Report): Promise<string> {
  const target = path.join(cacheDir(), entry.name);
  if (await exists(target)) return target;
  await mkdir(path.dirname(target), { recursive: true });
  const unlock = await lock(`${target}.lock`, () =>
    report({ part: entry.part, message: `waiting for another process that is ${entry.message}`, state: 'progress' }),
  );
  try {
    if (!(await exists(target))) await step(report, entry.part, entry.message, () => fillInto(target, entry, report));
  } finally {
    await unlock();
  }
  return target;
}

/** Whether the entry is there already, without fetching it. */
export async function isCached(name: string): Promise<boolean> {
  return exists(path.join(cacheDir(), name));
}

async function fillInto(target: string, entry: CacheEntry, report: Report): Promise<void> {
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  try {
    await entry.fill(partial, (message) => report({ part: entry.part, message, state: 'progress' }));
    await rename(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function lock(file: string, onWait: () => void): Promise<() => Promise<void>> {
  let hasSaidSo = false;
  for (;;) {
    if (await tryLock(file)) return () => rm(file, { force: true });
    if (await isAbandoned(file)) {
      await rm(file, { force: true });
      continue;
    }
    if (!hasSaidSo) onWait();
    hasSaidSo = true;
    await delay(500);
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify(identityOf(process.pid)));
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const owner = JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity;
    return !isStillRunning(owner);
  } catch {
    // Empty: its maker is about to write its name, or died before it could.
    const madeAtMs = await stat(file).then((found) => found.mtimeMs, () => Infinity);
    return Date.now() - madeAtMs > LOCK_WITHOUT_OWNER_IS_STALE_MS;
  }
}
