import { advanceCases, askForReset, overdueCases } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';
import { setBounds } from '../../../test/support/bounds.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

const reason = 'a late bill run, looked at and right';
const accounts = Array.from({ length: 60 }, (_, index) => `N${String(index + 1).padStart(3, '0')}`);
const requests = '/breakers/notices/reset-requests';

describe('the breakers over HTTP', () => {
  let api: TestApi;
  const ordered = async () => (await api.store.rows(`select 1 from case_event where type = 'NoticeOrdered'`)).length;
  const notices = async (utility?: string) => (await api.get('auditor', '/breakers', utility)).body.items?.find(({ kind }) => kind === 'notices');

  beforeAll(async () => {
    setBounds({ notices: { atMost: 20, atLeast: 50, timesUsual: 5 } });
    api = await TestApi.open();
    await api.store.utility('village', '2027-03-20 08:00');
    await bringTo('past-due', api.store, accounts);
    await api.store.setClock('2027-03-20 08:00');
  });
  afterAll(() => api?.stop());

  it('closed, it shows the bound of today and why', async () => {
    expect(await notices()).toEqual({ kind: 'notices', says: 'notices and postings', rule: 'CASCADE-BREAKER', countedToday: 0, bound: 20, usual: 0, boundFrom: 'set', trip: null, waitingCases: [], moreWait: false });
    expect((await api.post('supervisor', requests, { reason })).body).toMatchObject({ status: 409, rule: 'CASCADE-BREAKER', detail: expect.stringContaining('is closed') });
  });

  it('tripped, it shows since when, why, and the forty cases that wait', async () => {
    await advanceCases(api.store.db, 'county', accounts.map((account) => `${account}.1`), 'test');
    expect(await notices()).toMatchObject({ countedToday: 20, trip: { trippedAt: '2027-03-20T12:00:00.000Z', counted: 20, bound: 20, request: null }, moreWait: false });
    expect((await notices())?.['waitingCases']).toEqual(accounts.slice(20).map((account) => `${account}.1`));
  });

  it('the case says that it waits for the breaker', async () => {
    const { body } = await api.get('specialist', '/cases/N060.1/next');
    expect(body).toMatchObject({ nextDeadlineAt: null, says: expect.stringContaining('The breaker for notices and postings tripped at 2027-03-20T12:00:00.000Z') });
  });

  it('stands on the stuck list and on the board', async () => {
    const { body } = await api.get('supervisor', '/stuck?limit=200');
    expect(body.items?.filter(({ kind }) => kind === 'breaker-tripped')).toMatchObject([{ subject: 'notices', accountId: null, says: expect.stringContaining('the bound that is set is 20'), mend: { method: 'POST', path: requests } }]);
    expect((await api.get('supervisor', '/board')).body).toMatchObject({ openBreakers: 1 });
  });

  it('is nothing that another utility sees or resets', async () => {
    expect(await notices('village')).toMatchObject({ trip: null, countedToday: 0 });
    expect((await api.post('supervisor', requests, { reason }, { utility: 'village' })).status).toBe(409);
  });

  it('is not reset by the one who asks, however often; a repeated request is one request', async () => {
    const asked = await api.post('supervisor', requests, { reason }, { key: 'ask-once' });
    expect(asked).toMatchObject({ status: 201, body: { kind: 'notices', askedBy: 'local-supervisor', reason } });
    expect((await api.post('supervisor', requests, { reason }, { key: 'ask-once' })).body).toEqual(asked.body);
    const approval = `${requests}/${String(asked.body['requestId'])}/approval`;
    expect((await api.post('supervisor', approval, { reason })).body).toMatchObject({ status: 409, rule: 'CASCADE-BREAKER', detail: 'local-supervisor asked for this reset: a second person has to approve it.' });
    expect((await api.post('supervisor', approval, { reason }, { utility: 'village' })).status).toBe(404);
    expect((await api.post('supervisor', `${requests}/r-other/approval`, { reason })).status).toBe(404);
    expect(await notices()).toMatchObject({ trip: { request: { askedBy: 'local-supervisor' } } });
  });

  it('is reset by a second supervisor; the day is counted anew, and the rest goes on', async () => {
    await api.store.rows(`update breaker_trip set request_id = null, asked_at = null, asked_by = null, asked_because = null`);
    await askForReset(api.store.db, 'county', 'notices', 'r-colleague', { by: 'another-supervisor', reason });
    expect(await api.post('supervisor', `${requests}/r-colleague/approval`, { reason })).toMatchObject({ status: 200, body: { kind: 'notices', cases: 40 } });
    expect(await notices()).toMatchObject({ countedToday: 0, trip: null, waitingCases: [] });
    const due = await overdueCases(api.store.db, 'county', 100);
    expect(due).toHaveLength(40);
    await advanceCases(api.store.db, 'county', due.slice(0, 20), 'reconciler');
    expect([await ordered(), (await notices())?.['countedToday']]).toEqual([40, 20]);
  });
});
