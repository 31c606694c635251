import { TestStore } from '../../test/support/store.ts';
import { Database } from './database.ts';

describe('connections that break', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await TestStore.open();
  });
  afterAll(() => store?.stop());

  it('in the middle of transactions fail those alone: the pool has its places back', async () => {
    const poolSize = 3;
    const db = await Database.connect({ url: store.url, poolSize });
    try {
      for (let round = 0; round < 4; round += 1) {
        const under = Array.from({ length: poolSize }, () => db.forUtility('county', (em) => em.execute<{ pg_sleep: string }[]>('select pg_sleep(30)')));
        const ended = Promise.allSettled(under);
        await until(() => kill(store), poolSize);
        expect((await ended).map(({ status }) => status)).toEqual(Array.from({ length: poolSize }, () => 'rejected'));
      }
      const after = await Promise.all(Array.from({ length: 2 * poolSize }, () => db.forUtility('county', (em) => em.execute<{ x: number }[]>('select 1 as x'))));
      expect(after.flat().every(({ x }) => x === 1)).toBe(true);
    } finally {
      await db.close();
    }
  });
});

/** Ends what sleeps. @returns how many */
async function kill(store: TestStore): Promise<number> {
  const admin = store.db.orm.em.getConnection();
  const rows = await admin.execute<{ ended: boolean }[]>(
    `select pg_terminate_backend(pid) as ended from pg_stat_activity where datname = current_database() and query like 'select pg_sleep%' and state = 'active'`,
  );
  return rows.length;
}

async function until(attempt: () => Promise<number>, atLeast: number): Promise<void> {
  const endMs = performance.now() + 60_000;
  for (let done = 0; done < atLeast; done += await attempt()) {
    if (performance.now() > endMs) throw new Error(`Only ${done} of ${atLeast}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
