import { recordAttempt } from '../../../libs/store/index.ts';
import { chargeCutoff } from '../../../libs/store/read/index.ts';
import { loadLaw } from '../../../libs/policy/load.ts';
import { TestApi } from '../../../test/support/api.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';
import { local } from '../../../test/support/story.ts';
import { routes } from '../routes.ts';

describe('the stuck list', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open();
    const { store } = api;
    await bringAll({ 'past-due': ['W1'], 'notice-ordered': ['L1', 'L2'], 'shut-off-planned': ['H1'], 'shut-off-ordered': ['S1', 'S2'] }, store);
    await recordAttempt(store.db, 'county', 'L2.1.n1', 'the printer is out of paper');
    await store.take(store.fact('S1', '2027-04-01 09:00', 'WorkOrderNotCompleted', { workOrderId: 'S1.1.w2', result: 'vacant', crewId: 'crew-7' }));
    await store.take(store.item({ topic: 'billing.events', key: Buffer.from('county/S2'), value: Buffer.from('{"half":') }));
    await store.rows(`update case_record set failure = 'NeverAtRest: Account W1 does not come to rest' where case_id = 'W1.1'`);
    await store.rows(`update case_record set awaits_approval = true, state = (state::jsonb || '{"approvalRequested":true}')::json where case_id = 'H1.1'`);
  });
  afterAll(() => api?.stop());

  async function list(): Promise<Record<string, { subject: unknown; says: string; mend: { intervention: string | null; path: string; method: string } }[]>> {
    const { body } = await api.get('specialist', '/stuck?limit=200');
    return Object.groupBy((body.items ?? []) as never[], ({ kind }: { kind: string }) => kind) as never;
  }

  it('finds each kind by the next event that should have come, and says what mends it', async () => {
    const stuck = await list();
    expect(stuck).toMatchObject({
      'answer-overdue': [{ subject: 'L1.1.n1', mend: { intervention: 'RetryObligation', path: '/cases/L1.1/interventions' } }],
      'obligation-failing': [{ subject: 'L2.1.n1', says: 'L2.1.n1 cannot be carried out: the printer is out of paper', mend: { intervention: 'RetryObligation' } }],
      'decision-failed': [{ subject: 'W1.1', says: expect.stringContaining('NeverAtRest'), mend: { intervention: 'AdvanceNow' } }],
      'review-waiting': [{ subject: 'S1.1', says: expect.stringContaining('vacant'), mend: { intervention: 'FinishReview' } }],
      'approval-waiting': [{ subject: 'H1.1', says: 'The shut-off planned for 2027-04-01 needs a supervisor.', mend: { intervention: 'ApproveShutOff' } }],
      'message-parked': [{ subject: expect.stringMatching(/^dl-billing/), mend: { intervention: null, method: 'POST' } }],
    });
    expect(stuck['charge-unacknowledged']?.map(({ subject }) => subject)).toContain('B-W1/penalty/1');
  });

  it('misses no deadline that nothing looked at, and waits a moment before it complains', async () => {
    const [row] = await api.store.rows<{ at: string }>(`select next_deadline_at::text as at from case_record where case_id = 'H1.1'`);
    expect(row?.at).toBe('2027-04-01 11:00:00+00');
    await api.store.setClock('2027-04-01 07:14');
    expect((await list())['deadline-overdue']?.map(({ subject }) => subject) ?? []).not.toContain('H1.1');
    await api.store.setClock('2027-04-01 07:16');
    expect((await list())['deadline-overdue']).toContainEqual(expect.objectContaining({ subject: 'H1.1', mend: expect.objectContaining({ intervention: 'RestartProcess' }) }));
  });

  it('counts what it lists, kind by kind, and lists one kind alone', async () => {
    const stuck = await list();
    const { kinds } = (await api.get('auditor', '/stuck/counts')).body as unknown as { kinds: { kind: string; count: number; oldestSince: string }[] };
    expect(Object.fromEntries(kinds.map(({ kind, count }) => [kind, count]))).toEqual(Object.fromEntries(Object.entries(stuck).map(([kind, lines]) => [kind, lines.length])));
    expect(kinds.map(({ oldestSince }) => oldestSince)).toEqual(kinds.map(({ oldestSince }) => oldestSince).sort());
    const one = (await api.get('specialist', '/stuck?kind=review-waiting')).body.items?.map((item) => item['kind']);
    expect(one).toEqual(['review-waiting']);
    expect((await api.get('specialist', '/stuck?kind=nothing-known')).status).toBe(422);
  });

  it('points at paths that the API serves', async () => {
    const served = Object.values(routes).map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }));
    for (const { mend } of Object.values(await list()).flat()) {
      expect(served.some(({ method, pattern }) => method === mend.method && pattern.test(mend.path))).toBe(true);
    }
  });

  it('agrees with the cases that are marked as stuck', async () => {
    const marked = (await api.get('specialist', '/cases?stuck=true&limit=200')).body.items?.map((item) => item['caseId']);
    const { body } = await api.get('specialist', '/stuck?limit=200');
    const listed = body.items?.filter((item) => item['kind'] !== 'charge-unacknowledged').map((item) => item['caseId'] ?? `${String(item['accountId'])}.1`);
    expect(marked).toEqual([...new Set(listed)].sort());
  });

  it('gives billing two business days: asked for on Friday, overdue after Tuesday', () => {
    const law = loadLaw('OH-COUNTY@1');
    expect(chargeCutoff(law, local('2027-03-09 23:59'))).toBe(local('2027-03-05 00:00'));
    expect(chargeCutoff(law, local('2027-03-10 00:00'))).toBe(local('2027-03-08 00:00'));
  });

  it('finds a plan that waits for a supervisor because of its kind, however few its instalments', async () => {
    const plan = (arrangementId: string) => ({ arrangementId, downPaymentCents: 11_000, instalments: [{ dueOn: '2027-04-20', amountCents: 11_000 }], agreedBy: 'another system' }) as never;
    await api.store.take(api.store.fact('L1', '2027-04-01 07:10', 'ArrangementAgreed', Object.assign({ kind: 'deferral' }, plan('AR-deferred'))), api.store.fact('L2', '2027-04-01 07:10', 'ArrangementAgreed', plan('AR-equal')));
    expect((await api.get('specialist', '/accounts/L1')).body).toMatchObject({ arrangements: [{ status: 'awaits-supervisor' }], holds: [{ kind: 'arrangement', sentence: expect.stringContaining('awaits a supervisor') }] });
    expect((await api.get('specialist', '/cases/L1.1/next')).body).toMatchObject({ holds: [{ kind: 'arrangement' }] });
    expect((await list())['arrangement-waiting']?.map(({ subject }) => subject)).toEqual(['AR-deferred']);
  });

  it('asks of a plan the law under which it was agreed, as its account does: a later version that allows more instalments does not answer for it (GEN-PIN)', async () => {
    const { store } = api;
    const instalments = ['2027-04-20', '2027-05-20', '2027-06-21', '2027-07-20'].map((dueOn) => ({ dueOn, amountCents: 2_000 }));
    const fourParts = (arrangementId: string) => ({ arrangementId, downPaymentCents: 11_000, instalments, agreedBy: 'another system' }) as never;
    await store.take(store.fact('S1', '2027-04-01 07:12', 'ArrangementAgreed', fourParts('AR-before')));
    const { packHash, calendarHash } = loadLaw('OH-COUNTY@2');
    await store.rows(
      `insert into pack_activation (utility_id, activation_id, pack, pack_hash, calendar_hash, against, from_on, reason, what_if_id, exceeded, asked_by, asked_at, status, in_force_at)
       values ('county', 'a1', 'OH-COUNTY@2', ?, ?, 'OH-COUNTY@1', '2027-04-01', 'the board decided so', 'w1', '[]', 'ann', ?, 'stands', ?)`,
      [packHash, calendarHash, local('2027-03-01 09:00'), local('2027-04-01 07:14')],
    );
    await store.take(store.fact('S2', '2027-04-01 07:15', 'ArrangementAgreed', fourParts('AR-after')));
    expect((await api.get('specialist', '/accounts/S1')).body).toMatchObject({ arrangements: [{ status: 'awaits-supervisor' }] });
    expect((await api.get('specialist', '/accounts/S2')).body).toMatchObject({ arrangements: [{ status: 'kept' }] });
    expect((await list())['arrangement-waiting']?.map(({ subject }) => subject)).toEqual(['AR-deferred', 'AR-before']);
  });
});
