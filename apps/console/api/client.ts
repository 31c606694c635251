import createClient from 'openapi-fetch';
import type { components, paths } from '../generated/openapi';
import { isByHand } from './hand';

export type Schemas = components['schemas'];

/** The API, typed by its own description. The cookie comes along by itself; the header says that the console asks, and whether a person does. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });
api.use({
  onRequest({ request }) {
    request.headers.set('x-arrears-console', isByHand() ? 'by-hand' : 'by-itself');
    return request;
  },
});

/** The API's own words on what went wrong: a rule's refusal among them. */
export class Refused extends Error {
  readonly problem: Schemas['Problem'];

  constructor(problem: Schemas['Problem']) {
    super(problem.detail);
    this.name = 'Refused';
    this.problem = problem;
  }
}

/** What was answered. @throws Refused with the problem document */
export async function answered<T>(call: Promise<{ data?: T; error?: Schemas['Problem']; response: Response }>): Promise<T> {
  const { data, error, response } = await call;
  if (error !== undefined || data === undefined) throw new Refused(error ?? unreadable(response));
  return data;
}

function unreadable({ status, url }: Response): Schemas['Problem'] {
  return { type: 'urn:arrears:problem:internal', title: 'Something went wrong', status, detail: `The answer (${status}) could not be read.`, instance: url, correlationId: '' };
}

/** A new one for each thing that a person sets out to do; the same when it is tried again. */
export const newIdempotencyKey = () => crypto.randomUUID();
