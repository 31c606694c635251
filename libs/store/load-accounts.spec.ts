import { setTimeout as sleep } from 'node:timers/promises';
import { TestStore } from '../../test/support/store.ts';
import { lockAccounts } from './load-accounts.ts';

const caseRow = `insert into case_record (utility_id, case_id, account_id, episode, status, version, head_hash, state, opened_at)
  values ('county', 'A1.1', 'A1', 1, 'past-due', 1, 'h1', '{"caseId": "A1.1", "version": 1}', now())`;

describe('an account and its case under the lock', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await TestStore.open();
    await store.take(store.opening('A1'));
  });
  afterAll(() => store?.stop());

  /** Locks the account, lets another transaction wait for it, changes something, and commits. @returns what the other one sees */
  async function seenAfterWaiting(change: readonly string[]) {
    let waiting: ReturnType<typeof load> | undefined;
    await store.db.forUtility('county', async (em) => {
      await lockAccounts(em, 'county', ['A1']);
      waiting = load();
      await somebodyWaits();
      for (const statement of change) await em.execute(statement);
    });
    return (await waiting)?.found.get('A1');
  }

  const load = () => store.db.forUtility('county', (em) => lockAccounts(em, 'county', ['A1']));

  async function somebodyWaits(): Promise<void> {
    const query = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    for (const endMs = performance.now() + 60_000; performance.now() < endMs; await sleep(10)) {
      const [row] = await store.db.orm.em.fork().execute<{ n: number }[]>(query);
      if (row?.n === 1) return;
    }
    throw new Error('nobody came to wait for the lock');
  }

  it('are those of whoever held the lock before: a case that was opened meanwhile is seen', async () => {
    const account = await seenAfterWaiting([caseRow, `update account set last_case_id = 'A1.1', open_case_id = 'A1.1'`]);
    expect(account?.state).toEqual({ caseId: 'A1.1', version: 1 });
  });

  it('are those of whoever held the lock before: a case that went on meanwhile is seen as it is now', async () => {
    const account = await seenAfterWaiting([`update case_record set version = 2, head_hash = 'h2', state = '{"caseId": "A1.1", "version": 2}'`]);
    expect(account?.state).toEqual({ caseId: 'A1.1', version: 2 });
  });
});
