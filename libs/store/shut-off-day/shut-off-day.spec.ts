import type { AccountEventData, FactType } from '../../account/account.events.ts';
import { canonicalText } from '../../kernel/canonical.ts';
import { chainHash, chainStart } from '../../kernel/chain.ts';
import { localDate } from '../../kernel/time.ts';
import { bringAll, bringTo } from '../../../test/support/shut-off-ready.ts';
import { TestStore } from '../../../test/support/store.ts';
import { assignCrew, clearForShutOff, closeDay, contentHash, DayStays, listToSign, readCrewOrders, readDayLines, readDayRecords, readOffThough, signDay } from '../index.ts';

const day = localDate('2027-04-01');
const wish = { day, by: 'local-supervisor', note: 'as I saw it' };

describe('a day of shut-offs in the store', () => {
  let store: TestStore;
  /** Each day has a utility of its own. */
  let utility = '';
  let count = 0;
  const lines = () => store.db.forUtility(utility, (em) => readDayLines(em, utility, day));
  const off = () => store.db.forUtility(utility, (em) => readOffThough(em, utility));
  const records = () => store.db.forUtility(utility, (em) => readDayRecords(em, utility, day));
  const fact = <T extends FactType>(account: string | null, when: string, type: T, data: AccountEventData<T>) => store.take(store.fact(account, when, type, data, undefined, utility));
  const seen = async () => contentHash(listToSign(day, await lines()));
  const pays = (account: string, when: string, amountCents = 30_000) => fact(account, when, 'PaymentReceived', { paymentId: `P-${account}-${when}`, amountCents, tender: 'cash', channel: 'counter' });
  /** The crew goes to every door and closes the valve. */
  const lockOff = async (account: string) => {
    const workOrderId = `${account}.1.w2`;
    await clearForShutOff(store.db, utility, { workOrderId, meterSerial: `M-${account}`, askedBy: 'crew-7', clearanceId: `c-${account}` });
    await fact(account, '2027-04-01 09:00', 'WorkOrderCompleted', { workOrderId, result: 'off', crewId: 'crew-7', meterSerial: `M-${account}`, clearanceId: `c-${account}` });
  };
  const whyOpen = async () => {
    const refused: unknown = await closeDay(store.db, utility, wish).catch((error: unknown) => error);
    return refused instanceof DayStays ? (refused.points.length > 0 ? refused.points.map(({ kind, caseId }) => `${kind} ${caseId}`) : refused.message) : refused;
  };

  beforeAll(async () => {
    store = await TestStore.open();
  });
  beforeEach(async () => {
    utility = `town-${(count += 1)}`;
    await store.utility(utility, '2027-01-04 00:00');
  });
  afterAll(() => store?.stop());

  it('lists who is on it, who came off by which rule, and whose crew goes', async () => {
    await bringAll({ 'shut-off-planned': ['P1', 'P2'] }, store, utility);
    await fact(null, '2027-03-29 15:00', 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['P2'] });
    expect(await lines()).toMatchObject([
      { caseId: 'P1.1', stage: 'planned', crewId: 'crew-north', balanceCents: 22_000 },
      { caseId: 'P2.1', stage: 'off-the-list', because: { rule: 'BK-STAY' } },
    ]);
    expect(await store.db.forUtility(utility, (em) => readDayLines(em, utility, localDate('2027-03-31')))).toEqual([]);
  });

  it('gives an order to another crew, in its place, and tells both on the wire', async () => {
    await bringTo('shut-off-ordered', store, ['A1', 'A2'], utility);
    const given = { crewId: 'crew-9', place: 1, by: 'local-supervisor', reason: 'the truck broke down' };
    expect(await assignCrew(store.db, utility, { ...given, workOrderId: 'A2.1.w2' })).toEqual({ workOrderId: 'A2.1.w2', crewId: 'crew-9', place: 1 });
    expect((await lines()).map(({ caseId, crewId, place }) => [caseId, crewId, place])).toEqual([['A2.1', 'crew-9', 1], ['A1.1', 'crew-north', null]]);
    const sent = await store.rows<{ value: string }>(`select convert_from(value, 'UTF8') as value from outbox where topic = 'work-order.requests' order by id desc limit 1`, [], utility);
    expect(JSON.parse(sent[0]?.value ?? '{}')).toMatchObject({ data: { kind: 'reassign', workOrderId: 'A2.1.w2', crewId: 'crew-9', place: 1, idempotencyKey: 'A2.1.w2/crew/1' } });
    expect((await store.db.forUtility(utility, (em) => readCrewOrders(em, utility, day))).map(({ order, crewId }) => [order.workOrderId, crewId])).toEqual(expect.arrayContaining([['A1.1.w2', 'crew-north'], ['A2.1.w2', 'crew-9']]));
    expect(await assignCrew(store.db, utility, { ...given, workOrderId: 'A9.1.w2' })).toBeNull();
    await expect(assignCrew(store.db, utility, { ...given, workOrderId: 'A1.1.w1' })).rejects.toThrow('not out any more');
  });

  it('is closed by nobody while a crew is out, while somebody who paid is off, and then once', async () => {
    await bringTo('shut-off-ordered', store, ['A1', 'A2', 'A3'], utility);
    expect(await whyOpen()).toEqual(['crew-out A1.1', 'crew-out A2.1', 'crew-out A3.1']);
    await lockOff('A1');
    await lockOff('A2');
    await fact('A3', '2027-04-01 09:00', 'WorkOrderNotCompleted', { workOrderId: 'A3.1.w2', result: 'no-access', crewId: 'crew-7' });
    await store.setClock('2027-04-01 15:00', utility);
    await pays('A2', '2027-04-01 15:00');
    expect(await whyOpen()).toEqual(['off-though A2.1']);
    expect(await off()).toMatchObject([{ caseId: 'A2.1', standing: 'on-its-way', restoration: { workOrderId: 'A2.1.w3' } }]);
    await fact('A2', '2027-04-01 15:00', 'WorkOrderCompleted', { workOrderId: 'A2.1.w3', result: 'on', crewId: 'crew-7' });
    expect(await closeDay(store.db, utility, wish)).toMatchObject({ number: 1, kind: 'closed', by: 'local-supervisor' });
    expect(await whyOpen()).toContain('local-supervisor closed 2027-04-01');
  });

  it('is closed beside somebody who paid a part alone, and who may stay off', async () => {
    await bringTo('shut-off-ordered', store, ['A1'], utility);
    await lockOff('A1');
    await pays('A1', '2027-04-01 09:00', 5_000);
    expect(await closeDay(store.db, utility, wish)).toMatchObject({ kind: 'closed' });
  });

  it('is signed as it was seen, and not as it is since', async () => {
    await bringAll({ 'shut-off-planned': ['P1', 'P2'] }, store, utility);
    const before = await seen();
    await pays('P1', '2027-03-29 15:00');
    await expect(signDay(store.db, utility, wish, before)).rejects.toThrow('The list has changed since you looked at it');
    const signed = await signDay(store.db, utility, wish, await seen());
    const { signatures } = await records();
    expect(signatures).toMatchObject([{ number: 1, by: 'local-supervisor', content: { day, lines: [{ caseId: 'P1.1', isOn: false, balanceCents: -8_000 }, { caseId: 'P2.1', isOn: true, balanceCents: 22_000 }] } }]);
    const { number, kind, at, by, note, contentHash: hashed, hash } = signed;
    expect(hash).toBe(chainHash(chainStart, canonicalText({ utilityId: utility, number, kind, day, at, by, note, contentHash: hashed })));
    await expect(store.rows('update shut_off_day_record set by = ?', ['somebody'], utility)).rejects.toThrow(/permission denied/);
  });

  it('either is signed with a payment that comes while it is signed, or not at all', async () => {
    const accounts = ['P1', 'P2', 'P3', 'P4'];
    await bringAll({ 'shut-off-planned': accounts }, store, utility);
    const before = await seen();
    const [signed] = await Promise.allSettled([signDay(store.db, utility, wish, before), ...accounts.map((account) => pays(account, '2027-03-29 15:00'))]);
    const { signatures } = await records();
    if (signed?.status === 'fulfilled') expect(signatures).toMatchObject([{ contentHash: before, content: { lines: accounts.map((account) => ({ accountId: account, isOn: true, balanceCents: 22_000 })) } }]);
    else expect([String(signed?.reason), signatures]).toEqual([expect.stringContaining('has changed'), []]);
    expect((await lines()).map(({ stage }) => stage)).toEqual(accounts.map(() => 'off-the-list'));
  });

  it('is closed once when two close it at once', async () => {
    await bringTo('shut-off-ordered', store, ['A1'], utility);
    await lockOff('A1');
    const closed = await Promise.allSettled([closeDay(store.db, utility, wish), closeDay(store.db, utility, { ...wish, by: 'another' })]);
    expect(closed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('knows nothing of another utility', async () => {
    await bringTo('shut-off-ordered', store, ['A1'], utility);
    await store.utility('village', '2027-04-01 09:00');
    expect(await store.db.forUtility('village', (em) => readDayLines(em, utility, day))).toEqual([]);
    expect(await assignCrew(store.db, 'village', { workOrderId: 'A1.1.w2', crewId: 'x', place: null, by: 'v', reason: 'none' })).toBeNull();
  });
});
