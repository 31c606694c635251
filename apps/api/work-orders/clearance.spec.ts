import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { epochMilliseconds } from '../../../libs/calendar/days.ts';
import { TestApi } from '../../../test/support/api.ts';
import { bringTo, shutOffDay } from '../../../test/support/shut-off-ready.ts';
import { local } from '../../../test/support/story.ts';

describe('clearance at the meter', () => {
  let api: TestApi;
  const ask = (account: string, meterSerial = `M-${account}`, key?: string) =>
    api.post('field', `/work-orders/${account}.1.w2/clearance`, { meterSerial }, key === undefined ? {} : { key });

  beforeAll(async () => {
    api = await TestApi.open();
    await bringTo('shut-off-ordered', api.store, ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7']);
  });
  afterAll(() => api?.stop());

  it('gives a signed token for this order, this meter and some minutes', async () => {
    const { status, body } = await ask('A1');
    expect(status).toBe(201);
    expect(body).toMatchObject({ workOrderId: 'A1.1.w2', meterSerial: 'M-A1', grantedAt: local(shutOffDay), expiresAt: local('2027-04-01 09:10') });
    const currentDate = new Date(epochMilliseconds(local('2027-04-01 09:09')));
    const keys = createRemoteJWKSet(new URL(`${api.api.url}/.well-known/jwks.json`));
    const { payload, protectedHeader } = await jwtVerify(String(body['token']), keys, { issuer: 'arrears', audience: 'arrears-field', currentDate });
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'clearance+jwt', kid: expect.any(String) });
    expect(payload).toMatchObject({ sub: 'local-field', wo: 'A1.1.w2', meter: 'M-A1', utility: 'county', jti: body['clearanceId'] });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
    expect((await api.store.caseTypes('A1.1')).at(-1)).toBe('ClearanceGranted');
  });

  it('publishes the key to check it with, and that of the daily records, and nothing to sign with', async () => {
    const { status, body } = await api.ask('GET', '/.well-known/jwks.json');
    expect(status).toBe(200);
    expect(body).toEqual({ keys: [{ kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String), kid: expect.any(String), alg: 'ES256', use: 'sig' }, { kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: expect.any(String), alg: 'EdDSA', use: 'sig' }] });
  });

  it('gives the same clearance again to a request that is repeated', async () => {
    const first = await ask('A2', 'M-A2', 'asked-at-the-door');
    const again = await ask('A2', 'M-A2', 'asked-at-the-door');
    expect({ ...again.body, token: null }).toEqual({ ...first.body, token: null });
    expect(decodeJwt(String(again.body['token']))).toEqual(decodeJwt(String(first.body['token'])));
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect((await api.store.caseTypes('A2.1')).filter((type) => type === 'ClearanceGranted')).toHaveLength(1);
    const [kept] = await api.store.rows<{ response: string }>(`select response::text from idempotency where key = 'asked-at-the-door'`);
    expect(kept?.response).not.toContain(String(first.body['token']));
  });

  it('is refused once a petition has committed, with the citation, and the refusal is on record', async () => {
    await api.store.take(api.store.fact(null, shutOffDay, 'PetitionFiled', { docket: '27-1', chapter: '13', accountIds: ['A3'] }));
    const { status, body, headers } = await ask('A3');
    expect(status).toBe(409);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({
      type: 'urn:arrears:problem:refused',
      rule: 'GEN-HOLDS',
      citation: expect.any(String),
      ruleStatus: 'default',
      detail: expect.stringContaining('chapter 13 petition was filed on docket 27-1'),
    });
    expect((await api.store.caseTypes('A3.1')).at(-1)).toBe('ClearanceRefused');
  });

  it('is not handed out again to a request that is repeated after a petition', async () => {
    expect((await ask('A7', 'M-A7', 'asked-before-the-petition')).status).toBe(201);
    await api.store.take(api.store.fact(null, shutOffDay, 'PetitionFiled', { docket: '27-7', chapter: '13', accountIds: ['A7'] }));
    const again = await ask('A7', 'M-A7', 'asked-before-the-petition');
    expect(again.body).toMatchObject({ status: 409, rule: 'GEN-HOLDS' });
    expect(JSON.stringify(again.body)).not.toContain('token');
    expect((await api.store.caseTypes('A7.1')).at(-1)).toBe('ClearanceRefused');
  });

  it('is refused for another meter than that of the order', async () => {
    const { status, body } = await ask('A4', 'M-OTHER');
    expect(status).toBe(409);
    expect(body).toMatchObject({ rule: 'GEN-EXEC', detail: 'The meter at the door is not the meter of the order.' });
  });

  it('is refused when the money came at the last minute', async () => {
    await api.store.take(api.store.fact('A5', shutOffDay, 'PaymentReceived', { paymentId: 'P1', amountCents: 22_000, tender: 'cash', channel: 'counter' }));
    expect((await ask('A5')).body).toMatchObject({ status: 409, rule: 'OH-RULES' });
  });

  it('is refused for an order that is no shut-off, and unknown for one that does not exist', async () => {
    expect((await api.post('field', '/work-orders/A6.1.w1/clearance', { meterSerial: 'M-A6' })).body).toMatchObject({ status: 409, rule: 'GEN-EXEC' });
    expect((await api.post('field', '/work-orders/A9.1.w1/clearance', { meterSerial: 'M-A9' })).status).toBe(404);
  });

  it('counts refusals by rule', async () => {
    const { body } = await api.ask('GET', '/metrics');
    expect(body['text']).toContain('arrears_refusals_total{rule="GEN-EXEC",app="api"} 2');
  });

  it('shows the crew where to go, and an auditor not', async () => {
    const crew = await api.get('field', '/work-orders/A6.1.w2');
    expect(crew.body).toMatchObject({ workOrderId: 'A6.1.w2', work: 'shut-off', status: 'open', onDay: '2027-04-01', meterSerial: 'M-A6', premiseAddress: '1 Elm St' });
    expect((await api.get('auditor', '/work-orders/A6.1.w2')).body['premiseAddress']).toBeNull();
  });

  it('is refused outside the window of the order', async () => {
    await api.store.setClock('2027-04-01 14:00');
    const { status, body } = await ask('A6');
    expect(status).toBe(409);
    expect(body).toMatchObject({ rule: 'OH-RULES', notBefore: null });
  });
});
