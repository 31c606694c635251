import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BillingRequest, WorkOrderRequest } from '../../../libs/contracts/outgoing.ts';

export type CountyRequest =
  | { readonly type: 'WorkOrderRequest'; readonly data: WorkOrderRequest }
  | { readonly type: 'BillingRequest'; readonly data: BillingRequest };

/** What Arrears asked of crew and billing, kept on disk before the broker may forget it. Each request counts once. */
export class RequestBook {
  readonly #file: string;
  readonly #keys = new Set<string>();
  #fresh: CountyRequest[] = [];

  /** Reads what an earlier run kept; all of it is fresh again, since what was answered is known from the journal. */
  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    const text = readFileSync(file, 'utf8');
    for (const line of text.slice(0, text.lastIndexOf('\n') + 1).split('\n'))
      if (line.startsWith('{') && line.endsWith('}')) this.#note(JSON.parse(line) as CountyRequest);
    if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  }

  keep(requests: readonly CountyRequest[]): void {
    const unknown = requests.filter((request) => !this.#keys.has(request.data.idempotencyKey));
    if (unknown.length === 0) return;
    appendFileSync(this.#file, unknown.map((request) => `${JSON.stringify(request)}\n`).join(''));
    for (const request of unknown) this.#note(request);
  }

  /** What came since the last time. */
  take(): CountyRequest[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  #note(request: CountyRequest): void {
    if (this.#keys.has(request.data.idempotencyKey)) return;
    this.#keys.add(request.data.idempotencyKey);
    this.#fresh.push(request);
  }
}
