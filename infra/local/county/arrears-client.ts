import { z } from 'zod';
import { instantSchema, type Instant } from '../../../libs/kernel/time.ts';

export type Role = 'field' | 'supervisor';
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

/** The two things that the county asks over HTTP. */
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
