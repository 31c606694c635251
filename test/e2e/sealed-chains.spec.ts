import { generateKeyPairSync } from 'node:crypto';
import { openSeason, readSeals, sealDay, SealSigner, type StoredSeal } from '../../libs/store/index.ts';
import { bringTo } from '../support/shut-off-ready.ts';
import { TestStore } from '../support/store.ts';
import { Differences, type Difference } from '../../apps/cli/verify/differences.ts';
import { checkChains } from '../../apps/cli/verify/chains/check-chains.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
/** A step that comes to another byte of each text. */
const bytesApart = 7919;
const tables = ['account_event', 'case_event', 'roll_event', 'account', 'case_record', 'roll_season', 'chain_seal', 'chain_seal_head'];

/** Three days: A1 and A2 with their cases and a season in the first record, a payment of A1 in the second, another of A2 in none yet. */
describe('the chains of all streams and the records over them (I12, M42)', () => {
  let store: TestStore;
  let signer: SealSigner;
  let seals: StoredSeal[];
  const writtenOf = new Map<string, string>();
  const pays = (account: string, when: string, paymentId: string) => store.fact(account, when, 'PaymentReceived', { paymentId, amountCents: 1_000, tender: 'cash', channel: 'counter' });

  beforeAll(async () => {
    store = await TestStore.open();
    signer = await SealSigner.with(privateKey);
    await bringTo('shut-off-ordered', store, ['A1', 'A2']);
    await openSeason(store.db, 'county', 'county-auditor', '2027', 'clerk');
    await sealDay(store.db, 'county', signer);
    await store.setClock('2027-04-02 08:00');
    await store.take(pays('A1', '2027-04-02 07:50', 'P-1'));
    await sealDay(store.db, 'county', signer);
    await store.take(pays('A2', '2027-04-02 07:55', 'P-2'));
    seals = await store.db.forUtility('county', (em) => readSeals(em, 'county'));
    // A column that PostgreSQL makes of the others can be written by nobody.
    const columns = await store.rows<{ table: string; columns: string }>(
      `select table_name as table, string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER' group by table_name`,
    );
    for (const { table, columns: written } of columns) writtenOf.set(table, written);
    await asOwner('create schema kept', ...tables.map((table) => `create table kept.${table} as select ${writtenOf.get(table)} from ${table}`));
  });
  afterAll(() => store?.stop());

  /** Past every right that the services have, as whoever holds the database can. */
  async function asOwner(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) await store.db.orm.em.getConnection().execute(statement);
  }

  async function check(options: Parameters<typeof checkChains>[3] = {}): Promise<readonly Difference[]> {
    const differences = new Differences();
    await checkChains(store.db, 'county', differences, { keys: [publicKey], ...options });
    return differences.list;
  }

  /** What is found after somebody did this; then everything is as it was. */
  async function after(statements: readonly string[], options: Parameters<typeof checkChains>[3] = {}): Promise<readonly Difference[]> {
    await asOwner(...statements);
    try {
      return await check(options);
    } finally {
      await asOwner(`truncate ${tables.join(', ')} cascade`, ...['chain_seal', 'chain_seal_head', ...tables.slice(0, 6)].map((table) => `insert into ${table} (${writtenOf.get(table)}) select * from kept.${table}`));
    }
  }

  const places = (found: readonly Difference[]) => found.map(({ where }) => where);

  it('finds nothing where nothing was touched, however small its pages are', async () => {
    expect(await check()).toEqual([]);
    for (const pageSize of [1, 2, 3]) expect(await check({ pageSize })).toEqual([]);
    const counted = await checkChains(store.db, 'county', new Differences());
    const [{ events } = { events: 0 }] = await store.rows<{ events: number }>('select ((select count(*) from account_event) + (select count(*) from case_event) + (select count(*) from roll_event))::int as events');
    expect(counted).toEqual({ streams: 5, events, seals: 2, lastSealedOn: '2027-04-02' });
  });

  it('seals each day once, and only what moved since the day before', async () => {
    expect(await sealDay(store.db, 'county', signer)).toBeNull();
    const moved = await store.rows<{ number: number; stream: string }>('select number, stream from chain_seal_head order by number, stream');
    expect(moved.map(({ number, stream }) => `${number} ${stream}`)).toEqual(['1 account/A1', '1 account/A2', '1 case/A1.1', '1 case/A2.1', '1 tax-roll/county-auditor.2027', '2 account/A1']);
  });

  it('sends each record out, so that a copy lies elsewhere', async () => {
    const sent = await store.rows<{ key: string; value: string }>(`select convert_from(key, 'UTF8') as key, convert_from(value, 'UTF8') as value from outbox where topic = 'chain.seals' order by id`);
    expect(sent.map(({ key }) => key)).toEqual(['county/utility', 'county/utility']);
    expect(sent.map(({ value }) => (JSON.parse(value) as { data: { seal: string } }).data.seal)).toEqual(seals.map(({ seal }) => seal));
    expect(await check({ copies: sent.map(({ value }) => value) })).toEqual([]);
  });

  it('names the event whose text was changed, and the record that still vouches for what came before', async () => {
    const found = await after([`update account_event set body = replace(body, '"P-1"', '"P-9"') where account_id = 'A1' and body like '%"P-1"%'`]);
    expect(found).toEqual([
      { invariant: 'I12', where: expect.stringMatching(/^account\/A1, version \d+ \(\/test#e\d+\)$/), found: expect.stringMatching(/its hash is .* it was sealed first in record 2 of 2027-04-02, and record 1 of 2027-04-01 still vouches for versions 1 to \d+$/) },
    ]);
  });

  it.each([
    ['a case', 'case_event', 'case_id', 'A1.1', 'case/A1.1, version 2'],
    ['a season', 'roll_event', 'season_id', 'county-auditor.2027', 'tax-roll/county-auditor.2027, version 1'],
  ])('names the changed event of %s', async (_what, table, id, stream, where) => {
    const version = where.at(-1);
    const [first] = await after([`update ${table} set body = overlay(body placing '9' from length(body) - 3) where ${id} = '${stream}' and version = ${version}`]);
    expect(first).toMatchObject({ where: expect.stringContaining(where), found: expect.stringContaining('it was sealed first in record 1 of 2027-04-01, and no record vouches for anything before it') });
  });

  it.each([
    ['its hash', `hash = repeat('0', 64)`, /its hash is 0000/],
    ['its type beside the text', `type = 'PaymentReturned'`, /the column beside it says type PaymentReturned, and its text says PaymentReceived/],
    ['its id beside the text', `event_id = 'another'`, /the column beside it says id another/],
    ['when it counted, by a microsecond', `effective_at = effective_at + interval '1 microsecond'`, /the column beside it says effectiveAt/],
    ['when it was recorded', `recorded_at = recorded_at - interval '1 day'`, /the column beside it says recordedAt/],
  ])('finds %s changed', async (_what, set, says) => {
    const found = await after([`update account_event set ${set} where account_id = 'A1' and body like '%"P-1"%'`]);
    expect(found[0]).toMatchObject({ where: expect.stringContaining('account/A1, version'), found: expect.stringMatching(says) });
    // A changed hash is no longer the one that the head names, either.
    expect(places(found.slice(1))).toEqual(set.startsWith('hash') ? ['account/A1'] : []);
  });

  it('finds any byte of any event, each with its place', async () => {
    const events = await store.rows<{ table: string; id: string; stream: string; version: number; length: number }>(
      [['account_event', 'account_id', 'account'], ['case_event', 'case_id', 'case'], ['roll_event', 'season_id', 'tax-roll']]
        .map(([table, id, kind]) => `select '${table}' as table, ${id} as id, '${kind}/' || ${id} as stream, version, length(body) as length from ${table}`)
        .join(' union all '),
    );
    expect(events.length).toBeGreaterThan(20);
    for (const [index, { table, id, stream, version, length }] of events.entries()) {
      const byte = 1 + ((index * bytesApart) % length);
      const key = { account_event: 'account_id', case_event: 'case_id', roll_event: 'season_id' }[table] ?? '';
      // Another character than the one that stands there.
      const [first] = await after([`update ${table} set body = overlay(body placing case substr(body, ${byte}, 1) when '~' then '!' else '~' end from ${byte}) where ${key} = '${id}' and version = ${version}`]);
      expect([byte, first?.where]).toEqual([byte, expect.stringMatching(new RegExp(`^${stream.replaceAll('.', '[.]')}, version ${version}( |$)`))]);
    }
  });

  it('finds every column of an event that is not as it was written', async () => {
    const columns = await store.rows<{ table: string; column: string; type: string }>(
      `select table_name as table, column_name as column, data_type as type from information_schema.columns where table_schema = 'public' and table_name in ('account_event', 'case_event', 'roll_event') and is_generated = 'NEVER' and column_name <> 'utility_id'`,
    );
    expect(columns.length).toBeGreaterThanOrEqual(20);
    for (const { table, column, type } of columns) {
      const other = { integer: `"${column}" + 1000`, 'timestamp with time zone': `"${column}" + interval '1 microsecond'` }[type] ?? `coalesce("${column}"::text, '') || '~'`;
      const found = await after([`update ${table} set "${column}" = ${other} where ctid = (select ctid from ${table} order by version limit 1)`]);
      expect([table, column, found.length > 0]).toEqual([table, column, true]);
    }
  });

  it('finds a changed version as a gap and as another number than the text has', async () => {
    const found = await after([`update account_event set version = version + 10 where account_id = 'A2' and body like '%"P-2"%'`]);
    expect(found.map((one) => one.found).join()).toMatch(/it follows version \d+: what was between them is gone.*its text says that it is version/s);
  });

  it('finds an event taken out of the middle', async () => {
    const found = await after([`delete from account_event where account_id = 'A1' and version = 2`]);
    expect(found[0]).toMatchObject({ where: expect.stringContaining('account/A1, version 3'), found: expect.stringContaining('it follows version 1: what was between them is gone') });
  });

  it('finds a tail that was taken off, even where the head was set back with it', async () => {
    const tail = `account_id = 'A1' and version = (select max(version) from account_event where account_id = 'A1')`;
    const setBack = `update account a set (version, head_hash) = (select version, hash from account_event e where e.account_id = a.account_id order by version desc limit 1) where account_id = 'A1'`;
    const found = await after([`delete from account_event where ${tail}`, setBack]);
    expect(found).toEqual([{ invariant: 'I12', where: expect.stringMatching(/^account\/A1, version \d+$/), found: expect.stringMatching(/the stream ends at version \d+, and record 2 of 2027-04-02 vouches for \d+: its tail is gone; it was sealed first in record 2 of 2027-04-02, and record 1 of 2027-04-01 still vouches/) }]);
  });

  it('finds a tail that no record has yet, by the head of its stream', async () => {
    const found = await after([`delete from account_event where account_id = 'A2' and version = (select max(version) from account_event where account_id = 'A2')`]);
    expect(found).toEqual([{ invariant: 'I12', where: 'account/A2', found: expect.stringContaining('its head says that it ends at version') }]);
  });

  it('finds a stream that is gone with everything that belongs to it', async () => {
    const found = await after([`delete from case_event where case_id = 'A2.1'`, `delete from case_record where case_id = 'A2.1'`]);
    expect(found).toEqual([{ invariant: 'I12', where: 'case/A2.1', found: expect.stringMatching(/the stream is gone, and record 1 of 2027-04-01 vouches for its versions 1 to \d+/) }]);
  });

  it('finds two whole chains that were exchanged, heads and all', async () => {
    const swap = (table: string) => [`update ${table} set account_id = 'X' where account_id = 'A1'`, `update ${table} set account_id = 'A1' where account_id = 'A2'`, `update ${table} set account_id = 'A2' where account_id = 'X'`];
    const found = await after([...swap('account_event'), ...swap('account')]);
    expect(places(found)).toEqual([expect.stringMatching(/^account\/A1/), expect.stringMatching(/^account\/A2/)].map((where) => where as string));
    for (const { found: says } of found) expect(says).toContain('the chain is whole in itself and is not the one that was sealed');
  });

  it('finds a changed head of a record, a changed record, a record that is gone, and one that another key signed', async () => {
    expect(places(await after([`update chain_seal_head set hash = repeat('1', 64) where number = 1 and stream = 'account/A2'`]))).toEqual(['record 1 of 2027-04-01', expect.stringContaining('account/A2, versions 1 to')]);
    expect((await after([`update chain_seal set seal = replace(seal, '.', '.e') where number = 1`])).map((one) => one.where)).toContain('record 1 of 2027-04-01');
    expect(await after(['delete from chain_seal where number = 1'])).toEqual(expect.arrayContaining([{ invariant: 'I12', where: 'record 2 of 2027-04-02', found: 'it follows record 0: what was between them is gone' }]));
    const stranger = generateKeyPairSync('ed25519').publicKey;
    expect(await check({ keys: [stranger] })).toEqual([1, 2].map((number) => ({ invariant: 'I12', where: `record ${number} of 2027-04-0${number}`, found: 'none of the keys at hand signed it' })));
    expect(await check({ keys: [stranger, publicKey] })).toEqual([]);
  });

  it('finds by its copies that the last records were taken away with what they vouch for', async () => {
    const forget = ['delete from chain_seal where number = 2', 'delete from chain_seal_head where number = 2'];
    expect(await after(forget)).toEqual([]);
    expect(await after(forget, { copies: seals.map(({ seal }) => seal) })).toEqual([{ invariant: 'I12', where: 'record 2 of 2027-04-02', found: 'a copy of it exists, and it is gone here' }]);
  });

  it('passes over the copies of other utilities: the topic has those of all', async () => {
    const [header, payload, signature] = (seals[0]?.seal ?? '').split('.');
    const village = { ...(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString('utf8')) as object), utility: 'village' };
    const copy = [header, Buffer.from(JSON.stringify(village)).toString('base64url'), signature].join('.');
    expect(await check({ copies: [copy, ...seals.map(({ seal }) => seal)] })).toEqual([]);
  });

  it('cannot be undone by the role that the services use', async () => {
    for (const table of ['chain_seal', 'chain_seal_head']) {
      await expect(store.rows(`update ${table} set hash = 'x'`)).rejects.toThrow(/permission denied/);
      await expect(store.rows(`delete from ${table}`)).rejects.toThrow(/permission denied/);
    }
    expect(await store.rows('select 1 from chain_seal', [], 'village')).toEqual([]);
  });
});
