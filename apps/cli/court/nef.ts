import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { contentsOf, milestonesOf, NoCourtNotice, readNoticeMail } from '../../../libs/docket/index.ts';
import { CommandFailed } from '../failure.ts';

/** `arrears court nef FILE.eml…` */
export function addNefCommand(court: Command): void {
  court
    .command('nef')
    .description('reads Notices of Electronic Filing, as courts mail them: court, dockets, entries and milestones, a JSON line a notice')
    .argument('<FILE.eml...>', 'messages as they arrived')
    .action(readFiles);
}

async function readFiles(files: readonly string[]): Promise<void> {
  let bad = 0;
  for (const file of files) {
    const fault = await readOne(file);
    if (fault === null) continue;
    bad += 1;
    process.stderr.write(`${file}: ${fault}\n`);
  }
  if (bad > 0) throw new CommandFailed(`${bad} of ${files.length} files could not be read; the others were`);
}

/** Prints it, or says why it cannot be read. */
async function readOne(file: string): Promise<string | null> {
  try {
    const notice = await readNoticeMail(await readFile(file));
    const milestones = milestonesOf(notice).map(({ docketNumber, kind, on, debtor, entry, words, certain }) => ({ docketNumber, kind, on, debtor, entry, words, certain }));
    process.stdout.write(`${JSON.stringify({ file, ...contentsOf(notice), milestones })}\n`);
    return null;
  } catch (error) {
    if (error instanceof NoCourtNotice) return `is no notice of electronic filing: ${error.message}`;
    if ((error as NodeJS.ErrnoException).code !== undefined) return (error as Error).message;
    throw error;
  }
}
