import { checkAccount } from '../../apps/cli/verify/check-account.ts';
import { Differences } from '../../apps/cli/verify/differences.ts';
import { storedAccounts } from '../../apps/cli/verify/streams.ts';
import { localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { advanceCases, approveMigration, askActivation, askMigration, continueMigrations, keepWhatIfReport, readUtility, signActivation, sweep, undoMigration } from '../../libs/store/index.ts';
import { PackShelf, reportOf } from '../support/packs.ts';
import { TestStore } from '../support/store.ts';

const shelf = new PackShelf();
const dearer = [['cents: 8000', 'cents: 7000'], ['basisPoints: 1000', 'basisPoints: 1200'], ['notice-mailed-days-before: { days: 10,', 'notice-mailed-days-before: { days: 17,']] as const;

describe('what was decided under several versions is decided again by the versions of then', () => {
  let store: TestStore;
  const cases = ['A1.1', 'A2.1', 'A3.1'];

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
    const [v1, v2] = [loadLaw('OH-COUNTY@1'), shelf.version(2, ...dearer)];
    await store.db.forUtility('county', (em) => keepWhatIfReport(em, 'county', 'w', reportOf(v1, v2, { current: 100, draft: 100 })));
    for (const account of ['A1', 'A2', 'A3']) await store.take(store.opening(account), store.bill(account, `B${account}`, '2027-01-04', '2027-01-25', 10_000));
    await sweep(store.db, 'county', { limit: 10, after: null });
    await at('2027-03-02 12:00');
    for (const caseId of cases) await store.take(store.fact(caseId.slice(0, 2), '2027-03-02 10:00', 'NoticeMailed', { noticeId: `${caseId}.n1`, mailedOn: localDate('2027-03-02'), proof: 'p' }));
    await askActivation(store.db, 'county', { activationId: 'a', pack: 'OH-COUNTY@2', fromOn: localDate('2027-03-08'), reason: 'the board', whatIfId: 'w', despiteDifferences: false }, 'ann');
    await signActivation(store.db, 'county', 'a', 'bob');
  });
  afterAll(() => store?.stop());

  async function at(when: string): Promise<void> {
    await store.setClock(when);
    await advanceCases(store.db, 'county', cases, `deadline/${when}`);
  }

  async function move(migrationId: string, caseId: string): Promise<void> {
    await askMigration(store.db, 'county', { migrationId, to: 'OH-COUNTY@2', cohort: { caseIds: [caseId] }, reason: 'one law' }, 'ann');
    await approveMigration(store.db, 'county', migrationId, 'bob');
    while (await continueMigrations(store.db, 'county'));
  }

  async function differences(): Promise<readonly unknown[]> {
    const utility = await store.db.forUtility('county', (em) => readUtility(em, 'county'));
    const found = new Differences();
    for await (const account of storedAccounts(store.db, 'county')) checkAccount(account, utility, found);
    return found.list;
  }

  it('before, across and after the change, moved and moved back', async () => {
    await move('m1', 'A1.1');
    await undoMigration(store.db, 'county', 'm1', { by: 'cem', reason: 'a mistake', alsoCaseIds: [] });
    while (await continueMigrations(store.db, 'county'));
    await move('m2', 'A2.1');
    await at('2027-03-08 00:00');
    await store.take(store.bill('A3', 'C3', '2027-02-20', '2027-03-13', 5_000));
    for (const when of ['2027-03-12 08:00', '2027-03-16 09:00', '2027-03-19 08:00']) await at(when);
    await store.take(store.opening('A4'), store.bill('A4', 'BA4', '2027-02-01', '2027-02-22', 7_500));
    await at('2027-03-20 09:00');
    await sweep(store.db, 'county', { limit: 10, after: null });
    const packs = await store.rows<{ pack: string }>(`select state ->> 'pack' as pack from case_record order by case_id`);
    expect(packs.map(({ pack }) => pack)).toEqual(['OH-COUNTY@1', 'OH-COUNTY@2', 'OH-COUNTY@1', 'OH-COUNTY@2']);
    const asked = await store.rows<{ both: boolean }>(`select body::json -> 'inputs' -> 'inForce' is not null as both from case_event`);
    expect(new Set(asked.map(({ both }) => both))).toEqual(new Set([true, false]));
    expect(await differences()).toEqual([]);
  });

  it('and a decision that those versions would not have made is found', async () => {
    await store.db.orm.em.getConnection().execute(`update case_event set body = replace(body, '"payByOn":"2027-03-11"', '"payByOn":"2027-03-10"') where case_id = 'A1.1'`);
    expect(JSON.stringify(await differences())).toContain('decided again');
  });
});
