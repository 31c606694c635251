import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

const reason = 'asked for by phone';

describe('more time, reported payments and promises over HTTP, within the limits of the pack (AUTHORITY)', () => {
  let api: TestApi;
  const extend = (role: 'specialist' | 'supervisor', account: string, untilOn: string) => api.post(role, `/accounts/${account}/extensions`, { untilOn, reason });

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('past-due', api.store, ['A1', 'A2', 'A3']);
  });
  afterAll(() => api?.stop());

  it('a specialist grants thirty days and not one more; a supervisor sixty; nobody more', async () => {
    expect((await extend('specialist', 'A1', '2027-04-08')).body).toMatchObject({ status: 409, rule: 'AUTHORITY', detail: 'It runs through 2027-04-08; more than 30 days need a supervisor.' });
    expect((await extend('specialist', 'A1', '2027-03-07')).status).toBe(422);
    expect(await extend('specialist', 'A1', '2027-04-07')).toMatchObject({ status: 201, body: { accountId: 'A1', caseId: 'A1.1' } });
    expect((await api.get('specialist', '/accounts/A1')).body).toMatchObject({ holds: [{ kind: 'extension', untilAt: '2027-04-08T04:00:00.000Z' }] });
    expect((await extend('supervisor', 'A2', '2027-05-08')).body).toMatchObject({ status: 409, detail: expect.stringContaining('are granted by nobody') });
    expect((await extend('supervisor', 'A2', '2027-05-07')).status).toBe(201);
  });

  it('the fourth reported payment in twelve months needs a supervisor', async () => {
    const report = (role: 'specialist' | 'supervisor', confirmation: string) => api.post(role, '/accounts/A3/reported-payments', { channel: 'online', confirmation, amountCents: 22_000 });
    for (const confirmation of ['K1', 'K2', 'K3']) {
      expect((await report('specialist', confirmation)).status).toBe(201);
      await api.store.rows(`update utility set clock_now_at = clock_now_at + interval '1 minute'`);
    }
    expect((await report('specialist', 'K4')).body).toMatchObject({ status: 409, rule: 'AUTHORITY', detail: '3 payments waited for on a report in 12 months before this one; more than 3 need a supervisor.' });
    expect((await report('supervisor', 'K4')).status).toBe(201);
  });

  it('a promise is noted as a reminder and holds nothing', async () => {
    const before = (await api.get('specialist', '/accounts/A2')).body['holds'];
    expect((await api.post('specialist', '/accounts/A2/promises', { amountCents: 5_000, on: '2027-04-01', outcome: 'pays on Thursday' })).status).toBe(201);
    expect((await api.get('specialist', '/accounts/A2')).body['holds']).toEqual(before);
    expect((await api.post('specialist', '/accounts/A2/promises', { amountCents: 5_000, on: '2027-06-01', outcome: 'pays in summer' })).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
  });

  it('what another system granted beyond the limits is recorded, holds, and stands on the stuck list until a supervisor answers', async () => {
    await api.store.take(api.store.fact('A2', '2027-03-08 10:00', 'ExtensionGranted', { extensionId: 'EX9', untilOn: '2027-12-24' as never }));
    const waiting = async () => (await api.get('supervisor', '/stuck?limit=200')).body.items?.filter(({ kind }) => kind === 'grant-waiting');
    expect(await waiting()).toMatchObject([{ subject: 'EX9', accountId: 'A2', mend: { method: 'POST', path: '/accounts/A2/grants/extension/EX9/answer' } }]);
    const answer = (role: 'specialist' | 'supervisor') => api.post(role, '/accounts/A2/grants/extension/EX9/answer', { answer: 'refused', reason: 'far too long' });
    expect((await answer('specialist')).status).toBe(403);
    expect((await answer('supervisor')).status).toBe(200);
    expect(await waiting()).toEqual([]);
    expect((await answer('supervisor')).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
    expect(JSON.stringify((await api.get('specialist', '/accounts/A2')).body['holds'])).not.toContain('EX9');
  });
});
