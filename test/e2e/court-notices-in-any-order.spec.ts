import type { AccountState } from '../../libs/account/account.state.ts';
import { bucketsOf } from '../../libs/account/buckets.ts';
import { ledgerOf } from '../../libs/account/ledger.ts';
import type { ReceivedEntry } from '../../libs/docket/index.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { actOnDockets, confirmMatch, readUtility, recordDocketEntries, sweep, type IntakeItem } from '../../libs/store/index.ts';
import { Seeded } from '../support/seeded.ts';
import { TestStore } from '../support/store.ts';

const seed = Number(process.env['ARREARS_TEST_SEED'] ?? 20_270_608);
const orders = 12;
const days = ['2027-06-03 09:00', '2027-06-07 09:00', '2027-06-08 09:00', '2027-06-09 09:00', '2027-06-10 09:00', '2027-06-11 09:00'];

interface Debtor {
  readonly account: string;
  readonly name: string;
  readonly docketNumber: string;
  /** The court's messages as they come to this one: each twice. */
  readonly order: readonly Message[];
}

const messages = ['petition by mail', 'discharge on the feed', 'discharge by mail'] as const;
type Message = (typeof messages)[number];

function entryOf(message: Message, { docketNumber, name }: Debtor): ReceivedEntry {
  const shared = { court: 'ohsb', docketNumber, caseName: name, dateFiled: null };
  switch (message) {
    case 'petition by mail':
      return { ...shared, number: '1', dateFiled: localDate('2027-02-22'), dateEntered: localDate('2027-02-22'), shortDescription: 'Voluntary Petition (Chapter 7)', text: `Chapter 7 Voluntary Petition Filed by ${name}`, sources: ['mail'] };
    case 'discharge on the feed':
      return { ...shared, number: '18', dateEntered: localDate('2027-06-01'), shortDescription: 'Order Discharging Debtor', text: null, sources: ['feed'] };
    case 'discharge by mail':
      return { ...shared, number: '18', dateFiled: localDate('2027-06-01'), dateEntered: localDate('2027-06-01'), shortDescription: 'Order Discharging Debtor', text: 'Order Discharging Debtor. (Admin.)', sources: ['mail'] };
  }
}

function shuffled<T>(items: readonly T[], random: Seeded): readonly T[] {
  return items.map((item) => ({ item, key: random.next() })).sort((first, second) => first.key - second.key).map(({ item }) => item);
}

