import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { recordedLines } from '../../../libs/contracts/recorded-lines.ts';
import { isLocalDate } from '../../../libs/kernel/time.ts';
import type { Law } from '../../../libs/policy/facts.ts';
import { inForceAt } from '../../../libs/policy/law-book.ts';
import { BrokenPack, loadLaw, loadLawFrom } from '../../../libs/policy/load.ts';
import { keepWhatIfReport, readUtility, runPortions, runWhatIf } from '../../../libs/store/index.ts';
import { defaultAheadDays, whatIfOf, type Asked } from '../../../libs/whatif/asked.ts';
import { addCounts } from '../../../libs/whatif/course.ts';
import { csvOf } from '../../../libs/whatif/csv.ts';
import { pageOf } from '../../../libs/whatif/page.ts';
import { reportOf } from '../../../libs/whatif/report-of.ts';
import type { WhatIfReport } from '../../../libs/whatif/report.ts';
import { thresholdsExceeded, type ThresholdReason } from '../../../libs/whatif/thresholds.ts';
import { chosenUtility, print, withDatabase } from '../database.ts';
import { CommandFailed } from '../failure.ts';
import { ProgressBar } from './progress-bar.ts';
import { tablesOf } from './tables.ts';

interface WhatIfOptions {
  readonly pack: string;
  readonly against?: string;
  readonly since?: string;
  readonly aheadDays: string;
  readonly events?: string;
  readonly utility?: string;
  readonly threads?: string;
  readonly keep?: boolean;
  readonly out: readonly string[];
}

/** `arrears whatif --pack DRAFT [--against CURRENT] [--since DATE]` */
export function addWhatIfCommand(program: Command): void {
  program
    .command('whatif')
    .description('runs a draft of a pack beside the pack in force over recorded history and all open cases, and tells what would be different')
    .requiredOption('--pack <DRAFT>', 'the draft: a folder with a pack.yaml, or a reference such as OH-COUNTY@2')
    .option('--against <CURRENT>', 'the pack to compare with, likewise; the one in force unless told')
    .option('--since <DATE>', 'count from this day on; two years before the end of what is recorded unless told')
    .option('--ahead-days <N>', 'how far the open cases are carried on', String(defaultAheadDays))
    .option('--events <FILE>', 'CloudEvents as on Kafka, one a line, in place of the database; needs --against')
    .option('--utility <ID>', 'which utility of the database')
    .option('--threads <N>', 'how many cores to use; all unless told')
    .option('--keep', 'keep the report in the database, so that an activation can name it')
    .option('--out <FILE...>', 'write the report there as well: .json, .csv, .html', [])
    .action(whatIf);
}

async function whatIf(options: WhatIfOptions): Promise<void> {
  options.out.forEach(formOf);
  const asked = askedOf(options);
  const threads = options.threads === undefined ? undefined : wholeNumber(options.threads, '--threads');
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  if (options.keep && options.events !== undefined) throw new CommandFailed('--keep keeps the report of what is in the database, not of a file');
  const bar = new ProgressBar();
  const run = { asked, against: options.against === undefined ? null : lawOf(options.against), signal: stop.signal, bar, ...(threads !== undefined && { threads }) };
  const { report, current } = options.events === undefined ? await fromDatabase(options.utility, run, options.keep ?? false) : await fromEvents(options.events, run);
  const reasons = thresholdsExceeded(report, current.pack.activation?.thresholds ?? []);
  print(tablesOf(report, reasons));
  for (const file of options.out) writeFileSync(file, formOf(file)(report, reasons));
}

interface Run {
  readonly asked: Asked;
  readonly against: Law | null;
  readonly signal: AbortSignal;
  readonly bar: ProgressBar;
  readonly threads?: number;
}

interface Answered {
  readonly report: WhatIfReport;
  readonly current: Law;
}

function fromDatabase(utility: string | undefined, { asked, against, signal, bar, threads }: Run, keeps: boolean): Promise<Answered> {
  return withDatabase(async (db) => {
    const utilityId = await chosenUtility(db, utility);
    const { law, now } = await db.forUtility(utilityId, (em) => readUtility(em, utilityId));
    const current = against ?? inForceAt(law, now);
    const onProgress = ({ accounts, ofAccounts }: { accounts: number; ofAccounts: number }) => bar.tell(accounts, ofAccounts);
    const report = await runWhatIf(db, { ...asked, utilityId, against: current, onProgress, signal, ...(threads !== undefined && { threads }) });
    if (keeps) {
      const whatIfId = randomUUID();
      await db.forUtility(utilityId, (em) => keepWhatIfReport(em, utilityId, whatIfId, report));
      process.stderr.write(`The report is kept as ${whatIfId}.\n`);
    }
    return { report, current };
  });
}

/** So many accounts of a file are handed to a thread at once. */
const accountsAtOnce = 500;

async function fromEvents(file: string, { asked, against, signal, bar, threads }: Run): Promise<Answered> {
  if (!existsSync(file)) throw new CommandFailed(`--events ${file}: there is no such file`);
  if (against === null) throw new CommandFailed('--events needs --against: a file does not say which pack is in force');
  const lines = readFileSync(file, 'utf8').split('\n');
  const { accounts, asOfAt, recordedSince } = recordedLines(lines, against, (bad, lineNumber) => process.stderr.write(`line ${lineNumber}: ${bad.reason}: ${bad.detail}\n`));
  const comparison = whatIfOf(asked, against, asOfAt);
  const portions = Array.from({ length: Math.ceil(accounts.length / accountsAtOnce) }, (_, index) => ({
    kind: 'accounts' as const,
    accounts: accounts.slice(index * accountsAtOnce, (index + 1) * accountsAtOnce),
  }));
  const start = { whatIf: comparison, source: null };
  const tally = await runPortions({ start, portions, signal, onDone: (done) => bar.tell(done, accounts.length), ...(threads !== undefined && { threads }) });
  addCounts(tally.recorded, recordedSince(comparison.sinceAt));
  return { report: reportOf(comparison, tally), current: against };
}

type Form = (report: WhatIfReport, reasons: readonly ThresholdReason[]) => string;
const forms: Readonly<Record<string, Form>> = { '.json': (report) => `${JSON.stringify(report, null, 2)}\n`, '.csv': csvOf, '.html': pageOf };

/** By the end of the file's name. @throws CommandFailed before anything is computed in vain */
function formOf(file: string): Form {
  const form = forms[extname(file)];
  if (!form) throw new CommandFailed(`--out ${file}: end its name in ${Object.keys(forms).join(', ')}`);
  return form;
}

function askedOf({ pack, since, aheadDays }: WhatIfOptions): Asked {
  if (since !== undefined && !isLocalDate(since)) throw new CommandFailed(`--since ${since} is not a date that exists, like 2027-03-01`);
  return { draft: lawOf(pack), aheadDays: wholeNumber(aheadDays, '--ahead-days'), ...(since !== undefined && { sinceOn: since }) };
}

function wholeNumber(text: string, option: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new CommandFailed(`${option} ${text} is not a whole number from 1 on`);
  return Number(text);
}

function lawOf(named: string): Law {
  try {
    return existsSync(named) ? loadLawFrom(named) : loadLaw(named);
  } catch (error) {
    if (error instanceof BrokenPack) throw new CommandFailed(error.message);
    throw error;
  }
}
