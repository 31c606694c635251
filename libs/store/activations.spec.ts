import { appendFileSync } from 'node:fs';
import { loadLaw } from '../policy/load.ts';
import { PackShelf, reportOf } from '../../test/support/packs.ts';
import { TestStore } from '../../test/support/store.ts';
import { localDate } from '../kernel/time.ts';
import { advanceCases, askActivation, keepWhatIfReport, listActivations, readUtility, signActivation, stepClock, sweep, tellCases, withdrawActivation, type ActivationWish } from './index.ts';
import { lawOfVersions } from './versions.ts';

const shelf = new PackShelf();
const tenDays = 'notice-mailed-days-before: { days: 10,';
const fourteenDays = 'notice-mailed-days-before: { days: 14,';

describe('another version of a utility\'s law', () => {
  let store: TestStore;
  const v1 = loadLaw('OH-COUNTY@1');
  const v2 = shelf.version(2, [tenDays, fourteenDays]);
  const v3 = shelf.version(3, ['cents: 2500', 'cents: 2600']);

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
    await keep('like', reportOf(v1, v2, { current: 100, draft: 105 }));
    await keep('more', reportOf(v1, v2, { current: 100, draft: 106 }));
    await keep('next', reportOf(v2, v3, { current: 100, draft: 100 }));
  });
  afterAll(() => store?.stop());

  const keep = (whatIfId: string, report: Parameters<typeof keepWhatIfReport>[3]) => store.db.forUtility('county', (em) => keepWhatIfReport(em, 'county', whatIfId, report));
  const wish = (activationId: string, change: Partial<ActivationWish> = {}): ActivationWish => ({
    activationId, pack: 'OH-COUNTY@2', fromOn: localDate('2027-04-01'), reason: 'the board decided so', whatIfId: 'like', despiteDifferences: false, ...change,
  });
  const ask = (activationId: string, change: Partial<ActivationWish> = {}) => askActivation(store.db, 'county', wish(activationId, change), 'ann');
  const sign = (activationId: string, by: string) => signActivation(store.db, 'county', activationId, by);
  const inForce = async () => (await store.db.forUtility('county', (em) => readUtility(em, 'county'))).law.pack.version;

  it('is asked for with a what-if of this very draft beside the version in force, or not at all', async () => {
    await expect(ask('a0', { whatIfId: 'none' })).rejects.toThrow('Run what-if first: there is no report none of OH-COUNTY@2 as it is now against OH-COUNTY@1.');
    await expect(ask('a0', { pack: 'OH-COUNTY@3', whatIfId: 'like' })).rejects.toThrow('report like is not of OH-COUNTY@3 as it is now against OH-COUNTY@1');
  });

  it('is refused when a difference passes the thresholds, unless that is said to be wanted', async () => {
    await expect(ask('a0', { whatIfId: 'more' })).rejects.toThrow(/Differences pass the thresholds of OH-COUNTY@1.*two people have to sign.*Shut-offs over recorded history rise from 100 to 106/s);
  });

  it('is no version that is in force, is not law yet, or keeps another time', async () => {
    await expect(ask('a0', { pack: 'OH-COUNTY@1' })).rejects.toThrow('OH-COUNTY@1 is in force on 2027-04-01 already.');
    await expect(ask('a0', { fromOn: localDate('2024-12-31') })).rejects.toThrow('OH-COUNTY@2 is law from 2025-01-01 on');
    await expect(ask('a0', { pack: 'CA-998@2' })).rejects.toThrow('keeps time in America/Los_Angeles');
  });

  it('wanted in spite of its differences, it needs two people besides the one who asks', async () => {
    expect(await ask('wanted', { whatIfId: 'more', despiteDifferences: true })).toMatchObject({ status: 'asked', signaturesNeeded: 2, exceeded: [expect.stringContaining('100 to 106'), expect.anything()] });
    await expect(sign('wanted', 'ann')).rejects.toThrow('ann has signed for OH-COUNTY@2 already; it needs somebody else.');
    expect(await sign('wanted', 'bob')).toMatchObject({ status: 'asked', inForceAt: null });
    await expect(sign('wanted', 'bob')).rejects.toThrow('bob has signed');
    await expect(ask('a1')).rejects.toThrow('Another activation waits for signatures');
    expect(await withdrawActivation(store.db, 'county', 'wanted', 'ann')).toMatchObject({ status: 'withdrawn' });
    await expect(sign('wanted', 'cem')).rejects.toThrow('was withdrawn');
  });

  it('stands with one second signature, and is in force from the beginning of its day on, for open cases too', async () => {
    await store.take(store.opening('A1'), store.bill('A1', 'B1', '2027-01-04', '2027-01-25', 10_000));
    await sweep(store.db, 'county', { limit: 10, after: null });
    expect((await store.caseTypes('A1.1'))[0]).toBe('CaseOpened');
    await ask('a1');
    expect(await sign('a1', 'bob')).toMatchObject({ status: 'stands', inForceAt: '2027-04-01T04:00:00.000Z', signatures: [{ by: 'bob' }] });
    while (await tellCases(store.db, 'county'));
    const [row] = await store.rows<{ at: Date }>('select next_deadline_at as at from case_record');
    expect(new Date(row?.at as Date) <= new Date('2027-04-01T04:00:00Z')).toBe(true);
    expect(await inForce()).toBe(1);
    await store.setClock('2027-03-31 23:59');
    expect(await inForce()).toBe(1);
    await store.setClock('2027-04-01 00:00');
    expect(await inForce()).toBe(2);
  });

  it('leaves an open case under its own version, which says so of each decision, and opens the next under the new one', async () => {
    await store.setClock('2027-04-01 10:00');
    await advanceCases(store.db, 'county', ['A1.1'], 'test');
    await store.take(store.fact('A1', '2027-04-01 09:00', 'NoticeMailed', { noticeId: 'A1.1.n1', mailedOn: localDate('2027-04-01'), proof: 'p' }));
    const [confirmed] = await store.rows<{ body: string }>(`select body from case_event where case_id = 'A1.1' and type = 'NoticeConfirmed'`);
    const stored = JSON.parse(confirmed?.body as string) as { inputs: Record<string, unknown>; event: { because: { sentence: string }[] } };
    expect(stored.inputs).toMatchObject({ packHash: v1.packHash, inForce: { packHash: v2.packHash } });
    expect(stored.event.because[0]?.sentence).toContain('matures 2027-04-15');
    await store.take(store.opening('A2'), store.bill('A2', 'B2', '2027-01-04', '2027-01-25', 10_000));
    await store.setClock('2027-04-02 09:00');
    await sweep(store.db, 'county', { limit: 10, after: null });
    const packs = await store.rows<{ case_id: string; pack: string }>(`select case_id, state ->> 'pack' as pack from case_record order by case_id`);
    expect(packs).toEqual([{ case_id: 'A1.1', pack: 'OH-COUNTY@1' }, { case_id: 'A2.1', pack: 'OH-COUNTY@2' }]);
  });

  it('cannot be taken back once it is in force; the next one takes its place', async () => {
    await expect(withdrawActivation(store.db, 'county', 'a1', 'ann')).rejects.toThrow('OH-COUNTY@2 is in force since 2027-04-01T04:00:00.000Z');
    await ask('a2', { pack: 'OH-COUNTY@3', whatIfId: 'next', fromOn: localDate('2027-05-01') });
    await sign('a2', 'bob');
    expect((await store.db.forUtility('county', (em) => listActivations(em, 'county'))).map(({ activationId, pack, status }) => `${activationId} ${pack} ${status}`).sort()).toEqual([
      'a1 OH-COUNTY@2 stands',
      'a2 OH-COUNTY@3 stands',
      'wanted OH-COUNTY@2 withdrawn',
    ]);
  });

  it('belongs to its utility alone', async () => {
    await store.utility('village', '2027-04-02 09:00');
    expect(await store.db.forUtility('village', (em) => listActivations(em, 'village'))).toEqual([]);
    expect((await store.db.forUtility('village', (em) => readUtility(em, 'village'))).law.pack.version).toBe(1);
    expect(await store.rows('select 1 from pack_activation', [], 'village')).toEqual([]);
  });

  it('in a sandbox a day that has come is in force from the next moment on', async () => {
    await store.db.forUtility('village', (em) => keepWhatIfReport(em, 'village', 'like', reportOf(v1, v2, { current: 100, draft: 100 })));
    await askActivation(store.db, 'village', wish('v1'), 'ann');
    expect(await signActivation(store.db, 'village', 'v1', 'bob')).toMatchObject({ inForceAt: '2027-04-02T13:00:00.001Z' });
    expect((await stepClock(store.db, 'village')).moved).toBeDefined();
  });
});

describe('a version whose files have changed', () => {
  it('is refused, with both hashes', () => {
    const { packHash, calendarHash } = loadLaw('OH-COUNTY@1');
    expect(() => lawOfVersions([{ pack: 'OH-COUNTY@1', packHash, calendarHash, fromMs: null }])).not.toThrow();
    expect(() => lawOfVersions([{ pack: 'OH-COUNTY@1', packHash: 'sha-of-then', calendarHash, fromMs: null }])).toThrow(
      `OH-COUNTY@1 was activated with the pack hash sha-of-then, and its files now have the pack hash ${packHash}. A version never changes`,
    );
    expect(() => lawOfVersions([{ pack: 'OH-COUNTY@1', packHash, calendarHash: 'sha-of-then', fromMs: null }])).toThrow('calendar hash sha-of-then');
  });

  it('is the law that was read as long as the program runs', () => {
    appendFileSync(shelf.fileOf('OH-COUNTY@1'), '\n# changed by somebody\n');
    expect(loadLaw('OH-COUNTY@1').pack.version).toBe(1);
  });
});
