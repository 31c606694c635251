import { createReadStream, existsSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { isBadLine, readDocketLines } from '../../../libs/docket/index.ts';
import { CommandFailed } from '../failure.ts';

/** `arrears court read FILE.ndjson` */
export function addReadCommand(court: Command): void {
  court
    .command('read')
    .description('reads docket texts, a docket a line, into milestones, printed as a JSON line a docket')
    .argument('<FILE>', 'dockets as JSON lines {id, entries: [{dateFiled, dateEntered, number, text}]}; - for standard input')
    .action(readFile);
}

async function readFile(file: string): Promise<void> {
  if (file !== '-' && !existsSync(file)) throw new CommandFailed(`${file}: there is no such file`);
  const input = file === '-' ? process.stdin : createReadStream(file);
  let lineNumber = 0;
  let badLines = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    lineNumber += 1;
    for (const read of readDocketLines([line])) {
      if (isBadLine(read)) {
        badLines += 1;
        process.stderr.write(`line ${lineNumber}: ${read.detail}\n`);
      } else if (!process.stdout.write(`${JSON.stringify(read)}\n`)) await once(process.stdout, 'drain');
    }
  }
  if (badLines > 0) throw new CommandFailed(`${badLines} of ${lineNumber} lines could not be read; the others were`);
}
