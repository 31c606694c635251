import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { Problem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';
import { roles } from '../roles.ts';

export interface TokenOptions {
  readonly issuer: string;
  readonly audience: string;
}

/** Signatures by a key pair alone: with a shared secret, whoever checks could also sign. */
const algorithms = ['ES256', 'ES384', 'EdDSA', 'RS256', 'PS256'];
const clockToleranceSeconds = 5;
const fetchTimeoutMs = 5_000;

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Issuers put in more than is read here; roles that Arrears does not know say nothing. */
const claimsSchema = z.object({
  sub: z.string().regex(/^\S{1,200}$/),
  utility: z.string().regex(/^[^\s/*]{1,100}$/),
  roles: z.array(z.string()).transform((given) => roles.filter((role) => given.includes(role))),
});

/** Checks bearer tokens against the issuer's published keys. */
export class Tokens {
  readonly #options: TokenOptions;
  #keys: JWTVerifyGetKey | null = null;

  constructor(options: TokenOptions) {
    this.#options = options;
  }

  /** Looks the issuer's keys up, once. Rejects while the issuer cannot be reached. */
  async ready(): Promise<JWTVerifyGetKey> {
    this.#keys ??= await discoverKeys(this.#options.issuer);
    return this.#keys;
  }

  /** @throws Problem `unauthenticated` for a token that proves nothing, `forbidden` for one that names no utility, `busy` without the issuer */
  async callerOf(authorization: string | undefined): Promise<Caller> {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthenticated('Send a bearer token of the issuer in "Authorization".', authorization === undefined ? '' : ', error="invalid_request"');
    const keys = await this.ready().catch(() => {
      throw issuerAway();
    });
    const payload = await this.#verified(token, keys);
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) throw new Problem('forbidden', 'The token does not say for which utility and in which roles it acts ("utility", "roles").');
    return { subject: claims.data.sub, utilityId: claims.data.utility, roles: claims.data.roles };
  }

  async #verified(token: string, keys: JWTVerifyGetKey): Promise<unknown> {
    const { issuer, audience } = this.#options;
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms, clockTolerance: clockToleranceSeconds, requiredClaims: ['sub', 'exp'] });
      return payload;
    } catch (error) {
      if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) throw issuerAway();
      throw unauthenticated(reasonOf(error), ', error="invalid_token"');
    }
  }
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(fetchTimeoutMs) });
  const found = discoverySchema.parse(await response.json());
  if (found.issuer !== issuer) throw new Error(`The issuer calls itself ${found.issuer}, not ${issuer}`);
  return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: fetchTimeoutMs });
}

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired; fetch a new one.';
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's "${error.claim}" is not what is asked for here.`;
  return 'The token was not signed by a key of the issuer.';
}

function unauthenticated(detail: string, parameters: string): Problem {
  return new Problem('unauthenticated', detail, {}, { 'www-authenticate': `Bearer realm="arrears"${parameters}` });
}

function issuerAway(): Problem {
  return new Problem('busy', "The issuer's keys cannot be fetched at the moment.", {}, { 'retry-after': '5' });
}
