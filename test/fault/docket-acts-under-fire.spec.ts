import { setTimeout as delay } from 'node:timers/promises';
import type { ReceivedEntry } from '../../libs/docket/index.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { actOnDockets, confirmMatch, recordDocketEntries, tellMatches } from '../../libs/store/index.ts';
import { NodeProcess } from '../support/node-process.ts';
import { TestStore } from '../support/store.ts';

const docket = { court: 'ohsb', docketNumber: '2:27-bk-50123' };
const entry = (number: string, on: string, text: string): ReceivedEntry => ({ ...docket, number, dateFiled: localDate(on), dateEntered: localDate(on), shortDescription: '', text, caseName: 'Given Name', sources: ['mail'] });
const opened = entry('2', '2027-03-01', 'Order Setting Meeting');
const petition = entry('1', '2027-03-01', 'Chapter 13 Voluntary Petition Filed by Given Name');
const accounts = ['A1', 'A2', 'A3'];

describe('whoever acts on a docket is killed with -9 (I1, BK-EVENTS)', () => {
  let store: TestStore;

  beforeEach(async () => {
    store = await TestStore.open('2027-03-20 08:00');
    await store.take(...accounts.map((account) => store.opening(account)));
    await recordDocketEntries(store.db, 'county', [opened]);
    await tellMatches(store.db, 'county');
    for (const accountId of accounts) await confirmMatch(store.db, 'county', { ...docket, accountId }, { by: 'specialist-1', role: 'debtor' });
    while ((await actOnDockets(store.db, 'county')) > 0);
  });
  afterEach(() => store?.stop());

  const petitions = async () => (await store.rows<{ account_id: string }>(`select account_id from account_event where type = 'PetitionFiled' order by 1`)).map(({ account_id: account }) => account);
  const marked = async () => (await store.rows(`select 1 from docket_to_act where not_before is null`)).length;

  /** Kills the process while it waits for an account's lock, once the world is as told. */
  async function killAtLockOf(account: string, isThere: () => Promise<boolean>): Promise<void> {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let isHeld: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (isHeld = resolve));
    const holding = store.db.forUtility('county', async (em) => {
      await em.execute('select 1 from account where account_id = ? for update', [account]);
      isHeld();
      await released;
    });
    await held;
    const process = new NodeProcess('test/fault/act-on-dockets.ts', { ARREARS_TEST_URL: store.url, ARREARS_TEST_ENTRIES: JSON.stringify([petition]) }).start();
    try {
      for (let tries = 0; !(await isThere()); tries += 1) {
        if (tries > 600) throw new Error(`It never came so far: ${process.log.join('\n')}`);
        await delay(50);
      }
    } finally {
      await process.kill9();
      release();
      await holding;
    }
  }

  it('after it recorded the entries and before it acted: the mark stands, and whoever comes next acts', async () => {
    await killAtLockOf('A1', async () => (await store.rows('select 1 from docket_entry')).length === 2);
    expect([await petitions(), await marked()]).toEqual([[], 1]);
    while ((await actOnDockets(store.db, 'county')) > 0);
    expect([await petitions(), await marked()]).toEqual([accounts, 0]);
  });

  it('between one account and the next: the rest follows, and nothing doubles', async () => {
    await killAtLockOf('A2', async () => (await petitions()).length === 1);
    expect([await petitions(), await marked()]).toEqual([['A1'], 1]);
    while ((await actOnDockets(store.db, 'county')) > 0);
    expect([await petitions(), await marked()]).toEqual([accounts, 0]);
    const doubled = await store.rows('select account_id, event_id from account_event group by 1, 2 having count(*) > 1');
    expect(doubled).toEqual([]);
  });
});
