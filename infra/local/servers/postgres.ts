import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { pollUntil } from './poll.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { type OsUser, asUser, userForPostgres } from './postgres-user.ts';
import { lookUpProcess } from './process-table.ts';
import { type Report, step } from './progress.ts';
import { runCommand } from './run-command.ts';
import { type LocalServer, notOurs } from './server.ts';
import { ServerEnded, ServerProcess } from './server-process.ts';
import { ensureDatabase, urlOfDatabase, withConnection } from './sql.ts';

const SUPERUSER = 'postgres';
const READY_DEADLINE_MS = 60_000;
const RETRY_DEADLINE_MS = 20_000;
const STOP_DEADLINE_MS = 30_000;

/*
 * Durable as in production (fsync and synchronous commit stay on); sized for one machine that runs everything else too.
 * Statements and row contents stay out of the log: they hold names and addresses.
 */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  fsync: 'on',
  synchronous_commit: 'on',
  max_wal_size: '2GB',
  wal_compression: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

export interface PostgresAccess {
  /** URL of a superuser on the maintenance database. */
  readonly adminUrl: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** URL of the same user on another database of this server. */
  url(database: string): string;
  /** Creates the database if need be and returns its URL. */
  createDatabase(name: string): Promise<string>;
}

export interface PostgresServer extends PostgresAccess, LocalServer {}

/** Access to a server that somebody else runs. */
export function givenPostgres(adminUrl: string): PostgresServer {
  return { ...notOurs('PostgreSQL'), ...accessTo(adminUrl) };
}

function accessTo(adminUrl: string): PostgresAccess {
  const { hostname, port, username, password } = new URL(adminUrl);
  const url = (database: string) => urlOfDatabase(adminUrl, database);
  return {
    adminUrl,
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    url,
    createDatabase: async (name) => {
      await ensureDatabase(adminUrl, name);
      return url(name);
    },
  };
}

export async function startPostgres(
  folder: string,
  port: number,
  report: Report,
  onCrash?: (reason: string) => void,
): Promise<PostgresServer> {
  const bin = postgresBinaries();
  const data = path.join(folder, 'data');
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
  const user = userForPostgres(data);
  const password = await passwordOf(folder);
  if (!existsSync(data)) {
    await step(report, 'postgres', 'creating the database cluster', () => createCluster(bin, folder, password, user));
  }
  const program = path.join(bin, 'postgres');
  const all = { ...SETTINGS, port: String(port) };
  const settings = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = new ServerProcess(
    {
      name: 'PostgreSQL',
      folder,
      ...asUser(user, [program, data], program, ['-D', data, ...settings]),
      // To PostgreSQL, SIGINT means: end the connections, write everything down, stop.
      stopSignal: 'SIGINT',
      stopDeadlineMs: STOP_DEADLINE_MS,
    },
    onCrash,
  );
  const access = accessTo(`postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`);
  const start = () => startAndWait(server, data, access.adminUrl);
  const handle = await step(report, 'postgres', `starting PostgreSQL on port ${port}`, () => server.launch(start));
  return Object.assign(handle, access);
}

/** After a kill, backends may outlive their server for a moment and hold its memory: then it is tried again. */
function startAndWait(server: ServerProcess, data: string, url: string): Promise<void> {
  return pollUntil(
    async () => {
      if (!server.isRunning) {
        await removeStaleLock(data);
        server.spawn();
      }
      await waitForAnswer(server, url);
    },
    { what: 'PostgreSQL', deadlineMs: RETRY_DEADLINE_MS, everyMs: 500 },
  );
}

async function waitForAnswer(server: ServerProcess, url: string): Promise<void> {
  await pollUntil(() => withConnection(url, (client) => client.query('select 1')), {
    what: 'PostgreSQL',
    deadlineMs: READY_DEADLINE_MS,
    giveUpIf: () => server.throwIfEnded(),
  });
}

/** A killed server leaves `postmaster.pid`; if another program has got its number, PostgreSQL would refuse to start. */
async function removeStaleLock(data: string): Promise<void> {
  const file = path.join(data, 'postmaster.pid');
  const pid = await readFile(file, 'utf8').then((text) => Number(text.split('\n')[0]), () => undefined);
  if (pid === undefined) return;
  if (lookUpProcess(pid)?.commandLine.includes(data)) throw new ServerEnded(`PostgreSQL ${pid} still uses ${data}`);
  await rm(file, { force: true });
}

async function passwordOf(folder: string): Promise<string> {
  const file = path.join(folder, 'password');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const password = randomBytes(18).toString('base64url');
  await writeFile(file, password, { mode: 0o600 });
  return password;
}

/** The cluster appears under its name only when complete, so that an interrupted start leaves none half made. */
async function createCluster(bin: string, folder: string, password: string, user: OsUser | undefined): Promise<void> {
  const [unfinished, passwordFile] = [path.join(folder, 'data.unfinished'), path.join(folder, 'password.initdb')];
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) for (const each of [unfinished, passwordFile]) await chown(each, user.uid, user.gid);
  const program = path.join(bin, 'initdb');
  const args = ['-D', unfinished, '-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions'];
  const run = asUser(user, [program, unfinished], program, [...args, ...locale]);
  const done = runCommand(run.command, run.args, { cwd: '/', user: run.user });
  await done.finally(() => rm(passwordFile, { force: true }));
  await rename(unfinished, path.join(folder, 'data'));
}
