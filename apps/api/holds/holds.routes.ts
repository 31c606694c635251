import { z } from 'zod';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, localDateSchema, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Accounts';
const placed = z.strictObject({ holdId: id, accountId: id, eventId: id, caseId: id.nullable() }).meta({ id: 'HoldChanged' });

export const holdRoutes = {
  placeHold: defineRoute('placeHold', {
    method: 'POST',
    path: '/accounts/{accountId}/holds',
    tag,
    summary: 'Places a hold: nothing adverse happens to the account from this commit on',
    params: z.strictObject({ accountId: idParameter }),
    query: nothing,
    body: z.strictObject({ reason: reasonSchema, untilOn: localDateSchema.optional().meta({ description: 'Its last day; until released, unless told.' }) }),
    response: placed,
    responseName: 'The hold',
    success: 201,
  }),
  releaseHold: defineRoute('releaseHold', {
    method: 'POST',
    path: '/accounts/{accountId}/holds/{holdId}/release',
    tag,
    summary: 'Releases a hold that a person placed',
    description: 'By the role that placed it, or one above it (specialist, supervisor, counsel). What a court, a doctor or a customer began ends with a fact, not by a person.',
    params: z.strictObject({ accountId: idParameter, holdId: idParameter }),
    query: nothing,
    body: z.strictObject({ reason: reasonSchema }),
    response: placed,
    responseName: 'The hold that ended',
    mayRefuse: true,
  }),
} as const;
