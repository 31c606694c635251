import { advanceCases, askToEndMoratorium, carryOutMoratoriums, clearForShutOff, overdueCases, readUtility, stepClock } from '../../../libs/store/index.ts';
import { checkAccount } from '../../cli/verify/check-account.ts';
import { Differences } from '../../cli/verify/differences.ts';
import { storedAccounts } from '../../cli/verify/streams.ts';
import { TestApi } from '../../../test/support/api.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';

const reason = 'the governor says so';
const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${String(index + 1).padStart(3, '0')}`);

describe('moratoriums over HTTP and in the store (M11)', () => {
  let api: TestApi;
  /** More than one page of crews; A9 lives elsewhere. */
  const out = names('A', 60);
  const elsewhere = 'B001';
  const clearance = (account: string, clearanceId: string) => clearForShutOff(api.store.db, 'county', { workOrderId: `${account}.1.w2`, meterSerial: `M-${account}`, askedBy: 'crew-7', clearanceId });
  const carryOut = async () => {
    let rounds = 0;
    while (await carryOutMoratoriums(api.store.db, 'county')) rounds += 1;
    return rounds;
  };
  const recalled = async () => (await api.store.rows<{ case_id: string }>(`select case_id from case_event where type = 'WorkOrderRecalled' order by case_id`)).map(({ case_id }) => case_id);
  const declared = (body: Record<string, unknown>, role: 'supervisor' | 'specialist' = 'supervisor') => api.post(role, '/moratoriums', { why: 'weather', area: { districts: ['north'] }, throughOn: null, evidence: 'proclamation-7', reason, ...body });
  let moratoriumId = '';

  beforeAll(async () => {
    api = await TestApi.open();
    await api.store.utility('village', '2027-03-20 08:00');
    await bringAll({ 'shut-off-ordered': [...out, elsewhere] }, api.store);
    await api.store.take(api.store.fact(elsewhere, '2027-04-01 08:59', 'AccountChanged', { district: 'south' }));
  });
  afterAll(() => api?.stop());

  it('a specialist declares none; one that is over before it begins, or begins in the past, is refused with the rule', async () => {
    expect((await declared({}, 'specialist')).status).toBe(403);
    expect((await declared({ throughOn: '2027-03-30' })).body).toMatchObject({ status: 409, rule: 'GEN-HOLDS', detail: expect.stringContaining('before it begins') });
    expect((await declared({ fromOn: '2027-03-30' })).body).toMatchObject({ status: 409, rule: 'GEN-HOLDS', detail: expect.stringContaining('what was decided before now stands') });
    expect((await declared({ area: {} })).status).toBe(422);
  });

  it('the door refuses from the answer on, in that area alone', async () => {
    expect(await clearance('A001', 'before')).toMatchObject({ granted: true });
    const { status, body } = await declared({});
    moratoriumId = String(body['moratoriumId']);
    expect([status, body]).toMatchObject([201, { reason: 'weather', fromAt: '2027-04-01T13:00:00.000Z', endsAt: null, underWay: true, said: [{ by: 'local-supervisor', reason }] }]);
    expect(await clearance('A002', 'after')).toMatchObject({ refused: true, because: { rule: 'GEN-HOLDS', sentence: expect.stringContaining('because of the weather (proclamation-7)') } });
    expect(await clearance(elsewhere, 'south')).toMatchObject({ granted: true });
  });

  it('the sandbox clock stands until the crews are called back, page by page; no other area is touched', async () => {
    expect((await stepClock(api.store.db, 'county')).waitsFor).toContain('1 moratoriums to be carried out');
    expect(await carryOut()).toBe(3);
    expect(await recalled()).toEqual(out.map((account) => `${account}.1`));
    expect((await api.store.caseTypes('A060.1')).slice(-3)).toEqual(['WorkOrderRecalled', 'ShutOffWithdrawn', 'CollectionHeld']);
    expect((await api.store.caseTypes(`${elsewhere}.1`)).at(-1)).toBe('ClearanceGranted');
  });

  it('the account and its case say under which moratorium they are; the decisions record it (I8)', async () => {
    expect((await api.get('specialist', '/accounts/A001')).body).toMatchObject({ holds: [{ kind: 'moratorium', evidence: moratoriumId, rule: 'GEN-HOLDS', untilAt: null }] });
    expect((await api.get('specialist', '/cases/A001.1/next')).body).toMatchObject({ holds: [{ kind: 'moratorium' }] });
    const [row] = await api.store.rows<{ body: string }>(`select body from case_event where case_id = 'A001.1' and type = 'CollectionHeld'`);
    expect(JSON.parse(row?.body ?? '{}')).toMatchObject({ inputs: { moratoriums: [{ moratoriumId, reason: 'weather', turn: 'not-given' }] } });
  });

  it('another utility sees none of it', async () => {
    expect((await api.get('supervisor', '/moratoriums', 'village')).body.items).toEqual([]);
    expect((await api.post('supervisor', `/moratoriums/${moratoriumId}/extension`, { throughOn: '2027-06-01', reason }, { utility: 'village' })).status).toBe(404);
  });

  it('an open one has no later end; it ends early only by a second person', async () => {
    expect((await api.post('supervisor', `/moratoriums/${moratoriumId}/extension`, { throughOn: '2027-06-01', reason })).body).toMatchObject({ status: 409, detail: expect.stringContaining('two people') });
    const asked = await api.post('supervisor', `/moratoriums/${moratoriumId}/end-requests`, { reason });
    expect(asked).toMatchObject({ status: 201, body: { endAsked: { by: 'local-supervisor' } } });
    const { requestId } = asked.body['endAsked'] as { requestId: string };
    expect((await api.post('supervisor', `/moratoriums/${moratoriumId}/end-requests/${requestId}/approval`, { reason })).body).toMatchObject({ status: 409, detail: expect.stringContaining('a second person has to approve') });
    expect((await api.post('supervisor', `/moratoriums/${moratoriumId}/end-requests/r-other/approval`, { reason })).status).toBe(404);
  });

  it('ended, everybody who waited has a turn, 25 a day, and is due for a look', async () => {
    await api.store.take(...out.map((account) => api.store.fact(account, '2027-04-01 09:00', 'RecallAcknowledged', { workOrderId: `${account}.1.w2`, crewId: 'crew-7' })));
    await api.store.setClock('2027-04-12 09:00');
    await api.store.rows(`update moratorium set end_asked = null`);
    await askToEndMoratorium(api.store.db, 'county', moratoriumId, 'r-colleague', { by: 'another-supervisor', reason });
    expect(await api.post('supervisor', `/moratoriums/${moratoriumId}/end-requests/r-colleague/approval`, { reason })).toMatchObject({ status: 200, body: { endsAt: '2027-04-12T13:00:00.000Z', said: [{}, { by: 'local-supervisor' }] } });
    await carryOut();
    const turns = await api.store.rows<{ turn: number; accounts: number }>('select turn, count(*)::int as accounts from moratorium_turn group by turn order by turn');
    expect(turns).toEqual([
      { turn: 0, accounts: 25 },
      { turn: 1, accounts: 25 },
      { turn: 2, accounts: 10 },
    ]);
    expect((await api.get('supervisor', '/moratoriums')).body.items).toMatchObject([{ moratoriumId, turnsGiven: true, underWay: false }]);
  });

  it('collection goes on, and no shut-off is planned before its turn', async () => {
    for (let due = await overdueCases(api.store.db, 'county', 100); due.length > 0; due = await overdueCases(api.store.db, 'county', 100)) await advanceCases(api.store.db, 'county', due, 'reconciler');
    expect((await api.store.caseTypes('A001.1')).at(-1)).toBe('CollectionResumed');
    const [last] = await api.store.rows<{ account_id: string }>('select account_id from moratorium_turn where turn = 2 order by account_id limit 1');
    // Five business days after Monday 2027-04-12, and two shut-off days more: Wednesday 2027-04-21; its tag goes out on the last office day that is in time.
    const { body } = await api.get('specialist', `/cases/${last?.account_id}.1/next`);
    expect(body).toMatchObject({ holds: [], nextDeadlineAt: '2027-04-16T12:00:00.000Z' });
  });

  it('all of it is decided again from what it recorded, to the byte (I8), and nothing adverse follows the fence (I3)', async () => {
    const utility = await api.store.db.forUtility('county', (em) => readUtility(em, 'county'));
    const differences = new Differences();
    let seen = 0;
    for await (const account of storedAccounts(api.store.db, 'county')) {
      checkAccount(account, utility, differences);
      seen += account.cases.length;
    }
    expect([seen, differences.list]).toEqual([61, []]);
  });
});
