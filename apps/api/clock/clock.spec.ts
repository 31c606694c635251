import { createUtility, stepClock } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';
import { local } from '../../../test/support/story.ts';

describe('the clock of a utility', () => {
  let api: TestApi;
  const path = '/utilities/county/clock';

  beforeAll(async () => {
    api = await TestApi.open('2027-03-12 09:00');
    await api.store.db.shared((em) => createUtility(em, { utilityId: 'real-town', pack: 'OH-COUNTY@1', clock: { mode: 'real' } }));
  });
  afterAll(() => api?.stop());

  it('is told to everybody, with the business date', async () => {
    expect((await api.get('cashier', path)).body).toEqual({ utilityId: 'county', mode: 'stepped', now: local('2027-03-12 09:00'), today: '2027-03-12', zone: 'America/New_York', targetAt: null });
  });

  it('is told how far to go: a date means the moment at which it begins there, daylight saving or not', async () => {
    const reply = await api.post('supervisor', path, { to: '2027-03-15' });
    expect(reply).toMatchObject({ status: 202, body: { now: local('2027-03-12 09:00'), targetAt: '2027-03-15T04:00:00.000Z' } });
    expect((await api.get('field', path)).body['targetAt']).toBe('2027-03-15T04:00:00.000Z');
  });

  it('goes there by its occasions', async () => {
    for (let moved = true; moved; ) moved = (await stepClock(api.store.db, 'county')).moved;
    const { body } = await api.get('field', path);
    expect(String(body['now']) <= '2027-03-15T04:00:00.000Z').toBe(true);
  });

  it('never goes back', async () => {
    const reply = await api.post('supervisor', path, { to: '2027-03-01T00:00:00Z' });
    expect(reply.body).toMatchObject({ status: 409, type: 'urn:arrears:problem:conflict', detail: expect.stringContaining('cannot go back') });
  });

  it('cannot be moved where it is the real one', async () => {
    const now = (await api.get('supervisor', '/utilities/real-town/clock', 'real-town')).body;
    expect(now).toMatchObject({ mode: 'real', targetAt: null });
    expect((await api.post('supervisor', '/utilities/real-town/clock', { to: '2099-01-01' }, { utility: 'real-town' })).status).toBe(409);
  });

  it.each(['2027-02-30', 'tomorrow', '2027-03-20T25:00:00Z', '2027-03-20T10:00:00+01:00', ''])('does not understand "%s"', async (to) => {
    expect((await api.post('supervisor', path, { to })).body).toMatchObject({ status: 422, faults: [{ path: 'body.to' }] });
  });
});
