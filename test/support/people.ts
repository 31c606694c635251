import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startIssuer, type Issuer } from '../../infra/local/issuer/issuer.ts';
import type { Role } from '../../infra/local/issuer/users.ts';
import { newSigningKey } from '../../infra/local/run/keys.ts';
import { freePort } from '../../infra/local/servers/ports.ts';
import { uniqueName } from './servers.ts';

const tokenLivesMs = 60_000;

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown> & { readonly items?: readonly Record<string, unknown>[]; readonly nextCursor?: string | null };
}

/** Those who work with Arrears over HTTP: an issuer for their tokens, and what the API as a process of its own needs to know. */
export class People {
  /** For `RunningSystem.start`. */
  readonly env: Readonly<Record<string, string>>;
  readonly apiUrl: string;
  readonly #utilityId: string;
  readonly #issuer: Issuer;
  readonly #folder: string;
  readonly #tokens = new Map<Role, { readonly token: string; readonly untilMs: number }>();

  private constructor(utilityId: string, issuer: Issuer, folder: string, port: number) {
    this.#utilityId = utilityId;
    this.#issuer = issuer;
    this.#folder = folder;
    this.apiUrl = `http://127.0.0.1:${port}`;
    this.env = {
      ARREARS_CLEARANCE_KEY: newSigningKey(),
      ARREARS_OIDC_ISSUER: issuer.url,
      ARREARS_OIDC_AUDIENCE: issuer.audience,
      ARREARS_HTTP_PORT: String(port),
    };
  }

  static async of(utilityId: string): Promise<People> {
    const folder = await mkdtemp(path.join(tmpdir(), 'arrears-people-'));
    return new People(utilityId, await startIssuer(folder), folder, await freePort());
  }

  async token(role: Role): Promise<string> {
    const kept = this.#tokens.get(role);
    if (kept && performance.now() < kept.untilMs) return kept.token;
    const token = await this.#issuer.tokenFor(role, this.#utilityId);
    this.#tokens.set(role, { token, untilMs: performance.now() + tokenLivesMs });
    return token;
  }

  async get(role: Role, route: string): Promise<Answer> {
    return this.#ask(route, { headers: { authorization: `Bearer ${await this.token(role)}` } });
  }

  /** Everything on all pages. */
  async list(role: Role, route: string): Promise<Record<string, unknown>[]> {
    const found: Record<string, unknown>[] = [];
    for (let cursor: string | null = null; ; ) {
      const { status, body }: Answer = await this.get(role, `${route}?limit=200${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      if (status !== 200) throw new Error(`${route} was answered with ${status}: ${JSON.stringify(body)}`);
      found.push(...(body.items ?? []));
      cursor = body.nextCursor ?? null;
      if (cursor === null) return found;
    }
  }

  /** Each call is another wish, with an idempotency key of its own; one that is told again comes with the key that it had. */
  async post(role: Role, route: string, body: unknown, key = uniqueName('wish')): Promise<Answer> {
    const headers = { authorization: `Bearer ${await this.token(role)}`, 'content-type': 'application/json', 'idempotency-key': key };
    return this.#ask(route, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async #ask(route: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${this.apiUrl}${route}`, { ...init, signal: AbortSignal.timeout(60_000) });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  }

  async leave(): Promise<void> {
    await this.#issuer.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
