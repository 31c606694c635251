import { TestApi, type Reply } from '../../../test/support/api.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';

const typesOf = (reply: Reply) => reply.body.items?.map(({ type }) => type);

describe('a case as of a past day', () => {
  let api: TestApi;
  const asOf = (path: string, on: string) => api.get('auditor', `${path}${path.includes('?') ? '&' : '?'}asOf=${on}`);

  beforeAll(async () => {
    api = await TestApi.open();
    await bringAll({ 'shut-off-ordered': ['S1', 'S2'] }, api.store);
  });
  afterAll(() => api?.stop());

  it('stands where it stood at the end of that day, with what came next then and the guards that held it', async () => {
    expect((await asOf('/cases/S1.1', '2027-03-10')).body).toMatchObject({ caseId: 'S1.1', status: 'past-due', notice: null, workOrders: [], seen: null });
    const next = await asOf('/cases/S1.1/next', '2027-03-10');
    expect(next.body).toMatchObject({ status: 'past-due', now: '2027-03-11T04:59:59.999Z', step: { name: 'notice', isAllowedNow: false } });
    const { guards } = next.body['step'] as { guards: { guard: string; holds: boolean }[] };
    expect(guards.filter(({ holds }) => !holds).map(({ guard }) => guard)).toEqual(['days-past-due-at-least']);
    expect((next.body['ahead'] as { steps: { on: string; type: string }[] }).steps[0]).toMatchObject({ on: '2027-03-20', type: 'NoticeOrdered' });
    expect((await asOf('/cases/S1.1', '2027-03-20')).body).toMatchObject({ status: 'notice-ordered', obligations: [{ key: 'S1.1.n1', isOverdue: false }] });
    expect((await asOf('/cases/S1.1', '2027-03-29')).body).toMatchObject({ status: 'shut-off-planned', plannedOn: '2027-04-01' });
  });

  it('owes by bucket what it owed then, and is held by what held then', async () => {
    expect((await asOf('/accounts/S1', '2027-03-01')).body).toMatchObject({ balanceCents: 20_000, buckets: { current: 20_000, penalty: 0 }, openCaseId: null, lastCaseId: null });
    expect((await asOf('/accounts/S1', '2027-03-10')).body).toMatchObject({ balanceCents: 22_000, buckets: { arrears: 20_000, penalty: 2_000 }, openCaseId: 'S1.1', holds: [] });
  });

  it('gives the same answer whatever became known since, of that day too', async () => {
    const asked = () => Promise.all(['/cases/S2.1', '/cases/S2.1/next', '/cases/S2.1/timeline?limit=200', '/accounts/S2'].map(async (path) => (await asOf(path, '2027-03-25')).body));
    const before = await asked();
    // Learnt today, and true since before that day.
    await api.store.take(api.store.fact('S2', '2027-03-15 10:00', 'PaymentReceived', { paymentId: 'late', amountCents: 22_000, tender: 'cash', channel: 'counter' }));
    expect((await api.get('auditor', '/accounts/S2')).body['balanceCents']).toBe(0);
    expect(await asked()).toEqual(before);
    expect(before[0]).toMatchObject({ status: 'notice-mailed' });
    expect(before[3]).toMatchObject({ balanceCents: 22_000 });
  });

  it('tells of that day what was recorded by then, and nothing later', async () => {
    const then = await asOf('/cases/S1.1/timeline?limit=200', '2027-03-25');
    const now = await api.get('auditor', '/cases/S1.1/timeline?limit=200');
    expect(typesOf(then)).toEqual(['AccountOpened', 'BillIssued', 'PenaltyAssessed', 'CaseOpened', 'NoticeOrdered', 'NoticeMailed', 'NoticeConfirmed']);
    expect(typesOf(now)?.slice(0, 7)).toEqual(typesOf(then));
    expect(typesOf(now)?.length).toBeGreaterThan(10);
  });

  it('was not there before it was opened, and a day that is not over cannot be told', async () => {
    expect(await asOf('/cases/S1.1', '2027-03-01')).toMatchObject({ status: 404, body: { detail: 'There was no case "S1.1" on 2027-03-01.' } });
    expect(await asOf('/cases/S1.1', '2027-03-31')).toMatchObject({ status: 200 });
    for (const on of ['2027-04-01', '2027-05-01', '2027-02-30', 'yesterday']) expect(await asOf('/cases/S1.1', on)).toMatchObject({ status: 422, body: { faults: [{ path: 'query.asOf' }] } });
  });
});
