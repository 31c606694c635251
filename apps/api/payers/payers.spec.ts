import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

const accounts = ['A1', 'A2', 'A3'];
const firstDueOn = '2027-04-05';

describe('one plan over several accounts of a payer, over HTTP', () => {
  let api: TestApi;
  const plan = (body: Record<string, unknown> = {}, role: 'specialist' | 'supervisor' = 'specialist') => api.post(role, '/payers/PY-1/plans', { accounts, instalments: 3, firstDueOn, ...body });

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('past-due', api.store, ['A1', 'A2', 'A3', 'A4']);
  });
  afterAll(() => api?.stop());

  it('is refused while nobody has said who pays, and for an account that is not there', async () => {
    expect((await plan()).body).toMatchObject({ status: 409, rule: 'CASE-PATH', detail: 'Nobody said that payer PY-1 pays for account A1.' });
    expect((await plan({ accounts: ['A1', 'A77'] })).status).toBe(404);
    await api.store.take(api.store.fact('A1', '2027-03-08 09:00', 'PayerNamed', { payerId: 'PY-1', accounts }));
    expect((await plan({ accounts: [...accounts, 'A4'] })).body).toMatchObject({ status: 409, detail: 'Nobody said that payer PY-1 pays for account A4.' });
  });

  it("beyond one account's limits a specialist is refused for all of them, and the account is named", async () => {
    expect((await plan({ instalments: 4 })).body).toMatchObject({ status: 409, rule: 'AUTHORITY', detail: 'Account A1: 4 instalments; more than 3 need a supervisor.' });
    expect((await plan({ firstDueOn: '2027-03-01' })).status).toBe(422);
    expect((await api.get('specialist', '/accounts/A1')).body['arrangements']).toEqual([]);
  });

  it('agreed, each account has its own arrangement with its share, and its case is held', async () => {
    const { status, body } = await plan();
    expect([status, body]).toMatchObject([201, { totalCents: 66_000, downPaymentCents: 16_500, instalments: [{ amountCents: 16_500 }, { amountCents: 16_500 }, { amountCents: 16_500 }] }]);
    const shares = body['shares'] as { accountId: string; caseId: string; totalCents: number; downPaymentCents: number }[];
    expect(shares).toMatchObject(accounts.map((accountId) => ({ accountId, caseId: `${accountId}.1`, totalCents: 22_000, downPaymentCents: 5_500 })));
    for (const account of accounts) expect((await api.get('specialist', `/accounts/${account}`)).body).toMatchObject({ arrangements: [{ status: 'kept' }], holds: [{ kind: 'arrangement' }] });
    const pay = { paymentId: 'P1', planId: String(body['planId']), amountCents: 16_501, tender: 'check', channel: 'lockbox', accounts } as const;
    await api.store.take(api.store.fact('A2', '2027-03-08 10:00', 'PlanPaymentReceived', { ...pay, accounts: [...accounts] }));
    const balances = await Promise.all(accounts.map(async (account) => (await api.get('specialist', `/accounts/${account}`)).body['balanceCents']));
    expect(balances).toEqual([16_499, 16_500, 16_500]);
  });

  it('a second plan beside it is refused by the account that has one', async () => {
    expect((await plan({ accounts: ['A2'] }, 'supervisor')).body).toMatchObject({ status: 409, rule: 'AUTHORITY', detail: expect.stringContaining('Account A2: Arrangement pl-') });
  });

  it('a message that is keyed by an account it does not name is a dead letter, and holds whom it names', async () => {
    await api.store.take(api.store.fact('A4', '2027-03-08 10:00', 'PayerNamed', { payerId: 'PY-2', accounts: ['A1'] }));
    expect((await api.get('specialist', '/dead-letters')).body.items).toHaveLength(1);
    expect((await api.get('specialist', '/accounts/A1')).body['parkedMessages']).toHaveLength(1);
  });
});
