import { pollUntil } from '../../../infra/local/servers/poll.ts';
import { withConnection } from '../../../infra/local/servers/sql.ts';
import { TEMPORAL_DATABASES } from '../../../infra/local/servers/temporal-config.ts';
import type { AccountEventData, FactType } from '../../../libs/account/account.events.ts';
import { cloudEvent } from '../../../libs/contracts/index.ts';
import { clearForShutOff } from '../../../libs/store/index.ts';
import { caseWorkflowId } from '../../../workflows/api.ts';
import { hearsLate, OutsideWorld } from '../../support/outside-world.ts';
import { RunningSystem } from '../../support/running-system.ts';
import { local } from '../../support/story.ts';
import type { Bench } from '../bench.ts';
import { countOf } from '../commit-times.ts';
import { Histories } from '../histories.ts';
import { startApp } from '../live-county.ts';
import type { Result } from '../measure.ts';
import { household } from '../../support/household.ts';

/** Other measures leave processes of their utility behind in Temporal, which no worker serves any more. */
const utilityId = 'county-of-cases';

/** What a case costs from its opening to its end: notice, door tag, shut-off, payment, restoration. */
export async function measureWholeCases(bench: Bench): Promise<Result[]> {
  const accounts = Array.from({ length: bench.quick ? 5 : 60 }, (_, index) => `A${100_001 + index}`);
  const system = await RunningSystem.start(bench.stack, [], hearsLate);
  const histories = await Histories.connect(bench.stack);
  try {
    await system.createUtility({ utilityId, pack: 'OH-COUNTY@1', clock: { mode: 'stepped', startAt: local('2027-03-05 12:00') } });
    const outside = await OutsideWorld.listen(system, utilityId);
    await startAll(system);
    await openAndBill(system, accounts);
    const before = await spent(bench, system);
    bench.say(`playing ${accounts.length} cases from the unpaid bill to the end`);
    await play(system, outside, accounts);
    const after = await spent(bench, system);
    const { events, looks } = await histories.written(accounts.map((id) => caseWorkflowId({ utilityId, caseId: `${id}.1` })));
    const caseEvents = await countOf(system.db, 'select count(*) from case_event');
    return resultsOf({ cases: accounts.length, before, after, events, looks, caseEvents });
  } finally {
    await histories.close();
    await system.stop();
  }
}

async function startAll(system: RunningSystem): Promise<void> {
  for (const name of ['ingest', 'worker', 'relay'] as const) system.apps.set(name, await startApp(system, name));
}

async function openAndBill(system: RunningSystem, accounts: readonly string[]): Promise<void> {
  await tell(system, accounts, '2027-01-05 09:00', 'AccountOpened', (id) => household({ meterSerial: `M-${id}` }));
  await tell(system, accounts, '2027-02-12 08:00', 'BillIssued', (id) => ({ billId: `${id}-b1`, billedOn: '2027-02-12', dueOn: '2027-03-05', lines: [{ service: 'water', amountCents: 20_000 }] }) as never);
  await until('The bills', async () => (await countOf(system.db, 'select count(*) from account_event')) >= 2 * accounts.length);
}

