import { setTimeout as delay } from 'node:timers/promises';
import { isRefusal } from '../kernel/because.ts';
import { bringAll, bringTo } from '../../test/support/shut-off-ready.ts';
import { TestStore } from '../../test/support/store.ts';
import { local } from '../../test/support/story.ts';
import { advanceCases, overdueCases } from './advance-cases.ts';
import { carryOutMoratoriums, declareMoratorium, extendMoratorium, type MoratoriumWish } from './moratoriums.ts';
import { UnitOfWork } from './unit-of-work.ts';
import { readUtility } from './utility.ts';

const who = { by: 'supervisor-1', reason: 'the river rises' };

describe('Moratoriums in the store', () => {
  let store: TestStore;
  const declare = async (wish: Partial<MoratoriumWish> = {}) => {
    const declared = await declareMoratorium(store.db, 'county', { moratoriumId: 'MO1', reason: 'disaster', area: { all: true }, fromAt: null, endsAt: null, evidence: 'proclamation-7', ...wish }, who);
    if (isRefusal(declared)) throw new Error(declared.because.sentence);
    return declared;
  };
  const carryOut = async () => {
    while (await carryOutMoratoriums(store.db, 'county'));
  };
  const lookAtAll = async () => advanceCases(store.db, 'county', await overdueCases(store.db, 'county', 100), 'test');
  const caseTypes = (account: string) => store.caseTypes(`${account}.1`);
  const waitingLocks = async () => (await store.db.shared((em) => em.execute<{ n: number }[]>(`select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`)))[0]?.n;
  const until = async (isSo: () => Promise<boolean>) => {
    for (let tries = 0; !(await isSo()); tries += 1) {
      if (tries > 500) throw new Error('It never came about');
      await delay(10);
    }
  };

  beforeEach(async () => {
    store = await TestStore.open();
  });
  afterEach(() => store?.stop());

  it('is declared after every decision that is under way, and seen by every one that begins later (I3)', async () => {
    await bringTo('past-due', store, ['A1', 'A2']);
    const order: string[] = [];
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    let begun = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const seen = (accountId: string, wait: Promise<void>) =>
      store.db.forUtility('county', async (em) => {
        const work = await UnitOfWork.begin(em, 'county', [accountId]);
        begun();
        await wait;
        order.push(accountId);
        return work.utility.moratoriums.length;
      });
    const before = seen('A1', gate);
    await hasBegun;
    const declared = declare().then(() => void order.push('declared'));
    await until(async () => (await waitingLocks()) === 1);
    const after = seen('A2', Promise.resolve());
    await until(async () => (await waitingLocks()) === 2);
    expect(order).toEqual([]);
    letGo();
    // Which of the two that waited hears first of its own end says nothing: what the later one sees does.
    expect([await before, await after]).toEqual([0, 1]);
    await declared;
    expect(order[0]).toBe('A1');
  });

  it('does not keep another utility from deciding', async () => {
    await store.utility('village', '2027-03-08 10:00');
    await store.db.forUtility('village', async (em) => {
      await UnitOfWork.begin(em, 'village', []);
      await declare();
    });
    expect((await store.rows('select 1 from moratorium')).length).toBe(1);
    expect((await store.db.forUtility('village', (em) => readUtility(em, 'village'))).moratoriums).toEqual([]);
  });

  it('declared ahead, it calls the crews back when it begins, by itself', async () => {
    await bringAll({ 'shut-off-ordered': ['A1'] }, store);
    await declare({ fromAt: local('2027-04-01 10:00') });
    await carryOut();
    expect((await caseTypes('A1')).at(-1)).toBe('ShutOffOrdered');
    await store.setClock('2027-04-01 10:00');
    await carryOut();
    expect((await caseTypes('A1')).slice(-3)).toEqual(['WorkOrderRecalled', 'ShutOffWithdrawn', 'CollectionHeld']);
  });

  it('is over on its day without anybody: nobody is shut off until turns are given out, and then in turns', async () => {
    await bringAll({ 'notice-mailed': ['A1'] }, store);
    await declare({ endsAt: local('2027-04-05 00:00') });
    await carryOut();
    await lookAtAll();
    await store.setClock('2027-04-05 00:00');
    const { moratoriums } = await store.db.forUtility('county', (em) => readUtility(em, 'county', ['A1']));
    expect(moratoriums).toMatchObject([{ moratoriumId: 'MO1', turns: null }]);
    await carryOut();
    expect((await store.db.forUtility('county', (em) => readUtility(em, 'county', ['A1', 'A2']))).moratoriums).toMatchObject([{ turns: { A1: 0 } }]);
    await lookAtAll();
    expect((await caseTypes('A1')).slice(-2)).toEqual(['CollectionHeld', 'CollectionResumed']);
  });

  it('two that end on one day share the turns of the day: who has one gets no second', async () => {
    await bringAll({ 'notice-mailed': ['A1', 'A2'] }, store);
    await declare({ area: { accounts: ['A1'] }, endsAt: local('2027-04-05 00:00') });
    await declare({ moratoriumId: 'MO2', endsAt: local('2027-04-05 06:00') });
    await declare({ moratoriumId: 'MO3', endsAt: local('2027-04-06 00:00') });
    await store.setClock('2027-04-06 00:00');
    await carryOut();
    const { moratoriums } = await store.db.forUtility('county', (em) => readUtility(em, 'county', ['A1', 'A2']));
    expect(moratoriums.map(({ turns }) => turns)).toEqual([{ A1: 0 }, { A2: 0 }, { A1: 0, A2: 0 }]);
  });

  it('extended before its day, it goes on; what is over is not extended', async () => {
    await bringAll({ 'notice-mailed': ['A1'] }, store);
    await declare({ endsAt: local('2027-04-05 00:00') });
    expect(await extendMoratorium(store.db, 'county', 'MO1', local('2027-04-04 00:00'), who)).toMatchObject({ refused: true });
    expect(await extendMoratorium(store.db, 'county', 'MO1', local('2027-04-12 00:00'), who)).toMatchObject({ endsAt: '2027-04-12T04:00:00.000Z', said: [{}, { reason: 'the river rises' }] });
    await store.setClock('2027-04-12 00:00');
    expect(await extendMoratorium(store.db, 'county', 'MO1', null, who)).toMatchObject({ refused: true, because: { rule: 'GEN-HOLDS' } });
    expect(await extendMoratorium(store.db, 'county', 'MO-none', null, who)).toBeNull();
  });

  it('over a list, a district, a cycle, a route or a bill run it holds whom it names, and nobody else', async () => {
    const areas = [{ accounts: ['A1'] }, { districts: ['flats'] }, { cycles: ['C-07'] }, { routes: ['R-12'] }, { billRuns: ['run-9'] }];
    await bringAll({ 'shut-off-ordered': ['A1', 'A2', 'A3', 'A4', 'A5', 'B1'] }, store);
    const bill = { billId: 'B9', billedOn: '2027-03-30', dueOn: '2027-04-20', billRunId: 'run-9', lines: [{ service: 'water', amountCents: 5_000 }] } as never;
    const changed = (account: string, data: Record<string, string>) => store.fact(account, '2027-04-01 08:00', 'AccountChanged', data);
    await store.take(changed('A2', { district: 'flats' }), changed('A3', { cycle: 'C-07' }), changed('A4', { route: 'R-12' }), store.fact('A5', '2027-04-01 08:00', 'BillIssued', bill));
    for (const [index, area] of areas.entries()) {
      await declare({ moratoriumId: `MO${index + 1}`, area: area as MoratoriumWish['area'] });
      await carryOut();
      const held = await store.rows<{ case_id: string }>(`select distinct case_id from case_event where type = 'CollectionHeld' order by 1`);
      expect(held.map(({ case_id }) => case_id)).toEqual(Array.from({ length: index + 1 }, (_, known) => `A${known + 1}.1`));
    }
  });
});
