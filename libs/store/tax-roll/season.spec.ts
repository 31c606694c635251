import { RollStore, seasonId } from '../../../test/support/roll-store.ts';
import { TestStore } from '../../../test/support/store.ts';
import { local } from '../../../test/support/story.ts';
import { declareMoratorium, doPage, fileCorrections, importRollFile, ownerLetters, readRegister, readRollText, seasonOutlook, writeSeasonFile, type ImportedKind } from '../index.ts';

const accounts = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7'];

describe('a season in the store, from candidates to settlement', () => {
  let store: TestStore;
  let roll: RollStore;
  const parcel = (lineId: string) => ({ parcelId: `P-${lineId}`, lineId });
  const taking = (kind: ImportedKind, text: string) => importRollFile(store.db, 'county', seasonId, kind, text, 'clerk');
  const register = async (asOf: string | null = null) => store.db.forUtility('county', (em) => readRegister(em, 'county', seasonId, asOf === null ? null : local(asOf)));
  const balance = async (account: string) => Number((await store.rows<{ b: string }>('select balance_cents::text as b from account where account_id = ?', [account]))[0]?.b);

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
    roll = new RollStore(store);
    await roll.owing(accounts);
    await store.take(store.fact('A7', '2027-03-24 06:00', 'DisputeOpened', { disputeId: 'D7', billId: 'B-A7' }));
    await roll.toTheFile(accounts);
  });
  afterAll(() => store?.stop());

  it('lists who may be certified, and writes down who is left out', async () => {
    expect(await roll.statuses()).toEqual({ excluded: 1, frozen: 6 });
  });

  it('certifies under the accounts\' locks, and writes the file with its totals', async () => {
    await roll.work(2);
    expect(await roll.statuses()).toEqual({ certified: 6, excluded: 1 });
    const written = await store.db.forUtility('county', (em) => readRollText(em, 'county', seasonId, 'roll', 1));
    expect(written?.text.split('\r\n').slice(0, 2)).toEqual([`H202720270902${' '.repeat(57)}`, `D${'P-A1'.padEnd(24)}${'A1'.padEnd(24)}00000022000${' '.repeat(10)}`]);
    expect(written?.text.split('\r\n')[7]).toMatch(/^T00000060000000132000/);
    expect((await roll.types()).filter((type) => type === 'RollFiled')).toHaveLength(1);
    // The debt moved to the sub-ledger, and is owed all the same.
    expect(await balance('A1')).toBe(22_000);
    expect((await store.rows(`select 1 from case_record where status <> 'closed' and account_id <> 'A7'`)).length).toBe(0);
  });

  it('refuses a malformed file of answers with its line, and takes in nothing of it', async () => {
    const before = await roll.types();
    const text = roll.file('answers', [{ outcome: 'accepted', ...parcel('A1'), on: '2027-09-20' }, { outcome: 'accepted', parcelId: 'P-A1', lineId: 'A2', on: '2027-09-20' }]);
    await expect(taking('answers', text)).rejects.toThrow('line 3, column 1: Line A2 lies on parcel P-A2, not on P-A1.');
    await expect(taking('answers', text.replace('TOTAL,2', 'TOTAL,3'))).rejects.toThrow('line 4, column 7: The control total "lines" says 3; the file has 2.');
    await expect(taking('answers', roll.file('answers', [{ outcome: 'accepted', ...parcel('A1'), on: '2027-09-20' }, { outcome: 'withdrawn', ...parcel('A2'), on: '2027-09-20' }]))).rejects.toThrow(/line 3, column 1: BK-CERT: No withdrawal/);
    expect(await roll.types()).toEqual(before);
  });

  it('takes the answers in, and files a rejected line again once it is mended', async () => {
    await store.setClock('2027-09-20 09:00');
    await roll.takes('answers', [...['A1', 'A2', 'A3', 'A4', 'A5'].map((lineId) => ({ outcome: 'accepted', ...parcel(lineId), on: '2027-09-20' })), { outcome: 'rejected', ...parcel('A6'), on: '2027-09-20', code: '12', words: 'no such parcel' }]);
    expect(await roll.statuses()).toEqual({ accepted: 5, excluded: 1, rejected: 1 });
    await roll.does({ type: 'MendLine', lineId: 'A6', parcelId: 'P-66' });
    await fileCorrections(store.db, 'county', seasonId, 'clerk');
    const second = await store.db.forUtility('county', (em) => readRollText(em, 'county', seasonId, 'roll', 2));
    expect(second?.text.split('\r\n').filter((line) => line.startsWith('D'))).toEqual([`D${'P-66'.padEnd(24)}${'A6'.padEnd(24)}00000022000${' '.repeat(10)}`]);
    expect(await fileCorrections(store.db, 'county', seasonId, 'clerk')).toBeNull();
    await roll.takes('answers', [{ outcome: 'accepted', parcelId: 'P-66', lineId: 'A6', on: '2027-09-22' }]);
  });

  it('a petition from before the list withdraws its line on the day on which it is told', async () => {
    await store.setClock('2027-09-23 10:00');
    await store.take(store.fact('A2', '2027-08-30 14:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A2'] }));
    expect((await seasonOutlook(store.db, 'county', seasonId))?.work).toBe('look');
    await roll.work();
    expect((await roll.types()).at(-1)).toBe('WithdrawalSent');
    const changes = await writeSeasonFile(store.db, 'county', seasonId, 'changes');
    expect(changes?.text.split('\r\n')[1]).toBe('WITHDRAW,P-A2,A2,220.00,0.00,county-auditor.2027/A2/withdrawal');
    expect(await store.rows('select 1 from roll_touch')).toEqual([]);
  });

  it('a payment at the counter is amended, acknowledged, and posted', async () => {
    await store.take(store.fact('A3', '2027-09-23 10:00', 'PaymentReceived', { paymentId: 'P3', amountCents: 7_000, tender: 'cash', channel: 'counter', forCertified: true }));
    await roll.work();
    expect((await roll.types()).slice(-2)).toEqual(['PaymentSuspended', 'AmendmentSent']);
    await roll.takes('answers', [{ outcome: 'amended', ...parcel('A3'), on: '2027-09-24' }, { outcome: 'withdrawn', ...parcel('A2'), on: '2027-09-24' }]);
    expect(await balance('A3')).toBe(15_000);
  });

  it('what nobody answers is raised on the next morning, and the outlook says when', async () => {
    await store.take(store.fact('A4', '2027-09-23 10:00', 'PaymentReceived', { paymentId: 'P4', amountCents: 1_000, tender: 'cash', channel: 'counter', forCertified: true }));
    await roll.work();
    expect(await seasonOutlook(store.db, 'county', seasonId)).toMatchObject({ work: null, nextLookAt: local('2027-09-24 09:00') });
    await store.setClock('2027-09-24 09:00');
    await roll.work();
    expect((await roll.types()).at(-1)).toBe('AnswerEscalated');
    await roll.takes('answers', [{ outcome: 'amended', ...parcel('A4'), on: '2027-09-24' }]);
  });

  it('a settlement is reconciled to the cent: one that does not add up, or comes twice, is refused whole', async () => {
    await store.setClock('2028-03-20 10:00');
    const half = [{ ...parcel('A1'), collectedCents: 22_000, remittedCents: 21_780 }, { ...parcel('A3'), collectedCents: 7_500, remittedCents: 7_425 }];
    const leader = { settlementId: 'S-1', on: '2028-03-15' };
    const tooMuch = roll.file('settlement', [...half, { ...parcel('A4'), collectedCents: 21_001, remittedCents: 21_001 }], leader);
    await expect(taking('settlement', tooMuch)).rejects.toThrow('line 4, column 1: OH-CERT-RECON: $210.01 is more than the $210.00 that line A4 has open.');
    await taking('settlement', roll.file('settlement', half, leader));
    await expect(taking('settlement', roll.file('settlement', half, leader))).rejects.toThrow('line 1, column 1: Settlement S-1 was taken in on 2028-03-15 already.');
    await roll.work();
    expect(await balance('A1')).toBe(0);
    expect(await roll.statuses()).toEqual({ accepted: 4, excluded: 1, released: 1, withdrawn: 1 });
  });

  it('the register adds up to the cent, and says of any past day what was known on it', async () => {
    const now = await register();
    expect(now?.total).toEqual({ broughtCents: 0, certifiedCents: 132_000, amendedCents: 8_000, withdrawnCents: 22_000, collectedCents: 29_500, remittedCents: 29_205, openCents: 72_500 });
    for (const { certifiedCents, amendedCents, withdrawnCents, collectedCents, openCents } of now?.rows ?? []) expect(amendedCents + withdrawnCents + collectedCents + openCents).toBe(certifiedCents);
    expect((await register('2027-09-02 12:00'))?.total).toMatchObject({ certifiedCents: 132_000, withdrawnCents: 0, openCents: 132_000 });
    expect((await register('2027-09-23 23:00'))?.total).toMatchObject({ withdrawnCents: 22_000, amendedCents: 7_000 });
  });

  it('is another utility\'s business to nobody (I10)', async () => {
    await store.utility('village', '2028-03-20 10:00');
    expect(await seasonOutlook(store.db, 'village', seasonId)).toBeNull();
    for (const table of ['roll_season', 'roll_event', 'roll_line', 'roll_file', 'account_parcel']) expect(await store.rows(`select 1 from ${table}`, [], 'village')).toEqual([]);
  });
});