async function play(system: RunningSystem, outside: OutsideWorld, accounts: readonly string[]): Promise<void> {
  const { db } = system;
  const casesIn = (status: string) => until(status, async () => (await countOf(db, `select count(*) from case_record where status = '${status}'`)) >= accounts.length);
  await outside.goesTo('2027-03-21 12:00');
  await casesIn('notice-ordered');
  await outside.goesTo('2027-03-22 10:00');
  await tell(system, accounts, '2027-03-22 10:00', 'NoticeMailed', (id) => ({ noticeId: `${id}.1.n1`, mailedOn: '2027-03-22', proof: 'proof' }) as never);
  await casesIn('notice-mailed');
  await outside.goesTo('2027-03-29 14:00');
  await tell(system, accounts, '2027-03-29 14:00', 'NoticePosted', (id) => ({ workOrderId: `${id}.1.w1`, photo: 'photo', postedBy: 'crew-1' }));
  await tell(system, accounts, '2027-03-29 14:00', 'WorkOrderCompleted', (id) => ({ workOrderId: `${id}.1.w1`, result: 'posted', crewId: 'crew-1' }));
  await casesIn('shut-off-planned');
  await outside.goesTo('2027-04-01 09:00');
  await casesIn('shut-off-ordered');
  await outside.completes();
  await until('Clearances', async () => {
    const answers = await Promise.all(accounts.map((id) => clearForShutOff(db, utilityId, { workOrderId: `${id}.1.w2`, meterSerial: `M-${id}`, askedBy: 'crew-1', clearanceId: `c-${id}` })));
    return answers.every((answer) => answer !== null && 'granted' in answer);
  });
  await tell(system, accounts, '2027-04-01 09:00', 'WorkOrderCompleted', (id) => ({ workOrderId: `${id}.1.w2`, result: 'off', crewId: 'crew-1', clearanceId: `c-${id}` }));
  await casesIn('shut-off');
  await outside.goesTo('2027-04-01 11:00');
  await tell(system, accounts, '2027-04-01 11:00', 'PaymentReceived', (id) => ({ paymentId: `P-${id}`, amountCents: 26_500, tender: 'cash', channel: 'counter' }));
  await casesIn('restoring');
  await outside.goesTo('2027-04-01 13:00');
  await tell(system, accounts, '2027-04-01 13:00', 'WorkOrderCompleted', (id) => ({ workOrderId: `${id}.1.w3`, result: 'on', crewId: 'crew-1' }));
  await casesIn('closed');
  await until('The outbox', async () => (await countOf(db, 'select count(*) from outbox')) === 0);
}

let said = 0;

async function tell<T extends FactType>(system: RunningSystem, accounts: readonly string[], when: string, type: T, data: (accountId: string) => AccountEventData<T>): Promise<void> {
  said += 1;
  const events = accounts.map((account) => cloudEvent({ type, id: `${account}-said-${said}`, utility: utilityId, account, time: local(when), data: data(account) } as never));
  await system.send(...events);
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  await pollUntil(
    async () => {
      if (!(await isSo())) throw new Error('not yet');
    },
    { what, deadlineMs: 120_000, everyMs: 100 },
  );
}

interface Spent {
  /** Transactions that wrote something, in all databases of the server. */
  readonly commits: number;
  readonly walBytes: number;
  readonly ownBytes: number;
  readonly temporalBytes: number;
}

async function spent({ stack }: Bench, system: RunningSystem): Promise<Spent> {
  return withConnection(stack.postgres.adminUrl, async (client) => {
    const own = new URL(system.env['ARREARS_DATABASE_URL'] as string).pathname.slice(1);
    const { rows } = await client.query<Record<keyof Spent, string>>(
      `select pg_snapshot_xmax(pg_current_snapshot())::text as commits, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::text as "walBytes",
         pg_database_size($1)::text as "ownBytes", (select sum(pg_database_size(datname)) from pg_database where datname = any($2::text[]))::text as "temporalBytes"`,
      [own, Object.values(TEMPORAL_DATABASES)],
    );
    const [row] = rows;
    return { commits: Number(row?.commits), walBytes: Number(row?.walBytes), ownBytes: Number(row?.ownBytes), temporalBytes: Number(row?.temporalBytes) };
  });
}

function resultsOf({ cases, before, after, events, looks, caseEvents }: { cases: number; before: Spent; after: Spent; events: number; looks: number; caseEvents: number }): Result[] {
  const each = (name: keyof Spent) => (after[name] - before[name]) / cases;
  const how = `${cases} cases played on the whole stack from the unpaid bill to the restored service, ${Math.round(caseEvents / cases)} case events each; the daily sweeps of those weeks and Temporal's own housekeeping are in it.`;
  return [
    { id: 'case-commits', measure: 'PostgreSQL commits that write, for each case', unit: 'commits', value: each('commits'), how: `Arrears and Temporal together; ${how}` },
    { id: 'case-wal', measure: 'PostgreSQL write-ahead log for each case', unit: 'kB', value: each('walBytes') / 1_000, how },
    { id: 'case-bytes', measure: 'Arrears database for each case', unit: 'kB', value: each('ownBytes') / 1_000, how },
    { id: 'case-temporal-bytes', measure: 'Temporal database for each case', unit: 'kB', value: each('temporalBytes') / 1_000, how },
    { id: 'case-history', measure: 'Temporal history events for each case', unit: 'events', value: events / cases, how: `${(looks / cases).toFixed(1)} local activities each; ${how}` },
  ];
}
