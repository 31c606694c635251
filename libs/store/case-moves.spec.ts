import { loadLaw } from '../policy/load.ts';
import { PackShelf, reportOf } from '../../test/support/packs.ts';
import { TestStore } from '../../test/support/store.ts';
import { localDate } from '../kernel/time.ts';
import {
  advanceCases, approveMigration, askActivation, askMigration, continueMigrations, keepWhatIfReport, listMigrations, migratedCases, previewCohort, readMigration, signActivation, sweep, undoMigration, type Cohort,
} from './index.ts';

const shelf = new PackShelf();
const accounts = ['A1', 'A2', 'A3', 'A4', 'A5'];
const caseOf = (account: string) => `${account}.1`;

describe('moving cases to another version', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
    const [v1, v2] = [loadLaw('OH-COUNTY@1'), shelf.version(2, ['notice-mailed-days-before: { days: 10,', 'notice-mailed-days-before: { days: 17,'])];
    await store.db.forUtility('county', (em) => keepWhatIfReport(em, 'county', 'w', reportOf(v1, v2, { current: 100, draft: 100 })));
    for (const account of accounts) await store.take(store.opening(account), store.bill(account, `B${account}`, '2027-01-04', '2027-01-25', 10_000));
    await sweep(store.db, 'county', { limit: 10, after: null });
    await askActivation(store.db, 'county', { activationId: 'a', pack: 'OH-COUNTY@2', fromOn: localDate('2027-04-01'), reason: 'the board', whatIfId: 'w', despiteDifferences: false }, 'ann');
    await signActivation(store.db, 'county', 'a', 'bob');
    await store.setClock('2027-03-02 12:00');
    for (const account of accounts) await store.take(store.fact(account, '2027-03-02 10:00', 'NoticeMailed', { noticeId: `${caseOf(account)}.n1`, mailedOn: localDate('2027-03-02'), proof: 'p' }));
  });
  afterAll(() => store?.stop());

  const page = { limit: 10, after: null };
  const preview = (cohort: Cohort, to = 'OH-COUNTY@2') => previewCohort(store.db, 'county', to, cohort, page);
  const ask = (migrationId: string, cohort: Cohort) => askMigration(store.db, 'county', { migrationId, to: 'OH-COUNTY@2', cohort, reason: 'one law for all' }, 'ann');
  const run = async () => {
    while (await continueMigrations(store.db, 'county', 2));
  };
  const packs = async () => Object.fromEntries((await store.rows<{ case_id: string; pack: string }>(`select case_id, state ->> 'pack' as pack from case_record order by case_id`)).map(({ case_id, pack }) => [case_id, pack]));
  const cases = (migrationId: string, status: string | null = null) => store.db.forUtility('county', (em) => migratedCases(em, 'county', migrationId, { ...page, status }));
  const migration = (migrationId: string) => store.db.forUtility('county', (em) => readMigration(em, 'county', migrationId));

  it('is previewed case by case, and previewing moves nothing', async () => {
    const { cases: count, previews, next } = await preview({});
    expect([count, previews.length, next]).toEqual([5, 5, null]);
    expect(previews[0]).toMatchObject({ caseId: 'A1.1', from: 'OH-COUNTY@1', to: 'OH-COUNTY@2', refused: null, changes: true, before: { status: 'notice-mailed', step: 'door-tag' }, after: { status: 'notice-mailed', step: 'door-tag' } });
    const { before, after } = previews[0] as NonNullable<(typeof previews)[0]>;
    expect([before.nextStepAt, after?.nextStepAt]).toEqual(['2027-03-12T13:00:00.000Z', '2027-03-19T12:00:00.000Z']);
    expect(new Set(Object.values(await packs()))).toEqual(new Set(['OH-COUNTY@1']));
  });

  it('goes by cohorts: a list, a status, a share that is always the same', async () => {
    expect((await preview({ caseIds: ['A2.1', 'A4.1', 'A9.1'] })).previews.map(({ caseId }) => caseId)).toEqual(['A2.1', 'A4.1']);
    expect((await preview({ statuses: ['past-due'] })).cases).toBe(0);
    expect((await preview({ percent: 100 })).cases).toBe(5);
    expect((await preview({ percent: 40 })).previews).toEqual((await preview({ percent: 40 })).previews);
    expect((await preview({ percent: 0 })).cases).toBe(0);
  });

  it('goes to a version that was activated, and to no other', async () => {
    await expect(preview({}, 'OH-COUNTY@7')).rejects.toThrow('OH-COUNTY@7 was never activated here; cases can be moved to OH-COUNTY@1, OH-COUNTY@2.');
  });

  it('waits for a second person', async () => {
    expect(await ask('m1', { caseIds: ['A1.1', 'A2.1', 'A3.1'] })).toMatchObject({ status: 'asked', counts: { waiting: 3 } });
    await run();
    expect((await packs())['A1.1']).toBe('OH-COUNTY@1');
    await expect(approveMigration(store.db, 'county', 'm1', 'ann')).rejects.toThrow('ann asked for it; it needs somebody else.');
    expect(await approveMigration(store.db, 'county', 'm1', 'bob')).toMatchObject({ status: 'moving', approvedBy: 'bob' });
    await expect(approveMigration(store.db, 'county', 'm1', 'cem')).rejects.toThrow('m1 is moving already');
  });

  it('moves each case once, by an event with both names, goes on wherever it stopped, and decides anew', async () => {
    expect(await continueMigrations(store.db, 'county', 2)).toBe(true);
    expect(await packs()).toMatchObject({ 'A1.1': 'OH-COUNTY@2', 'A2.1': 'OH-COUNTY@2', 'A3.1': 'OH-COUNTY@1' });
    await run();
    expect(await migration('m1')).toMatchObject({ status: 'moved', counts: { moved: 3 } });
    expect(await packs()).toMatchObject({ 'A3.1': 'OH-COUNTY@2', 'A4.1': 'OH-COUNTY@1' });
    expect((await store.caseTypes('A1.1')).filter((type) => type === 'PolicyMoved')).toHaveLength(1);
    const [row] = await store.rows<{ body: string; at: Date }>(`select e.body, c.next_deadline_at as at from case_event e join case_record c using (utility_id, case_id) where case_id = 'A1.1' and type = 'PolicyMoved'`);
    expect(JSON.parse(row?.body as string)).toMatchObject({ cause: 'migration/m1', event: { data: { from: 'OH-COUNTY@1', to: 'OH-COUNTY@2', migrationId: 'm1', by: 'ann', approvedBy: 'bob' }, because: [{ rule: 'AUTHORITY' }] } });
    expect(new Date(row?.at as Date).toISOString()).toBe('2027-03-19T12:00:00.000Z');
  });

  it('undone before it was approved it is withdrawn; undone halfway the rest stays', async () => {
    await ask('m2', { caseIds: ['A4.1'] });
    expect(await undoMigration(store.db, 'county', 'm2', { by: 'ann', reason: 'no', alsoCaseIds: [] })).toMatchObject({ status: 'withdrawn' });
    await ask('m3', { caseIds: ['A4.1', 'A5.1'] });
    await approveMigration(store.db, 'county', 'm3', 'bob');
    await continueMigrations(store.db, 'county', 1);
    await undoMigration(store.db, 'county', 'm3', { by: 'ann', reason: 'no', alsoCaseIds: [] });
    await run();
    expect((await cases('m3')).map(({ caseId, status }) => [caseId, status])).toEqual([['A4.1', 'moved-back'], ['A5.1', 'not-moved']]);
    expect((await store.caseTypes('A5.1'))).not.toContain('PolicyMoved');
  });

  it('asks the version in force as well while the new one is not: a case that was moved is under both', async () => {
    await store.setClock('2027-03-19 08:00');
    await advanceCases(store.db, 'county', ['A3.1'], 'test');
    const [row] = await store.rows<{ body: string }>(`select body from case_event where case_id = 'A3.1' and type = 'DoorTagOrdered'`);
    const because = (JSON.parse(row?.body as string) as { event: { because: { pack?: string }[] } }).event.because;
    expect([...new Set(because.map(({ pack }) => pack))]).toEqual(['OH-COUNTY@2', 'OH-COUNTY@1']);
  });

  it('is undone by another event; a case with something adverse since is listed and stays, until a person names it', async () => {
    await undoMigration(store.db, 'county', 'm1', { by: 'cem', reason: 'a mistake', alsoCaseIds: [] });
    await run();
    expect(await migration('m1')).toMatchObject({ status: 'undone', undoneBy: 'cem', counts: { 'moved-back': 2, kept: 1 } });
    expect(await cases('m1', 'kept')).toMatchObject([{ caseId: 'A3.1', note: 'DoorTagOrdered was decided since; name the case to move it back all the same.' }]);
    expect(await packs()).toMatchObject({ 'A1.1': 'OH-COUNTY@1', 'A3.1': 'OH-COUNTY@2' });
    await undoMigration(store.db, 'county', 'm1', { by: 'cem', reason: 'seen by me', alsoCaseIds: ['A3.1'] });
    await run();
    expect(await packs()).toMatchObject({ 'A3.1': 'OH-COUNTY@1' });
    await expect(undoMigration(store.db, 'county', 'm1', { by: 'cem', reason: 'again', alsoCaseIds: [] })).rejects.toThrow('m1 is undone already');
  });

  it('does not move a case that was closed meanwhile, and says so', async () => {
    await ask('m4', { caseIds: ['A5.1'] });
    await approveMigration(store.db, 'county', 'm4', 'bob');
    await store.take(store.fact('A5', '2027-03-19 08:00', 'PaymentReceived', { paymentId: 'p5', amountCents: 20_000, tender: 'cash', channel: 'counter' }));
    await run();
    expect(await cases('m4')).toMatchObject([{ caseId: 'A5.1', status: 'not-moved', note: 'The case is closed.' }]);
  });

  it('belongs to its utility alone', async () => {
    expect(await store.db.forUtility('village', (em) => listMigrations(em, 'village'))).toEqual([]);
    expect(await store.rows('select 1 from pack_migration_case', [], 'village')).toEqual([]);
  });
});
