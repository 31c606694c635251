import { noteOperations, recordAttempt } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

describe('how the work goes', () => {
  let api: TestApi;
  const ofCounty = async (query = '') => (await api.get('auditor', `/operations${query}`)).body as Record<string, unknown> & { hours: Record<string, unknown>[]; figures: Record<string, number> };

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('notice-ordered', api.store, ['A1', 'A2']);
  });
  afterAll(() => api?.stop());

  it('is counted hour by hour from the streams, and noted again it is the same', async () => {
    // What waits to be sent ages by the second; of an hour the worst is kept, whichever second the next look comes in.
    await api.store.rows(`update outbox set created_at = now() - interval '1 hour'`);
    await noteOperations(api.store.db, 'county');
    const [{ n }] = (await api.store.rows<{ n: number }>(`select count(*)::int as n from case_event where at >= '2027-03-20T12:00:00Z' and at < '2027-03-20T13:00:00Z'`)) as [{ n: number }];
    expect(n).toBeGreaterThan(0);
    const { hours } = await ofCounty();
    expect(hours.find(({ hour }) => hour === '2027-03-20T12:00:00.000Z')).toMatchObject({ inCases: n });
    await api.store.rows('update outbox set created_at = now()');
    await noteOperations(api.store.db, 'county');
    expect((await ofCounty()).hours).toEqual(hours);
    expect((await ofCounty('?hours=1')).hours.length).toBeLessThan(hours.length);
  });

  it('tells of late deadlines only beyond the tolerance, and by how much', async () => {
    const at = new Date('2027-03-20T15:00:00Z').getTime();
    await api.store.rows(`update case_record set next_deadline_at = ? where case_id = 'A1.1'`, [new Date(at).toISOString()]);
    const standAt = (ms: number) => api.store.rows(`update utility set clock_now_at = ? where utility_id = 'county'`, [new Date(ms).toISOString()]);
    await standAt(at + 14 * 60_000);
    expect((await ofCounty()).figures).toMatchObject({ overdueDeadlines: 0, latestSeconds: 0 });
    await standAt(at + 16 * 60_000);
    expect((await ofCounty()).figures).toMatchObject({ overdueDeadlines: 1, latestSeconds: 16 * 60 });
  });

  it('keeps the worst of an hour, also when it has passed', async () => {
    await recordAttempt(api.store.db, 'county', 'A1.1.n1', 'the printer is out of paper');
    await noteOperations(api.store.db, 'county');
    expect(await ofCounty()).toMatchObject({ figures: { failing: 1 }, obligations: expect.arrayContaining([expect.objectContaining({ failing: 1 })]) });
    await api.store.rows(`update obligation set failure = null`);
    await noteOperations(api.store.db, 'county');
    const { figures, hours } = await ofCounty();
    expect([figures['failing'], hours.at(-1)?.['failing']]).toEqual([0, 1]);
  });

  it('names each feed with how far it speaks, says so when it is silent for too long, and tells one utility nothing of another', async () => {
    await api.store.utility('village', '2027-04-01 09:00', [{ name: 'payment', limitHours: 24 }]);
    expect((await api.get('auditor', '/operations', 'village')).body).toMatchObject({
      feeds: [{ feed: 'payment', throughAt: null, limitHours: 24, isStale: true }],
      hours: [],
      obligations: [],
      figures: { overdueDeadlines: 0, outboxRows: 0 },
    });
  });
});
