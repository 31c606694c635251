import type { IssuerSecrets } from './secrets.ts';
import { type Role, userOf } from './users.ts';

export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** Gets an access token over HTTP, as any program would: name and password of the role's user, utility as scope. */
export async function fetchToken(
  issuerUrl: string,
  passwords: IssuerSecrets['passwords'],
  role: Role,
  utility: string,
): Promise<string> {
  const credentials = Buffer.from(`${userOf(role)}:${encodeURIComponent(passwords[role])}`).toString('base64');
  const scope = `utility:${utility}`;
  const response = await fetch(`${issuerUrl}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  const body = (await response.json()) as Record<string, string | undefined>;
  // An issuer drops scopes that it does not know and answers all the same.
  if (body['access_token'] === undefined || body['scope'] !== scope) {
    const reason = body['error_description'] ?? body['error'] ?? `status ${response.status}, scope ${body['scope']}`;
    throw new TokenRefused(`no token for ${role} of ${utility}: ${reason}`);
  }
  return body['access_token'];
}
