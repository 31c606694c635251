import { lookAtMatter } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

const docket = '3:27-bk-30001';

describe('a claim that a person filed (BK-POC)', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('notice-mailed', api.store, ['A1', 'A2', 'A3']);
    await api.store.take(
      api.store.fact(null, '2027-03-20 10:00', 'PetitionFiled', { docket, chapter: '13', accountIds: ['A1', 'A2'], coDebtorAccountIds: ['A3'] }),
      api.store.fact(null, '2027-03-22 11:00', 'PlanConfirmed', { docket: 'unknown', accountIds: ['A1'] }),
    );
    // Of a governmental unit's 180 days, thirty are left.
    await api.store.setClock('2027-08-17 09:00');
    await lookAtMatter(api.store.db, 'county', docket);
  });
  afterAll(() => api?.stop());

  const open = async (): Promise<Record<string, string[]>> => {
    const { body } = await api.get('specialist', `/accounts/A1/dockets/${docket}`);
    const accounts = body['accounts'] as { accountId: string; reviews: { review: string }[] }[];
    return Object.fromEntries(accounts.map(({ accountId, reviews }) => [accountId, reviews.map(({ review }) => review).filter((review) => review.startsWith('claim'))]));
  };
  const file = (body: unknown, { role = 'specialist', place = `A1/dockets/${docket}`, ...more }: { role?: 'specialist' | 'cashier'; place?: string; key?: string; utility?: string } = {}) => api.post(role, `/accounts/${place}/claims`, body, more);

  it('cannot be of a day before the petition or after today, on a docket that nobody knows, or by whoever has nothing to do with it', async () => {
    expect(await open()).toEqual({ A1: ['claim-due'], A2: ['claim-due'], A3: [] });
    expect(await file({ filedOn: '2027-03-19' })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('the petition of docket 3:27-bk-30001 is of 2027-03-20') } });
    expect(await file({ filedOn: '2027-08-18' })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Today is 2027-08-17') } });
    expect(await file({ filedOn: '2027-08-17' }, { place: 'A1/dockets/unknown' })).toMatchObject({ status: 409, body: { detail: expect.stringContaining('look up the day of filing') } });
    expect((await file({ filedOn: '2027-08-17' }, { place: 'A1/dockets/none' })).status).toBe(404);
    expect((await file({ filedOn: '2027-08-17' }, { utility: 'village' })).status).toBe(404);
    expect((await file({ filedOn: '2027-08-17' }, { role: 'cashier' })).status).toBe(403);
    expect((await file({ filedOn: 'yesterday' })).status).toBe(422);
    expect(await open()).toEqual({ A1: ['claim-due'], A2: ['claim-due'], A3: [] });
  });

  it('answers what reminded of it on every account of the debtor, once, and says who told of it', async () => {
    const body = { filedOn: '2027-08-16', claimNumber: '4-1' };
    const filed = await file(body, { key: 'claim-4-1' });
    expect(filed).toMatchObject({ status: 201, body: { docket, filedOn: '2027-08-16', claimNumber: '4-1', accountIds: ['A1', 'A2'] } });
    expect(await file(body, { key: 'claim-4-1' })).toMatchObject({ status: 201, body: filed.body });
    expect(await open()).toEqual({ A1: [], A2: [], A3: [] });
    const told = await api.store.rows<{ account_id: string; by: string }>(`select account_id, body::jsonb #>> '{event,because,0,facts,by}' as by from account_event where type = 'ClaimFiled' order by 1`);
    expect(told).toEqual([{ account_id: 'A1', by: expect.stringMatching(/specialist/) }, { account_id: 'A2', by: expect.stringMatching(/specialist/) }]);
  });

  it("counsel's answer to another review is taken as well, at the very moment at which it was opened", async () => {
    await api.store.take(api.store.fact(null, '2027-08-17 08:00', 'DischargeDenied', { docket, accountIds: ['A2'] }));
    const reviews = async () => ((await api.get('counsel', `/accounts/A2/dockets/${docket}`)).body['accounts'] as { reviews: { review: string }[] }[])[1]?.reviews.map(({ review }) => review);
    expect(await reviews()).toContain('discharge-denied');
    expect((await api.post('counsel', `/accounts/A2/dockets/${docket}/decisions`, { decision: 'answer-review', review: 'discharge-denied', reason: 'read and decided' })).status).toBe(201);
    expect(await reviews()).not.toContain('discharge-denied');
  });

  it('nobody is reminded again, and a claim that is prepared now amends it', async () => {
    await api.store.setClock('2027-09-20 09:00');
    await lookAtMatter(api.store.db, 'county', docket);
    expect(await open()).toEqual({ A1: [], A2: [], A3: [] });
    expect((await api.get('specialist', `/accounts/A1/dockets/${docket}`)).body).toMatchObject({ claim: { amendsClaimFiled: true } });
  });
});
