import { randomBytes } from 'node:crypto';

import Provider, { type AccessToken, type Grant, interactionPolicy, type OidcContext } from 'oidc-provider';

import { keptInMemory } from './kept-in-memory.ts';
import { type IssuerSecrets, SIGNING_ALGORITHM } from './secrets.ts';
import { signInPath } from './sign-in-page.ts';
import { ROLES, roleOf, userOf } from './users.ts';

/** What the API expects as `aud`. */
export const AUDIENCE = 'arrears-api';
/** The API as the one that signs people in to the console. */
export const CONSOLE_CLIENT = 'arrears-console';
const RESOURCE = 'urn:arrears:api';
const TOKEN_SECONDS = 8 * 3600;
const CODE_SECONDS = 60;
/** `utility:<id>`: the user asks to work for this utility, one at a time. */
const UTILITY_SCOPE = /^utility:([\w.-]+)$/;

/**
 * An OpenID provider with one user per role. Programs get tokens with name and password (the client credentials grant); people who
 * go to the console sign in on a page, and the API fetches their token (authorization code with PKCE).
 */
export function createProvider(issuer: string, { keys, passwords, consoleSecret }: IssuerSecrets): Provider {
  return new Provider(issuer, {
    jwks: { keys },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    adapter: keptInMemory(),
    clients: [
      ...ROLES.map((role) => ({
        client_id: userOf(role),
        client_secret: passwords[role],
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      })),
      {
        client_id: CONSOLE_CLIENT,
        client_secret: consoleSecret,
        // On loopback any port is taken: that of the API is not known beforehand.
        application_type: 'native',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1/console/signed-in'],
      },
    ],
    clientDefaults: { id_token_signed_response_alg: SIGNING_ALGORITHM },
    pkce: { required: () => true },
    interactions: { policy: askedForNameAlone(), url: (_context: OidcContext, { uid }: { uid: string }) => signInPath(uid) },
    findAccount: (_context: OidcContext, id: string) => (roleOf(id) === undefined ? undefined : { accountId: id, claims: () => ({ sub: id }) }),
    loadExistingGrant: (context: OidcContext) => grantOf(context),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: ({ oidc }: OidcContext) => ({
          // Utilities come and go; whichever is asked for is a scope of the API.
          scope: utilityScopeOf(oidc.params?.['scope'] ?? oidc.entities.AuthorizationCode?.scope) ?? '',
          audience: AUDIENCE,
          accessTokenTTL: TOKEN_SECONDS,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: SIGNING_ALGORITHM } },
        }),
      },
    },
    ttl: { ClientCredentials: TOKEN_SECONDS, AccessToken: TOKEN_SECONDS, IdToken: TOKEN_SECONDS, AuthorizationCode: CODE_SECONDS, Session: TOKEN_SECONDS, Grant: TOKEN_SECONDS, Interaction: 600 },
    extraTokenClaims: (_context: OidcContext, token: AccessToken) => claimsOf(token),
  });
}

/** Whether the console may is asked of nobody, not even though its client counts as a native one. */
function askedForNameAlone() {
  const policy = interactionPolicy.base();
  policy.get('consent').checks.remove('native_client_prompt');
  return policy;
}


async function grantOf({ oidc }: OidcContext): Promise<Grant | undefined> {
  const [accountId, clientId] = [oidc.session?.accountId, oidc.client?.clientId];
  if (accountId === undefined || clientId === undefined) return undefined;
  const grant = new oidc.provider.Grant({ accountId, clientId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(RESOURCE, utilityScopeOf(oidc.params?.['scope']) ?? '');
  await grant.save();
  return grant;
}

function claimsOf(token: AccessToken): { roles: string[]; utility?: string } {
  const role = roleOf(token.accountId ?? token.clientId);
  const utility = token.scope?.split(' ').map((scope) => UTILITY_SCOPE.exec(scope)?.[1]).find((found) => found !== undefined);
  return { roles: role === undefined ? [] : [role], ...(utility === undefined ? {} : { utility }) };
}

function utilityScopeOf(scope: unknown): string | undefined {
  return typeof scope === 'string' ? scope.split(' ').find((each) => UTILITY_SCOPE.test(each)) : undefined;
}
