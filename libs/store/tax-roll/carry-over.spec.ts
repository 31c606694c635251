import { RollStore, seasonId } from '../../../test/support/roll-store.ts';
import { TestStore } from '../../../test/support/store.ts';
import { actOnSeason, importRollFile, lookAtLines, openSeason, overdueSeasons, readRegister, seasonOutlook } from '../index.ts';

const next = 'county-auditor.2028';

describe('what a season leaves open is the next one\'s opening balance (OH-CERT-RECON)', () => {
  let store: TestStore;
  let roll: RollStore;
  const line = (lineId: string, collectedCents: number) => ({ parcelId: `P-${lineId}`, lineId, collectedCents, remittedCents: collectedCents });
  const total = async (season: string) => (await store.db.forUtility('county', (em) => readRegister(em, 'county', season, null)))?.total;
  const settle = (settlementId: string, on: string, ...lines: ReturnType<typeof line>[]) => importRollFile(store.db, 'county', next, 'settlement', roll.file('settlement', lines, { settlementId, on }), 'clerk');
  const onAccount = async (accountId: string) => Number((await store.rows<{ cents: string }>(`select balance_cents::text as cents from account where account_id = ?`, [accountId]))[0]?.cents);
  const types = async (season: string) => (await store.rows<{ type: string }>('select type from roll_event where season_id = ? order by version', [season])).map(({ type }) => type);
  const look = () => lookAtLines(store.db, 'county', next);

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
    roll = new RollStore(store);
    await roll.owing(['A1', 'A2', 'A3']);
    await roll.toTheFile(['A1', 'A2', 'A3']);
    await roll.work();
    await store.setClock('2027-09-20 09:00');
    await roll.takes('answers', ['A1', 'A2', 'A3'].map((lineId) => ({ outcome: 'accepted', parcelId: `P-${lineId}`, lineId, on: '2027-09-20' })));
    await store.setClock('2028-03-20 09:00');
    await roll.takes('settlement', [line('A1', 11_000), line('A2', 22_000), line('A3', 1)], { settlementId: 'H1', on: '2028-03-15' });
  });
  afterAll(() => store?.stop());

  it('nothing is brought forward while the season goes on', async () => {
    await openSeason(store.db, 'county', 'county-auditor', '2028', 'clerk');
    expect(await total(next)).toMatchObject({ broughtCents: 0, openCents: 0 });
  });

  it('closed, it hands on what the county has still to collect, to the cent', async () => {
    await store.setClock('2028-09-29 09:00');
    await roll.does({ type: 'CloseSeason' }, 'director');
    expect(await total(seasonId)).toMatchObject({ certifiedCents: 66_000, collectedCents: 33_001, openCents: 32_999 });
    expect(await total(next)).toMatchObject({ broughtCents: 32_999, certifiedCents: 0, collectedCents: 0, openCents: 32_999 });
    await look();
  });

  it('what the county collects later is posted there, and on the account against the line on which it was certified', async () => {
    await settle('H3', '2028-09-30', line('A1', 4_000));
    expect(await onAccount('A1')).toBe(7_000);
    expect(await total(next)).toMatchObject({ broughtCents: 32_999, collectedCents: 4_000, openCents: 28_999 });
    await expect(settle('H4', '2028-10-01', line('A1', 7_001))).rejects.toThrow('$70.01 is more than the $70.00 that line A1 has open.');
  });

  it('a payment at the counter for it waits in suspense there until a person answers', async () => {
    await store.take(store.fact('A1', '2028-09-29 09:00', 'PaymentReceived', { paymentId: 'P1', amountCents: 2_000, tender: 'cash', channel: 'counter', forCertified: true }));
    expect(await store.rows('select distinct season_id from roll_touch')).toEqual([{ season_id: next }]);
    await look();
    expect((await types(next)).at(-1)).toBe('PaymentSuspended');
    await actOnSeason(store.db, 'county', next, { type: 'AnswerSuspense', lineId: 'A1', amountCents: 2_000, to: 'treasurer' }, 'clerk');
    expect(await onAccount('A1')).toBe(7_000);
  });

  it('collected in full, its lien is released, and both seasons together add up', async () => {
    await settle('H5', '2029-03-15', line('A1', 7_000));
    expect((await types(next)).at(-2)).toBe('BroughtForwardReleased');
    const [first, second] = [await total(seasonId), await total(next)];
    expect((first?.collectedCents ?? 0) + (second?.collectedCents ?? 0) + (second?.openCents ?? 0)).toBe(first?.certifiedCents);
    expect(second?.broughtCents).toBe(first?.openCents);
    expect(await onAccount('A1')).toBe(0);
  });

  it('nobody is sent to look at the closed season any more', async () => {
    expect(await overdueSeasons(store.db, 'county')).toEqual([next]);
    expect(await seasonOutlook(store.db, 'county', seasonId)).toMatchObject({ isOpen: false });
  });
});

describe('a season that is opened after the one before it was closed', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
  });
  afterAll(() => store?.stop());

  it('begins with what that one left', async () => {
    const roll = new RollStore(store);
    await roll.owing(['A1']);
    await roll.toTheFile(['A1']);
    await roll.work();
    await roll.does({ type: 'AcceptLine', lineId: 'A1', on: '2027-09-02' as never });
    await store.setClock('2028-09-29 09:00');
    await roll.does({ type: 'CloseSeason' }, 'director');
    await openSeason(store.db, 'county', 'county-auditor', '2028', 'clerk');
    await openSeason(store.db, 'county', 'county-auditor', '2028', 'clerk');
    const register = await store.db.forUtility('county', (em) => readRegister(em, 'county', next, null));
    expect(register).toMatchObject({ rows: [{ parcelId: 'P-A1', broughtCents: 22_000, openCents: 22_000 }], total: { broughtCents: 22_000, openCents: 22_000 } });
  });
});
