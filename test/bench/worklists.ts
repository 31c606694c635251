/*
 * How long the first rows of a worklist take over HTTP among many open cases: node --import tsx test/bench/worklists.ts [CASES]
 * Four accounts with cases are brought up through the real store, each to another stage, and copied in PostgreSQL under other numbers, under every
 * constraint and index of the tables; what is owed, when a case was opened, holds and what is stuck is spread over the copies. The copies have no
 * streams: lists do not ask them.
 */
import { TestApi } from '../support/api.ts';
import { bringAll } from '../support/shut-off-ready.ts';
import { percentile } from './percentiles.ts';

const cases = Number(process.argv[2] ?? 100_000);
const asked = 25;
const goalMs = 300;
const originals = ['T-D', 'T-N', 'T-P', 'T-S'];
const tables = ['account', 'account_person', 'case_record', 'obligation'] as const;

const sorts = ['case', 'next', 'balance', 'oldest-due', 'opened', 'newest'];
const filters = [
  'open=true',
  'open=true&status=notice-ordered',
  'open=true&held=true',
  'open=true&heldBy=medical',
  'open=true&stuck=true',
  'open=true&stuck=false',
  'open=true&stuckKind=obligation-failing',
  'open=true&stuckKind=review-waiting',
  'open=true&balanceFromCents=90000',
  'open=true&balanceFromCents=20000&balanceToCents=20100',
  'open=true&dueThroughOn=2026-02-01',
  'open=true&customerClass=hospital',
  'open=true&pack=OH-COUNTY%402',
  'open=true&openedFromOn=2027-03-01',
  'open=true&nextThroughOn=2027-04-02',
  'open=true&assignedTo=%40nobody',
  'open=true&assignedTo=local-counsel',
  'open=true&status=shut-off-planned&held=false&balanceFromCents=80000&assignedTo=%40nobody',
];

const api = await TestApi.open();
try {
  await bringAll({ 'past-due': ['T-D'], 'notice-ordered': ['T-N'], 'shut-off-planned': ['T-P'], 'shut-off-ordered': ['T-S'] }, api.store);
  await copyCases();
  const token = await api.tokenFor('supervisor');
  const took: { what: string; times: number[] }[] = [];
  for (const filter of filters) for (const sort of sorts) took.push({ what: `${decodeURIComponent(filter)} sort=${sort}`, times: await timed(`/cases?limit=50&sort=${sort}&${filter}`, token) });
  for (const filter of filters) took.push({ what: `count ${decodeURIComponent(filter)}`, times: await timed(`/cases/count?${filter}`, token) });
  for (const path of ['/stuck/counts', '/approvals']) took.push({ what: path, times: await timed(path, token) });
  const all = took.flatMap(({ times }) => times);
  process.stdout.write(`${cases.toLocaleString('en-US')} cases; ${filters.length} filters × ${sorts.length} orders, ${asked} requests each: ${told(all)}\n`);
  for (const { what, times } of took.filter(({ what: name, times: t }) => name.startsWith('/') || percentile(t, 0.95) > goalMs / 3)) process.stdout.write(`  ${what}: ${told(times)}\n`);
  process.stdout.write(`${took.filter(({ times }) => percentile(times, 0.95) > goalMs).length} of ${took.length} beyond ${goalMs} ms at p95\n`);
} finally {
  await api.stop();
}

async function copyCases(): Promise<void> {
  const connection = api.store.db.orm.em.getConnection();
  const each = Math.ceil(cases / originals.length);
  for (const original of originals) {
    for (const table of tables) {
      await connection.execute(
        `insert into ${table} select (json_populate_record(null::${table}, replace(row_to_json(r)::text, '${original}', '${original.slice(2)}' || lpad(n::text, 6, '0'))::json)).*
         from ${table} r, generate_series(1, ${each}) n where r.account_id = '${original}'`,
      );
    }
    process.stderr.write(`${original} copied\n`);
  }
  // By the digits of a hash: the same spread in each run.
  const spread = (of: number) => `(abs(hashtext(case_id)) % ${of})`;
  await connection.execute(
    `update case_record set balance_cents = 2000 + ${spread(98_000)}, opened_at = opened_at - make_interval(mins => ${spread(500_000)}), oldest_due_on = date '2027-03-05' - ${spread(500)},
       held_kinds = case when ${spread(10)} = 0 then array['manual'] when ${spread(97)} = 1 then array['medical'] else '{}' end,
       customer_class = case when ${spread(1000)} = 3 then 'hospital' else 'residential' end, is_parked = ${spread(1000)} = 4, awaits_approval = ${spread(500)} = 5,
       failure = case when ${spread(2000)} = 6 then 'failed' end, next_deadline_at = next_deadline_at + make_interval(mins => ${spread(40_000)})`,
  );
  await connection.execute(`update obligation set failure = 'the printer is out of paper' where kind = 'notice' and abs(hashtext(key)) % 50 = 0`);
  await connection.execute(`insert into case_assignment select utility_id, case_id, case when ${spread(2)} = 0 then 'local-counsel' else 'local-specialist' end, opened_at, null from case_record where ${spread(5)} = 2`);
  // Billing has acknowledged the penalties of nineteen in twenty.
  await connection.execute(`update account set state = (state::jsonb || '{"unacknowledged": []}')::json, awaits_answer = false where abs(hashtext(account_id)) % 20 <> 7`);
  await connection.execute('vacuum analyze');
}

/** @returns milliseconds of each request, one after the other */
async function timed(path: string, token: string): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < asked; n += 1) {
    const startedMs = performance.now();
    const response = await fetch(`${api.api.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    await response.text();
    if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}`);
    took.push(performance.now() - startedMs);
  }
  return took;
}

function told(times: readonly number[]): string {
  const ms = (share: number) => `${percentile(times, share).toFixed(0)} ms`;
  return `median ${ms(0.5)}, p95 ${ms(0.95)}, longest ${ms(1)}`;
}
