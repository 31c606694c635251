import { TestStore } from '../../test/support/store.ts';
import { sweep } from './sweep.ts';

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

  it('forgets answers to requests that nobody repeats any more', async () => {
    const keep = (key: string, age: string) => store.rows(`insert into idempotency (utility_id, key, request_hash, status, response, created_at) values ('county', ?, 'h', 200, '{}', clock_timestamp() - ?::interval)`, [key, age]);
    await keep('old', '31 days');
    await keep('young', '29 days');
    await store.setClock('2027-03-02 06:00');
    await sweep(store.db, 'county', { limit: 10, after: null });
    expect(await store.rows('select key from idempotency')).toEqual([{ key: 'young' }]);
  });
});
