import { isRefusal } from '../kernel/because.ts';
import { setBounds } from '../../test/support/bounds.ts';
import { bringTo, shutOffDay } from '../../test/support/shut-off-ready.ts';
import { TestStore } from '../../test/support/store.ts';
import { advanceCases, overdueCases } from './advance-cases.ts';
import { approveReset, askForReset } from './breaker-resets.ts';
import { clearForShutOff, interveneOn } from './people.ts';

const named = (count: number, prefix = 'N') => Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(3, '0')}`);
const reason = 'a late bill run, looked at and right';

describe('The breakers of a utility (M41)', () => {
  let store: TestStore;
  const trips = () => store.rows<{ kind: string; counted: number; bound: number; sentence: string }>('select kind, counted, bound, sentence from breaker_trip order by trip_id');
  const count = async (type: string) => (await store.rows<{ n: number }>('select count(*)::int as n from case_event where type = ?', [type]))[0]?.n;
  const advance = (accounts: readonly string[]) => advanceCases(store.db, 'county', accounts.map((account) => `${account}.1`), 'test');
  const clear = (account: string) => clearForShutOff(store.db, 'county', { workOrderId: `${account}.1.w2`, meterSerial: `M-${account}`, askedBy: 'crew-7', clearanceId: 'c-1' });
  /** What the reconciler does: batches of what is overdue, until nothing is. */
  const goOn = async () => {
    for (let due = await overdueCases(store.db, 'county', 25); due.length > 0; due = await overdueCases(store.db, 'county', 25)) await advanceCases(store.db, 'county', due, 'reconciler');
  };
  const reset = async (kind: 'notices' | 'shut-offs') => {
    await askForReset(store.db, 'county', kind, 'r-1', { by: 'supervisor-1', reason });
    return approveReset(store.db, 'county', kind, 'r-1', { by: 'supervisor-2', reason });
  };

  beforeEach(async () => {
    store = await TestStore.open();
  });
  afterEach(() => store?.stop());

  it('postings that people ask for count as well: past the bound the next is refused by the breaker', async () => {
    const accounts = named(3);
    await bringTo('notice-mailed', store, [...accounts, 'X1']);
    setBounds({ notices: { atMost: 3, atLeast: 50, timesUsual: 5 } });
    await store.setClock('2027-03-24 10:00');
    const post = (account: string) => interveneOn(store.db, 'county', `${account}.1`, { type: 'PostNotice', reason }, { by: 'ann', as: 'supervisor', interventionId: `i-${account}` });
    for (const account of accounts) expect(await post(account)).toMatchObject({ status: 'door-tag-ordered' });
    expect(await post('X1')).toMatchObject({ refused: true, because: { rule: 'CASCADE-BREAKER' } });
    expect([await count('DoorTagOrdered'), (await trips()).map(({ kind, counted }) => `${kind} ${counted}`)]).toEqual([3, ['notices 3']]);
    expect(await post('X1')).toMatchObject({ refused: true, because: { rule: 'CASCADE-BREAKER' } });
  });

  describe('60 notices due at once, under a bound of 20', () => {
    const accounts = named(60);

    beforeEach(async () => {
      setBounds({ notices: { atMost: 20, atLeast: 50, timesUsual: 5 } });
      await bringTo('past-due', store, accounts);
      await store.setClock('2027-03-20 08:00');
    });

    it('the twentieth is ordered, and the one after it trips the breaker', async () => {
      await advance(accounts.slice(0, 20));
      expect([await count('NoticeOrdered'), await trips()]).toEqual([20, []]);
      await advance(accounts.slice(20, 21));
      const sentence = 'One more than 20 notices and postings was about to be ordered on one day; the bound that is set is 20.';
      expect([await count('NoticeOrdered'), await trips()]).toEqual([20, [{ kind: 'notices', counted: 20, bound: 20, sentence }]]);
      await advance(accounts.slice(21));
      expect([await count('NoticeOrdered'), (await trips()).length]).toEqual([20, 1]);
    });

    it('all in one transaction: it counts what it decided itself', async () => {
      const outlooks = await advance(accounts);
      expect([await count('NoticeOrdered'), (await trips()).length]).toEqual([20, 1]);
      // Those that wait have no deadline: no clock that goes from deadline to deadline stands still for them.
      expect([...outlooks.values()].filter(({ status }) => status === 'past-due').map(({ nextDeadlineAt }) => nextDeadlineAt)).toEqual(Array.from({ length: 40 }, () => null));
    });

    it('what was decided under the open breaker records it (I8)', async () => {
      await advance(accounts);
      await store.take(store.fact('N060', '2027-03-20 08:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 22_000, tender: 'cash', channel: 'counter' }));
      const [closed] = await store.rows<{ breakers: unknown }>(`select body::jsonb #> '{inputs,breakers}' as breakers from case_event where case_id = 'N060.1' and type = 'CaseClosed'`);
      expect(closed?.breakers).toMatchObject([{ kind: 'notices', trippedAt: '2027-03-20T12:00:00.000Z' }]);
    });

    it('two transactions at the same time pass the bound by no more than one of them decides, and trip it once', async () => {
      await Promise.all([advance(accounts.slice(0, 30)), advance(accounts.slice(30))]);
      expect(await count('NoticeOrdered')).toBeGreaterThanOrEqual(20);
      expect(await count('NoticeOrdered')).toBeLessThanOrEqual(40);
      expect(await trips()).toHaveLength(1);
    });

    it('nobody resets it alone; with a second person the next twenty go on, and what passes them trips it again', async () => {
      await advance(accounts);
      const asked = await askForReset(store.db, 'county', 'notices', 'r-1', { by: 'supervisor-1', reason });
      expect(asked).toMatchObject({ kind: 'notices', request: { requestId: 'r-1', askedBy: 'supervisor-1', reason } });
      const twice = await askForReset(store.db, 'county', 'notices', 'r-2', { by: 'supervisor-2', reason });
      expect(isRefusal(twice) && twice.because).toMatchObject({ rule: 'CASCADE-BREAKER', sentence: expect.stringContaining('supervisor-1 asked for this') });
      const alone = await approveReset(store.db, 'county', 'notices', 'r-1', { by: 'supervisor-1', reason });
      expect(isRefusal(alone) && alone.because).toMatchObject({ rule: 'CASCADE-BREAKER', sentence: 'supervisor-1 asked for this reset: a second person has to approve it.' });
      await goOn();
      expect(await count('NoticeOrdered')).toBe(20);

      expect(await approveReset(store.db, 'county', 'notices', 'r-1', { by: 'supervisor-2', reason })).toMatchObject({ kind: 'notices', cases: 40 });
      expect(await approveReset(store.db, 'county', 'notices', 'r-1', { by: 'supervisor-2', reason })).toBeNull();
      await goOn();
      expect([await count('NoticeOrdered'), (await trips()).length]).toEqual([40, 2]);
      await reset('notices');
      await goOn();
      expect([await count('NoticeOrdered'), (await trips()).length]).toEqual([60, 2]);
    });

    it('a new day does not reset it', async () => {
      await advance(accounts);
      await store.setClock('2027-03-22 08:00');
      await advance(accounts);
      expect(await count('NoticeOrdered')).toBe(20);
      await reset('notices');
      await goOn();
      // The day before yesterday's twenty are not counted against this day's.
      expect([await count('NoticeOrdered'), (await trips()).length]).toEqual([40, 2]);
    });

    it('a petition protects as ever while it is open', async () => {
      await advance(accounts);
      await store.take(store.fact(null, '2027-03-20 08:00', 'PetitionFiled', { docket: 'D1', chapter: '7', accountIds: ['N001', 'N060'] }));
      expect((await store.caseTypes('N001.1')).slice(-2)).toEqual(['NoticeWithdrawn', 'CollectionHeld']);
      expect((await store.caseTypes('N060.1')).slice(-1)).toEqual(['CollectionHeld']);
      await reset('notices');
      await goOn();
      expect((await store.caseTypes('N060.1')).slice(-1)).toEqual(['CollectionHeld']);
    });
  });

  it('the bound is learnt from the business days before: five times the usual day, and never under the least', async () => {
    setBounds({ notices: { atMost: 1_000, atLeast: 3, timesUsual: 5 } });
    await bringTo('past-due', store, named(6));
    await store.setClock('2027-03-20 08:00');
    await advance(named(6));
    expect(await trips()).toMatchObject([{ counted: 3, bound: 3, sentence: 'One more than 3 notices and postings was about to be ordered on one day; the bound learnt from a usual day of 0 is 3.' }]);
  });

  it('a trip of shut-offs keeps crews at the door from closing, and lets nothing else wait', async () => {
    setBounds({ 'shut-offs': { atMost: 2, atLeast: 2, timesUsual: 5 } });
    const accounts = named(4);
    await bringTo('shut-off-planned', store, accounts);
    await store.setClock('2027-04-01 07:00');
    await advance(accounts);
    expect([await count('ShutOffOrdered'), (await trips()).map(({ kind }) => kind)]).toEqual([2, ['shut-offs']]);
    await store.setClock(shutOffDay);
    const refused = await clear('N001');
    expect(refused !== null && isRefusal(refused) && refused.because.rule).toBe('CASCADE-BREAKER');
    await reset('shut-offs');
    expect(await clear('N001')).toMatchObject({ granted: true });
    await goOn();
    expect(await count('ShutOffOrdered')).toBe(4);
  });

  it("is one utility's alone", async () => {
    setBounds({ notices: { atMost: 2, atLeast: 2, timesUsual: 5 } });
    await store.utility('village', '2027-01-04 00:00');
    await bringTo('past-due', store, named(3));
    await store.setClock('2027-03-20 08:00');
    await advance(named(3));
    expect(await trips()).toHaveLength(1);
    expect(await store.rows('select * from breaker_trip', [], 'village')).toEqual([]);
    await bringTo('notice-ordered', store, named(2, 'V'), 'village');
    expect(await store.rows(`select type from case_event where type = 'NoticeOrdered'`, [], 'village')).toHaveLength(2);
  });
});
