import { advanceCases, sweep } from '../../libs/store/index.ts';
import { TestApi } from '../../test/support/api.ts';

describe('what people look at', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open();
    const { store } = api;
    await store.setClock('2027-02-12 09:00');
    await store.take(store.opening('A1'), store.bill('A1', 'B1', '2027-02-12', '2027-03-05', 20_000), store.opening('A2'));
    await store.setClock('2027-03-08 06:00');
    await sweep(store.db, 'county', { limit: 10, after: null });
  });
  afterAll(() => api?.stop());

  it('works', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics', '/docs']) {
      const r = await api.ask('GET', path);
      console.log(path, r.status, JSON.stringify(r.body).slice(0, 300));
    }
    for (const path of ['/accounts', '/accounts/A1', '/accounts/A2', '/accounts/A1/timeline', '/accounts/A1/arrangements/preview?instalments=3&firstDueOn=2027-04-01', '/cases', '/cases/A1.1', '/cases/A1.1/timeline', '/cases/A1.1/next', '/stuck', '/events/A1.1%231/why', `/events/${encodeURIComponent('/test#bill-B1')}/why`, '/dead-letters', '/utilities/county/clock', '/board', '/nowhere', '/accounts/zzz', '/cases?limit=0&x=1', '/events/%zz/why']) {
      const r = await api.get('supervisor', path);
      console.log(path, r.status, JSON.stringify(r.body).slice(0, 1200));
    }
    console.log(await api.post('supervisor', '/cases/A1.1/interventions', { type: 'AdvanceNow', reason: 'look again' }));
    console.log(await api.post('supervisor', '/cases/A1.1/interventions', { type: 'ApproveShutOff', reason: 'look again' }));
    console.log(await api.post('supervisor', '/accounts/A1/holds', { reason: 'look again' }));
    console.log(await api.ask('PUT', '/accounts/A1/holds'));
    console.log(await api.ask('POST', '/board'));
    console.log(await api.ask('POST', '/accounts/A1/holds', {'content-type': 'application/json'}, '{"a":'));
    console.log(await api.ask('POST', '/accounts/A1/holds', {'content-type': 'text/xml'}, '<a/>'));
    console.log(await api.ask('POST', '/accounts/A1/holds', {'content-type': 'application/json'}, JSON.stringify({a: 'x'.repeat(300000)})));
    console.log(api.log.join(''));
    void advanceCases;
  });
});
