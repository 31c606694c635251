import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { importJWK, SignJWT, type JWK } from 'jose';
import { startApi, type Api } from '../../apps/api/create-api.ts';
import { roles, type Role } from '../../apps/api/roles.ts';
import { startIssuer, type Issuer } from '../../infra/local/issuer/issuer.ts';
import { readSecrets } from '../../infra/local/issuer/secrets.ts';
import { SECOND_SUPERVISOR } from '../../infra/local/issuer/users.ts';
import { newSigningKey } from '../../infra/local/run/keys.ts';
import { variables } from '../../libs/config/index.ts';
import type { NewUtility } from '../../libs/store/index.ts';
import { createLogger, createMetrics } from '../../libs/telemetry/index.ts';
import { uniqueName } from './servers.ts';
import { TestStore } from './store.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & { readonly items?: readonly Record<string, unknown>[] };
}

/** The API on a database of the spec's own, with the local issuer, asked over HTTP as anybody would. */
export class TestApi {
  readonly store: TestStore;
  readonly issuer: Issuer;
  readonly api: Api;
  /** Everything that the API logged. */
  readonly log: string[];
  /** Where the issuer keeps its keys. */
  readonly issuerFolder: string;
  readonly #tokens = new Map<string, string>();

  private constructor(store: TestStore, issuer: Issuer, folder: string, api: Api, log: string[]) {
    this.store = store;
    this.issuer = issuer;
    this.issuerFolder = folder;
    this.api = api;
    this.log = log;
  }

  /** @param consoleDir the built console, where a browser is to see it */
  static async open(startAt?: string, feeds?: NewUtility['feeds'], consoleDir?: string): Promise<TestApi> {
    const store = await TestStore.open(startAt, feeds);
    const folder = await mkdtemp(path.join(tmpdir(), 'arrears-issuer-'));
    const issuer = await startIssuer(folder);
    const log: string[] = [];
    const logger = createLogger({ app: 'api', level: 'debug', destination: { write: (line) => void log.push(line) } });
    const metrics = createMetrics('api', { ofTheProcess: false });
    const clearanceKey = variables.clearanceKey.schema.parse(newSigningKey());
    const desk = { clientId: issuer.client.id, clientSecret: issuer.client.secret, scope: 'openid utility:county', publicUrl: undefined, idleMinutes: 15 };
    const sealPublicKeys = [generateKeyPairSync('ed25519').publicKey];
    const api = await startApi({ db: store.db, logger, metrics, oidcIssuer: issuer.url, oidcAudience: issuer.audience, desk, consoleDir, clearanceKey, sealPublicKeys, port: 0 });
    return new TestApi(store, issuer, folder, api, log);
  }

  async tokenFor(role: Role, utility = 'county'): Promise<string> {
    const key = `${role}@${utility}`;
    const known = this.#tokens.get(key) ?? (await this.issuer.tokenFor(role, utility));
    this.#tokens.set(key, known);
    return known;
  }

  async get(role: Role, route: string, utility?: string): Promise<Reply> {
    return this.ask('GET', route, { authorization: `Bearer ${await this.tokenFor(role, utility)}` });
  }

  /** With a new idempotency key unless one is given. */
  async post(role: Role, route: string, body: unknown, { key = uniqueName('key'), utility }: { key?: string; utility?: string } = {}): Promise<Reply> {
    const headers = { authorization: `Bearer ${await this.tokenFor(role, utility)}`, 'idempotency-key': key, 'content-type': 'application/json' };
    return this.ask('POST', route, headers, JSON.stringify(body));
  }

  /** As the second supervisor, who signs in by the page alone; here the issuer's key signs for them. With a new idempotency key unless one is given. */
  async postAsSecond(route: string, body: unknown, key = uniqueName('key')): Promise<Reply> {
    const [jwk] = (await readSecrets(this.issuerFolder)).keys as [JWK];
    const header = { alg: 'ES256', ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) };
    const token = new SignJWT({ utility: 'county', roles: ['supervisor'] }).setProtectedHeader(header).setSubject(SECOND_SUPERVISOR).setIssuer(this.issuer.url).setAudience(this.issuer.audience).setIssuedAt().setExpirationTime('1h');
    const headers = { authorization: `Bearer ${await token.sign(await importJWK(jwk, 'ES256'))}`, 'idempotency-key': key, 'content-type': 'application/json' };
    return this.ask('POST', route, headers, JSON.stringify(body));
  }

  async ask(method: string, route: string, headers: Record<string, string> = {}, body?: string): Promise<Reply> {
    const response = await fetch(`${this.api.url}${route}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: /json/.test(response.headers.get('content-type') ?? '') && text !== '' ? (JSON.parse(text) as Reply['body']) : { text } };
  }

  async stop(): Promise<void> {
    await this.api.close();
    await this.issuer.stop();
    await rm(this.issuerFolder, { recursive: true, force: true });
    await this.store.stop();
  }
}

export { roles, type Role };
