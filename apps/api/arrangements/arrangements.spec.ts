import { createUtility } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';
import { local } from '../../../test/support/story.ts';

const zone = 'America/Los_Angeles';
const utility = 'district';

describe('plans of every kind, what breaking one would bring, and what else a household is entitled to, over HTTP', () => {
  let api: TestApi;
  const plan = (account: string, body: Record<string, unknown>, role: 'specialist' | 'supervisor' = 'specialist') => api.post(role, `/accounts/${account}/arrangements`, body, { utility });
  const get = (path: string, of = utility) => api.get('specialist', path, of);

  beforeAll(async () => {
    api = await TestApi.open();
    const { store } = api;
    await store.db.shared((em) => createUtility(em, { utilityId: utility, pack: 'CA-998@2', clock: { mode: 'stepped', startAt: local('2027-03-08 09:00', zone) }, feeds: [] }));
    const accounts = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7'];
    await store.take(...accounts.flatMap((account) => [store.opening(account, utility), store.bill(account, `B-${account}`, '2027-01-04', '2027-01-25', 12_000, utility)]));
    await store.setClock('2027-03-08 09:00');
    await store.take(store.opening('A1'), store.bill('A1', 'B-A1', '2027-01-04', '2027-01-25', 12_000));
  });
  afterAll(() => api?.stop());

  it('an amortization of twelve months is agreed by a specialist; one day more than a year needs a supervisor (CA-998-PLANS)', async () => {
    expect((await plan('D1', { kind: 'amortization', instalments: 13, firstDueOn: '2027-03-08' })).body).toMatchObject({ status: 409, rule: 'CA-998-PLANS', detail: '13 instalments; more than 12 need a supervisor.' });
    expect((await plan('D1', { kind: 'amortization', instalments: 12, firstDueOn: '2027-04-09' })).body).toMatchObject({ status: 409, rule: 'CA-998-PLANS', detail: expect.stringContaining('more than 12 months') });
    expect(await plan('D1', { kind: 'amortization', instalments: 12, firstDueOn: '2027-04-08' })).toMatchObject({ status: 201, body: { kind: 'amortization', totalCents: 12_000, downPaymentCents: 0, reducedByCents: null } });
    const line = (await get('/accounts/D1/timeline')).body.items?.find(({ type }) => type === 'ArrangementAgreed');
    expect(line).toMatchObject({ says: 'local-specialist agreed to an amortization in 12 instalments.', data: { kind: 'amortization' } });
  });

  it('an alternative schedule has its own days and amounts, which add up', async () => {
    const days = [{ dueOn: '2027-04-01', amountCents: 2_000 }, { dueOn: '2027-06-01', amountCents: 10_000 }];
    expect((await plan('D2', { kind: 'alternative-schedule', schedule: [days[0]] })).status).toBe(422);
    expect((await plan('D2', { kind: 'alternative-schedule', schedule: [...days].reverse() })).status).toBe(422);
    expect((await plan('D2', { kind: 'deferral', schedule: days })).status).toBe(422);
    expect((await get('/accounts/D2/arrangements/preview?kind=alternative-schedule&schedule=2027-04-01:2000,2027-06-01:10000')).body).toMatchObject({ instalments: days, needsSupervisor: null });
    expect(await plan('D2', { kind: 'alternative-schedule', schedule: days })).toMatchObject({ status: 201, body: { instalments: days } });
  });

  it('a reduced balance needs a supervisor, and says by how much', async () => {
    const wish = { kind: 'reduction', reducedByCents: 3_000, instalments: 3, firstDueOn: '2027-04-08' };
    expect((await plan('D3', { kind: 'reduction', instalments: 3, firstDueOn: '2027-04-08' })).status).toBe(422);
    expect((await plan('D3', wish)).body).toMatchObject({ status: 409, rule: 'CA-998-PLANS', detail: 'A plan of the kind "reduction" needs a supervisor.' });
    expect(await plan('D3', wish, 'supervisor')).toMatchObject({ status: 201, body: { totalCents: 9_000, reducedByCents: 3_000, instalments: [{ amountCents: 3_000 }, { amountCents: 3_000 }, { amountCents: 3_000 }] } });
  });

  it('a deferral is one part within six months', async () => {
    expect((await plan('D4', { kind: 'deferral', firstDueOn: '2027-09-09' })).body).toMatchObject({ status: 409, detail: expect.stringContaining('more than 6 months') });
    expect(await plan('D4', { kind: 'deferral', firstDueOn: '2027-09-08' })).toMatchObject({ status: 201, body: { instalments: [{ dueOn: '2027-09-08', amountCents: 12_000 }] } });
  });

  it("a kind that the pack does not offer needs a supervisor: Ohio's offers equal instalments alone", async () => {
    expect((await api.post('specialist', '/accounts/A1/arrangements', { kind: 'deferral', firstDueOn: '2027-04-08', downPaymentCents: 0 })).body).toMatchObject({ status: 409, detail: expect.stringContaining('not among those that are offered') });
  });

  it('what breaking a plan would bring is told before it is signed, and of each instalment afterwards', async () => {
    const { body } = await get('/accounts/D5/arrangements/preview?kind=amortization&instalments=2&firstDueOn=2027-04-08');
    expect(body).toMatchObject({ ifMissed: { missedOn: '2027-04-08', cureThroughOn: '2027-04-15', guards: expect.arrayContaining(['No hold of any kind stands on the account.']) } });
    const told = body['ifMissed'] as { shutOffOn: string; letterOn: string; postingOn: string };
    // Sixty days of default, a posting, and five business days after it (CA-998-BREACH).
    expect([told.letterOn < told.postingOn, told.postingOn >= '2027-06-08', told.shutOffOn > told.postingOn]).toEqual([true, true, true]);
    const agreed = await plan('D5', { kind: 'amortization', instalments: 2, firstDueOn: '2027-04-08' });
    const breach = (instalment: number) => get(`/accounts/D5/arrangements/${String(agreed.body['arrangementId'])}/breach?instalment=${instalment}`);
    expect((await breach(2)).body).toMatchObject({ instalment: 2, ifMissed: { missedOn: '2027-05-08' } });
    expect((await breach(3)).status).toBe(404);
  });

  it('a review that was asked for in time is earned, a late one is not, and both hold (CA-REVIEW)', async () => {
    const bill = { billId: 'B-D6-2', billedOn: '2027-03-03', dueOn: '2027-03-24', lines: [{ service: 'water', amountCents: 5_000 }] } as never;
    const ask = (reviewId: string, billId: string) => api.store.fact('D6', '2027-03-08 08:00', 'ReviewRequested', { reviewId, lodgedBy: 'adult-resident', about: { billId } }, reviewId, utility);
    await api.store.take(api.store.fact('D6', '2027-03-03 08:00', 'BillIssued', bill, 'second', utility), ask('R1', 'B-D6-2'), ask('R2', 'B-D6'));
    expect((await get('/accounts/D6/reviews')).body).toMatchObject({ rule: 'CA-REVIEW', items: [{ reviewId: 'R1', isEarned: true, holdsUntilAt: null }, { reviewId: 'R2', isEarned: false, holdsUntilAt: null }] });
  });

  it('interest is waived for a household whose income is shown to be low, once in twelve months (CA-998-FEE)', async () => {
    const waiver = async () => (await get('/accounts/D7/interest-waiver')).body;
    expect(await waiver()).toMatchObject({ isAvailable: false, rule: 'CA-998-FEE', sentence: 'Nothing shows that the income of the household is low.' });
    await api.store.take(api.store.fact('D7', '2027-03-08 08:00', 'InabilityToPayShown', { inabilityId: 'I1', basis: { programme: 'WIC' }, evidence: 'card-1', validThroughOn: '2027-12-31' as never }, 'i1', utility));
    expect(await waiver()).toMatchObject({ isAvailable: true });
    await api.store.take(api.store.fact('D7', '2027-03-08 08:30', 'InterestWaived', { waiverId: 'W1', amountCents: 300 }, 'w1', utility));
    expect(await waiver()).toMatchObject({ isAvailable: false, sentence: 'Interest was waived 2027-03-08; it may be waived again from 2028-03-08.' });
  });

  it('what may be certified is told per service with its rules; without the notice to the owner nothing is (OH-CERT-NOTICE)', async () => {
    const certifiable = async (query = '') => (await get(`/accounts/A1/certifiable${query}`, 'county')).body;
    expect(await certifiable()).toMatchObject({ certifiedCents: 0, services: [{ service: 'water', principalCents: 12_000, isCertified: false }] });
    expect(JSON.stringify(await certifiable())).toContain('OH-CERT-WHO');
    await api.store.take(api.store.fact('A1', '2027-03-08 08:00', 'AccountChanged', { contract: 'owner-occupant' }));
    expect(await certifiable('?ownerNoticeMailedOn=2027-02-01')).toMatchObject({ certifiedCents: 13_200, excludedCents: 0, services: [{ isCertified: true, reasons: [] }] });
    expect(await certifiable('?ownerNoticeMailedOn=2027-03-01')).toMatchObject({ certifiedCents: 0, services: [{ reasons: ['notice-missing'] }] });
  });

  it("another utility's account is none of ours", async () => {
    for (const path of ['/accounts/D1/reviews', '/accounts/D1/interest-waiver', '/accounts/D1/certifiable', '/accounts/D1/arrangements/a/breach']) expect((await get(path, 'county')).status).toBe(404);
  });
});