describe('a moratorium that is declared before the list is certified', () => {
  let store: TestStore;

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
  });
  afterAll(() => store?.stop());

  it('keeps the lines of its area off the roll, and no others (I3, M11)', async () => {
    const roll = new RollStore(store);
    await roll.owing(['A1', 'A2']);
    await roll.toTheFile(['A1', 'A2']);
    await declareMoratorium(store.db, 'county', { moratoriumId: 'MO1', reason: 'disaster', area: { accounts: ['A1'] }, fromAt: null, endsAt: null, evidence: 'proclamation-7' }, { by: 'supervisor-1', reason: 'the river rises' });
    await roll.work();
    expect(await store.rows('select line_id, status from roll_line order by 1')).toEqual([{ line_id: 'A1', status: 'excluded' }, { line_id: 'A2', status: 'certified' }]);
    const [left] = await store.rows<{ body: string }>(`select body from roll_event where line_id = 'A1' order by version desc limit 1`);
    expect(left?.body).toContain('Moratorium MO1 spares the area of the account because of a disaster (proclamation-7).');
  });
});

describe('a petition in the middle of the list (I3, BK-CERT)', () => {
  let store: TestStore;
  let roll: RollStore;
  const petition = (account: string, on: string) => store.fact(account, on, 'PetitionFiled', { docket: `27-${account}`, chapter: '13', accountIds: [account] });
  const linesOf = async (nth: number) => {
    const written = await store.db.forUtility('county', (em) => readRollText(em, 'county', seasonId, 'roll', nth));
    return written?.text.split('\r\n').filter((line) => line.startsWith('D')).map((line) => line.slice(25, 49).trim()) ?? [];
  };
  const letters = async () => (await ownerLetters(store.db, 'county', seasonId, null))?.map(({ lineId }) => lineId);

  beforeAll(async () => {
    store = await TestStore.open('2027-03-01 09:00');
    roll = new RollStore(store);
  });
  afterAll(() => store?.stop());

  it('asks no owner to pay whose notice was ordered and not printed yet (BK-STAY)', async () => {
    await roll.owing(['A1', 'A2', 'A3', 'A4', 'A5', 'A6']);
    await roll.open();
    await store.setClock('2027-07-15 09:00');
    await roll.owners(['A1', 'A2', 'A3', 'A4', 'A5', 'A6']);
    await roll.work();
    await store.setClock('2027-07-16 09:00');
    await store.take(petition('A6', '2027-07-15 16:00'));
    expect(await letters()).toEqual(['A1', 'A2', 'A3', 'A4', 'A5']);
    expect((await writeSeasonFile(store.db, 'county', seasonId, 'notices'))?.text).not.toContain('A6');
  });

  it('takes a line off that an earlier page certified, before the file is written', async () => {
    await store.setClock('2027-07-21 09:00');
    await roll.mailed('2027-07-20');
    await store.setClock('2027-09-01 09:00');
    await roll.owners(['A1', 'A2', 'A3', 'A4', 'A5', 'A6']);
    await roll.work();
    await roll.approved();
    await store.setClock('2027-09-02 09:00');
    await roll.owners(['A1', 'A2', 'A3', 'A4', 'A5', 'A6']);
    expect(await doPage(store.db, 'county', seasonId, 'certify', 3)).toBe(true);
    await store.take(petition('A2', '2027-09-02 08:00'));
    // Whoever does the pages asks for the last one without a look between.
    expect(await doPage(store.db, 'county', seasonId, 'certify', 3)).toBe(false);
    expect(await roll.types()).not.toContain('RollFiled');
    await roll.work(3);
    expect(await linesOf(1)).toEqual(['A1', 'A3', 'A4', 'A5']);
    expect(await roll.statuses()).toEqual({ certified: 4, excluded: 1, withdrawn: 1 });
  });

  it('takes a mended line off before it is filed once more', async () => {
    await store.setClock('2027-09-20 09:00');
    const rejected = (lineId: string) => ({ outcome: 'rejected', parcelId: `P-${lineId}`, lineId, on: '2027-09-20', code: '12', words: 'no such parcel' });
    await roll.takes('answers', [rejected('A1'), rejected('A3')]);
    for (const lineId of ['A1', 'A3']) await roll.does({ type: 'MendLine', lineId, parcelId: `P-9${lineId}` });
    await roll.work();
    await store.take(petition('A3', '2027-09-19 08:00'));
    await fileCorrections(store.db, 'county', seasonId, 'clerk');
    expect(await linesOf(2)).toEqual(['A1']);
    expect((await roll.types()).filter((type) => type === 'WithdrawalSent')).toHaveLength(2);
  });
});
