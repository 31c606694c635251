import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { NoSuchLayout, actOnSeason, doPage, fileCorrections, importRollFile, listSeasons, lookAtLines, openSeason, ownerLetters, readPayoff, readRegister, readRollText, readUtility, seasonOutlook, writeSeasonFile, type Database, type ImportedKind } from '../../libs/store/index.ts';
import { isRefusal } from '../../libs/kernel/because.ts';
import { BadRollFile, NoSuchSeason, payoffDocument, rollCommandSchema, type Payoff } from '../../libs/tax-roll/index.ts';
import { documentPdf } from '../../activities/correspondence/document-pdf.ts';
import { FolderPrinter } from '../../activities/correspondence/folder-printer.ts';
import { printOwnerNotices } from '../../activities/tax-roll/owner-notices.ts';
import { isLocalDate } from '../../libs/kernel/time.ts';
import { inForceAt } from '../../libs/policy/law-book.ts';
import { senderOf } from '../../libs/policy/notice-statement.ts';
import { chosenUtility, print, withDatabase } from './database.ts';
import { CommandFailed } from './failure.ts';

interface Options {
  readonly utility?: string;
  readonly by: string;
}

const kinds = ['owners', 'mailed', 'answers', 'settlement'] as const;

/** `arrears tax-roll open|list|work|do|import|file|letters|payoff|register`: a season from the command line, by the same rules as over HTTP. */
export function addTaxRollCommands(program: Command): void {
  const roll = program.command('tax-roll').description('seasons of the tax roll');
  const on = (name: string, says: string) => roll.command(name).description(says).option('--utility <ID>', 'which utility');
  const signed = (name: string, says: string) => on(name, says).requiredOption('--by <PERSON>', 'who does it');
  signed('open <AUTHORITY> <SEASON>', 'opens a season, by the days of the pack in force').action((authority: string, season: string, options: Options) =>
    inUtility(options, async (db, utilityId) => print({ ...(await openSeason(db, utilityId, authority, season, options.by)), lines: undefined })),
  );
  on('list', 'lists the seasons').action((options: Options) => inUtility(options, async (db, utilityId) => (await db.forUtility(utilityId, (em) => listSeasons(em, utilityId))).forEach(print)));
  on('work <SEASON>', 'does what the season\'s process would: pages and looks that are due now').action((seasonId: string, options: Options) => inUtility(options, (db, utilityId) => work(db, utilityId, seasonId)));
  signed('do <SEASON> <COMMAND>', 'carries out a command, as JSON').action((seasonId: string, text: string, options: Options) =>
    inUtility(options, async (db, utilityId) => {
      const command = rollCommandSchema.safeParse(jsonOf(text));
      if (!command.success) throw new CommandFailed(`That is no command: ${command.error.issues.map(({ path: at, message }) => `${at.join('.')} ${message}`).join('; ')}`);
      const outcome = found(await actOnSeason(db, utilityId, seasonId, command.data, options.by), seasonId);
      if (isRefusal(outcome)) throw new CommandFailed(`${outcome.because.rule}: ${outcome.because.sentence}`);
      print({ ...outcome, lines: undefined });
    }),
  );
  signed('import <SEASON> <KIND> <FILE>', `takes in a file (${kinds.join(', ')}): all of it or nothing`).action((seasonId: string, kind: string, file: string, options: Options) =>
    inUtility(options, async (db, utilityId) => {
      if (!kinds.some((known) => known === kind)) throw new CommandFailed(`"${kind}" is none of ${kinds.join(', ')}`);
      print(found(await importRollFile(db, utilityId, seasonId, kind as ImportedKind, readFileSync(file, 'utf8'), options.by), seasonId));
    }),
  );
  on('file <SEASON> <KIND>', 'writes a file into a folder: roll, notices, changes or unsecured')
    .option('--nth <N>', 'of the lists', '1')
    .option('--corrections-by <PERSON>', 'files mended lines first, signed by that person')
    .option('--out <DIR>', 'where it goes', '.')
    .action((seasonId: string, kind: string, options: Options & { nth: string; correctionsBy?: string; out: string }) =>
      inUtility(options, async (db, utilityId) => {
        if (options.correctionsBy !== undefined) await fileCorrections(db, utilityId, seasonId, options.correctionsBy);
        if (kind !== 'roll' && kind !== 'notices' && kind !== 'changes' && kind !== 'unsecured') throw new CommandFailed(`"${kind}" is none of roll, notices, changes, unsecured`);
        const file = found(kind === 'roll' ? await db.forUtility(utilityId, (em) => readRollText(em, utilityId, seasonId, kind, Number(options.nth))) : await writeSeasonFile(db, utilityId, seasonId, kind), seasonId);
        writeFileSync(path.join(options.out, file.fileName), file.text);
        print({ fileName: file.fileName, sha256: file.sha256 });
      }),
    );
  on('letters <SEASON>', 'prints the notices to owners that wait for their mailing, each once, beside the other letters: the print run of that day takes them along')
    .option('--mail-on <YYYY-MM-DD>', 'when they go to the post; the days to object count from it (today)')
    .option('--letters <DIR>', 'where the worker puts letters', process.env['ARREARS_LETTERS_DIR'] ?? '.local/outbox')
    .action((seasonId: string, { mailOn, letters: folder, ...options }: Options & { mailOn?: string; letters: string }) =>
      inUtility(options, async (db, utilityId) => {
        if (mailOn !== undefined && !isLocalDate(mailOn)) throw new CommandFailed(`"${mailOn}" is no date: write it like 2027-07-20`);
        const letters = found(await ownerLetters(db, utilityId, seasonId, mailOn ?? null), seasonId);
        print(await printOwnerNotices(new FolderPrinter(folder), utilityId, seasonId, letters));
      }),
    );
  on('payoff <ACCOUNT> <AUTHORITY>', 'says what would pay an account off today, for a sale or a refinancing; what is certified stands apart')
    .option('--pdf <FILE>', 'writes the letter, too')
    .option('--to <LINE...>', 'to whom it goes, a line each', [])
    .action((accountId: string, authority: string, { pdf, to, ...options }: Options & { pdf?: string; to: string[] }) =>
      inUtility(options, async (db, utilityId) => {
        const payoff = await readPayoff(db, utilityId, accountId, authority);
        if (!payoff) throw new CommandFailed(`There is no account ${accountId}`);
        print(payoff);
        if (pdf !== undefined) writeFileSync(pdf, await payoffPdf(db, utilityId, payoff, authority, to));
      }),
    );
  on('register <SEASON>', 'prints every parcel with certified, amended, withdrawn, collected, remitted and open').action((seasonId: string, options: Options) =>
    inUtility(options, async (db, utilityId) => {
      const { rows, total } = found(await db.forUtility(utilityId, (em) => readRegister(em, utilityId, seasonId, null)), seasonId);
      [...rows, { total }].forEach(print);
    }),
  );
}

