import { TestApi, type Reply } from '../../../test/support/api.ts';
import { local } from '../../../test/support/story.ts';
import { bringAll } from '../../../test/support/shut-off-ready.ts';

type Told = { readonly cents: number; readonly byAt: string | null; readonly byOn: string | null; readonly tenders: readonly string[] | null; readonly because: readonly { readonly rule: string; readonly sentence: string }[] };

/** Thursday 2027-04-01, 09:00: A1 past due, A2 with a notice, A3 on the list, A4 with a crew, A5 to be off, A6 bankrupt. */
describe('the account on one page, for a call (M37)', () => {
  let api: TestApi;
  const call = (account: string): Promise<Reply> => api.get('specialist', `/accounts/${account}/call`);
  const amounts = async (account: string) => (await call(account)).body['amounts'] as { keepsWaterOn: (Told & { leastCents: number }) | null; restoresWater: (Told & { backOn: string | null }) | null; total: { cents: number; mayBeAskedFor: boolean } };

  beforeAll(async () => {
    api = await TestApi.open();
    await bringAll({ 'past-due': ['A1'], 'notice-mailed': ['A2'], 'shut-off-planned': ['A3', 'A7'], 'shut-off-ordered': ['A4', 'A5', 'A6'] }, api.store);
    const { store } = api;
    await store.take(store.opening('Z1'));
    await store.take(store.fact('A4', '2027-04-01 08:30', 'WorkOrderDispatched', { workOrderId: 'A4.1.w2', crewId: 'crew-7' }));
    const { body } = await api.post('field', '/work-orders/A5.1.w2/clearance', { meterSerial: 'M-A5' });
    await store.take(store.fact('A5', '2027-04-01 08:59', 'WorkOrderCompleted', { workOrderId: 'A5.1.w2', result: 'off', crewId: 'crew-7', meterSerial: 'M-A5', clearanceId: String(body['clearanceId']) }));
    await store.take(store.fact(null, '2027-04-01 08:00', 'PetitionFiled', { docket: '27-6', chapter: '13', accountIds: ['A6'] }));
  });
  afterAll(() => api?.stop());

  it('first tells what keeps the water on, the least that does, and the total, each with its rule', async () => {
    const { keepsWaterOn, restoresWater, total } = await amounts('A1');
    // Nothing is shut off for less than $80.00.
    expect(keepsWaterOn).toMatchObject({ cents: 22_000, leastCents: 14_001, byAt: null, byOn: null, tenders: null, because: [{ rule: 'OH-RULES', sentence: '$220.00 is past due; when it is paid, nothing is shut off.' }] });
    expect(restoresWater).toMatchObject({ cents: 26_500, backOn: null, because: [{ rule: 'OP-RECONNECT', sentence: '$265.00: $220.00 past due and $45.00 for the reconnection.' }, { rule: 'OH-MC-FEES' }] });
    expect(total).toEqual({ cents: 22_000, mayBeAskedFor: true });
  });

  it('says by when: the day of the notice, before the crew is sent, at once', async () => {
    expect((await amounts('A2')).keepsWaterOn).toMatchObject({ byAt: null, byOn: expect.stringMatching(/^2027-0[34]-\d\d$/) });
    expect((await call('A3')).body['next']).toMatchObject({ step: 'shut-off', shutOffOn: expect.any(String) });
    expect((await amounts('A4')).keepsWaterOn).toMatchObject({ byAt: local('2027-04-01 09:00') });
  });

  it('says in plain words where it stands', async () => {
    const words = async (account: string) => ((await call(account)).body['state'] as { words: string }).words;
    expect(await words('Z1')).toBe('In good standing.');
    expect(await words('A1')).toBe('Past due; no notice was sent yet.');
    expect(await words('A2')).toBe('A disconnect notice was sent on 2027-03-22.');
    expect(await words('A3')).toMatch(/^On (today's list|tomorrow's list|the list of 2027-04-\d\d)\.$/);
    expect(await words('A4')).toBe('The crew is on its way, or at the door.');
    expect(await words('A5')).toBe('The water is off.');
  });

  it('for water that is off tells what turns it on, with which tender, and on which day', async () => {
    const { keepsWaterOn, restoresWater } = await amounts('A5');
    expect(keepsWaterOn).toBeNull();
    // The fee is on the account already, and is past due like the rest; paid before 16:00 the crew comes the same day.
    expect(restoresWater).toMatchObject({ cents: 26_500, backOn: '2027-04-01', byAt: local('2027-04-01 16:00'), tenders: null });
    expect((await api.get('specialist', '/accounts/A5')).body).toMatchObject({ pastDueCents: 26_500 });
  });

  it('what it tells is true: less does not keep the water on, and the least does', async () => {
    const { leastCents } = (await amounts('A7')).keepsWaterOn ?? { leastCents: 0 };
    const pay = (paymentId: string, amountCents: number) => api.store.take(api.store.fact('A7', '2027-04-01 08:50', 'PaymentReceived', { paymentId, amountCents, tender: 'cash', channel: 'counter' }));
    const isAllowed = async () => ((await api.get('specialist', '/cases/A7.1/next')).body['step'] as { guards: { guard: string; holds: boolean }[] } | null)?.guards.find(({ guard }) => guard === 'past-due-at-least')?.holds ?? false;
    await pay('P-1', leastCents - 1);
    expect(await isAllowed()).toBe(true);
    await pay('P-2', 1);
    expect(await isAllowed()).toBe(false);
    expect((await amounts('A7')).keepsWaterOn).toMatchObject({ cents: 7_999, leastCents: 0 });
  });

  it('offers the longest plan that a specialist may agree to, and the API then agrees to it', async () => {
    const { offers } = (await call('A1')).body as { offers: { arrangement: { offer: { instalments: { dueOn: string; amountCents: number }[]; downPaymentCents: number; kind: string } }; extension: { untilOn: string } } };
    expect(offers.arrangement.offer).toMatchObject({ kind: 'equal-instalments', downPaymentCents: 5_500, instalments: [{ dueOn: '2027-05-01' }, { dueOn: '2027-06-01' }, { dueOn: '2027-07-01' }], because: { rule: 'AUTHORITY' } });
    expect(offers.extension.untilOn).toBe('2027-05-01');
    expect((await api.post('specialist', '/accounts/A1/extensions', { untilOn: '2027-05-02', reason: 'one day more' })).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
    const agreed = await api.post('specialist', '/accounts/A1/arrangements', { instalments: offers.arrangement.offer.instalments.length, firstDueOn: offers.arrangement.offer.instalments[0]?.dueOn });
    expect(agreed.body).toMatchObject({ downPaymentCents: 5_500, instalments: offers.arrangement.offer.instalments });
    expect((await call('A1')).body['offers']).toMatchObject({ arrangement: { offer: null, refusal: { rule: 'AUTHORITY' } } });
  });

  it('under a stay names nothing to be paid, offers nothing, and says what may not be said', async () => {
    const { body } = await call('A6');
    expect(body).toMatchObject({
      amounts: { keepsWaterOn: null, restoresWater: null, total: { cents: 22_000, mayBeAskedFor: false } },
      offers: null,
      script: null,
      mayNotSay: [{ rule: 'BK-STAY', sentence: expect.stringContaining('Do not ask for payment') }],
      state: { words: expect.stringContaining('Nothing goes on while a hold stands.') },
    });
  });

  it('has the words to say, in the language of the household beside the first', async () => {
    const { store } = api;
    await store.take(store.fact('A2', '2027-04-01 08:00', 'AccountChanged', { language: 'es', interpreter: 'es', largePrint: true, doNotCall: true, atTheDoor: ['dog'] }));
    const { body } = await call('A2');
    expect(body).toMatchObject({ language: 'es', interpreter: 'es', largePrint: true, flags: ['do-not-call', 'dog'] });
    expect((body['script'] as { language: string; wording: string }[]).map(({ language, wording }) => `${language} ${wording}`)).toEqual(['en original', 'es translation-not-certified']);
    expect(JSON.stringify(body['script'])).toContain('$220.00');
  });

  it('says who may be told what', async () => {
    const { store } = api;
    const contact = { name: 'Helpful Niece', mailingAddress: '9 Oak St' };
    await store.take(store.fact('A2', '2027-04-01 08:10', 'ThirdPartyNamed', { thirdPartyId: 'T1', basis: 'age-65', contact }), store.fact('A2', '2027-04-01 08:10', 'ThirdPartyNamed', { thirdPartyId: 'T2', basis: 'age-65', contact: { ...contact, name: 'Former Friend' } }));
    await store.take(store.fact('A2', '2027-04-01 08:20', 'ThirdPartyWithdrawn', { thirdPartyId: 'T2' }));
    expect((await call('A2')).body['people']).toMatchObject([
      { role: 'customer', name: 'Given Name' },
      { role: 'third-party', id: 'T1', name: 'Helpful Niece', mayBeTold: { sentence: expect.stringContaining('owes nothing') } },
    ]);
  });

  it('after a returned payment names the only tenders that count', async () => {
    const { store } = api;
    await store.take(store.fact('A5', '2027-04-01 09:00', 'PaymentReceived', { paymentId: 'P-5', amountCents: 26_500, tender: 'check', channel: 'counter' }));
    await store.take(store.fact('A5', '2027-04-01 09:00', 'PaymentReturned', { paymentId: 'P-5', reason: 'R01' }));
    expect((await amounts('A5')).restoresWater).toMatchObject({ tenders: ['cash', 'money-order', 'card', 'certified-check'], because: expect.arrayContaining([expect.objectContaining({ rule: 'OP-NSF' })]) });
  });

  it('knows no account that is not there', async () => {
    expect((await call('nobody')).status).toBe(404);
  });
});
