import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isCached } from './cache.ts';
import { type JavaProgram, javaProgram, javaProgramFolder } from './maven-jars.ts';
import { pollUntil } from './poll.ts';
import { freePort } from './ports.ts';
import { checkPrerequisites, javaCommand, type Tool } from './prerequisites.ts';
import type { Report } from './progress.ts';
import { ServerProcess } from './server-process.ts';

const GREENMAIL: JavaProgram = {
  name: 'greenmail',
  title: 'GreenMail, a mail server',
  version: '2.1.3',
  artifacts: ['com.icegreen:greenmail-standalone:2.1.3'],
};

const READY_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 10_000;

/** A mail server on loopback, with one mailbox, in memory. */
export interface MailServer {
  /** Takes mail for `address`. */
  readonly smtpUrl: string;
  readonly imapUrl: string;
  readonly address: string;
  kill9(): Promise<void>;
  /** Ends it and clears its folder. */
  stop(): Promise<void>;
}

/** A real SMTP and IMAP server, so that a mailbox is tested against what speaks the protocol. */
export async function startGreenMail(report: Report): Promise<MailServer> {
  const tools = new Set<Tool>(['java']);
  if (!(await isCached(path.join(javaProgramFolder(GREENMAIL), 'libs')))) tools.add('maven');
  await checkPrerequisites(tools);
  const libs = await javaProgram(GREENMAIL, report);
  const smtp = await freePort();
  const imap = await freePort(new Set([smtp]));
  const folder = await mkdtemp(path.join(tmpdir(), 'arrears-greenmail-'));
  const settings = { 'smtp.hostname': '127.0.0.1', 'smtp.port': smtp, 'imap.hostname': '127.0.0.1', 'imap.port': imap, users: 'collections:secret@utility.example', 'users.login': 'email' };
  const options = Object.entries(settings).map(([name, value]) => `-Dgreenmail.${name}=${value}`);
  const main = 'com.icegreen.greenmail.standalone.GreenMailStandaloneRunner';
  const args = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...options, '-cp', path.join(libs, '*'), main];
  const server = new ServerProcess({ name: 'GreenMail', folder, command: javaCommand(), args, stopSignal: 'SIGTERM', stopDeadlineMs: STOP_DEADLINE_MS });
  const handle = await server.launch(async () => {
    server.spawn();
    await pollUntil(() => Promise.all([answers(smtp), answers(imap)]), { what: 'GreenMail', deadlineMs: READY_DEADLINE_MS, giveUpIf: () => server.throwIfEnded() });
  });
  const stop = async () => {
    await handle.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const address = 'collections@utility.example';
  return { smtpUrl: `smtp://127.0.0.1:${smtp}`, imapUrl: `imap://${encodeURIComponent(address)}:secret@127.0.0.1:${imap}/INBOX`, address, kill9: () => handle.kill9(), stop };
}

/** Greets: it is not enough that the port is open. */
function answers(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(2_000, () => socket.destroy(new Error(`port ${port} says nothing`)));
    socket.once('error', reject);
    socket.once('data', () => {
      socket.destroy();
      resolve();
    });
  });
}
