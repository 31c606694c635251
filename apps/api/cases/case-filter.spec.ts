import { pageCaseIds, type CaseFilter, type CasePlace } from '../../../libs/store/read/index.ts';
import { readUtility, recordAttempt } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';

describe('which cases a list means', () => {
  let api: TestApi;
  const everybody = ['B1.1', 'H1.1', 'L1.1', 'L2.1', 'P1.1', 'S1.1', 'S2.1'];

  beforeAll(async () => {
    api = await TestApi.open();
    const { store } = api;
    await bringAll({ 'past-due': ['P1', 'B1'], 'notice-ordered': ['L1', 'L2'], 'shut-off-planned': ['H1'], 'shut-off-ordered': ['S1', 'S2'] }, store);
    // B1 owes more, and longer, and its letter goes out; P1 is on hold; L2's letter cannot be printed; S1 waits for a person.
    await store.take(store.bill('B1', 'B-B1-old', '2027-01-12', '2027-02-03', 50_000));
    await api.post('specialist', '/accounts/P1/holds', { reason: 'a call about the bill' });
    await store.take(store.fact('P1', '2027-04-01 08:30', 'PaymentReceived', { paymentId: 'PAY1', amountCents: 1_000, tender: 'cash', channel: 'counter' }));
    await recordAttempt(store.db, 'county', 'L2.1.n1', 'the printer is out of paper');
    await store.take(store.fact('S1', '2027-04-01 09:00', 'WorkOrderNotCompleted', { workOrderId: 'S1.1.w2', result: 'vacant', crewId: 'crew-7' }));
    await store.rows(`update case_record set awaits_approval = true where case_id = 'H1.1'`);
    await store.take(store.item({ topic: 'billing.events', key: Buffer.from('county/S2'), value: Buffer.from('{"half":') }));
  });
  afterAll(() => api?.stop());

  async function found(query: string): Promise<unknown[]> {
    const { status, body } = await api.get('specialist', `/cases?limit=200&${query}`);
    expect({ status, body: status === 200 ? {} : body }).toEqual({ status: 200, body: {} });
    return (body.items ?? []).map(({ caseId }) => caseId);
  }

  it.each([
    ['status=notice-ordered,review', ['B1.1', 'L1.1', 'L2.1', 'S1.1']],
    ['open=true', everybody],
    ['open=false', []],
    ['held=true', ['P1.1']],
    ['held=false&open=true', everybody.filter((caseId) => caseId !== 'P1.1')],
    ['heldBy=manual', ['P1.1']],
    ['heldBy=medical,manual', ['P1.1']],
    ['heldBy=medical', []],
    ['stuckKind=obligation-failing', ['L2.1']],
    ['stuckKind=review-waiting', ['S1.1']],
    ['stuckKind=approval-waiting', ['H1.1']],
    ['stuckKind=message-parked', ['S2.1']],
    ['balanceFromCents=22001', ['B1.1']],
    ['balanceFromCents=21000&balanceToCents=21000', ['P1.1']],
    ['balanceToCents=21000', ['P1.1']],
    ['balanceToCents=20999', []],
    ['dueThroughOn=2027-03-04', ['B1.1']],
    ['dueThroughOn=2027-02-02', []],
    ['customerClass=residential&status=past-due', ['P1.1']],
    ['customerClass=hospital', []],
    ['pack=OH-COUNTY@2', []],
    ['openedFromOn=2027-03-08&openedThroughOn=2027-03-08', everybody],
    ['openedFromOn=2027-03-09', []],
    ['openedThroughOn=2027-03-07', []],
    ['assignedTo=@nobody', everybody],
    ['assignedTo=@me', []],
  ])('by %s', async (query, cases) => {
    expect(await found(query)).toEqual(cases);
  });

  it('as stuck where the stuck list has it, and the others as not stuck', async () => {
    const stuck = await found('stuck=true');
    const { body } = await api.get('specialist', '/stuck?limit=200');
    const listed = new Set((body.items ?? []).filter(({ kind }) => !['charge-unacknowledged', 'message-parked'].includes(String(kind))).map(({ caseId }) => caseId));
    expect(stuck).toEqual([...new Set([...listed, 'S2.1'])].sort());
    expect([...stuck, ...(await found('stuck=false'))].sort()).toEqual(everybody);
    expect(((await api.get('specialist', '/cases?limit=200')).body.items ?? []).filter(({ isStuck }) => isStuck).map(({ caseId }) => caseId)).toEqual(stuck);
  });

  it.each(['case', 'opened', 'newest', 'next', 'balance', 'oldest-due'])('in the order of %s, each once, however it is cut into pages', async (sort) => {
    const whole = await found(`open=true&sort=${sort}`);
    expect([...whole].sort()).toEqual(everybody);
    const walked: unknown[] = [];
    for (let cursor = ''; cursor !== 'null'; ) {
      const { body } = await api.get('specialist', `/cases?limit=2&open=true&sort=${sort}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      walked.push(...(body.items ?? []).map(({ caseId }) => caseId));
      cursor = String(body['nextCursor']);
    }
    expect(walked).toEqual(whole);
  });

  it('by what is owed, most first; by the oldest bill', async () => {
    const items = (await api.get('specialist', '/cases?open=true&sort=balance')).body.items ?? [];
    const owed = items.map(({ balanceCents }) => Number(balanceCents));
    expect(owed).toEqual([...owed].sort((first, second) => second - first));
    expect([items[0]?.['caseId'], items.at(-1)?.['caseId']]).toEqual(['B1.1', 'P1.1']);
    expect((await found('open=true&sort=oldest-due'))[0]).toBe('B1.1');
  });

  it('lists no closed case by what closed cases do not have', async () => {
    expect(await found('open=false&sort=balance')).toEqual([]);
  });

  it('counts them', async () => {
    expect((await api.get('auditor', '/cases/count?open=true')).body).toEqual({ count: 7, andMore: false });
    expect((await api.get('auditor', '/cases/count?heldBy=manual')).body).toEqual({ count: 1, andMore: false });
  });

  it.each(['status=lost', 'heldBy=', 'balanceFromCents=1.5', 'dueThroughOn=2027-02-30', 'assignedTo=', 'sort=luck', 'mood=good'])('and refuses %s', async (query) => {
    expect((await api.get('specialist', `/cases?${query}`)).status).toBe(422);
  });

  it('refuses the cursor of another order', async () => {
    const { body } = await api.get('specialist', '/cases?limit=1&sort=balance&open=true');
    expect((await api.get('specialist', `/cases?limit=1&sort=oldest-due&open=true&cursor=${String(body['nextCursor'])}`)).body).toMatchObject({ status: 422, faults: [{ path: 'query.cursor' }] });
  });

  it('is given to others by pages of ids', async () => {
    const walk = (filter: CaseFilter) =>
      api.store.db.forUtility('county', async (em) => {
        const utility = await readUtility(em, 'county');
        const ids: string[] = [];
        for (let after: CasePlace | null = null, more = true; more; ) {
          const page: CasePlace[] = await pageCaseIds(em, utility, { filter, sort: 'case', after, limit: 3 });
          ids.push(...page.map(({ caseId }) => caseId));
          after = page.at(-1) ?? null;
          more = page.length === 3;
        }
        return ids;
      });
    expect(await walk({ open: true })).toEqual(everybody);
    expect(await walk({ status: ['past-due', 'shut-off-planned'], held: false })).toEqual(['H1.1']);
  });
});
