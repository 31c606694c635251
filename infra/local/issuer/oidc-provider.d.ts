/* oidc-provider brings no types along; this much of it is used. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface TokenContext {
    readonly oidc: { readonly params?: Readonly<Record<string, unknown>> };
  }

  export interface AccessToken {
    readonly clientId: string;
    readonly scope?: string;
  }

  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  }
}
