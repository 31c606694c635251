import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { CourtSources } from '../../../activities/court/court-sources.ts';
import { chosenUtility, print, withDatabase } from '../database.ts';
import { CommandFailed } from '../failure.ts';

interface FetchOptions {
  readonly utility?: string;
  readonly mailbox?: string;
  readonly folder?: string;
  readonly feed?: readonly string[];
  readonly every?: string;
}

/** `arrears court fetch --utility county --folder DIR --every 300` */
export function addFetchCommand(court: Command): void {
  court
    .command('fetch')
    .description('takes what courts sent, from a mailbox, a folder and feeds; every account that may be a debtor’s holds at once')
    .option('--utility <ID>', 'which utility')
    .option('--mailbox <URL>', 'imaps://user:password@host/INBOX; better in ARREARS_COURT_MAILBOX, which no list of processes shows', process.env['ARREARS_COURT_MAILBOX'])
    .option('--folder <DIR>', 'where mails are put as *.eml')
    .option('--feed <URL...>', 'RSS of courts, looked at every five minutes at most')
    .option('--every <SECONDS>', 'look again after so many seconds, until it is stopped')
    .action(fetchFromCourts);
}

async function fetchFromCourts({ utility, mailbox, folder, feed, every }: FetchOptions): Promise<void> {
  if (!mailbox && !folder && !feed) throw new CommandFailed('Say where courts are heard: --mailbox, --folder or --feed');
  if (mailbox && !/^imaps?:$/.test(URL.parse(mailbox)?.protocol ?? '')) throw new CommandFailed('--mailbox is no imaps:// URL, like imaps://user:password@host/INBOX');
  const seconds = every === undefined ? null : Number(every);
  if (seconds !== null && !(seconds >= 1)) throw new CommandFailed(`--every ${every} is not a number of seconds, 1 or more`);
  const stopped = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopped.abort());
  await withDatabase(async (db) => {
    const sources = new CourtSources(db, await chosenUtility(db, utility), { mailbox, folder, ...(feed && { feeds: feed }) });
    do {
      const { looked, held } = await sources.look();
      for (const one of looked) print(one);
      if (held > 0) print({ held });
      const failed = looked.filter((one) => 'failed' in one).length;
      if (seconds === null && failed > 0) throw new CommandFailed(`${failed} of ${looked.length} sources could not be read; the others were`);
      if (seconds !== null) await delay(seconds * 1_000, undefined, { signal: stopped.signal }).catch(() => undefined);
    } while (seconds !== null && !stopped.signal.aborted);
  });
}
