import { TestStore } from '../../test/support/store.ts';
import { listStuck } from './read/stuck.ts';
import { sweep } from './sweep.ts';
import { readUtility } from './utility.ts';

describe('the daily sweep', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 00:00');
  });
  afterAll(() => store?.stop());

  it('goes through the accounts page by page, and marks the day with the last one', async () => {
    for (const account of ['S1', 'S2', 'S3']) await store.take(store.opening(account), store.bill(account, `${account}-b1`, '2027-01-04', '2027-01-25', 20_000));
    await store.setClock('2027-03-01 06:00');
    const first = await sweep(store.db, 'county', { limit: 2, after: null });
    expect(first).toEqual({ sweptOn: '2027-03-01', considered: 2, opened: 2, next: 'S2' });
    expect(await store.rows('select swept_through_on from utility')).toEqual([{ swept_through_on: null }]);
    expect(await sweep(store.db, 'county', { limit: 2, after: first.next })).toEqual({ sweptOn: '2027-03-01', considered: 1, opened: 1, next: null });
    expect(await sweep(store.db, 'county', { limit: 2, after: null })).toMatchObject({ sweptOn: null });
  });

  it('goes on when one account cannot be decided, and tells of it until it can', async () => {
    const state = async () => (await store.rows<{ failure: string | null }>(`select failure from account where account_id = 'F1'`))[0]?.failure;
    const stuck = async () => (await store.db.forUtility('county', async (em) => listStuck(em, await readUtility(em, 'county'), { after: null, limit: 100 }))).filter(({ subject }) => subject === 'F1');
    for (const account of ['F1', 'F2']) await store.take(store.opening(account), store.bill(account, `${account}-b1`, '2027-02-08', '2027-03-01', 20_000));
    const certificate = { id: 'C-1', startedAt: '2027-02-01T00:00:00.000Z', endedAt: null, throughOn: '9999-12-31', note: '' };
    const keep = (certificates: unknown) => store.rows(`update account set state = jsonb_set(state::jsonb, '{certificates}', ?::text::jsonb)::json where account_id = 'F1'`, [JSON.stringify(certificates)]);
    await keep([certificate]);
    await store.setClock('2027-03-02 06:00');
    expect(await sweep(store.db, 'county', { limit: 100, after: null })).toMatchObject({ sweptOn: '2027-03-02', opened: 1, next: null });
    expect(await state()).toContain('RangeError');
    expect(await stuck()).toMatchObject([{ kind: 'decision-failed', accountId: 'F1', caseId: null, detail: expect.stringContaining('RangeError') }]);
    await keep([]);
    await store.setClock('2027-03-03 06:00');
    expect(await sweep(store.db, 'county', { limit: 100, after: null })).toMatchObject({ opened: 1 });
    expect([await state(), await stuck()]).toEqual([null, []]);
  });

  it('forgets answers to requests that nobody repeats any more', async () => {
    const keep = (key: string, age: string) => store.rows(`insert into idempotency (utility_id, key, request_hash, status, response, created_at) values ('county', ?, 'h', 200, '{}', clock_timestamp() - ?::interval)`, [key, age]);
    await keep('old', '31 days');
    await keep('young', '29 days');
    await store.setClock('2027-03-04 06:00');
    await sweep(store.db, 'county', { limit: 10, after: null });
    expect(await store.rows('select key from idempotency')).toEqual([{ key: 'young' }]);
  });
});
