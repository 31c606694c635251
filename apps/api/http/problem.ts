import { z } from 'zod';
import { ruleStatuses } from './schemas.ts';
import type { Refusal } from '../../../libs/kernel/because.ts';

/** Kinds of problems; each `type` is a URN that names one for ever. */
const kinds = {
  'bad-request': [400, 'The request cannot be read'],
  unauthenticated: [401, 'A valid bearer token is needed'],
  forbidden: [403, 'Your role may not do this'],
  'not-found': [404, 'There is no such thing'],
  'method-not-allowed': [405, 'The path does not know this method'],
  refused: [409, 'A rule refuses this'],
  'moved-on': [409, 'It is no longer as you saw it'],
  conflict: [409, 'The present state does not allow this'],
  'body-too-large': [413, 'The body is too large'],
  'path-too-long': [414, 'The path is too long'],
  'unsupported-media-type': [415, 'The body must be JSON'],
  invalid: [422, 'The request has faults'],
  'idempotency-key-reused': [422, 'The idempotency key was used for another request'],
  internal: [500, 'Something went wrong here'],
  busy: [503, 'Try again in a moment'],
} as const;
export type ProblemKind = keyof typeof kinds;

export interface Fault {
  /** Where: `body.reason`, `query.limit`, `header.idempotency-key`. */
  readonly path: string;
  readonly message: string;
}

/** RFC 9457, with members of our own: the faults of a request, or the rule of a refusal. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'A URN that names the kind of problem.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'The path that was asked for.' }),
    correlationId: z.string().meta({ description: 'Names the request in the log.' }),
    faults: z.array(z.object({ path: z.string(), message: z.string() })).optional().meta({ description: 'Every fault of the request, with its place.' }),
    rule: z.string().optional().meta({ description: 'Of a refusal: the rule that refuses.' }),
    citation: z.string().optional().meta({ description: 'Where the rule stands.' }),
    ruleStatus: z.enum(ruleStatuses).optional().meta({ description: 'How far the rule was confirmed.' }),
    since: z
      .array(z.object({ eventId: z.string(), type: z.string(), at: z.string(), says: z.string(), cause: z.string() }))
      .optional()
      .meta({ description: 'Of `moved-on`: what happened since it was seen, oldest first. Look again, and send what you have seen then.' }),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
    notBefore: z.string().nullable().optional().meta({ description: 'When the answer may be another by time alone, if known.' }),
  })
  .meta({ id: 'Problem' });
export type ProblemBody = z.input<typeof problemSchema>;
type Extensions = Partial<Pick<ProblemBody, 'faults' | 'since' | 'rule' | 'citation' | 'ruleStatus' | 'facts' | 'notBefore'>>;

/** Thrown anywhere in the API; answered as a problem document. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly extensions: Extensions;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: ProblemKind, detail: string, extensions: Extensions = {}, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.name = 'Problem';
    this.kind = kind;
    this.extensions = extensions;
    this.headers = headers;
  }

  get status(): number {
    return kinds[this.kind][0];
  }

  /** The document without what only the request knows. */
  get document(): Omit<ProblemBody, 'instance' | 'correlationId'> {
    const [status, title] = kinds[this.kind];
    return { type: `urn:arrears:problem:${this.kind}`, title, status, detail: this.message, ...this.extensions };
  }
}

export function notFound(what: string, id: string): Problem {
  return new Problem('not-found', `There is no ${what} "${id}".`);
}

/** A rule's no, with its citation. */
export function refused({ because, notBefore }: Refusal): Problem {
  const { rule, citation, status: ruleStatus, sentence, facts } = because;
  return new Problem('refused', sentence, { rule, citation, ruleStatus, facts: { ...facts }, notBefore });
}
