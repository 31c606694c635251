/*
 * How long the page for a call takes over HTTP in a large county: node --import tsx test/bench/call-page.ts [ACCOUNTS]
 * One account with a case, contacts and people on it is brought up through the real store, and copied in PostgreSQL under other numbers. The
 * copies' hashes vouch for nothing; the page does not ask them.
 */
import { TestApi } from '../support/api.ts';
import { bringTo } from '../support/shut-off-ready.ts';
import { percentile } from './percentiles.ts';

const accounts = Number(process.argv[2] ?? 100_000);
const atOnce = 5_000;
const asked = 400;
const original = 'TEMPLATE';
/** What the page reads: the streams of cases and the words of the search are not copied. */
const tables = ['account', 'account_person', 'account_event', 'case_record', 'obligation', 'callback'] as const;
const numbered = (n: number) => `K${String(n).padStart(7, '0')}`;

const api = await TestApi.open();
try {
  await bringTo('shut-off-planned', api.store, [original]);
  const { store } = api;
  await store.take(
    store.fact(original, '2027-03-29 10:00', 'ThirdPartyNamed', { thirdPartyId: 'T1', basis: 'age-65', contact: { name: 'Sun Daughter', mailingAddress: '7 Side St' } }),
    store.fact(original, '2027-03-29 10:00', 'PersonNamed', { personId: 'PN-1', role: 'owner', contact: { name: 'Lou Lord' } }),
  );
  for (const on of ['2027-03-30', '2027-03-31']) {
    const contact = { channel: 'phone', caller: 'customer', identifiedBy: ['account-number'], said: 'asks when the water is shut off', result: { kind: 'callback', on } };
    await api.post('specialist', `/accounts/${original}/contacts`, contact);
  }
  await copyAccounts();
  const token = await api.tokenFor('specialist');
  process.stdout.write(`${accounts.toLocaleString('en-US')} accounts\n`);
  for (const inParallel of [1, 4]) tell(`the page for a call, ${inParallel} at a time`, await timed(inParallel, () => `/accounts/${numbered(1 + Math.floor(Math.random() * accounts))}/call`, token));
} finally {
  await api.stop();
}

async function copyAccounts(): Promise<void> {
  const connection = api.store.db.orm.em.getConnection();
  const written = await connection.execute<{ table: string; columns: string }[]>(
    `select table_name as "table", string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns
     where table_schema = 'public' and is_generated = 'NEVER' and table_name in (${tables.map((table) => `'${table}'`).join(', ')}) group by 1`,
  );
  for (let from = 1; from <= accounts; from += atOnce) {
    for (const { table, columns } of written) {
      await connection.execute(
        `insert into ${table} (${columns}) select ${columns} from (select (json_populate_record(null::${table}, replace(row_to_json(r)::text, '${original}', 'K' || lpad(n::text, 7, '0'))::json)).*
         from ${table} r, generate_series(${from}, ${Math.min(accounts, from + atOnce - 1)}) n where r.account_id = '${original}') copies`,
      );
    }
    process.stderr.write(`\r${from + atOnce - 1} of ${accounts}`);
  }
  await connection.execute('vacuum analyze');
  process.stderr.write('\n');
}

/** @returns milliseconds of each request */
async function timed(inParallel: number, route: () => string, token: string): Promise<number[]> {
  const took: number[] = [];
  const one = async () => {
    while (took.length < asked) {
      const startedMs = performance.now();
      const response = await fetch(`${api.api.url}${route()}`, { headers: { authorization: `Bearer ${token}` } });
      await response.text();
      if (response.status !== 200) throw new Error(`answered with ${response.status}`);
      took.push(performance.now() - startedMs);
    }
  };
  await Promise.all(Array.from({ length: inParallel }, one));
  return took;
}

function tell(what: string, took: readonly number[]): void {
  const ms = (share: number) => `${percentile(took, share).toFixed(1)} ms`;
  process.stdout.write(`${what}: median ${ms(0.5)}, p95 ${ms(0.95)}, longest ${ms(1)} of ${took.length}\n`);
}
