import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** An operating-system user to run PostgreSQL under, which refuses to run as root. */
export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly user: OsUser | undefined;
}

/*
 * `postgres` where the system has it, else `nobody`, which every system has: no user is created for a trial run.
 */
const CANDIDATES = ['postgres', 'nobody'];

export class NoUserForPostgres extends Error {
  override readonly name = 'NoUserForPostgres';
}

/** The user for the database: none but ourselves unless we are root; an existing data folder keeps its owner. */
export function userForPostgres(dataFolder: string): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const candidate of CANDIDATES) {
    const found = users.find(([name]) => name === candidate);
    if (found !== undefined) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new NoUserForPostgres(`PostgreSQL does not run as root, and there is no user ${CANDIDATES.join(' or ')}`);
}

/**
 * How to start a program as that user. A clone below /root is closed to others; then the program keeps the one
 * capability that lets it pass closed folders (setpriv is part of every Debian and Fedora).
 */
export function asUser(
  user: OsUser | undefined,
  paths: readonly string[],
  command: string,
  args: string[],
): Invocation {
  if (user === undefined || paths.every((each) => isReachable(each, user))) return { command, args, user };
  const ids = [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'];
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return { command: 'setpriv', args: [...ids, ...capability, command, ...args], user: undefined };
}

function isReachable(target: string, user: OsUser): boolean {
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === path.dirname(folder)) return true;
  }
}
