import { randomUUID } from 'node:crypto';
import { TestApi } from '../../../test/support/api.ts';
import { WebVisitor } from '../../../test/support/web-visitor.ts';

const cookieName = 'arrears-session';

describe('signing in to the console', () => {
  let api: TestApi;
  const at = (path: string) => `${api.api.url}${path}`;
  const console = (more: Record<string, string> = {}) => ({ origin: api.api.url, 'x-arrears-console': 'by-hand', ...more });

  beforeAll(async () => {
    api = await TestApi.open('2027-04-01 09:00');
    await api.store.utility('village', '2027-04-01 09:00');
    await api.store.take(api.store.opening('A1'));
  });
  afterAll(() => api?.stop());

  async function signedIn(user = 'local-supervisor', visitor = new WebVisitor()): Promise<WebVisitor> {
    await visitor.signIn(api.api.url, api.issuer, user);
    return visitor;
  }
  const sessionOf = (visitor: WebVisitor) => visitor.cookies(api.api.url).get(cookieName);
  const placeHold = (visitor: WebVisitor, headers: Record<string, string>) =>
    visitor.ask(at('/accounts/A1/holds'), { method: 'POST', body: '{"reason":"asked for by phone"}', headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers } });

  it('goes by way of the issuer, with code, state, nonce and PKCE, and comes back to the screen', async () => {
    const visitor = new WebVisitor();
    const away = await visitor.ask(at('/console/sign-in?to=%2Fconsole%2Fcases%2FA1.1'));
    const asked = new URL(away.headers.get('location') ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', redirect_uri: at('/console/signed-in'), scope: 'openid utility:county', prompt: 'login' });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThanOrEqual(43);
    const page = await visitor.go(away.headers.get('location') ?? '');
    const back = await visitor.go(page.url, { method: 'POST', body: new URLSearchParams({ user: 'local-counsel', password: api.issuer.passwordOf('local-counsel') }) });
    expect(back.url).toBe(at('/console/cases/A1.1'));
    expect(JSON.parse((await visitor.ask(at('/session'))).text)).toMatchObject({ subject: 'local-counsel', utilityId: 'county', roles: ['counsel'] });
  });

  it('leaves a cookie that no script reads and no other site sends, and keeps no secret of it', async () => {
    const visitor = new WebVisitor();
    const page = await visitor.go(at('/console/sign-in'));
    const accepted = await visitor.ask(page.url, { method: 'POST', body: new URLSearchParams({ user: 'local-supervisor', password: api.issuer.passwordOf('local-supervisor') }) });
    const resumed = await visitor.ask(accepted.headers.get('location') ?? '');
    const back = await visitor.ask(resumed.headers.get('location') ?? '');
    const line = back.headers.getSetCookie().findLast((cookie) => cookie.startsWith(`${cookieName}=`));
    expect(line).toMatch(/; HttpOnly/i);
    expect(line).toMatch(/; SameSite=Strict/i);
    const secret = (sessionOf(visitor) ?? '').split('.')[1] ?? '';
    expect(secret).toHaveLength(43);
    expect(JSON.stringify(await api.store.rows('select * from session'))).not.toContain(secret);
    expect(api.log.join('')).not.toContain(secret);
  });

  it('does not let a wrong password in', async () => {
    const visitor = new WebVisitor();
    const page = await visitor.go(at('/console/sign-in'));
    const refused = await visitor.ask(page.url, { method: 'POST', body: new URLSearchParams({ user: 'local-supervisor', password: 'guessed' }) });
    expect([refused.status, refused.headers.get('location'), sessionOf(visitor)]).toEqual([401, null, undefined]);
  });

  it('takes no answer of the issuer that this browser did not ask for', async () => {
    const victim = new WebVisitor();
    const planted = await victim.go(at('/console/signed-in?code=planted&state=planted'));
    expect([new URL(planted.url).searchParams.get('signIn'), sessionOf(victim)]).toEqual(['expired', undefined]);
    await victim.ask(at('/console/sign-in'));
    const forged = await victim.go(at('/console/signed-in?code=planted&state=planted'));
    expect([new URL(forged.url).searchParams.get('signIn'), sessionOf(victim)]).toEqual(['failed', undefined]);
  });

  it('gives a new session at each sign-in, whatever the browser brought, and ends the one before', async () => {
    const visitor = new WebVisitor();
    const planted = `${Buffer.from('county').toString('base64url')}.${'x'.repeat(43)}`;
    visitor.cookies(api.api.url).set(cookieName, planted);
    expect((await visitor.ask(at('/session'))).status).toBe(401);
    await signedIn('local-specialist', visitor);
    const first = sessionOf(visitor) as string;
    expect(first).not.toBe(planted);
    await signedIn('local-specialist', visitor);
    expect(sessionOf(visitor)).not.toBe(first);
    expect((await visitor.ask(at('/session'))).status).toBe(200);
    const thief = new WebVisitor();
    thief.cookies(api.api.url).set(cookieName, first);
    expect((await thief.ask(at('/session'))).status).toBe(401);
  });

  it('leads back to the console alone', async () => {
    for (const to of ['https://evil.example/console/', '//evil.example/console/', '/docs', '/console/sign-out', 'javascript:alert(1)', '/console/../docs']) {
      const visitor = new WebVisitor();
      expect((await visitor.signIn(api.api.url, api.issuer, 'local-auditor', to)).url).toBe(at('/console/'));
    }
  });

  it('takes a write by cookie from the console, and from no other page', async () => {
    const visitor = await signedIn();
    expect((await placeHold(visitor, {})).status).toBe(403);
    expect((await placeHold(visitor, { origin: 'https://evil.example', 'x-arrears-console': 'by-hand' })).status).toBe(403);
    expect((await placeHold(visitor, { origin: api.api.url })).status).toBe(403);
    expect(await api.store.types('A1')).not.toContain('HoldPlaced');
    expect((await placeHold(visitor, console())).status).toBe(201);
    const [row] = await api.store.rows<{ body: string }>(`select body from account_event where type = 'HoldPlaced'`);
    expect(row?.body).toContain('local-supervisor');
  });

  it('holds the roles of the issuer: a cashier by cookie is a cashier', async () => {
    const visitor = await signedIn('local-cashier');
    expect((await visitor.ask(at('/stuck'))).status).toBe(403);
    const session = JSON.parse((await visitor.ask(at('/session'))).text) as { operations: string[]; interventions: string[] };
    expect(session.operations).toContain('readAccount');
    expect(session.operations).not.toContain('listStuck');
    expect(session.interventions).toEqual([]);
  });

  it('ends by signing out, in every copy of the cookie, and not at the word of another page', async () => {
    const visitor = await signedIn();
    const copy = new WebVisitor();
    copy.cookies(api.api.url).set(cookieName, sessionOf(visitor) as string);
    expect((await copy.ask(at('/console/sign-out'), { method: 'POST', headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await visitor.ask(at('/session'))).status).toBe(200);
    expect((await visitor.ask(at('/console/sign-out'), { method: 'POST', headers: console() })).status).toBe(204);
    expect(sessionOf(visitor)).toBeUndefined();
    expect((await copy.ask(at('/session'))).status).toBe(401);
  });

  it('ends after a while without a hand on it, which what a screen asks by itself does not put off', async () => {
    const visitor = await signedIn();
    const idleFor = (minutes: number) => api.store.rows(`update session set seen_at = now() - make_interval(mins => ?) where subject = 'local-supervisor'`, [minutes]);
    await idleFor(14);
    expect((await visitor.ask(at('/session'), { headers: { 'x-arrears-console': 'by-itself' } })).status).toBe(200);
    const [still] = await api.store.rows<{ idle: boolean }>(`select bool_and(seen_at < now() - interval '13 minutes') as idle from session where subject = 'local-supervisor'`);
    expect(still?.idle).toBe(true);
    // An EventSource opens itself anew, whoever sits there, and sends no header.
    expect((await visitor.ask(at('/live?forSeconds=0'))).status).toBe(200);
    const [watched] = await api.store.rows<{ idle: boolean }>(`select bool_and(seen_at < now() - interval '13 minutes') as idle from session where subject = 'local-supervisor'`);
    expect(watched?.idle).toBe(true);
    expect((await visitor.ask(at('/session'))).status).toBe(200);
    await idleFor(16);
    expect((await visitor.ask(at('/session'))).status).toBe(401);
  });

  it('ends with the token that proved who it is', async () => {
    const visitor = await signedIn();
    await api.store.rows(`update session set ends_at = now() - interval '1 second'`);
    expect((await visitor.ask(at('/session'))).status).toBe(401);
  });

  it('is a session of one utility: under the name of another it is nothing', async () => {
    const visitor = await signedIn();
    const [, secret] = (sessionOf(visitor) as string).split('.');
    visitor.cookies(api.api.url).set(cookieName, `${Buffer.from('village').toString('base64url')}.${secret}`);
    expect((await visitor.ask(at('/session'))).status).toBe(401);
    expect(await api.store.rows('select 1 from session', [], 'village')).toEqual([]);
  });

  it('leaves machines their bearer token, which goes before a cookie', async () => {
    const visitor = await signedIn('local-auditor');
    const reply = await visitor.ask(at('/session'), { headers: { authorization: `Bearer ${await api.tokenFor('field')}` } });
    expect(JSON.parse(reply.text)).toMatchObject({ subject: 'local-field', roles: ['field'] });
  });
});
