import { z } from 'zod';
import { breakerKinds } from '../../../libs/policy/breaker.ts';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, instantText } from '../http/schemas.ts';
import { timelineLine } from '../timeline/timeline.schema.ts';

const inputs = z
  .strictObject({
    accountVersion: z.int(),
    caseVersion: z.int(),
    packHash: z.string(),
    calendarHash: z.string(),
    code: z.string(),
    feeds: z.record(z.string(), z.string().nullable()).meta({ description: 'Through when each feed was complete.' }),
    breakers: z.array(z.strictObject({ kind: z.enum(breakerKinds), trippedAt: instantText, sentence: z.string() })).optional().meta({ description: 'The breakers that were open, if any were.' }),
  })
  .meta({ id: 'DecisionInputs' });

const explained = z
  .strictObject({
    ...timelineLine.shape,
    stream: z.enum(['account', 'case', 'season']),
    correlationId: id,
    schema: z.int().meta({ description: 'The version of the stored form.' }),
    inputs: inputs.nullable().meta({ description: 'What a decision was made from; null for facts.' }),
    hash: z.string().meta({ description: 'Over the event and everything before it in its stream.' }),
    previousHash: z.string(),
  })
  .meta({ id: 'ExplainedEvent' });

export const eventRoutes = {
  explainEvent: defineRoute('explainEvent', {
    method: 'GET',
    path: '/events/{eventId}/why',
    tag: 'Events',
    summary: 'Tells why something was done: rule, citation, status, facts, inputs and hash',
    description: 'For any event: a decision of a case (`A1.1#5`), what happened in a season of the tax roll (`county-auditor.2027#17`), or an event of an account by its id. Write `/` and `#` of an id as `%2F` and `%23`.',
    params: z.strictObject({ eventId: idParameter }),
    query: z.strictObject({ accountId: idParameter.optional().meta({ description: 'For an event that several accounts have, such as a petition.' }) }),
    response: explained,
    responseName: 'The event and its reasons',
  }),
} as const;
