import { TestApi } from '../../../test/support/api.ts';

describe('the words of a utility over HTTP', () => {
  let api: TestApi;
  const words = async (utility = 'county') => (await api.get('cashier', '/session', utility)).body['words'];

  beforeAll(async () => {
    api = await TestApi.open();
    await api.store.utility('village', '2027-01-04 00:00');
  });
  afterAll(() => api?.stop());

  it('come with the session: the defaults, until a supervisor says otherwise, for this utility alone', async () => {
    expect(await words()).toMatchObject({ shutOff: 'lock-off', doorNotice: 'hang tag' });
    const set = await api.post('supervisor', '/utilities/county/words', { shutOff: 'disconnection', shutOffDone: 'disconnected', doorNotice: 'door notice' });
    expect(set).toMatchObject({ status: 200, body: { shutOff: 'disconnection', crew: 'crew' } });
    expect(await words()).toMatchObject({ shutOff: 'disconnection', doorNotice: 'door notice', notice: 'notice' });
    expect(await words('village')).toMatchObject({ shutOff: 'lock-off' });
    expect(await api.store.rows('select words_set_by is not null as known from utility where utility_id = ?', ['county'])).toEqual([{ known: true }]);
  });

  it('are replaced as a whole', async () => {
    await api.post('supervisor', '/utilities/county/words', { crew: 'technician' });
    expect(await words()).toMatchObject({ shutOff: 'lock-off', crew: 'technician' });
  });

  it('are checked: known ones, short, plain, and none of the engine', async () => {
    for (const [body, path] of [
      [{ lockOff: 'lock-off' }, 'body'],
      [{ crew: '<script>' }, 'body.crew'],
      [{ crew: 'x'.repeat(31) }, 'body.crew'],
      [{ shutOff: 'fence' }, 'body.shutOff'],
    ] as const) {
      const reply = await api.post('supervisor', '/utilities/county/words', body);
      expect(reply).toMatchObject({ status: 422, body: { faults: [expect.objectContaining({ path: expect.stringContaining(path) })] } });
    }
    expect(await words()).toMatchObject({ crew: 'technician' });
  });

  it('are not for specialists to set, and not for a supervisor from elsewhere', async () => {
    expect((await api.post('specialist', '/utilities/county/words', {})).status).toBe(403);
    expect((await api.post('supervisor', '/utilities/county/words', {}, { utility: 'village' })).status).toBe(404);
  });
});
