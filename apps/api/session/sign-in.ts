import * as oidc from 'openid-client';
import type { Tokens } from '../auth/tokens.ts';
import { Problem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';

export interface SignInOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
}

/** What the browser keeps while its person is at the issuer. */
export interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** The screen to come back to. */
  readonly to: string;
}

export interface SignedIn {
  readonly caller: Caller;
  readonly endsAt: Date;
}

/** Signs people in by OpenID Connect: authorization code with PKCE, the API being the confidential client. */
export class SignIn {
  readonly #options: SignInOptions;
  readonly #tokens: Tokens;
  #issuer: oidc.Configuration | null = null;

  constructor(options: SignInOptions, tokens: Tokens) {
    this.#options = options;
    this.#tokens = tokens;
  }

  /** @returns where to send the browser. @throws Problem `busy` without the issuer */
  async begin(redirectUri: string, to: string): Promise<{ url: string; begun: Begun }> {
    const issuer = await this.#discovered();
    const begun = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier(), to };
    const url = oidc.buildAuthorizationUrl(issuer, {
      redirect_uri: redirectUri,
      scope: this.#options.scope,
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
      // Whoever left a desk signed out is not signed in again by the next one's click.
      prompt: 'login',
    });
    return { url: url.href, begun };
  }

  /** Exchanges the code that came back. The token is checked as a machine's would be. @throws when anything about it is wrong */
  async finish(cameBackAs: URL, { state, nonce, verifier }: Begun): Promise<SignedIn> {
    const issuer = await this.#discovered();
    const answer = await oidc.authorizationCodeGrant(issuer, cameBackAs, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
    const seconds = answer.expiresIn();
    if (seconds === undefined) throw new Problem('forbidden', "The issuer's token does not say when it ends.");
    return { caller: await this.#tokens.callerOf(`Bearer ${answer.access_token}`), endsAt: new Date(Date.now() + seconds * 1_000) };
  }

  async #discovered(): Promise<oidc.Configuration> {
    if (this.#issuer !== null) return this.#issuer;
    const { issuer, clientId, clientSecret } = this.#options;
    // Only an issuer that is configured as http:// is asked over it: on a developer's machine.
    const execute = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
    try {
      this.#issuer = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), { execute });
    } catch {
      throw new Problem('busy', 'The issuer, where people sign in, cannot be reached at the moment.', {}, { 'retry-after': '5' });
    }
    return this.#issuer;
  }
}
