import { z } from 'zod';
import { instantSchema, type Instant } from '../../../libs/kernel/time.ts';

export type Role = 'field' | 'supervisor' | 'counsel';
/** Gives a bearer token for a role; asked again before each call, so that it may be renewed. */
export type TokenSource = (role: Role) => Promise<string>;

export type ClearanceAnswer =
  { readonly granted: true; readonly clearanceId: string } | { readonly granted: false; readonly rule: string };
export interface ClearanceQuestion {
  readonly workOrderId: string;
  readonly meterSerial: string;
  /** The same for a question that is asked again because its answer got lost. */
  readonly idempotencyKey: string;
}
export type AskClearance = (question: ClearanceQuestion) => Promise<ClearanceAnswer>;

const clockSchema = z.object({ mode: z.enum(['real', 'stepped']), now: instantSchema });
export type UtilityClock = { readonly mode: 'real' | 'stepped'; readonly now: Instant };

const grantedSchema = z.object({ clearanceId: z.string().min(1) });
const refusedSchema = z.object({ rule: z.string() }).partial();

const timeoutMilliseconds = 20_000;
/** A rule says no, or the order is not known; anything else went wrong and is asked again. */
const refusals = new Set([404, 409]);

/** An answer that is neither what was asked for nor a refusal. */
export class ApiTrouble extends Error {
  constructor(what: string, status: number, body: string) {
    super(`${what} was answered with ${status}: ${body.slice(0, 300)}`);
    this.name = 'ApiTrouble';
  }
}

/** What the auditor's office and the clerk need of the API: to look, and to do something once. */
export interface OfficePort {
  /** @throws ApiTrouble, Declined when there is no such thing */
  readonly read: (path: string) => Promise<unknown>;
  /** The same key does a thing once. @throws ApiTrouble, Declined when a rule or a form says no */
  readonly write: (role: Role, path: string, body: unknown, idempotencyKey: string) => Promise<unknown>;
}

/** A rule, or the form of a file, says no: asking again would not help. */
export class Declined extends Error {
  override readonly name = 'Declined';
}

const saysNo = new Set([400, 403, 404, 409, 422]);
const problemSchema = z.object({ detail: z.string(), faults: z.array(z.object({ path: z.string(), message: z.string() })).default([]) });

/** What the county asks over HTTP. */
export class ArrearsClient {
  readonly #apiUrl: string;
  readonly #utilityId: string;
  readonly #token: TokenSource;

  constructor(apiUrl: string, utilityId: string, token: TokenSource) {
    this.#apiUrl = apiUrl.replace(/\/$/, '');
    this.#utilityId = utilityId;
    this.#token = token;
  }

  /** @throws ApiTrouble */
  async clock(): Promise<UtilityClock> {
    const { status, text } = await this.#ask('supervisor', `/utilities/${encodeURIComponent(this.#utilityId)}/clock`);
    if (status !== 200) throw new ApiTrouble('The clock', status, text);
    return clockSchema.parse(JSON.parse(text));
  }

  /** May the valve of that meter be closed? @throws ApiTrouble */
  async clearance({ workOrderId, meterSerial, idempotencyKey }: ClearanceQuestion): Promise<ClearanceAnswer> {
    const { status, text } = await this.#ask('field', `/work-orders/${encodeURIComponent(workOrderId)}/clearance`, {
      body: { meterSerial },
      idempotencyKey,
    });
    if (status === 200 || status === 201)
      return { granted: true, clearanceId: grantedSchema.parse(JSON.parse(text)).clearanceId };
    if (!refusals.has(status)) throw new ApiTrouble('The clearance', status, text);
    return { granted: false, rule: refusedSchema.parse(JSON.parse(text)).rule ?? String(status) };
  }

  /** @throws ApiTrouble, Declined when there is no such thing */
  async read(path: string): Promise<unknown> {
    const { status, text } = await this.#ask('supervisor', path);
    if (saysNo.has(status)) throw new Declined(`${path}: ${refusalIn(text)}`);
    if (status !== 200) throw new ApiTrouble(path, status, text);
    return JSON.parse(text);
  }

  /** @throws ApiTrouble, Declined */
  async write(role: Role, path: string, body: unknown, idempotencyKey: string): Promise<unknown> {
    const { status, text } = await this.#ask(role, path, { body, idempotencyKey });
    if (saysNo.has(status)) throw new Declined(`${path}: ${refusalIn(text)}`);
    if (status !== 200 && status !== 201) throw new ApiTrouble(path, status, text);
    return JSON.parse(text);
  }

  async #ask(
    role: Role,
    path: string,
    write?: { body: unknown; idempotencyKey: string },
  ): Promise<{ status: number; text: string }> {
    const headers: Record<string, string> = { authorization: `Bearer ${await this.#token(role)}` };
    if (write) Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': write.idempotencyKey });
    const response = await fetch(`${this.#apiUrl}${path}`, {
      method: write ? 'POST' : 'GET',
      headers,
      ...(write && { body: JSON.stringify(write.body) }),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    return { status: response.status, text: await response.text() };
  }
}

function refusalIn(text: string): string {
  const { detail, faults } = problemSchema.parse(JSON.parse(text));
  return [detail, ...faults.map(({ path, message }) => `${path} ${message}`)].join(' ');
}
