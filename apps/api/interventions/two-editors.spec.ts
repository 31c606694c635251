import { TestApi } from '../../../test/support/api.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';

const reason = 'agreed with the customer';

describe('two people in one case', () => {
  let api: TestApi;
  const seenOf = async (caseId: string) => String((await api.get('supervisor', `/cases/${caseId}`)).body['seen']);
  const act = (caseId: string, seen: string, what: '' | '/preview' = '', key?: string) => api.post('supervisor', `/cases/${caseId}/interventions${what}?seen=${seen}`, { type: 'RescheduleShutOff', reason, notBeforeOn: '2027-04-12' }, key === undefined ? {} : { key });

  beforeAll(async () => {
    api = await TestApi.open();
    await bringAll({ 'shut-off-planned': ['P1', 'P2', 'P3'] }, api.store);
  });
  afterAll(() => api?.stop());

  it('the second is told what the first did, and nothing is done over it; once looked at again, it may be', async () => {
    const seen = await seenOf('P1.1');
    expect((await api.post('specialist', '/cases/P1.1/interventions', { type: 'PlaceHold', reason: 'she calls back on Monday' })).status).toBe(201);
    for (const what of ['/preview', ''] as const) {
      const { status, body } = await act('P1.1', seen, what, `twice-${what.length}-key`);
      expect([status, body['type']]).toEqual([409, 'urn:arrears:problem:moved-on']);
      expect(body['since']).toMatchObject([{ type: 'HoldPlaced', says: expect.stringContaining('she calls back on Monday') }, { type: 'ShutOffWithdrawn' }, { type: 'CollectionHeld' }]);
    }
    expect(await api.store.caseTypes('P1.1')).not.toContain('ShutOffRescheduled');
    // The same key again: a conflict is no answer for good.
    expect((await act('P1.1', await seenOf('P1.1'), '', 'twice-0-key')).status).toBe(201);
    expect(await api.store.caseTypes('P1.1')).toContain('ShutOffRescheduled');
  });

  it('a fact of the account moves the case on as well', async () => {
    const seen = await seenOf('P2.1');
    await api.store.take(api.store.fact('P2', '2027-03-29 14:30', 'PaymentReceived', { paymentId: 'p-1', amountCents: 5_000, tender: 'cash', channel: 'counter' }));
    expect((await act('P2.1', seen)).body['since']).toMatchObject([{ type: 'PaymentReceived' }]);
  });

  it('what was done is answered again under its key, though the case has moved on by it', async () => {
    const seen = await seenOf('P3.1');
    const [first, again] = [await act('P3.1', seen, '', 'once-and-again'), await act('P3.1', seen, '', 'once-and-again')];
    expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 201, 'true']);
    expect(again.body).toEqual(first.body);
  });

  it('who says nothing of what was seen decides over it, and what cannot be a version is a fault', async () => {
    expect((await api.post('supervisor', '/cases/P2.1/interventions', { type: 'AdvanceNow', reason })).status).toBe(201);
    expect((await act('P2.1', 'all')).status).toBe(422);
  });
});
