import { existsSync, readFileSync, writeSync } from 'node:fs';
import type { Command } from 'commander';
import { decidedLine, simulateLines } from '../../libs/contracts/index.ts';
import { isLocalDate } from '../../libs/kernel/time.ts';
import { BrokenPack } from '../../libs/policy/load.ts';
import type { Law } from '../../libs/policy/facts.ts';
import { lawNamed } from '../../libs/policy/laws-named.ts';
import { CommandFailed } from './failure.ts';

interface SimulateOptions {
  readonly pack: readonly string[];
  readonly events: string;
  readonly until: string;
  readonly feedLimitHours?: string;
}

/** `arrears simulate --pack OH-COUNTY@1 --events FILE --until DATE` */
export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('decides a whole history in memory, without any server, and prints every decision as a JSON line')
    .requiredOption('--pack <ID@VERSION...>', 'the policy pack, such as OH-COUNTY@1; of several, each is in force from its own date, or from the one in OH-COUNTY@2:2027-07-01')
    .requiredOption('--events <FILE>', 'CloudEvents as on Kafka, one a line; - for standard input')
    .requiredOption('--until <DATE>', 'run through the end of this day')
    .option('--feed-limit-hours <N>', 'how old a feed may be, in place of the limits of the pack')
    .action(simulate);
}

function simulate(options: SimulateOptions): void {
  if (!isLocalDate(options.until)) throw new CommandFailed(`--until ${options.until} is not a date that exists, like 2027-03-01`);
  const law = lawOf(options.pack);
  const out: string[] = [];
  const simulation = simulated(linesOf(options.events), {
    law,
    ...limits(law, options.feedLimitHours),
    onDecided: (decided) => out.push(`${JSON.stringify(decidedLine(decided))}\n`),
    onBad: (bad, lineNumber) => process.stderr.write(`line ${lineNumber}: ${bad.reason}: ${bad.detail}\n`),
  });
  simulation.runThrough(options.until);
  if (simulation.waiting.length > 0) process.stderr.write(`${simulation.waiting.length} events wait for the opening of their account\n`);
  writeAll(out.join(''));
}

function simulated(...[lines, options]: Parameters<typeof simulateLines>): ReturnType<typeof simulateLines> {
  try {
    return simulateLines(lines, options);
  } catch (error) {
    if (error instanceof RangeError) throw new CommandFailed(error.message);
    throw error;
  }
}

/** Standard output may be a pipe that is full for a moment; nothing is lost on exit. */
function writeAll(text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(1, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

function lawOf(named: readonly string[]): Law {
  try {
    return lawNamed(named);
  } catch (error) {
    if (error instanceof BrokenPack || error instanceof RangeError) throw new CommandFailed(error.message);
    throw error;
  }
}

function limits(law: Law, hours: string | undefined) {
  if (hours === undefined) return {};
  const limitHours = Number(hours);
  if (!(limitHours >= 0)) throw new CommandFailed(`--feed-limit-hours ${hours} is not a number of hours`);
  return { feeds: Object.keys(law.pack.feeds).map((name) => ({ name, limitHours })) };
}

function linesOf(file: string): string[] {
  if (file !== '-' && !existsSync(file)) throw new CommandFailed(`--events ${file}: there is no such file`);
  return readFileSync(file === '-' ? 0 : file, 'utf8').split('\n');
}