async function payoffPdf(db: Database, utilityId: string, payoff: Payoff, authority: string, to: readonly string[]): Promise<Buffer> {
  const { law, now } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
  const current = inForceAt(law, now);
  const layout = current.documents?.forms.letter;
  if (!layout) throw new CommandFailed(`Pack ${current.pack.id} names no documents, and so no form of a letter: add "documents" to it.`);
  const text = payoffDocument(payoff, current.pack.certification?.authorities[authority]?.says ?? authority, to);
  const small = [...new Set(payoff.because.map(({ citation }) => citation))];
  return (await documentPdf([{ text, layout }], { letterhead: senderOf(current), at: now, small })).pdf;
}

async function inUtility(options: Pick<Options, 'utility'>, act: (db: Database, utilityId: string) => Promise<unknown>): Promise<void> {
  try {
    await withDatabase(async (db) => act(db, await chosenUtility(db, options.utility)));
  } catch (error) {
    if (error instanceof BadRollFile || error instanceof NoSuchSeason || error instanceof NoSuchLayout) throw new CommandFailed(error.message);
    throw error;
  }
}

function found<T>(value: T | null, seasonId: string): T {
  if (value === null) throw new CommandFailed(`There is no such season or file: ${seasonId}`);
  return value;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailed('The command has to be JSON, like {"type":"ApproveRoll","reason":"looked at each line"}');
  }
}

async function work(db: Database, utilityId: string, seasonId: string): Promise<void> {
  for (let before: string | null = null; ; ) {
    const outlook = found(await seasonOutlook(db, utilityId, seasonId), seasonId);
    if (outlook.work === null || outlook.work === before) return print({ waitsFor: outlook.waitsFor, nextLookAt: outlook.nextLookAt });
    if (outlook.work === 'look') while (await lookAtLines(db, utilityId, seasonId));
    else while (await doPage(db, utilityId, seasonId, outlook.work));
    before = outlook.work === 'look' ? null : outlook.work;
  }
}
