import { z } from 'zod';
import { badReasons } from '../../../libs/contracts/index.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, instantText, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Dead letters';
const params = z.strictObject({ deadLetterId: idParameter });
const statuses = ['open', 'resent', 'repaired'] as const;

const line = {
  deadLetterId: id,
  accountIds: z.array(id).meta({ description: 'Named by the message.' }),
  heldIds: z.array(id).meta({ description: 'Those of them that it still holds: until a repair about them, or a release.' }),
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
  repairedBy: id.nullable().meta({ description: 'Who sent it again last.' }),
  repairedAt: instantText.nullable(),
};

const event = z.record(z.string(), z.unknown()).meta({ description: 'The whole CloudEvent, mended.' });

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
    response: z.strictObject({ ...line, key: z.string().nullable(), value: z.string().nullable(), repairedValue: z.string().nullable().meta({ description: 'As it was sent again; what came stays as it came.' }) }).meta({ id: 'DeadLetter' }),
    responseName: 'The dead letter',
  }),
  tryDeadLetter: defineRoute('tryDeadLetter', {
    method: 'POST',
    path: '/dead-letters/{deadLetterId}/trial',
    tag,
    summary: 'Shows what would come of a repaired message',
    description: 'It is taken in and taken back: nothing is recorded, and nothing sent.',
    params,
    query: nothing,
    body: z.strictObject({ event }),
    response: z
      .strictObject({
        deadLetterId: id,
        faults: z.array(z.strictObject({ path: z.string().meta({ description: 'As in `data.amountCents`; empty for the message as a whole.' }), message: z.string() })).meta({ description: 'What is still wrong; empty when it can be sent.' }),
        events: z.array(z.strictObject({ streamId: id, type: z.string() })).meta({ description: 'What would be recorded on its accounts and in their cases.' }),
        parkedFor: z.strictObject({ reason: z.enum(badReasons), detail: z.string() }).nullable().meta({ description: 'It can be read, and would be parked again all the same.' }),
        staysHeld: z.array(id),
      })
      .meta({ id: 'RepairTrial' }),
    responseName: 'What would come of it',
  }),
  replayDeadLetter: defineRoute('replayDeadLetter', {
    method: 'POST',
    path: '/dead-letters/{deadLetterId}/replay',
    tag,
    summary: 'Sends a message again, repaired',
    description: 'It goes to the topic that it came from, under a new id that names the letter. The accounts that it is about are free again once it has been taken in; others that the letter held stay held until they are released.',
    params,
    query: nothing,
    body: z.strictObject({ event }),
    response: z.strictObject({ deadLetterId: id, topic: z.string(), eventId: id, staysHeld: z.array(id).meta({ description: 'Accounts that the letter holds and the event is not about.' }) }).meta({ id: 'Replayed' }),
    responseName: 'What will be sent',
    success: 202,
  }),
  releaseDeadLetter: defineRoute('releaseDeadLetter', {
    method: 'POST',
    path: '/dead-letters/{deadLetterId}/release',
    tag,
    summary: 'Frees accounts that a message holds and does not concern',
    description: 'As when its key and its body name two accounts, and it was about one of them. Whoever releases them answers for it.',
    params,
    query: nothing,
    body: z.strictObject({ accountIds: z.array(idParameter).min(1).max(1_000), reason: reasonSchema }),
    response: z.strictObject({ deadLetterId: id, released: z.array(id), staysHeld: z.array(id) }).meta({ id: 'Released' }),
    responseName: 'Who is free, and who is held still',
  }),
} as const;
