import { z } from 'zod';
import type { CaseEventType } from '../case/case.events.ts';
import { envelopeSchema } from './envelope.ts';
import { outgoing, type OutData, type OutType } from './outgoing.ts';
import { parseJsonObject } from './parse-json.ts';
import type { OutRecord } from './send-message.ts';

export interface OutgoingParts<T extends OutType> {
  readonly type: T;
  /** The outbox row's own id: a resend after a crash has the same. */
  readonly id: string;
  readonly utility: string;
  readonly time: string;
  readonly correlationId: string;
  readonly data: OutData[T];
}

/** Of what is about no account. */
const keyOfUtility = 'utility';

/**
 * The record of something that Arrears says, keyed by account so that it keeps its order, or by its utility.
 * @throws ZodError when the data does not fit its published schema: nothing else may leave
 */
export function outgoingMessage<T extends OutType>(parts: OutgoingParts<T>): OutRecord {
  const { topic, wireType, schema } = outgoing[parts.type];
  const data = schema.parse(parts.data);
  const accountId = 'accountId' in data ? data.accountId : null;
  const event = {
    specversion: '1.0',
    id: parts.id,
    source: '/arrears',
    type: wireType,
    time: parts.time,
    datacontenttype: 'application/json',
    utility: parts.utility,
    ...(accountId === null ? {} : { account: accountId }),
    correlationid: parts.correlationId,
    data,
  };
  return { topic, key: `${parts.utility}/${accountId ?? keyOfUtility}`, value: JSON.stringify(event) };
}

const sentSchema = envelopeSchema.extend({ data: z.unknown() });

/** Reads what `outgoingMessage` wrote: for crews, billing systems and tests. @throws when it is something else */
export function readOutgoing<T extends OutType>(type: T, value: Buffer) {
  const envelope = sentSchema.parse(parseJsonObject(value));
  if (envelope.type !== outgoing[type].wireType) throw new TypeError(`Expected ${outgoing[type].wireType}, not ${envelope.type}`);
  const data = outgoing[type].schema.parse(envelope.data) as OutData[T];
  return { id: envelope.id, utility: envelope.utility, time: envelope.time, correlationId: envelope.correlationid ?? null, data };
}

/** Left inside: what a person wrote may name a person. */
const written: ReadonlySet<string> = new Set(['reason', 'question', 'note']);

/** The part of a case event's data that may leave. */
export function publicData(event: CaseEventType, data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  // The reason of a closing is a word of a closed list.
  const mayLeave = (field: string) => !written.has(field) || (event === 'CaseClosed' && field === 'reason');
  return Object.fromEntries(Object.entries(data).filter(([field]) => mayLeave(field)));
}
