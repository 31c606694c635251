import { localDate } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { askActivation, continueMigrations, keepWhatIfReport, signActivation, sweep } from '../../libs/store/index.ts';
import { arrears } from '../support/cli.ts';
import { reportOf } from '../support/packs.ts';
import { TestStore } from '../support/store.ts';

describe('arrears pack move, with the database of a utility', () => {
  let store: TestStore;
  const move = (...args: string[]) => arrears({ ARREARS_DATABASE_URL: store.url }, 'pack', 'move', ...args);
  /** What the relay does. */
  const relay = async () => {
    while (await continueMigrations(store.db, 'county'));
  };
  const packs = async () => (await store.rows<{ pack: string }>(`select state ->> 'pack' as pack from case_record order by case_id`)).map(({ pack }) => pack);
  const idOf = (printed: readonly Record<string, unknown>[]) => String(printed[0]?.['migrationId']);

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
    const [v1, v2] = [loadLaw('OH-COUNTY@1'), loadLaw('OH-COUNTY@2')];
    await store.db.forUtility('county', (em) => keepWhatIfReport(em, 'county', 'w', reportOf(v1, v2, { current: 100, draft: 100 })));
    for (const account of ['A1', 'A2', 'A3']) await store.take(store.opening(account), store.bill(account, `B${account}`, '2027-01-04', '2027-01-25', 10_000));
    await sweep(store.db, 'county', { limit: 10, after: null });
    await askActivation(store.db, 'county', { activationId: 'a', pack: 'OH-COUNTY@2', fromOn: localDate('2027-07-01'), reason: 'the board', whatIfId: 'w', despiteDifferences: false }, 'ann');
    await signActivation(store.db, 'county', 'a', 'bob');
  });
  afterAll(() => store?.stop());

  it('previews a cohort, case by case, and moves nothing', async () => {
    const { printed, exitCode } = await move('preview', 'OH-COUNTY@2', '--case', 'A1.1', 'A3.1');
    expect(exitCode).toBe(0);
    expect(printed.slice(0, -1)).toMatchObject([{ caseId: 'A1.1', from: 'OH-COUNTY@1', to: 'OH-COUNTY@2', refused: null }, { caseId: 'A3.1' }]);
    expect(printed.at(-1)).toMatchObject({ cases: 2, refused: 0 });
    expect(await packs()).toEqual(['OH-COUNTY@1', 'OH-COUNTY@1', 'OH-COUNTY@1']);
  });

  it('refuses what the rules refuse, in their sentence', async () => {
    expect(await move('preview', 'OH-COUNTY@7')).toMatchObject({ exitCode: 1, complaints: expect.stringContaining('OH-COUNTY@7 was never activated here; cases can be moved to OH-COUNTY@1, OH-COUNTY@2.') });
    expect((await move('preview', 'OH-COUNTY@2', '--status', 'asleep')).complaints).toContain("'asleep' is invalid");
    expect((await move('sign', 'nothing', '--by', 'bob')).complaints).toContain('There is no migration nothing; see arrears pack move list');
  });

  it('is asked for by one person and signed by another, moved by the relay, and taken back', async () => {
    const asked = await move('ask', 'OH-COUNTY@2', '--case', 'A1.1', 'A2.1', '--reason', 'one law for all', '--by', 'ann');
    expect(asked.printed).toMatchObject([{ to: 'OH-COUNTY@2', status: 'asked', askedBy: 'ann', counts: { waiting: 2 } }]);
    const id = idOf(asked.printed);
    expect(await move('sign', id, '--by', 'ann')).toMatchObject({ exitCode: 1, complaints: expect.stringContaining('ann asked for it; it needs somebody else.') });
    expect((await move('sign', id, '--by', 'bob')).printed).toMatchObject([{ status: 'moving', approvedBy: 'bob' }]);
    await relay();
    expect(await packs()).toEqual(['OH-COUNTY@2', 'OH-COUNTY@2', 'OH-COUNTY@1']);
    expect((await move('list')).printed).toMatchObject([{ migrationId: id, status: 'moved', counts: { moved: 2 } }]);
    expect((await move('undo', id, '--reason', 'a mistake', '--by', 'cem')).printed).toMatchObject([{ status: 'undoing', undoneBy: 'cem' }]);
    await relay();
    expect((await move('cases', id)).printed).toMatchObject([{ caseId: 'A1.1', status: 'moved-back', from: 'OH-COUNTY@1' }, { caseId: 'A2.1', status: 'moved-back' }]);
    expect(await packs()).toEqual(['OH-COUNTY@1', 'OH-COUNTY@1', 'OH-COUNTY@1']);
  });
});
