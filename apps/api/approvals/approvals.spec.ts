import { TestApi } from '../../../test/support/api.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';

describe('what waits for a second signature', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open();
    await bringAll({ 'notice-ordered': ['N1'], 'shut-off-planned': ['H1', 'H2'] }, api.store);
    await api.store.utility('village', '2027-04-01 09:00');
    await api.store.rows(`update case_record set awaits_approval = true where case_id = 'H1.1'`);
    await api.store.rows(`insert into breaker_trip (utility_id, kind, tripped_at, counted, bound, usual, bound_from, sentence) values ('county', 'notices', '2027-04-01T13:00:00Z', 3, 2, 1, 'set', 'Three notices on one day.')`);
    await api.post('supervisor', '/breakers/notices/reset-requests', { reason: 'a bill run was late' });
    const plan = { arrangementId: 'AR-1', kind: 'deferral', downPaymentCents: 11_000, instalments: [{ dueOn: '2027-04-20', amountCents: 11_000 }], agreedBy: 'another system' };
    await api.store.take(api.store.fact('N1', '2027-03-29 14:50', 'ArrangementAgreed', plan as never));
  });
  afterAll(() => api?.stop());

  const waiting = async (utility?: string) => (await api.get('supervisor', '/approvals', utility)).body.items ?? [];
  const of = async (kind: string) => (await waiting()).find((line) => line['kind'] === kind) as { answers: { does: string; path: string; body: object; asksReason: boolean }[]; isYours: boolean } | undefined;

  it('is each thing once, with who asked and the routes that answer it', async () => {
    expect((await waiting()).map(({ kind }) => kind).sort()).toEqual(['arrangement', 'breaker-reset', 'shut-off']);
    expect(await of('breaker-reset')).toMatchObject({ askedBy: 'local-supervisor', isYours: true, reason: 'a bill run was late', answers: [{ does: 'sign', asksReason: true }] });
    expect(await of('arrangement')).toMatchObject({ isYours: false, accountId: 'N1', answers: [{ does: 'sign', path: '/accounts/N1/arrangements/AR-1/approval' }, { does: 'refuse', path: '/accounts/N1/arrangements/AR-1/refusal' }] });
    expect(await of('shut-off')).toMatchObject({ caseId: 'H1.1', answers: [{ body: { type: 'ApproveShutOff' } }, { body: { type: 'CloseCase' } }] });
  });

  it('is seen by who knows cases, and offers nobody an answer that the API would refuse', async () => {
    const all = (await waiting()).flatMap(({ answers }) => answers as { path: string; body: object }[]);
    expect(all).toHaveLength(5);
    for (const role of ['specialist', 'counsel', 'auditor'] as const) {
      const items = (await api.get(role, '/approvals')).body.items ?? [];
      expect(items.map(({ kind, answers }) => [kind, answers])).toEqual((await waiting()).map(({ kind }) => [kind, []]));
      for (const { path, body } of all) expect((await api.post(role, path, { ...body, reason: 'is to be tried' })).status).toBe(403);
    }
  });

  it('is answered where it says: signed, and gone', async () => {
    const plan = await of('arrangement');
    const signed = await api.post('supervisor', plan?.answers[0]?.path ?? '', { ...plan?.answers[0]?.body, reason: 'the household is known to pay' });
    expect([200, 201]).toContain(signed.status);
    expect((await waiting()).map(({ kind }) => kind)).not.toContain('arrangement');
  });

  it('is not signed by the one who asked, whatever the list says', async () => {
    const reset = await of('breaker-reset');
    expect((await api.post('supervisor', reset?.answers[0]?.path ?? '', { reason: 'I am sure' })).status).toBe(409);
    expect((await waiting()).map(({ kind }) => kind)).toContain('breaker-reset');
  });

  it('is nothing of another utility', async () => {
    expect(await waiting('village')).toEqual([]);
  });
});
