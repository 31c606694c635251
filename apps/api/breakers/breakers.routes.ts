import { z } from 'zod';
import { breakerKinds } from '../../../libs/policy/breaker.ts';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, instantText, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Utility';
const kind = z.enum(breakerKinds);
const boundFrom = z.enum(['learnt', 'set']).meta({ description: 'Whether the utility’s usual days or its pack set the bound.' });
const usual = z.number().meta({ description: 'The median of the business days before.' });
const body = z.strictObject({ reason: reasonSchema });

const request = z.strictObject({ requestId: id, askedAt: instantText, askedBy: id, reason: z.string() }).meta({ id: 'BreakerResetRequest', description: 'Asked for by a supervisor, and approved by another or not at all.' });

const trip = z
  .strictObject({ trippedAt: instantText, counted: z.int(), bound: z.int(), usual, boundFrom, sentence: z.string(), request: request.nullable() })
  .meta({ id: 'BreakerTrip', description: 'Since when the breaker is open, and why.' });

const breaker = z
  .strictObject({
    kind,
    says: z.string().meta({ description: 'What it counts, in words.' }),
    rule: z.string(),
    countedToday: z.int().meta({ description: 'Since the day began, or since the last reset.' }),
    bound: z.int().meta({ description: 'As many today and no more.' }),
    usual,
    boundFrom,
    trip: trip.nullable().meta({ description: 'Null while the breaker is closed.' }),
    waitingCases: z.array(id).meta({ description: 'Cases whose next step is due and that wait for this breaker alone; a hundred at most.' }),
    moreWait: z.boolean(),
  })
  .meta({ id: 'Breaker' });

export const breakerRoutes = {
  listBreakers: defineRoute('listBreakers', {
    method: 'GET',
    path: '/breakers',
    tag,
    summary: "Shows the utility's breakers: what today brought, its bounds, and what waits",
    description: 'More orders of a kind on one day than are set or usual trip its breaker. While it is open, none of that kind is ordered, and no crew is cleared for one; what protects goes on.',
    params: nothing,
    query: nothing,
    response: z.strictObject({ items: z.array(breaker) }).meta({ id: 'Breakers' }),
    responseName: 'The breakers',
  }),
  requestBreakerReset: defineRoute('requestBreakerReset', {
    method: 'POST',
    path: '/breakers/{kind}/reset-requests',
    tag,
    summary: 'Asks to have a breaker reset',
    description: 'It stays open until a second supervisor approves.',
    params: z.strictObject({ kind }),
    query: nothing,
    body,
    response: z.strictObject({ kind, requestId: id, askedAt: instantText, askedBy: id, reason: z.string() }).meta({ id: 'BreakerResetAsked' }),
    responseName: 'The request, to be approved by somebody else',
    success: 201,
    mayRefuse: true,
  }),
  approveBreakerReset: defineRoute('approveBreakerReset', {
    method: 'POST',
    path: '/breakers/{kind}/reset-requests/{requestId}/approval',
    tag,
    summary: 'Resets a breaker for which another supervisor asked',
    description: 'The day is counted on from here, and the cases that may have waited are looked at again, in batches. Whoever asked for the reset is refused.',
    params: z.strictObject({ kind, requestId: idParameter }),
    query: nothing,
    body,
    response: z.strictObject({ kind, resetAt: instantText, cases: z.int().meta({ description: 'How many are looked at again.' }) }).meta({ id: 'BreakerReset' }),
    responseName: 'The breaker is closed',
    mayRefuse: true,
  }),
} as const;
