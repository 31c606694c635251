import { runWhatIf, type Sql } from '../../../libs/store/index.ts';
import type { WhatIfReport } from '../../../libs/whatif/report.ts';
import type { RunningSystem } from '../../support/running-system.ts';
import { withNoticeDays } from '../../support/shorter-notice.ts';
import type { Bench } from '../bench.ts';
import { cpuDuring } from '../cpu.ts';
import { law, type CountyWorld } from '../county/county-world.ts';
import { countyOfThisRun, settleCounty, startCounty, utilityId } from '../live-county.ts';
import type { Result } from '../measure.ts';

/** Accounts of the bench's own run; `ARREARS_BENCH_WHATIF` names another number, such as that of a million cases. */
const wanted = { quick: 600, whole: 20_000 };
const secondsForAMillion = 300;
/** Two cores for so long, shared by a million cases. */
const microsecondsForACase = 600;

/** A draft that shortens a wait, run beside the pack in force over histories with cases. */
export async function measureWhatIf(bench: Bench): Promise<Result[]> {
  const world = countyOfThisRun(bench);
  const accounts = Number(process.env['ARREARS_BENCH_WHATIF'] ?? (bench.quick ? wanted.quick : wanted.whole));
  const system = await startCounty(bench);
  try {
    const sources = accountsWithCases(world);
    bench.say(`putting ${accounts} copies of ${sources.length} accounts with cases into the database`);
    await settleCounty(system, world, sources.map((sourceId) => ({ sourceId, accountId: sourceId })));
    await multiply(system, sources.length, accounts);
    bench.say('running the draft');
    const memory = new PeakMemory();
    const startedMs = performance.now();
    const before = process.cpuUsage();
    const { result: report, cpuSeconds } = await cpuDuring({ postgres: bench.stack.postgres.pid }, () => runWhatIf(system.db, { utilityId, draft: withNoticeDays(law, 7), onProgress: everyTenth(bench) }));
    const seconds = (performance.now() - startedMs) / 1_000;
    const { user, system: kernel } = process.cpuUsage(before);
    return resultsOf(report, { seconds, peakBytes: memory.end(), cpuMicroseconds: user + kernel, postgresMicroseconds: 1_000_000 * (cpuSeconds['postgres'] ?? 0) });
  } finally {
    await system.stop();
  }
}

function accountsWithCases(world: CountyWorld): string[] {
  return [...world.simulation.accounts.values()].filter(({ state }) => state !== null).map(({ accountId }) => accountId);
}

/** Every account again under other ids, with its stream and its open case, until there are as many as wanted. */
async function multiply({ db }: RunningSystem, sources: number, accounts: number): Promise<void> {
  const times = Math.max(0, Math.round(accounts / sources) - 1);
  await db.forUtility(utilityId, async (em) => {
    for (const [table, columns] of Object.entries(copied)) await copyRows(em, table, columns, times);
  });
  await db.orm.em.getConnection().execute('vacuum analyze');
}

/** Which columns carry the account's id, and in which form; the others are copied as they are. Ids of the county begin with A. */
const copied: Readonly<Record<string, { readonly renamed: readonly string[]; readonly json?: readonly string[]; readonly alike: readonly string[] }>> = {
  account: { renamed: ['account_id', 'open_case_id', 'last_case_id'], json: ['state'], alike: ['utility_id', 'version', 'head_hash', 'last_key', 'balance_cents', 'review_on'] },
  account_event: { renamed: ['account_id', 'event_id', 'body'], alike: ['utility_id', 'version', 'type', 'effective_at', 'recorded_at', 'hash'] },
  case_record: { renamed: ['case_id', 'account_id'], json: ['state'], alike: ['utility_id', 'episode', 'status', 'version', 'head_hash', 'next_deadline_at', 'opened_at', 'closed_at'] },
};

async function copyRows(em: Sql, table: string, { renamed, json = [], alike }: (typeof copied)[string], times: number): Promise<void> {
  // The id of an account stands in whatever is named after it; a copy's has its number before.
  const other = (column: string) => `replace(s.${column}, s.account_id, 'C' || n || '-' || s.account_id)`;
  const selected = [...renamed.map(other), ...json.map((column) => `${other(`${column}::text`)}::json`), ...alike.map((column) => `s.${column}`)];
  await em.execute(`insert into ${table} (${[...renamed, ...json, ...alike].join(', ')}) select ${selected.join(', ')} from ${table} s, generate_series(1, ?::int) n where s.utility_id = ? and s.account_id like 'A%'`, [times, utilityId]);
}

function everyTenth({ say }: Bench): (progress: { accounts: number; ofAccounts: number }) => void {
  let told = 0;
  return ({ accounts, ofAccounts }) => {
    const tenth = Math.floor((10 * accounts) / ofAccounts);
    if (tenth > told) say(`${(told = tenth)}0 % of ${ofAccounts} accounts`);
  };
}

/** The resident memory of this process, its threads included, looked at ten times a second. */
class PeakMemory {
  #peakBytes = process.memoryUsage.rss();
  readonly #looking = setInterval(() => (this.#peakBytes = Math.max(this.#peakBytes, process.memoryUsage.rss())), 100);

  end(): number {
    clearInterval(this.#looking);
    return this.#peakBytes;
  }
}

interface Spent {
  readonly seconds: number;
  readonly peakBytes: number;
  /** Of all threads of this process; what PostgreSQL computes comes on top. */
  readonly cpuMicroseconds: number;
  readonly postgresMicroseconds: number;
}

function resultsOf(report: WhatIfReport, { seconds, peakBytes, cpuMicroseconds, postgresMicroseconds }: Spent): Result[] {
  const { cases } = report.history.total.current;
  const megabytes = peakBytes / 1_048_576;
  const how = `${report.accounts} accounts of a sample county that had a case, copied under other ids, with ${report.facts} recorded facts in PostgreSQL: ${cases} cases decided anew by the pack in force and by a draft that waits 7 days in place of 10, and ${report.openCases} open ones carried on for 90 days, in ${seconds.toFixed(1)} s on all cores beside PostgreSQL.`;
  const computed = `Both packs, the reading from PostgreSQL and the start of the threads together; ${Math.round(postgresMicroseconds / cases)} µs of it are PostgreSQL's own. Unlike the time on the wall it says little of what else the machine does.`;
  return [
    { id: 'what-if', measure: 'What-if over histories, both packs', unit: 'cases/s', value: cases / seconds, goal: { atLeast: 1_000_000 / secondsForAMillion }, how },
    { id: 'what-if-computing', measure: 'What-if, computing for each case', unit: 'µs', value: (cpuMicroseconds + postgresMicroseconds) / cases, goal: { below: microsecondsForACase }, how: computed },
    { id: 'what-if-memory', measure: 'What-if, most memory of the process', unit: 'MB', value: megabytes, how: 'Resident, the bench and its threads together; portions of 250 accounts, two in each thread, however many there are.' },
  ];
}
