import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { z } from 'zod';
import { readUpload, type UploadedDocket } from '../../../libs/docket/index.ts';
import { actOnDockets, recordDocketEntries } from '../../../libs/store/index.ts';
import { chosenUtility, print, withDatabase } from '../database.ts';
import { CommandFailed } from '../failure.ts';

/** `arrears court upload FILE.ndjson --utility county` */
export function addUploadCommand(court: Command): void {
  court
    .command('upload')
    .description('takes dockets that somebody copied from a court, a docket a line; accounts that may be a debtor’s hold at once')
    .argument('<FILE>', 'JSON lines {court, docketNumber, caseName, debtors, entries: [{dateFiled, dateEntered, number, text}]}; - for standard input')
    .option('--utility <ID>', 'which utility')
    .action(upload);
}

async function upload(file: string, { utility }: { readonly utility?: string }): Promise<void> {
  if (file !== '-' && !existsSync(file)) throw new CommandFailed(`${file}: there is no such file`);
  await withDatabase(async (db) => {
    const utilityId = await chosenUtility(db, utility);
    let lineNumber = 0;
    let bad = 0;
    for await (const line of createInterface({ input: file === '-' ? process.stdin : createReadStream(file), crlfDelay: Infinity })) {
      lineNumber += 1;
      if (line.trim() === '') continue;
      const read = readLine(line);
      if (typeof read === 'string') {
        bad += 1;
        process.stderr.write(`line ${lineNumber}: ${read}\n`);
        continue;
      }
      const { entries, debtors } = read;
      const changed = await recordDocketEntries(db, utilityId, entries, debtors);
      print({ line: lineNumber, docketNumber: entries[0]?.docketNumber ?? null, entries: entries.length, changed: changed.length > 0 });
    }
    while ((await actOnDockets(db, utilityId)) > 0);
    if (bad > 0) throw new CommandFailed(`${bad} of ${lineNumber} lines could not be read; the others were taken`);
  });
}

/** What else a line holds (an id, the clerk's header) is not looked at. @returns what is wrong with it, in words */
function readLine(line: string): ReturnType<typeof readUpload> | string {
  try {
    const { court, docketNumber, caseName, debtors, entries, text } = JSON.parse(line) as UploadedDocket;
    return readUpload({ court, docketNumber, caseName, debtors, entries, text });
  } catch (error) {
    if (error instanceof SyntaxError) return `is not JSON: ${error.message}`;
    if (error instanceof z.ZodError) return `is no docket: ${error.issues.map((issue) => `${issue.path.join('.') || 'the line'} ${issue.message}`).join('; ')}`;
    throw error;
  }
}
