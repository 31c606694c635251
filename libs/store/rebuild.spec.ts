import { localDate } from '../kernel/time.ts';
import { TestStore } from '../../test/support/store.ts';
import { rebuild } from './rebuild.ts';
import { sweep } from './sweep.ts';

const models = {
  accounts: 'select account_id, version, head_hash, last_key, state, balance_cents, review_on, open_case_id, last_case_id, failure, awaits_answer from account order by account_id',
  cases: 'select case_id, account_id, episode, status, version, head_hash, state, next_deadline_at, opened_at, closed_at, failure from case_record order by case_id',
  people: 'select * from account_person order by account_id',
  callbacks: 'select account_id, contact_id, due_on, owner, promised_at from callback order by account_id, contact_id',
  parcels: 'select account_id, parcel_id from account_parcel order by account_id',
  obligations: 'select key, kind, account_id, case_id, ordered_at, answer_due_at, status, attempts from obligation order by key',
};

let store: TestStore;
beforeAll(async () => {
  store = await TestStore.open('2027-03-22 12:00');
  for (const account of ['A1', 'A2', 'A3', 'A4']) {
    await store.take(store.opening(account), store.bill(account, `B-${account}`, '2027-02-12', '2027-03-05', 20_000));
  }
  await store.take(store.fact('A1', '2027-02-12 09:00', 'AccountChanged', { parcelId: 'P-1' }));
  // One pays before anything is opened, and one's payment becomes known after its case was.
  await store.take(pays('A2', '2027-03-01 10:00', 20_000));
  await sweep(store.db, 'county', { limit: 100, after: null });
  await store.take(pays('A3', '2027-03-22 11:00', 22_000));
  await store.take(store.fact('A3', '2027-03-22 11:10', 'ContactLogged', { contactId: 'c-1', channel: 'phone', outcome: 'asks to be called', takenBy: 'specialist-1', callbackOn: localDate('2027-03-24') }));
  await store.take(store.fact('A4', '2027-03-22 11:30', 'ReviewRequested', { reviewId: 'R-4' }));
});
afterAll(() => store.stop());

const pays = (account: string, when: string, amountCents: number) =>
  store.fact(account, when, 'PaymentReceived', { paymentId: `P-${account}`, amountCents, tender: 'cash', channel: 'counter' });

const read = async () => Object.fromEntries(await Promise.all(Object.entries(models).map(async ([name, sql]) => [name, await store.rows(sql)] as const)));

async function rebuildAll(limit: number): Promise<{ accounts: number; events: number }> {
  const done = { accounts: 0, events: 0 };
  for (let after: string | null = null, isLast = false; !isLast; ) {
    const page = await rebuild(store.db, 'county', { limit, after });
    done.accounts += page.accounts;
    done.events += page.events;
    after = page.next;
    isLast = after === null;
  }
  return done;
}

describe('Read models', () => {
  it('follow from the streams alone: lost or spoilt, they are as before', async () => {
    const before = await read();
    expect(before['cases']).toHaveLength(3);
    expect(before['obligations']?.length).toBeGreaterThan(0);
    await store.rows(`update account set state = '{}', balance_cents = 1, review_on = null, open_case_id = null, last_case_id = null, awaits_answer = not awaits_answer where account_id <> 'A3'`);
    expect(before['parcels']).toEqual([{ account_id: 'A1', parcel_id: 'P-1' }]);
    for (const table of ['case_record', 'account_person', 'account_parcel', 'obligation']) await store.rows(`delete from ${table}`);
    await store.rows(`delete from account where account_id = 'A3'`);
    const { accounts, events } = await rebuildAll(3);
    const [streams] = await store.rows<{ events: number }>('select ((select count(*) from account_event) + (select count(*) from case_event))::int as events');
    expect({ accounts, events }).toEqual({ accounts: 4, events: streams?.events });
    const after = await read();
    expect({ ...after, obligations: [] }).toEqual({ ...before, obligations: [] });
    const open = before['obligations']?.filter(({ status }) => status === 'open');
    expect(after['obligations']).toEqual(open);
  });

  it('are made anew while facts come in', async () => {
    const facts = Array.from({ length: 30 }, (_, index) =>
      store.fact(`A${1 + (index % 4)}`, '2027-03-22 11:50', 'ContactLogged', { contactId: `C-${index}`, channel: 'phone', outcome: 'spoke' }, `contact-${index}`),
    );
    const taking = (async () => {
      for (const fact of facts) await store.take(fact);
    })();
    for (let round = 0; round < 5; round += 1) await rebuildAll(2);
    await taking;
    const live = await read();
    await rebuildAll(100);
    expect(await read()).toEqual(live);
  });

  it('keep what was tried: attempts and failures of what is still open', async () => {
    await store.rows(`update obligation set attempts = 3, failure = 'no paper' where status = 'open'`);
    await rebuildAll(100);
    const open = await store.rows(`select attempts, failure from obligation where status = 'open'`);
    expect(open.length).toBeGreaterThan(0);
    expect(open.every(({ attempts, failure }) => attempts === 3 && failure === 'no paper')).toBe(true);
  });
});
