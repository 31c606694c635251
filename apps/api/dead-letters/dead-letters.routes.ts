import { z } from 'zod';
import { badReasons } from '../../../libs/contracts/index.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, instantText, nothing } from '../http/schemas.ts';

const tag = 'Dead letters';
const params = z.strictObject({ deadLetterId: idParameter });
const statuses = ['open', 'resent', 'repaired'] as const;

const line = {
  deadLetterId: id,
  accountIds: z.array(id).meta({ description: 'Held until the letter is repaired.' }),
  reason: z.enum(badReasons),
  detail: z.string().meta({ description: 'What is wrong, where, and how to mend it.' }),
  topic: z.string(),
  partition: z.int(),
  offset: z.string(),
  source: z.string().nullable(),
  eventId: id.nullable(),
  recordedAt: instantText,
  status: z.enum(statuses),
  replacedBy: id.nullable(),
};

export const deadLetterRoutes = {
  listDeadLetters: defineRoute('listDeadLetters', {
    method: 'GET',
    path: '/dead-letters',
    tag,
    summary: 'Lists messages that could not be read or decided',
    params: nothing,
    query: z.strictObject({ ...pageQuery, status: z.enum(statuses).optional() }),
    response: pageOf('DeadLetterPage', z.strictObject(line).meta({ id: 'DeadLetterLine' })),
    responseName: 'A page of dead letters',
  }),
  readDeadLetter: defineRoute('readDeadLetter', {
    method: 'GET',
    path: '/dead-letters/{deadLetterId}',
    tag,
    summary: 'Shows a dead letter with its content as it came',
    params,
    query: nothing,
    response: z.strictObject({ ...line, key: z.string().nullable(), value: z.string().nullable() }).meta({ id: 'DeadLetter' }),
    responseName: 'The dead letter',
  }),
  replayDeadLetter: defineRoute('replayDeadLetter', {
    method: 'POST',
    path: '/dead-letters/{deadLetterId}/replay',
    tag,
    summary: 'Sends a message again, repaired',
    description: 'It goes to the topic that it came from, under a new id that names the letter. The accounts are free again once it has been taken in.',
    params,
    query: nothing,
    body: z.strictObject({ event: z.record(z.string(), z.unknown()).meta({ description: 'The whole CloudEvent, mended.' }) }),
    response: z.strictObject({ deadLetterId: id, topic: z.string(), eventId: id }).meta({ id: 'Replayed' }),
    responseName: 'What will be sent',
    success: 202,
  }),
} as const;