describe('Scenario 25 from the courts to the ledger (BK-EVENTS, BK-SPLIT, BK-DISCHARGE)', () => {
  const random = new Seeded(seed);
  const debtors = Array.from({ length: orders }, (_, index): Debtor => {
    const letter = String.fromCodePoint(97 + index);
    const order = index === 0 ? [...messages, ...messages] : shuffled([...messages, ...messages], random);
    return { account: `D${String(index).padStart(2, '0')}`, name: `Ada Kern${letter}`, docketNumber: `2:27-bk-5${String(index).padStart(4, '0')}`, order };
  });
  let store: TestStore;

  beforeAll(async () => {
    store = await TestStore.open('2027-05-20 08:00');
    for (const { account, name } of debtors) {
      await store.take(store.opening(account));
      await store.rows('update account_person set name = ? where account_id = ?', [name, account]);
      await store.take(...moneyOf(account));
    }
  });
  afterAll(() => store?.stop());

  /** The bills, the check that comes back, and the cash, each in its time. */
  const moneyOf = (account: string): IntakeItem[] => [
    store.bill(account, `${account}-B1`, '2027-01-15', '2027-02-05', 10_000),
    store.fact(account, '2027-04-01 08:00', 'BillIssued', { billId: `${account}-B2`, billedOn: localDate('2027-04-01'), dueOn: localDate('2027-04-22'), periodFrom: localDate('2027-01-01'), periodTo: localDate('2027-03-31'), lines: [{ service: 'water', amountCents: 9_000 }] }, `${account}-B2`),
    store.fact(account, '2027-04-10 10:00', 'PaymentReceived', { paymentId: `${account}-P1`, amountCents: 3_000, tender: 'check', channel: 'lockbox' }, `${account}-P1`),
    store.fact(account, '2027-04-16 10:00', 'PaymentReturned', { paymentId: `${account}-P1`, reason: 'R01' }, `${account}-P1-back`),
    store.fact(account, '2027-05-03 10:00', 'PaymentReceived', { paymentId: `${account}-P2`, amountCents: 2_500, tender: 'cash', channel: 'counter' }, `${account}-P2`),
  ];

  const act = async () => {
    while ((await actOnDockets(store.db, 'county')) > 0);
  };
  const sweepDay = async () => {
    for (let after: string | null | undefined; after !== null; ) after = (await sweep(store.db, 'county', { limit: 100, after: after ?? null })).next;
  };

  async function ledger(account: string) {
    const [row] = await store.rows<{ state: AccountState }>('select state from account where account_id = ?', [account]);
    const state = row?.state as AccountState;
    const { law, now } = await store.db.forUtility('county', (em) => readUtility(em, 'county'));
    const { charges, suspenseCents, balanceCents } = ledgerOf(state, law);
    const open = charges.filter(({ openCents }) => openCents !== 0).map(({ billId, kind, openCents, usedThroughOn }) => `${billId?.slice(account.length) ?? ''} ${kind} ${usedThroughOn ?? ''} ${openCents}`);
    const tips = state.tips.filter(({ endedAt }) => endedAt === null).length;
    const writtenOffCents = state.credits.filter(({ kind }) => kind === 'discharge').reduce((sum, { amountCents }) => sum + amountCents, 0);
    return { open: open.sort(), suspenseCents, balanceCents, writtenOffCents, buckets: bucketsOf(state, law, now), petitions: state.petitions.map(({ filedAt, endedAt, ending }) => ({ filedAt, endedAt, ending })), tips };
  }

  it(`in ${orders} orders with every message twice, on different days, the account ends the same: what was charged through 2027-02-22 is written off, the rest is live debt`, async () => {
    for (const [index, day] of days.entries()) {
      await store.setClock(day);
      for (const debtor of debtors) {
        await recordDocketEntries(store.db, 'county', [entryOf(debtor.order[index] as Message, debtor)]);
        await act();
        // A person says so at once, every second one only days later.
        if (index === (Number(debtor.account.slice(1)) % 2) * 3) await confirmMatch(store.db, 'county', { court: 'ohsb', docketNumber: debtor.docketNumber, accountId: debtor.account }, { by: 'specialist-1', role: 'debtor' });
        await act();
      }
      await sweepDay();
    }
    await store.setClock('2027-07-31 09:00');
    await act();
    await sweepDay();
    const ends = new Map(await Promise.all(debtors.map(async ({ account, order }) => [order.join(', '), await ledger(account)] as const)));
    const [inOrder] = ends.values();
    expect(inOrder).toMatchObject({ open: ['-B2 water 2027-03-31 1200'], suspenseCents: 0, balanceCents: 1_200, petitions: [{ ending: 'discharged' }], tips: 0 });
    for (const [order, end] of ends) expect({ seed, order, end }).toEqual({ seed, order, end: inOrder });
  });

  it('each account has one petition and one discharge, and nobody is asked anything', async () => {
    const counted = await store.rows<{ account_id: string; petitions: number; discharges: number; found: number }>(
      `select account_id, count(*) filter (where type = 'PetitionFiled')::int as petitions, count(*) filter (where type = 'BankruptcyDischarged')::int as discharges, count(*) filter (where type = 'BankruptcyFound')::int as found
       from account_event group by 1 order by 1`,
    );
    expect(counted.map(({ petitions, discharges, found }) => [petitions, discharges, found])).toEqual(debtors.map(() => [1, 1, 1]));
    expect(await store.rows('select 1 from docket_question where closed_at is null')).toEqual([]);
    expect(await store.rows('select 1 from docket_to_act')).toEqual([]);
  });
});
