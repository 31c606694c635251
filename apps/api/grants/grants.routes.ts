import { z } from 'zod';
import { positiveCentsSchema } from '../../../libs/kernel/money.ts';
import { grantKinds } from '../../../libs/policy/limits.ts';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, localDateSchema, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Accounts';
const params = z.strictObject({ accountId: idParameter });
const granted = z.strictObject({ grantId: id, accountId: id, eventId: id, caseId: id.nullable() }).meta({ id: 'Granted' });
const within = "Within the pack's limits for the caller's role, and refused with the rule beyond them.";

export const grantRoutes = {
  grantExtension: defineRoute('grantExtension', {
    method: 'POST',
    path: '/accounts/{accountId}/extensions',
    tag,
    summary: 'Grants more time: collection is held through that day',
    description: within,
    params,
    query: nothing,
    body: z.strictObject({ untilOn: localDateSchema, reason: reasonSchema }),
    response: granted,
    responseName: 'What was granted',
    success: 201,
    mayRefuse: true,
  }),
  reportPayment: defineRoute('reportPayment', {
    method: 'POST',
    path: '/accounts/{accountId}/reported-payments',
    tag,
    summary: 'Notes that the customer says it was paid: collection waits for the next file of that channel',
    description: within,
    params,
    query: nothing,
    body: z.strictObject({ channel: idParameter, confirmation: idParameter, amountCents: positiveCentsSchema }),
    response: granted,
    responseName: 'What was noted',
    success: 201,
    mayRefuse: true,
  }),
  notePromise: defineRoute('notePromise', {
    method: 'POST',
    path: '/accounts/{accountId}/promises',
    tag,
    summary: 'Notes a promise to pay: a reminder, which holds nothing',
    description: within,
    params,
    query: nothing,
    body: z.strictObject({ amountCents: positiveCentsSchema, on: localDateSchema, outcome: reasonSchema }),
    response: granted,
    responseName: 'What was noted',
    success: 201,
    mayRefuse: true,
  }),
  answerGrant: defineRoute('answerGrant', {
    method: 'POST',
    path: '/accounts/{accountId}/grants/{grant}/{grantId}/answer',
    tag,
    summary: 'Approves or refuses what was granted beyond the limits in another system',
    description: 'Approved it stands as granted; refused it held until now.',
    params: params.extend({ grant: z.enum(grantKinds), grantId: idParameter }),
    query: nothing,
    body: z.strictObject({ answer: z.enum(['approved', 'refused']), reason: reasonSchema }),
    response: granted,
    responseName: 'What was answered',
    mayRefuse: true,
  }),
} as const;
