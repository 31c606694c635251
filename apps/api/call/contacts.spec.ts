import { TestApi, type Reply, type Role } from '../../../test/support/api.ts';
import { bringTo } from '../../../test/support/shut-off-ready.ts';

const known = { channel: 'phone', caller: 'customer', callerName: 'Given Name', identifiedBy: ['account-number', 'last-payment'], covered: ['policy-offer'], said: 'cannot pay all of it now' };

/** Monday 2027-03-08, 10:00: each account is past due with $220.00. */
describe('what comes of a call, in one commit (M37)', () => {
  let api: TestApi;
  const record = (account: string, result: object, more: object = {}, role: Role = 'specialist', key?: string): Promise<Reply> => api.post(role, `/accounts/${account}/contacts`, { ...known, ...more, result }, key === undefined ? {} : { key });
  const last = async (account: string, count: number) => (await api.store.types(account)).slice(-count);
  const texts = ({ body }: Reply) => (body['confirmations'] as { language: string; text: string }[]).map(({ language, text }) => `${language}: ${text}`);

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('past-due', api.store, ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10', 'A11', 'A12']);
  });
  afterAll(() => api?.stop());

  it('more time: the contact and the extension, and the words for the caller', async () => {
    const reply = await record('A1', { kind: 'extension', untilOn: '2027-03-26' });
    expect(reply).toMatchObject({ status: 201, body: { accountId: 'A1', caseId: 'A1.1', kind: 'extension', reference: expect.stringMatching(/^e-/) } });
    expect(texts(reply)).toEqual([expect.stringMatching(/^en: We have given you more time: nothing is shut off for this bill through March 26, 2027\. Account A1, reference e-/)]);
    expect(await last('A1', 2)).toEqual(['ContactLogged', 'ExtensionGranted']);
    expect((await api.get('specialist', '/accounts/A1/call')).body['holds']).toMatchObject([{ kind: 'extension' }]);
  });

  it('keeps who called, by what that was clear, and who took it; the name is not told to who needs no names', async () => {
    const line = (role: Role) => api.get(role, '/accounts/A1/timeline').then(({ body }) => body.items?.find((item) => item['type'] === 'ContactLogged'));
    expect(await line('specialist')).toMatchObject({ data: { caller: 'customer', identifiedBy: ['account-number', 'last-payment'], takenBy: 'local-specialist', covered: ['policy-offer'], spokeWith: 'customer' } });
    expect(JSON.stringify(await line('auditor'))).not.toMatch(/Given Name|cannot pay all of it/);
    const [stored] = await api.store.rows<{ body: string }>(`select body from account_event where account_id = 'A1' and type = 'ContactLogged'`);
    expect(stored?.body).toContain('Given Name');
    expect(JSON.stringify(await api.store.rows(`select convert_from(value, 'UTF8') as value, convert_from(key, 'UTF8') as key, headers from outbox`))).not.toContain('Given Name');
  });

  it('nor is what was said told to who needs no names, where what came of it quotes it', async () => {
    const granted = (role: Role) => api.get(role, '/accounts/A1/timeline').then(({ body }) => JSON.stringify(body.items?.find((item) => item['type'] === 'ExtensionGranted')));
    expect(await granted('specialist')).toContain('local-specialist: cannot pay all of it now');
    expect(await granted('auditor')).toContain('local-specialist: …');
    expect(await granted('auditor')).not.toContain('cannot pay all of it');
  });

  it('beyond the limits of the role nothing is recorded, not even the contact', async () => {
    const before = await api.store.types('A2');
    expect((await record('A2', { kind: 'extension', untilOn: '2027-04-08' })).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
    expect(await api.store.types('A2')).toEqual(before);
    expect((await record('A2', { kind: 'extension', untilOn: '2027-04-08' }, {}, 'supervisor')).status).toBe(201);
  });

  it('a plan is agreed to by the same limits as elsewhere, and told with its days', async () => {
    const reply = await record('A3', { kind: 'arrangement', wish: { instalments: 3, firstDueOn: '2027-04-08' } });
    expect(texts(reply)[0]).toContain('You agreed to pay $55.00 now, and then: April 8, 2027: $55.00; May 8, 2027: $55.00; June 8, 2027: $55.00.');
    // Of one moment, and so in the order of their ids.
    expect(await last('A3', 2)).toEqual(['ArrangementAgreed', 'ContactLogged']);
    expect((await record('A4', { kind: 'arrangement', wish: { instalments: 4, firstDueOn: '2027-04-08' } })).body).toMatchObject({ status: 409, rule: 'AUTHORITY' });
  });

  it('a payment that is reported is waited for, and found by its confirmation', async () => {
    const reply = await record('A4', { kind: 'reported-payment', channel: 'online', confirmation: 'WEB-991', amountCents: 22_000 });
    expect(texts(reply)[0]).toContain('$220.00 was paid, confirmation WEB-991');
    expect((await api.get('specialist', '/accounts/A4/call')).body['holds']).toMatchObject([{ kind: 'reported-payment' }]);
    expect((await api.post('specialist', '/search', { q: 'web-991' })).body.items).toMatchObject([{ accountId: 'A4', by: ['confirmation'] }]);
  });

  it('a promise is a reminder and holds nothing', async () => {
    expect((await record('A5', { kind: 'promise', amountCents: 5_000, on: '2027-03-19' })).status).toBe(201);
    expect(await last('A5', 1)).toEqual(['ContactLogged']);
    expect((await api.get('specialist', '/accounts/A5/call')).body['holds']).toEqual([]);
  });

  it('a dispute or a review that is asked for holds at once, and any adult resident may ask for a review', async () => {
    expect((await record('A6', { kind: 'dispute', billId: 'B-A6' })).status).toBe(201);
    expect((await api.get('specialist', '/accounts/A6/call')).body['holds']).toMatchObject([{ kind: 'dispute' }]);
    expect((await record('A7', { kind: 'review' }, { caller: 'occupant', identifiedBy: [] })).status).toBe(201);
    expect((await api.get('specialist', '/accounts/A7/reviews')).body.items).toMatchObject([{ lodgedBy: 'adult-resident' }]);
    expect((await record('A7', { kind: 'dispute', billId: 'B-none' })).body).toMatchObject({ status: 422, faults: [{ path: 'body.result.billId' }] });
  });

  it('to call back, to send the form, and a call that came to nothing are recorded with their words', async () => {
    expect(texts(await record('A8', { kind: 'callback', on: '2027-03-10' }))[0]).toContain('We call you back by March 10, 2027.');
    expect(texts(await record('A8', { kind: 'medical-form' }))[0]).toContain('The protection begins when we have it back.');
    expect(texts(await record('A8', { kind: 'nothing' }))[0]).toContain('Thank you for calling.');
    expect((await record('A8', { kind: 'callback', on: '2027-03-05' })).status).toBe(422);
  });

  it('binds nobody whom it was not clear to speak with', async () => {
    const wish = { kind: 'extension', untilOn: '2027-03-19' };
    for (const more of [{ identifiedBy: [] }, { caller: 'occupant' }, { caller: 'third-party' }, { caller: 'somebody-else' }]) expect((await record('A8', wish, more)).body).toMatchObject({ status: 409, rule: 'AUTHORITY', detail: expect.stringContaining('by what it was clear who calls') });
    expect((await record('A8', wish, { caller: 'executor', identifiedBy: ['letter-of-authority'] })).status).toBe(201);
  });

  it('a petition that is told of holds at once, found by the reference that the caller has', async () => {
    const reply = await record('A10', { kind: 'bankruptcy' });
    expect(texts(reply)[0]).toMatch(/^en: We have noted that a bankruptcy petition was filed\. .* reference c-[2-9a-z]{10}\.$/);
    expect((await api.store.types('A10')).slice(-3)).toEqual(expect.arrayContaining(['BankruptcyTold', 'ContactLogged']));
    expect((await api.get('specialist', '/accounts/A10/call')).body).toMatchObject({ holds: [{ kind: 'bankruptcy' }], offers: null });
    expect((await api.get('supervisor', '/docket-matches')).body.items).toMatchObject([{ accountId: 'A10', agrees: [expect.stringContaining('taken by local-specialist')] }]);
  });

  it('a death holds the account as an estate, and its executor comes onto it by a letter alone', async () => {
    const caller = { caller: 'executor', callerName: 'May Given', isNamed: true };
    const before = await api.store.types('A11');
    expect((await record('A11', { kind: 'death' }, { ...caller, identifiedBy: ['photo-id'] })).body).toMatchObject({ status: 409, rule: 'AUTHORITY', detail: expect.stringContaining('by a letter of authority or a deed alone') });
    expect(await api.store.types('A11')).toEqual(before);
    expect(texts(await record('A11', { kind: 'death' }, { ...caller, identifiedBy: ['letter-of-authority'] }))[0]).toContain('nobody is asked to pay');
    const { body } = await api.get('specialist', '/accounts/A11/call');
    expect(body).toMatchObject({ holds: [{ kind: 'estate' }], people: [{ role: 'customer' }, { role: 'executor', name: 'May Given' }], contacts: [{ callerName: 'May Given', said: 'cannot pay all of it now' }] });
    expect(JSON.stringify(await api.store.rows(`select convert_from(value, 'UTF8') as value, convert_from(key, 'UTF8') as key, headers from outbox`))).not.toContain('May Given');
    expect(JSON.stringify((await api.get('auditor', '/accounts/A11/timeline?limit=200')).body)).not.toContain('May Given');
  });

  it('an occupant comes onto the account once it is clear who calls; the customer, and somebody else, do not', async () => {
    const named = (caller: string, identifiedBy: string[], callerName?: string) => record('A12', { kind: 'nothing' }, { caller, identifiedBy, isNamed: true, ...(callerName === undefined ? { callerName: undefined } : { callerName }) });
    expect((await named('occupant', ['photo-id'], 'Tam Tenant')).status).toBe(201);
    expect((await named('occupant', [], 'Tam Tenant')).status).toBe(409);
    expect((await named('occupant', ['photo-id'])).body).toMatchObject({ status: 422, faults: [{ path: 'body.callerName' }] });
    for (const caller of ['customer', 'somebody-else', 'third-party']) expect((await named(caller, ['photo-id'], 'Tam Tenant')).body).toMatchObject({ status: 422, faults: [{ path: 'body.caller' }] });
    expect((await api.get('specialist', '/accounts/A12/call')).body['people']).toMatchObject([{ role: 'customer' }, { role: 'occupant', name: 'Tam Tenant' }]);
  });

  it('water that is on cannot be asked for back', async () => {
    expect((await record('A12', { kind: 'restoration' })).body).toMatchObject({ status: 409, rule: 'OP-RECONNECT' });
  });

  it('under a stay takes down what is said and bargains about nothing', async () => {
    await api.store.take(api.store.fact(null, '2027-03-08 06:00', 'PetitionFiled', { docket: '27-9', chapter: '13', accountIds: ['A9'] }));
    for (const result of [{ kind: 'promise', amountCents: 1_000, on: '2027-03-19' }, { kind: 'extension', untilOn: '2027-03-19' }, { kind: 'arrangement', wish: { instalments: 2, firstDueOn: '2027-04-08' } }]) {
      expect((await record('A9', result)).body).toMatchObject({ status: 409, rule: 'BK-STAY', citation: '11 U.S.C. 362(a)' });
    }
    expect((await record('A9', { kind: 'nothing' }, { caller: 'attorney', said: 'gave the number of the docket' })).status).toBe(201);
  });

  it('speaks the language of the household beside the first, where there are words', async () => {
    await api.store.take(api.store.fact('A5', '2027-03-08 09:00', 'AccountChanged', { language: 'es-MX'.slice(0, 2) }), api.store.fact('A6', '2027-03-08 09:00', 'AccountChanged', { language: 'ru' }));
    expect(texts(await record('A5', { kind: 'callback', on: '2027-03-10' }))).toEqual([expect.stringMatching(/^en: /), expect.stringMatching(/^es: Le devolvemos la llamada a más tardar el .*2027/)]);
    expect(texts(await record('A6', { kind: 'nothing' }))).toEqual([expect.stringMatching(/^en: /)]);
  });

  it('is found again by the reference that the caller was given, however it is typed', async () => {
    const { body } = await record('A6', { kind: 'nothing' });
    const reference = String(body['reference']);
    expect(reference).toMatch(/^c-[2-9a-z]{10}$/);
    for (const q of [reference, reference.toUpperCase(), reference.slice(2)]) expect((await api.post('specialist', '/search', { q })).body.items).toMatchObject([{ accountId: 'A6', by: ['confirmation'] }]);
  });

  it('is done once, however often it is sent', async () => {
    const first = await record('A5', { kind: 'nothing' }, {}, 'specialist', 'sent-two-times');
    const again = await record('A5', { kind: 'nothing' }, {}, 'specialist', 'sent-two-times');
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  it.each(["'; delete from account_event; --", '<script>alert(1)</script>', '{{constructor}} ${process.env}', '\u202Egnirts\u0000'])('keeps %j as what was said, and nothing else', async (said) => {
    const reply = await record('A6', { kind: 'nothing' }, { said: `said: ${said}`, callerName: said });
    // PostgreSQL holds no text with a zero byte.
    expect(reply.status).toBe(said.includes('\u0000') ? 422 : 201);
    if (reply.status !== 201) return;
    const line = (await api.get('specialist', '/accounts/A6/timeline?limit=200')).body.items?.at(-1);
    expect(line).toMatchObject({ type: 'ContactLogged', data: { outcome: `said: ${said}` } });
    expect(JSON.stringify(reply.body['confirmations'])).not.toContain(said);
  });

  it('puts no name and nothing that was said into the log', () => {
    expect(api.log.join('')).not.toMatch(/Given Name|cannot pay all of it|gave the number/);
  });
});
