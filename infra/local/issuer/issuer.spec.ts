import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';

import { TokenRefused, fetchToken } from './fetch-token.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import { ROLES, userOf } from './users.ts';

describe('the local issuer', () => {
  let folder: string;
  let issuer: Issuer;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'arrears-test-'));
    issuer = await startIssuer(folder);
  });
  afterAll(async () => {
    await issuer?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const verify = (token: string) =>
    jwtVerify(token, createRemoteJWKSet(new URL(issuer.jwksUrl)), { issuer: issuer.url, audience: 'arrears-api' });

  it.each(ROLES)('gives the %s a token that the published keys confirm', async (role) => {
    const { payload } = await verify(await issuer.tokenFor(role, 'oh-county'));
    expect(payload).toMatchObject({ sub: userOf(role), roles: [role], utility: 'oh-county' });
    expect(payload.exp).toBeGreaterThan(Date.now() / 1000 + 3600);
  });

  it('publishes where its keys are', async () => {
    const discovery = await fetch(`${issuer.url}/.well-known/openid-configuration`);
    expect(await discovery.json()).toMatchObject({ issuer: issuer.url, jwks_uri: issuer.jwksUrl });
  });

  it('keeps private halves of keys to itself', async () => {
    const { keys } = (await (await fetch(issuer.jwksUrl)).json()) as { keys: object[] };
    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('refuses a wrong password', async () => {
    const wrong = Object.fromEntries(ROLES.map((role) => [role, 'guessed'])) as Record<(typeof ROLES)[number], string>;
    await expect(fetchToken(issuer.url, wrong, 'supervisor', 'oh-county')).rejects.toThrow(TokenRefused);
  });

  it.each(['', 'two words', 'a/b'])('gives no token for the misspelt utility "%s"', async (utility) => {
    await expect(issuer.tokenFor('auditor', utility)).rejects.toThrow(TokenRefused);
  });

  it('has the same address and keys after a restart, so that earlier tokens stay good', async () => {
    const [token, url] = [await issuer.tokenFor('field', 'oh-county'), issuer.url];
    await issuer.stop();
    issuer = await startIssuer(folder);
    expect(issuer.url).toBe(url);
    const { protectedHeader } = await verify(token);
    expect(protectedHeader).toEqual(decodeProtectedHeader(await issuer.tokenFor('field', 'oh-county')));
  });
});
