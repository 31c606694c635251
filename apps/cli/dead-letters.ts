import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { listDeadLetters, NotHeld, readDeadLetter, releaseAccounts, resendDeadLetter, UnusableRepair, type Release } from '../../libs/store/index.ts';
import { chosenUtility, print, withDatabase } from './database.ts';
import { CommandFailed } from './failure.ts';

const pageSize = 200;

/** `arrears dlq list|show|replay|release` */
export function addDeadLetterCommands(program: Command): void {
  const dlq = program.command('dlq').description('messages that could not be taken in');
  dlq
    .command('list')
    .option('--utility <ID>', 'which utility; * for messages that name none')
    .option('--status <STATUS>', 'open, resent or repaired')
    .action(async (options: { utility?: string; status?: 'open' | 'resent' | 'repaired' }) =>
      withDatabase(async (db) => {
        const utilityId = await chosenUtility(db, options.utility);
        for (let after: string | null = null; ; ) {
          const page: Awaited<ReturnType<typeof listDeadLetters>> = await listDeadLetters(db, utilityId, { limit: pageSize, after, ...(options.status ? { status: options.status } : {}) });
          for (const letter of page) print(letter);
          if (page.length < pageSize) return;
          after = page.at(-1)?.deadLetterId ?? null;
        }
      }),
    );
  dlq
    .command('show <ID>')
    .option('--utility <ID>', 'which utility')
    .action(async (id: string, options: { utility?: string }) => withDatabase(async (db) => print(await letter(db, await chosenUtility(db, options.utility), id))));
  dlq
    .command('replay <ID>')
    .description('sends the repaired message under a new id that names the old one')
    .requiredOption('--file <FILE>', 'the repaired CloudEvent as JSON; - for standard input')
    .option('--utility <ID>', 'which utility')
    .action(async (id: string, options: { file: string; utility?: string }) =>
      withDatabase(async (db) => {
        const utilityId = await chosenUtility(db, options.utility);
        await letter(db, utilityId, id);
        print(await replay(db, utilityId, id, readFileSync(options.file === '-' ? 0 : options.file, 'utf8')));
      }),
    );
  dlq
    .command('release <ID>')
    .description('frees accounts that the message holds and does not concern')
    .requiredOption('--accounts <IDS>', 'which, with commas between them')
    .requiredOption('--reason <TEXT>', 'how that is known')
    .option('--utility <ID>', 'which utility')
    .action(async (id: string, options: { accounts: string; reason: string; utility?: string }) =>
      withDatabase(async (db) => {
        const utilityId = await chosenUtility(db, options.utility);
        await letter(db, utilityId, id);
        print(await release(db, utilityId, id, { accountIds: options.accounts.split(','), reason: options.reason, releasedBy: 'command line' }));
      }),
    );
}

type Db = Parameters<typeof readDeadLetter>[0];

async function letter(db: Db, utilityId: string, id: string) {
  const found = await readDeadLetter(db, utilityId, id);
  if (!found) throw new CommandFailed(`There is no dead letter ${id}; see: arrears dlq list`);
  return found;
}

async function replay(db: Db, utilityId: string, id: string, text: string) {
  try {
    return await resendDeadLetter(db, utilityId, id, JSON.parse(text) as Record<string, unknown>, 'command line');
  } catch (error) {
    if (error instanceof UnusableRepair || error instanceof SyntaxError) throw new CommandFailed(error.message);
    throw error;
  }
}

async function release(db: Db, utilityId: string, id: string, freed: Release) {
  try {
    return { released: freed.accountIds, staysHeld: await releaseAccounts(db, utilityId, id, freed) };
  } catch (error) {
    if (error instanceof NotHeld) throw new CommandFailed(error.message);
    throw error;
  }
}
