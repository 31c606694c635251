import { chmod, mkdir, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type ProcessIdentity, identityOf, isStillRunning, lookUpProcess } from './process-table.ts';
import type { Report } from './progress.ts';

const GRACE_MS = 8_000;

export class StackRunsAlready extends Error {
  override readonly name = 'StackRunsAlready';

  constructor(dataDir: string, pid: number) {
    super(`process ${pid} already runs the servers kept in ${dataDir}; stop it first, or use another folder`);
  }
}

/**
 * Takes the folder for this process: refuses while another one runs the servers in it, ends servers that a crashed
 * run left behind, and empties it when asked to begin anew. Returns the folder's real path.
 */
export async function takeDataDir(folder: string, fresh: boolean, report: Report): Promise<string> {
  await mkdir(folder, { recursive: true });
  const dataDir = await realpath(folder);
  // The database runs as another user when this process is root; that user must be able to pass, not to look around.
  await chmod(dataDir, 0o711);
  await refuseWhileTaken(dataDir);
  await endLeftovers(dataDir, report);
  if (fresh) await emptyDataDir(dataDir);
  await writeFile(ownerFile(dataDir), `${JSON.stringify(identityOf(process.pid))}\n`);
  return dataDir;
}

export async function giveBackDataDir(dataDir: string): Promise<void> {
  await rm(ownerFile(dataDir), { force: true });
}

const ownerFile = (dataDir: string) => path.join(dataDir, 'owner.json');

async function refuseWhileTaken(dataDir: string): Promise<void> {
  const owner = await readIdentity(ownerFile(dataDir));
  if (owner !== undefined && isStillRunning(owner)) throw new StackRunsAlready(dataDir, owner.pid);
}

async function readIdentity(file: string): Promise<ProcessIdentity | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}

async function endLeftovers(dataDir: string, report: Report): Promise<void> {
  for (const entry of await readdir(dataDir, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const pidFile = path.join(dataDir, entry.name, 'server.pid');
    const identity = await readIdentity(pidFile);
    if (identity === undefined) continue;
    if (isOurs(identity, dataDir)) {
      const message = `ending process ${identity.pid}, left by an earlier run`;
      report({ part: entry.name, message, state: 'progress' });
      await end(identity);
    }
    await rm(pidFile, { force: true });
  }
}

/** The number alone proves nothing: it must be the same process still, and its command line must name our folder. */
function isOurs(identity: ProcessIdentity, dataDir: string): boolean {
  return isStillRunning(identity) && (lookUpProcess(identity.pid)?.commandLine.includes(dataDir) ?? false);
}

async function end(identity: ProcessIdentity): Promise<void> {
  // SIGINT is what every one of the servers takes as "stop now, but in order" (to PostgreSQL, SIGTERM means "wait").
  process.kill(identity.pid, 'SIGINT');
  const endMs = performance.now() + GRACE_MS;
  while (isStillRunning(identity)) {
    if (performance.now() > endMs) {
      process.kill(identity.pid, 'SIGKILL');
      return;
    }
    await delay(100);
  }
}

async function emptyDataDir(dataDir: string): Promise<void> {
  for (const entry of await readdir(dataDir)) {
    await rm(path.join(dataDir, entry), { recursive: true, force: true });
  }
}
