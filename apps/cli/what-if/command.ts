import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { plusDays, localDateOf, startOfDay } from '../../../libs/calendar/days.ts';
import { monthsBefore, recordedLines } from '../../../libs/contracts/recorded-lines.ts';
import { isLocalDate, type Instant, type LocalDate } from '../../../libs/kernel/time.ts';
import type { Law } from '../../../libs/policy/facts.ts';
import { BrokenPack, loadLaw, loadLawFrom } from '../../../libs/policy/load.ts';
import { compareAccount, type WhatIf } from '../../../libs/whatif/comparison.ts';
import { addCounts } from '../../../libs/whatif/course.ts';
import { csvOf } from '../../../libs/whatif/csv.ts';
import { reportOf } from '../../../libs/whatif/report-of.ts';
import type { WhatIfReport } from '../../../libs/whatif/report.ts';
import { promptWorld } from '../../../libs/whatif/responder.ts';
import { emptyTally } from '../../../libs/whatif/tally.ts';
import { thresholdsExceeded } from '../../../libs/whatif/thresholds.ts';
import { print } from '../database.ts';
import { CommandFailed } from '../failure.ts';
import { tablesOf } from './tables.ts';

interface WhatIfOptions {
  readonly pack: string;
  readonly against?: string;
  readonly since?: string;
  readonly aheadDays: string;
  readonly events?: string;
  readonly out?: readonly string[];
}

/** `arrears whatif --pack DRAFT [--against CURRENT] [--since DATE]` */
export function addWhatIfCommand(program: Command): void {
  program
    .command('whatif')
    .description('runs a draft of a pack beside the pack in force over recorded history and all open cases, and tells what would be different')
    .requiredOption('--pack <DRAFT>', 'the draft: a folder with a pack.yaml, or a reference such as OH-COUNTY@2')
    .option('--against <CURRENT>', 'the pack to compare with, likewise')
    .option('--since <DATE>', 'count from this day on; two years before the end of what is recorded unless told')
    .option('--ahead-days <N>', 'how far the open cases are carried on', '90')
    .option('--events <FILE>', 'CloudEvents as on Kafka, one a line')
    .option('--out <FILE...>', 'write the report there as well: .json, .csv')
    .action(whatIf);
}

async function whatIf(options: WhatIfOptions): Promise<void> {
  const report = fromEvents(options);
  const reasons = thresholdsExceeded(report, lawOf(options.against as string).pack.activation?.thresholds ?? []);
  print(tablesOf(report, reasons));
  for (const file of options.out ?? []) writeFileSync(file, formOf(report, file));
}

function formOf(report: WhatIfReport, file: string): string {
  switch (extname(file)) {
    case '.json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case '.csv':
      return csvOf(report);
    default:
      throw new CommandFailed(`--out ${file}: end its name in .json or .csv`);
  }
}

function fromEvents(options: WhatIfOptions): WhatIfReport {
  if (options.events === undefined || !existsSync(options.events)) throw new CommandFailed(`--events ${options.events}: there is no such file`);
  if (options.against === undefined) throw new CommandFailed('--events needs --against: a file does not say which pack is in force');
  const current = lawOf(options.against);
  const lines = readFileSync(options.events, 'utf8').split('\n');
  const recorded = recordedLines(lines, current, (bad, lineNumber) => process.stderr.write(`line ${lineNumber}: ${bad.reason}: ${bad.detail}\n`));
  const comparison = whatIfOf(options, current, recorded.asOfAt);
  const tally = emptyTally();
  for (const account of recorded.accounts) compareAccount(comparison, account, tally);
  addCounts(tally.recorded, recorded.recordedSince(comparison.sinceAt));
  return reportOf(comparison, tally);
}

/** How much of the past counts unless told. */
const monthsOfHistory = 24;

function whatIfOf({ pack, since, aheadDays }: WhatIfOptions, current: Law, asOfAt: Instant): WhatIf {
  if (since !== undefined && !isLocalDate(since)) throw new CommandFailed(`--since ${since} is not a date that exists, like 2027-03-01`);
  if (!/^\d{1,4}$/.test(aheadDays)) throw new CommandFailed(`--ahead-days ${aheadDays} is not a number of days`);
  const { zone } = current.calendar;
  return {
    current,
    draft: lawOf(pack),
    model: promptWorld,
    sinceAt: since === undefined ? monthsBefore(asOfAt, monthsOfHistory, current) : startOfDay(since as LocalDate, zone),
    asOfAt,
    aheadUntilAt: startOfDay(plusDays(localDateOf(asOfAt, zone), Number(aheadDays) + 1), zone),
  };
}

function lawOf(named: string): Law {
  try {
    return existsSync(named) ? loadLawFrom(named) : loadLaw(named);
  } catch (error) {
    if (error instanceof BrokenPack) throw new CommandFailed(error.message);
    throw error;
  }
}
