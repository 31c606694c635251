/* oidc-provider brings no types along; this much of it is used. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface OidcContext {
    readonly oidc: {
      readonly params?: Readonly<Record<string, unknown>>;
      readonly entities: { readonly AuthorizationCode?: { readonly scope?: string } };
      readonly session?: { readonly accountId?: string };
      readonly client?: { readonly clientId: string };
      readonly provider: Provider;
    };
  }

  export interface AccessToken {
    readonly clientId: string;
    readonly accountId?: string;
    readonly scope?: string;
  }

  export interface Grant {
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }

  export const interactionPolicy: { base(): { get(prompt: string): { readonly checks: { remove(reason: string): void } } } };

  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    readonly Grant: new (of: { readonly clientId: string; readonly accountId: string }) => Grant;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<{ readonly uid: string }>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: { readonly login: { readonly accountId: string } }): Promise<void>;
  }
}
