import { recordAttempt } from '../../../libs/store/index.ts';
import { TestApi, type Reply, type Role } from '../../../test/support/api.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';

const reason = 'agreed with the customer';

/** Nothing but PostgreSQL and the API run here: no broker, no process engine. */
describe('interventions', () => {
  let api: TestApi;
  const intervene = (account: string, body: Record<string, unknown>, role: Role = 'supervisor') => api.post(role, `/cases/${account}.1/interventions`, { reason, ...body });
  const eventsOf = (reply: Reply) => (reply.body['events'] as { type: string }[]).map(({ type }) => type);

  beforeAll(async () => {
    api = await TestApi.open();
    await bringAll({ 'notice-ordered': ['N1', 'N2', 'N3', 'N4'], 'shut-off-planned': ['P1', 'P2'], 'shut-off-ordered': ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8'] }, api.store);
  });
  afterAll(() => api?.stop());

  it('place a hold that recalls the crew in the same commit, and leave a nudge', async () => {
    await api.store.rows(`delete from outbox`);
    const reply = await intervene('S1', { type: 'PlaceHold' }, 'counsel');
    expect(reply.status).toBe(201);
    expect(eventsOf(reply)).toEqual(['HoldPlaced', 'WorkOrderRecalled', 'ShutOffWithdrawn', 'CollectionHeld']);
    const outbox = await api.store.rows<{ kind: string; topic: string | null }>(`select kind, topic from outbox order by id`);
    expect(outbox).toContainEqual({ kind: 'message', topic: 'work-order.requests' });
    expect(outbox).toContainEqual({ kind: 'nudge', topic: null });
    expect((await api.get('auditor', '/cases/S1.1')).body).toMatchObject({ heldBy: [{ kind: 'manual', evidence: reply.body['interventionId'] }] });
  });

  it('are shown before they are done, with what would follow, and nothing is left of the trial', async () => {
    const before = await api.store.rows(`select (select count(*) from account_event) as facts, (select count(*) from case_event) as decisions, (select count(*) from outbox) as out`);
    const skipping = await api.post('supervisor', '/cases/S7.1/interventions/preview', { type: 'SkipStep', reason });
    const { steps } = (skipping.body['next'] as { ahead: { steps: Record<string, unknown>[] } }).ahead;
    expect(steps.map(({ type }) => type)).toEqual(['DoorTagOrdered', 'ShutOffPlanned', 'ShutOffOrdered']);
    const preview = await api.post('supervisor', '/cases/S7.1/interventions/preview', { type: 'PlaceHold', reason });
    expect(preview.body).toMatchObject({ next: { holds: [{ kind: 'manual' }] } });
    expect(eventsOf(preview)).toEqual(['HoldPlaced', 'WorkOrderRecalled', 'ShutOffWithdrawn', 'CollectionHeld']);
    expect(await api.store.rows(`select (select count(*) from account_event) as facts, (select count(*) from case_event) as decisions, (select count(*) from outbox) as out`)).toEqual(before);
    const done = await intervene('S7', { type: 'PlaceHold' });
    expect(eventsOf(done)).toEqual(eventsOf(preview));
    const released = await intervene('S7', { type: 'ReleaseHold', holdId: done.body['interventionId'] });
    expect(released.status).toBe(201);
  });

  it('are refused beforehand by the rule that would refuse them, and to whom they would be', async () => {
    const [tried, done] = [await api.post('supervisor', '/cases/S8.1/interventions/preview', { type: 'CloseCase', reason }), await intervene('S8', { type: 'CloseCase' })];
    expect(tried.body).toMatchObject({ status: 409, rule: 'GEN-EXEC', detail: done.body['detail'] });
    expect((await api.post('specialist', '/cases/S8.1/interventions/preview', { type: 'CloseCase', reason })).status).toBe(403);
    expect((await api.post('supervisor', '/cases/none.1/interventions/preview', { type: 'AdvanceNow', reason })).status).toBe(404);
  });

  it('release it again, and collection resumes at the lawful step', async () => {
    const { body } = await api.get('counsel', '/cases/S1.1');
    const [{ evidence }] = body['heldBy'] as [{ evidence: string }];
    const reply = await intervene('S1', { type: 'ReleaseHold', holdId: evidence }, 'counsel');
    expect(eventsOf(reply)).toEqual(['HoldReleased', 'CollectionResumed']);
  });

  it('do not end what a court began: the rule says so', async () => {
    await api.store.take(api.store.fact(null, '2027-04-01 09:00', 'PetitionFiled', { docket: '27-9', chapter: '7', accountIds: ['S2'] }));
    const reply = await intervene('S2', { type: 'ReleaseHold', holdId: '27-9' });
    expect(reply.body).toMatchObject({ status: 409, rule: 'BK-STAY', citation: '11 U.S.C. 362(a)', ruleStatus: 'needs-counsel', detail: expect.stringContaining('ends by a fact, not by a person') });
  });

  it('retry what cannot be carried out', async () => {
    await recordAttempt(api.store.db, 'county', 'N1.1.n1', 'the printer is out of paper');
    expect((await api.get('specialist', '/stuck')).body.items).toContainEqual(
      expect.objectContaining({ kind: 'obligation-failing', subject: 'N1.1.n1', mend: expect.objectContaining({ intervention: 'RetryObligation', path: '/cases/N1.1/interventions' }) }),
    );
    const reply = await intervene('N1', { type: 'RetryObligation', obligation: 'N1.1.n1' }, 'specialist');
    expect(eventsOf(reply)).toEqual(['ObligationRetried']);
    expect((await api.get('specialist', '/cases/N1.1')).body['obligations']).toMatchObject([{ key: 'N1.1.n1', attempts: 0, failure: null }]);
    expect((await intervene('N1', { type: 'RetryObligation', obligation: 'N1.1.n9' })).body).toMatchObject({ status: 409, rule: 'CASE-PATH' });
  });

  it('send an order and a recall again: the same messages, under the same ids', async () => {
    const sent = () => api.store.rows<{ value: string }>(`select convert_from(value, 'UTF8') as value from outbox where topic = 'work-order.requests' order by id`);
    await api.store.rows(`delete from outbox`);
    expect((await intervene('S5', { type: 'PlaceHold' })).status).toBe(201);
    const recall = await sent();
    expect(recall).toHaveLength(1);
    expect(eventsOf(await intervene('S5', { type: 'RetryObligation', obligation: 'S5.1.w2/recall' }, 'specialist'))).toEqual(['ObligationRetried']);
    expect(await sent()).toEqual([...recall, ...recall]);
    await api.store.rows(`delete from outbox`);
    await intervene('S6', { type: 'RetryObligation', obligation: 'S6.1.w2' }, 'specialist');
    expect((await sent()).map(({ value }) => JSON.parse(value))).toMatchObject([{ id: 'S6.1.w2', data: { kind: 'order', work: 'shut-off', idempotencyKey: 'S6.1.w2' } }]);
  });

  it('account for a crew that never acknowledged its recall, by a supervisor alone', async () => {
    const crew = { type: 'AccountForCrew', workOrderId: 'S5.1.w2' };
    expect((await intervene('S5', crew, 'specialist')).status).toBe(403);
    expect(eventsOf(await intervene('S5', crew))).toEqual(['CrewAccountedFor']);
    expect((await api.get('specialist', '/cases/S5.1')).body['obligations']).toEqual([]);
  });

  it('skip a letter that cannot be delivered, and never a waiting time', async () => {
    expect(eventsOf(await intervene('N2', { type: 'SkipStep' }))).toContain('StepSkipped');
    expect((await intervene('P1', { type: 'SkipStep' })).body).toMatchObject({ status: 409, rule: 'OH-RULES' });
  });

  it('reschedule, but not into the past and not while a crew is out', async () => {
    expect(eventsOf(await intervene('P1', { type: 'RescheduleShutOff', notBeforeOn: '2027-04-12' }))[0]).toBe('ShutOffRescheduled');
    expect((await intervene('P2', { type: 'RescheduleShutOff', notBeforeOn: '2027-03-01' })).body).toMatchObject({ status: 409, rule: 'CASE-PATH' });
    expect((await intervene('S3', { type: 'RescheduleShutOff', notBeforeOn: '2027-04-12' })).body).toMatchObject({ status: 409, rule: 'GEN-EXEC' });
  });

  it('advance a case now', async () => {
    expect(eventsOf(await intervene('N3', { type: 'AdvanceNow' }, 'specialist'))).toEqual(['AdvanceRequested']);
  });

  it('restart the process of a case: the nudge says so', async () => {
    await api.store.rows(`delete from outbox`);
    expect(eventsOf(await intervene('N3', { type: 'RestartProcess' }))).toEqual(['ProcessRestarted']);
    expect(await api.store.rows(`select stream, headers from outbox where kind = 'nudge'`)).toEqual([{ stream: 'N3.1', headers: { restart: 'true' } }]);
  });

  it('close a case that nothing is out for, and tell the rule where something is', async () => {
    expect((await intervene('S3', { type: 'CloseCase' })).body).toMatchObject({ status: 409, rule: 'GEN-EXEC' });
    const reply = await intervene('N4', { type: 'CloseCase' });
    expect(reply.body).toMatchObject({ status: 'closed', caseId: 'N4.1' });
    expect((await intervene('N4', { type: 'AdvanceNow' })).body).toMatchObject({ status: 409, rule: 'CASE-PATH', detail: 'Case N4.1 is closed.' });
  });

  it('finish a review that a crew’s answer opened', async () => {
    await api.store.take(api.store.fact('S4', '2027-04-01 09:00', 'WorkOrderNotCompleted', { workOrderId: 'S4.1.w2', result: 'wrong-serial', crewId: 'crew-7' }));
    expect((await api.get('supervisor', '/cases/S4.1/next')).body).toMatchObject({ status: 'review', step: null, says: expect.stringContaining('A person is asked') });
    expect((await api.get('supervisor', '/stuck')).body.items).toContainEqual(
      expect.objectContaining({ kind: 'review-waiting', caseId: 'S4.1', says: expect.stringContaining('wrong-serial'), mend: expect.objectContaining({ intervention: 'FinishReview' }) }),
    );
    expect((await api.get('supervisor', '/cases?stuck=true')).body.items).toContainEqual(expect.objectContaining({ caseId: 'S4.1', isStuck: true }));
    expect(eventsOf(await intervene('S4', { type: 'FinishReview' }))[0]).toBe('ReviewDone');
  });

  it('record who intervened, and why', async () => {
    const { body } = await api.get('auditor', '/cases/N3.1/timeline?limit=200');
    const line = body.items?.find((item) => item['type'] === 'AdvanceRequested');
    expect(line).toMatchObject({ says: `local-specialist: ${reason}`, data: { by: 'local-specialist', reason }, cause: expect.stringMatching(/^intervention\/i-/), because: [{ rule: 'AUTHORITY' }] });
    const why = await api.get('auditor', `/events/${encodeURIComponent(String(line?.['eventId']))}/why`);
    expect(why.body).toMatchObject({ type: 'AdvanceRequested', inputs: { packHash: expect.stringMatching(/^[0-9a-f]{64}$/), code: expect.any(String) }, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('are unknown for a case that does not exist', async () => {
    expect((await intervene('X9', { type: 'AdvanceNow' })).status).toBe(404);
  });
});
