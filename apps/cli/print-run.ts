import type { Command } from 'commander';
import { printRun, PrintRunHalted } from '../../activities/correspondence/print-run.ts';
import { isLocalDate } from '../../libs/kernel/time.ts';
import { print } from './database.ts';
import { CommandFailed } from './failure.ts';

/** `arrears print-run --utility county --day 2027-03-20 [--out DIR]` */
export function addPrintRunCommand(program: Command): void {
  program
    .command('print-run')
    .description("bundles a day's letters into one PDF, with a manifest and checksums; running it again gives the same bytes")
    .requiredOption('--utility <ID>', 'which utility')
    .requiredOption('--day <YYYY-MM-DD>', 'the business date on which the letters were ordered')
    .option('--letters <DIR>', 'where the worker puts letters', process.env['ARREARS_LETTERS_DIR'] ?? '.local/outbox')
    .option('--out <DIR>', 'where the bundle goes', '.local/print-runs')
    .action(async ({ utility: utilityId, day, letters: lettersDir, out: outDir }: { utility: string; day: string; letters: string; out: string }) => {
      if (!isLocalDate(day)) throw new CommandFailed(`"${day}" is no date: write it like 2027-03-20`);
      try {
        print(await printRun({ lettersDir, utilityId, day, outDir }));
      } catch (error) {
        if (error instanceof PrintRunHalted) throw new CommandFailed(error.message);
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new CommandFailed(`There is no folder ${lettersDir}: say where the letters are with --letters`);
        throw error;
      }
    });
}
