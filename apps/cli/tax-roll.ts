import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { actOnSeason, doPage, fileCorrections, importRollFile, listSeasons, lookAtLines, openSeason, readRegister, readRollText, seasonOutlook, writeSeasonFile, type Database, type ImportedKind } from '../../libs/store/index.ts';
import { isRefusal } from '../../libs/kernel/because.ts';
import { BadRollFile, NoSuchSeason, rollCommandSchema } from '../../libs/tax-roll/index.ts';
import { chosenUtility, print, withDatabase } from './database.ts';
import { CommandFailed } from './failure.ts';

interface Options {
  readonly utility?: string;
  readonly by: string;
}

const kinds = ['owners', 'mailed', 'answers', 'settlement'] as const;

/** `arrears tax-roll open|list|work|do|import|file|register`: a season from the command line, by the same rules as over HTTP. */
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
  on('file <SEASON> <KIND>', 'writes a file into a folder: roll, notices or changes')
    .option('--nth <N>', 'of the lists', '1')
    .option('--corrections-by <PERSON>', 'files mended lines first, signed by that person')
    .option('--out <DIR>', 'where it goes', '.')
    .action((seasonId: string, kind: string, options: Options & { nth: string; correctionsBy?: string; out: string }) =>
      inUtility(options, async (db, utilityId) => {
        if (options.correctionsBy !== undefined) await fileCorrections(db, utilityId, seasonId, options.correctionsBy);
        if (kind !== 'roll' && kind !== 'notices' && kind !== 'changes') throw new CommandFailed(`"${kind}" is none of roll, notices, changes`);
        const file = found(kind === 'roll' ? await db.forUtility(utilityId, (em) => readRollText(em, utilityId, seasonId, kind, Number(options.nth))) : await writeSeasonFile(db, utilityId, seasonId, kind), seasonId);
        writeFileSync(path.join(options.out, file.fileName), file.text);
        print({ fileName: file.fileName, sha256: file.sha256 });
      }),
    );
  on('register <SEASON>', 'prints every parcel with certified, amended, withdrawn, collected, remitted and open').action((seasonId: string, options: Options) =>
    inUtility(options, async (db, utilityId) => {
      const { rows, total } = found(await db.forUtility(utilityId, (em) => readRegister(em, utilityId, seasonId, null)), seasonId);
      [...rows, { total }].forEach(print);
    }),
  );
}

async function inUtility(options: Pick<Options, 'utility'>, act: (db: Database, utilityId: string) => Promise<unknown>): Promise<void> {
  try {
    await withDatabase(async (db) => act(db, await chosenUtility(db, options.utility)));
  } catch (error) {
    if (error instanceof BadRollFile || error instanceof NoSuchSeason) throw new CommandFailed(error.message);
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
