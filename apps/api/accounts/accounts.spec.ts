import { chainHash } from '../../../libs/kernel/chain.ts';
import { TestApi, type Reply, type Role } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

describe('an account, its arrangements and holds', () => {
  let api: TestApi;
  const firstDueOn = '2027-05-03';

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('past-due', api.store, ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7']);
    await api.store.take(api.store.opening('Z1'));
  });
  afterAll(() => api?.stop());

  it('shows balance, buckets that add up to it, bills, and who lives there', async () => {
    const { body } = await api.get('cashier', '/accounts/A1');
    expect(body).toMatchObject({
      balanceCents: 22_000,
      pastDueCents: 22_000,
      oldestDueOn: '2027-03-05',
      openCaseId: 'A1.1',
      customer: { name: 'Given Name', mailingAddress: '1 Elm St' },
      bills: [{ billId: 'B-A1', openCents: 22_000, penalty: 'assessed' }],
      unacknowledgedCharges: ['B-A1/penalty/1'],
    });
    expect(Object.values(body['buckets'] as Record<string, number>).reduce((sum, cents) => sum + cents)).toBe(22_000);
  });

  it('previews an arrangement without agreeing to it', async () => {
    const { body } = await api.get('specialist', `/accounts/A1/arrangements/preview?instalments=3&firstDueOn=${firstDueOn}`);
    expect(body).toEqual({
      kind: 'equal-instalments',
      totalCents: 22_000,
      reducedByCents: null,
      downPaymentCents: 5_500,
      instalments: [
        { dueOn: '2027-05-03', payableThroughOn: '2027-05-03', amountCents: 5_500 },
        { dueOn: '2027-06-03', payableThroughOn: '2027-06-03', amountCents: 5_500 },
        { dueOn: '2027-07-03', payableThroughOn: '2027-07-06', amountCents: 5_500 },
      ],
      cureBusinessDays: 5,
      needsSupervisor: null,
      ifMissed: expect.objectContaining({ missedOn: '2027-05-03', cureThroughOn: '2027-05-10' }),
    });
    expect(await api.store.types('A1')).not.toContain('ArrangementAgreed');
  });

  it('lets a specialist agree within the limits: collection is held from this commit on', async () => {
    const agreed = await api.post('specialist', '/accounts/A1/arrangements', { instalments: 3, firstDueOn });
    expect(agreed.status).toBe(201);
    const { body } = await api.get('specialist', '/accounts/A1');
    expect(body).toMatchObject({ arrangements: [{ arrangementId: agreed.body['arrangementId'], status: 'kept' }], holds: [{ kind: 'arrangement', rule: 'GEN-HOLDS' }], buckets: { arranged: 22_000 } });
    expect(await api.store.caseTypes('A1.1')).toEqual(['CaseOpened', 'CollectionHeld']);
    const line = (await api.get('auditor', '/accounts/A1/timeline')).body.items?.find((item) => item['type'] === 'ArrangementAgreed');
    expect(line).toMatchObject({ says: 'local-specialist agreed to 3 instalments.', data: { agreedBy: 'local-specialist' } });
  });

  it('refuses a second one beside it', async () => {
    expect((await api.post('supervisor', '/accounts/A1/arrangements', { instalments: 2, firstDueOn })).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
  });

  it('refuses a specialist four instalments or too little down, and lets a supervisor approve them', async () => {
    const wish = { instalments: 4, firstDueOn };
    expect((await api.get('specialist', `/accounts/A2/arrangements/preview?instalments=4&firstDueOn=${firstDueOn}`)).body['needsSupervisor']).toMatchObject({ rule: 'AUTHORITY' });
    expect((await api.post('specialist', '/accounts/A2/arrangements', wish)).body).toMatchObject({ status: 409, rule: 'AUTHORITY', detail: '4 instalments; more than 3 need a supervisor.' });
    expect((await api.post('specialist', '/accounts/A2/arrangements', { instalments: 3, firstDueOn, downPaymentCents: 5_499 })).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
    expect((await api.post('supervisor', '/accounts/A2/arrangements', wish)).status).toBe(201);
    expect((await api.get('auditor', '/accounts/A2/timeline')).body.items?.find((item) => item['type'] === 'ArrangementAgreed')).toMatchObject({ data: { approvedBy: 'local-supervisor' } });
  });

  it('does not bargain about a debt under a stay', async () => {
    await api.store.take(api.store.fact(null, '2027-03-08 06:00', 'PetitionFiled', { docket: '27-3', chapter: '13', accountIds: ['A3'] }));
    expect((await api.post('supervisor', '/accounts/A3/arrangements', { instalments: 3, firstDueOn })).body).toMatchObject({ status: 409, rule: 'BK-STAY', citation: '11 U.S.C. 362(a)' });
  });

  it.each([
    ['a first day that is past', { instalments: 3, firstDueOn: '2027-01-01' }],
    ['nothing left for the instalments', { instalments: 3, firstDueOn, totalCents: 5_000, downPaymentCents: 4_999 }],
    ['days beyond the calendar', { instalments: 3, firstDueOn: '2999-01-01' }],
  ])('finds fault with %s', async (_what, wish) => {
    expect((await api.post('supervisor', '/accounts/A4/arrangements', wish)).status).toBe(422);
  });

  it('refuses an arrangement of nothing', async () => {
    expect((await api.post('specialist', '/accounts/Z1/arrangements', { instalments: 3, firstDueOn })).body).toMatchObject({ status: 409, rule: 'CASE-PATH' });
  });

  const release = (role: Role, account: string | null | undefined, placed: Reply) => api.post(role, `/accounts/${account}/holds/${String(placed.body['holdId'])}/release`, { reason: 'answered' });

  it('shows what people wrote about a household to those alone who see the customer', async () => {
    const wrote = 'spoke with Given Name';
    await api.post('specialist', '/accounts/A6/holds', { reason: wrote });
    await api.store.take(api.store.fact('A6', '2027-03-08 06:00', 'ContactLogged', { contactId: 'C1', channel: 'phone', outcome: wrote }));
    const read = async (role: Role) => JSON.stringify((await api.get(role, '/accounts/A6/timeline?limit=200')).body);
    expect((await read('specialist')).split(wrote).length).toBeGreaterThan(3);
    expect(await read('auditor')).toContain('ContactLogged');
    expect(await read('auditor')).not.toContain(wrote);
    const why = async (role: Role) => JSON.stringify((await api.get(role, `/events/${encodeURIComponent('/test#contact')}/why`)).body);
    await api.store.take(api.store.fact('A6', '2027-03-08 06:00', 'ContactLogged', { contactId: 'C2', channel: 'phone', outcome: wrote }, 'contact'));
    expect([await why('counsel'), await why('auditor')].map((text) => text.includes(wrote))).toEqual([true, false]);
  });

  it('holds and frees an account, with a case and without one', async () => {
    for (const [account, caseId] of [['A5', 'A5.1'], ['Z1', null]]) {
      const placed = await api.post('counsel', `/accounts/${account}/holds`, { reason: 'a letter of the attorney', untilOn: '2027-06-01' });
      expect(placed).toMatchObject({ status: 201, body: { caseId } });
      expect((await api.get('specialist', `/accounts/${account}`)).body['holds']).toMatchObject([{ kind: 'manual', evidence: placed.body['holdId'], sentence: `A hold was placed: ${String(placed.body['holdId'])}, through 2027-06-01.` }]);
      expect((await release('supervisor', account, placed)).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
      const released = await release('counsel', account, placed);
      expect(released.status).toBe(200);
      expect((await api.get('specialist', `/accounts/${account}`)).body['holds']).toEqual([]);
    }
    expect(await api.store.caseTypes('A5.1')).toEqual(['CaseOpened', 'CollectionHeld', 'CollectionResumed']);
  });

  it('lets a supervisor answer an arrangement beyond the limits, which holds and is on the stuck list until then', async () => {
    const instalments = Array.from({ length: 20 }, (_, month) => ({ dueOn: `${2028 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-03` as never, amountCents: 1_000 }));
    const terms = (arrangementId: string) => ({ arrangementId, downPaymentCents: 2_000, instalments, agreedBy: 'portal' });
    await api.store.take(...['AR-1', 'AR-2'].map((id) => api.store.fact('A7', '2027-03-08 06:00', 'ArrangementAgreed', terms(id))));
    const waiting = async () => ((await api.get('supervisor', '/stuck?limit=200')).body.items ?? []).filter((item) => item['kind'] === 'arrangement-waiting');
    expect(await waiting()).toMatchObject([
      { subject: 'AR-1', accountId: 'A7', mend: { method: 'POST', path: '/accounts/A7/arrangements/AR-1/approval' } },
      { subject: 'AR-2', accountId: 'A7' },
    ]);
    const answer = (role: Role, id: string, word: string) => api.post(role, `/accounts/A7/arrangements/${id}/${word}`, { reason: 'agreed by telephone' });
    expect((await answer('specialist', 'AR-1', 'approval')).status).toBe(403);
    expect((await answer('supervisor', 'AR-1', 'approval')).status).toBe(200);
    expect((await answer('supervisor', 'AR-2', 'refusal')).status).toBe(200);
    expect((await answer('supervisor', 'AR-2', 'approval')).body).toMatchObject({ status: 409, detail: 'No arrangement AR-2 waits for a supervisor.' });
    expect(await waiting()).toEqual([]);
    const { body } = await api.get('specialist', '/accounts/A7');
    expect(body).toMatchObject({ arrangements: [{ arrangementId: 'AR-1', status: 'kept' }], holds: [{ kind: 'arrangement', evidence: 'AR-1' }] });
  });

  it('does not free an account from what a court began, nor from a hold that does not stand', async () => {
    expect((await api.post('supervisor', '/accounts/A3/holds/27-3/release', { reason: 'impatient' })).body).toMatchObject({ status: 409, rule: 'BK-STAY' });
    expect((await api.post('supervisor', '/accounts/A4/holds/h-none/release', { reason: 'mistaken' })).body).toMatchObject({ status: 409, rule: 'GEN-HOLDS' });
    expect((await api.post('supervisor', '/accounts/A4/holds', { reason: 'too late', untilOn: '2027-01-01' })).body).toMatchObject({ status: 422, faults: [{ path: 'body.untilOn' }] });
  });

  it('chains what people put on an account like everything else', async () => {
    const rows = await api.store.rows<{ body: string; hash: string }>(`select body, hash from account_event where account_id = 'A5' order by version`);
    rows.reduce((previous, row) => {
      expect(chainHash(previous, row.body)).toBe(row.hash);
      return row.hash;
    }, '0'.repeat(64));
    const types = (await api.get('auditor', '/accounts/A5/timeline')).body.items?.map((line) => line['type']);
    expect(types?.slice(-4)).toEqual(['HoldPlaced', 'CollectionHeld', 'HoldReleased', 'CollectionResumed']);
  });

  it('explains an event that several accounts have once the account is named', async () => {
    await api.store.take(api.store.fact(null, '2027-03-08 06:00', 'PetitionFiled', { docket: '27-4', chapter: '7', accountIds: ['A4', 'A6'] }, 'petition-4'));
    const path = `/events/${encodeURIComponent('/test#petition-4')}/why`;
    expect((await api.get('counsel', path)).body).toMatchObject({ status: 422, faults: [{ path: 'query.accountId', message: 'name one of A4, A6' }] });
    expect((await api.get('counsel', `${path}?accountId=A6`)).body).toMatchObject({ streamId: 'A6', says: 'A chapter 7 petition was filed on docket 27-4.', because: [], inputs: null });
    expect((await api.get('counsel', '/events/A1.1%2399/why')).status).toBe(404);
  });
});
