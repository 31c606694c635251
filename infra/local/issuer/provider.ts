import { randomBytes } from 'node:crypto';

import Provider, { type AccessToken, type TokenContext } from 'oidc-provider';

import { type IssuerSecrets, SIGNING_ALGORITHM } from './secrets.ts';
import { ROLES, roleOf, userOf } from './users.ts';

/** What the API expects as `aud`. */
export const AUDIENCE = 'arrears-api';
const RESOURCE = 'urn:arrears:api';
const TOKEN_SECONDS = 8 * 3600;
/** `utility:<id>`: the user asks to work for this utility, one at a time. */
const UTILITY_SCOPE = /^utility:([\w.-]+)$/;

/**
 * An OpenID provider with one user per role. Each gets tokens with name and password (the client credentials grant):
 * there is no page to log in with, since on a developer's machine there is nobody to be kept out.
 */
export function createProvider(issuer: string, { keys, passwords }: IssuerSecrets): Provider {
  return new Provider(issuer, {
    jwks: { keys },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    adapter: NothingIsKept,
    clients: ROLES.map((role) => ({
      client_id: userOf(role),
      client_secret: passwords[role],
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    clientDefaults: { id_token_signed_response_alg: SIGNING_ALGORITHM },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        getResourceServerInfo: (context: TokenContext) => ({
          // Utilities come and go; whichever is asked for is a scope of the API.
          scope: utilityScopeOf(context.oidc.params?.['scope']) ?? '',
          audience: AUDIENCE,
          accessTokenTTL: TOKEN_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: SIGNING_ALGORITHM } },
        }),
      },
    },
    ttl: { ClientCredentials: TOKEN_SECONDS },
    extraTokenClaims: (_context: TokenContext, token: AccessToken) => claimsOf(token),
  });
}

function claimsOf(token: AccessToken): { roles: string[]; utility?: string } {
  const role = roleOf(token.clientId);
  const utility = UTILITY_SCOPE.exec(token.scope ?? '')?.[1];
  return { roles: role === undefined ? [] : [role], ...(utility === undefined ? {} : { utility }) };
}

function utilityScopeOf(scope: unknown): string | undefined {
  return typeof scope === 'string' ? scope.split(' ').find((each) => UTILITY_SCOPE.test(each)) : undefined;
}

/** Tokens are signed and say all that there is to say; the users are configuration. So nothing needs a store. */
class NothingIsKept {
  async upsert(): Promise<void> {}
  async find(): Promise<undefined> {}
  async findByUid(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}
