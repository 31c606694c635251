import { TestApi } from '../../../test/support/api.ts';

describe('GET /board', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open('2029-10-01 09:00');
  });
  afterAll(() => api?.stop());

  /** What the board says of one value that lapses. */
  const told = async (name: string) => ((await api.get('cashier', '/board')).body['lapsing'] as { name: string; daysLeft: number }[]).filter((value) => value.name === name);

  it('tells what has lapsed already', async () => {
    expect(await told('deposit-interest')).toMatchObject([{ validThrough: '2028-12-31', daysLeft: -274 }]);
  });

  it('warns 90 days before what the pack rests on lapses, and not sooner', async () => {
    expect(await told('calendar')).toEqual([]);
    await api.store.setClock('2029-10-02 09:00');
    expect(await told('calendar')).toEqual([
      {
        name: 'calendar',
        validThrough: '2029-12-31',
        daysLeft: 90,
        sentence: 'What OH-COUNTY-OFFICE version 1 knows of days lapses after 2029-12-31, in 90 days. Extend the calendar; until then every step that asks for a later day waits.',
      },
    ]);
  });

  it('is still there when the calendar has ended', async () => {
    await api.store.setClock('2030-02-01 09:00');
    const { status, body } = await api.get('supervisor', '/board');
    expect([status, body['today'], (await told('calendar'))[0]?.daysLeft]).toEqual([200, '2030-02-01', -32]);
    expect((await api.get('supervisor', '/stuck')).status).toBe(200);
  });
});
