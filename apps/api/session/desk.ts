import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../../libs/store/index.ts';
import type { Logger } from '../../../libs/telemetry/index.ts';
import type { Tokens } from '../auth/tokens.ts';
import { Problem } from '../http/problem.ts';
import type { Caller, Route } from '../http/route.ts';
import { Cookies } from './cookies.ts';
import { consoleHeader, mustComeFromConsole, originOf } from './origin.ts';
import { Sessions } from './sessions.ts';
import { SignIn, type Begun } from './sign-in.ts';

export interface DeskOptions {
  readonly issuer: string;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  readonly scope: string;
  readonly publicUrl: string | undefined;
  readonly idleMinutes: number;
}

const sessionCookie = 'arrears-session';
const signInCookie = 'arrears-sign-in';
const signInSeconds = 600;
/** What the console sends with what a screen asks by itself. */
const byItself = 'by-itself';

/** Signing in to the console and out of it, and who asks by cookie. */
export class Desk {
  readonly sessions: Sessions;
  readonly #publicUrl: string | undefined;
  readonly #cookies: Cookies;
  readonly #signIn: SignIn | null;
  readonly #logger: Logger;

  constructor(db: Database, tokens: Tokens, logger: Logger, { issuer, clientId, clientSecret, scope, publicUrl, idleMinutes }: DeskOptions) {
    this.sessions = new Sessions(db, idleMinutes);
    this.#logger = logger;
    this.#publicUrl = publicUrl;
    this.#cookies = new Cookies(publicUrl?.startsWith('https:') ?? false);
    this.#signIn = clientId === undefined || clientSecret === undefined ? null : new SignIn({ issuer, clientId, clientSecret, scope }, tokens);
  }

  hasSession(request: FastifyRequest): boolean {
    return this.#cookies.read(request, sessionCookie) !== undefined;
  }

  /** @throws Problem `unauthenticated` for a session that has ended, `forbidden` for a write that another page made */
  async callerOf(request: FastifyRequest, { isStream }: Pick<Route, 'isStream'>): Promise<Caller> {
    // An EventSource opens itself anew for as long as its page stands, and sends no header.
    const isByHand = !isStream && request.headers[consoleHeader] !== byItself;
    const caller = await this.sessions.callerOf(this.#cookies.read(request, sessionCookie) ?? '', isByHand);
    if (caller === null) throw new Problem('unauthenticated', 'You are not signed in any more.', {}, { 'www-authenticate': 'Bearer realm="arrears"' });
    mustComeFromConsole(request, this.#publicUrl);
    return caller;
  }

  /** @param to the screen to come back to; anything that is not the console's own becomes its first screen */
  async begin(request: FastifyRequest, reply: FastifyReply, to: string): Promise<string> {
    if (this.#signIn === null) throw new Problem('not-found', 'Nobody can sign in here: set ARREARS_OIDC_CLIENT_ID and ARREARS_OIDC_CLIENT_SECRET.');
    const origin = originOf(request, this.#publicUrl);
    const { url, begun } = await this.#signIn.begin(`${origin}/console/signed-in`, ownScreen(to, origin));
    this.#cookies.write(reply, signInCookie, JSON.stringify(begun), 'lax', signInSeconds);
    return url;
  }

  /** Back from the issuer. @returns where the console goes on */
  async finish(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const begun = begunOf(this.#cookies.read(request, signInCookie));
    this.#cookies.write(reply, signInCookie, '', 'lax', 0);
    if (begun === null || this.#signIn === null) return '/console/?signIn=expired';
    const origin = originOf(request, this.#publicUrl);
    try {
      const { caller, endsAt } = await this.#signIn.finish(new URL(request.url, origin), begun);
      await this.leave(request, reply);
      this.#cookies.write(reply, sessionCookie, await this.sessions.begin(caller, endsAt), 'strict', Math.floor((endsAt.getTime() - Date.now()) / 1_000));
      return ownScreen(begun.to, origin);
    } catch (error) {
      this.#logger.warn({ err: error, correlationId: request.id }, 'a sign-in failed');
      return `/console/?signIn=${error instanceof Problem && error.kind === 'forbidden' ? 'no-role' : 'failed'}`;
    }
  }

  /** @throws Problem `forbidden` when another page asks for it */
  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    mustComeFromConsole(request, this.#publicUrl);
    await this.leave(request, reply);
  }

  async leave(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.sessions.end(this.#cookies.read(request, sessionCookie) ?? '');
    this.#cookies.write(reply, sessionCookie, '', 'strict', 0);
  }
}

function ownScreen(to: string, origin: string): string {
  const first = '/console/';
  if (!URL.canParse(to, origin)) return first;
  const url = new URL(to, origin);
  return url.origin === origin && url.pathname.startsWith(first) && !url.pathname.startsWith('/console/sign') ? `${url.pathname}${url.search}` : first;
}

function begunOf(cookie: string | undefined): Begun | null {
  if (cookie === undefined) return null;
  try {
    const { state, nonce, verifier, to } = JSON.parse(cookie) as Record<string, unknown>;
    return [state, nonce, verifier, to].every((part) => typeof part === 'string' && part !== '') ? ({ state, nonce, verifier, to } as Begun) : null;
  } catch {
    return null;
  }
}
