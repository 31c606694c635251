import { localDate } from '../../../libs/kernel/time.ts';
import { sweep } from '../../../libs/store/index.ts';
import { TestApi } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

describe('what is looked into, a vacant premise, a deposit and whom the customer named', () => {
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('past-due', api.store, ['A1']);
    const { store } = api;
    await store.take(
      store.fact('A1', '2027-03-01 12:00', 'DepositReceived', { depositId: 'DP1', amountCents: 20_000 }),
      store.fact('A1', '2027-03-06 12:00', 'InvestigationOpened', { investigationId: 'IN1', kind: 'leak', askedBy: 'customer', questioned: [{ billId: 'B-A1', amountCents: 5_000 }] }),
      store.fact('A1', '2027-03-06 12:00', 'PremiseVacant', { reportId: 'V1', sinceOn: localDate('2027-03-05'), evidence: 'photo-1' }),
      store.fact('A1', '2027-03-06 12:00', 'ThirdPartyNamed', { thirdPartyId: 'TP1', basis: 'age-65', contact: { name: 'Sun Daughter', mailingAddress: '7 Side St' } }),
    );
  });
  afterAll(() => api?.stop());

  it('stand on the account, and on what the case waits for', async () => {
    const { body } = await api.get('specialist', '/accounts/A1');
    const investigation = { evidence: 'IN1', askedBy: 'customer', rule: 'BILL-INVESTIGATION', sentence: 'Investigation IN1 (leak) looks into $50.00 of bill B-A1.' };
    expect(body).toMatchObject({ pastDueCents: 16_500, vacantSinceOn: '2027-03-05', investigations: [investigation], deposits: [{ depositId: 'DP1', heldCents: 20_000, refundableOn: '2028-03-01' }], buckets: { disputed: 5_000 } });
    expect((await api.get('specialist', '/cases/A1.1/next')).body).toMatchObject({ investigations: [investigation] });
  });

  it('are told on the timeline, the third person by id alone', async () => {
    const { body } = await api.get('specialist', '/accounts/A1/timeline');
    const says = body.items?.map((item) => item['says']);
    for (const told of ['Billing looks into leak IN1.', 'The premise is vacant since 2027-03-05 (photo-1).', 'The customer named TP1 to be told before a shut-off.', 'A deposit of $200.00 was paid (DP1).']) expect(says).toContain(told);
    expect(JSON.stringify(body)).not.toContain('Daughter');
    expect(JSON.stringify(body)).not.toContain('Side St');
  });

  it('the interest of a year and the way back of a deposit are asked of billing, once each', async () => {
    const { store } = api;
    await store.take(store.opening('A2'), store.fact('A2', '2027-03-01 12:00', 'DepositReceived', { depositId: 'DP2', amountCents: 20_000 }));
    for (const on of ['2028-03-01 12:00', '2028-03-02 12:00', '2028-03-03 12:00']) {
      await store.setClock(on);
      await sweep(store.db, 'county', { limit: 100, after: '' });
    }
    const rows = await store.rows<{ value: string }>("select convert_from(value, 'UTF8') as value from outbox where topic = 'billing.requests' order by id");
    const asked = rows.map(({ value }) => (JSON.parse(value) as { data: { accountId: string } }).data).filter(({ accountId }) => accountId === 'A2');
    expect(asked).toEqual([
      { requestId: 'DP2/refund', accountId: 'A2', kind: 'deposit-refund', amountCents: 20_000, idempotencyKey: 'DP2/refund' },
      { requestId: 'DP2/interest/2028-03-01', accountId: 'A2', kind: 'deposit-interest', amountCents: 602, idempotencyKey: 'DP2/interest/2028-03-01' },
    ]);
    expect((await api.get('specialist', '/accounts/A2')).body).toMatchObject({ balanceCents: -602, unacknowledgedCharges: ['DP2/refund', 'DP2/interest/2028-03-01'] });
  });
});
