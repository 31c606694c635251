import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { dateText, flag, id, idParameter, instantText, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Accounts';
const params = z.strictObject({ accountId: idParameter, contactId: idParameter });

const callback = z
  .strictObject({
    accountId: id,
    contactId: id.meta({ description: 'Of the contact in which it was promised.' }),
    dueOn: dateText,
    isOverdue: z.boolean(),
    owner: z.string().nullable().meta({ description: 'Who has promised it, or has it now; null where nobody said.' }),
    promisedAt: instantText,
    name: z.string().nullable(),
    phone: z.string().nullable(),
    doNotCall: z.boolean(),
    caller: z.string().nullable(),
    callerName: z.string().nullable(),
    said: z.string().nullable(),
  })
  .meta({ id: 'Callback', description: 'Names and what was said are null for roles that need no names.' });

const answered = { tag, params, query: nothing, response: z.strictObject({ contactId: id, accountId: id, eventId: id, caseId: id.nullable() }).meta({ id: 'CallbackAnswered' }), mayRefuse: true } as const;

export const callbackRoutes = {
  listCallbacks: defineRoute('listCallbacks', {
    method: 'GET',
    path: '/callbacks',
    tag,
    summary: 'Lists the callbacks that were promised and are not done, the longest overdue first',
    description: 'Each has one owner and one day.',
    params: nothing,
    query: z.strictObject({ ...pageQuery, mine: flag.optional().meta({ description: 'Those of whoever asks.' }), due: flag.optional().meta({ description: 'Those that are due today, or were before.' }) }),
    response: pageOf('CallbackPage', callback),
    responseName: 'A page of callbacks',
  }),
  countCallbacks: defineRoute('countCallbacks', {
    method: 'GET',
    path: '/callbacks/counts',
    tag,
    summary: 'Counts the callbacks that were promised and are not done',
    params: nothing,
    query: nothing,
    response: z
      .strictObject({ open: z.int(), due: z.int().meta({ description: 'Today, or before.' }), overdue: z.int(), mineDue: z.int().meta({ description: 'Of those that are due: the one’s who asks.' }) })
      .meta({ id: 'CallbackCounts' }),
    responseName: 'How many there are',
  }),
  passCallbackOn: defineRoute('passCallbackOn', {
    ...answered,
    method: 'POST',
    path: '/accounts/{accountId}/callbacks/{contactId}/pass-on',
    summary: 'Hands a callback to somebody else, who has it alone from then on',
    body: z.strictObject({ to: z.string().trim().min(1).max(200), reason: reasonSchema }),
    responseName: 'That it was passed on',
  }),
  finishCallback: defineRoute('finishCallback', {
    ...answered,
    method: 'POST',
    path: '/accounts/{accountId}/callbacks/{contactId}/done',
    summary: 'Says that a callback was kept, or is not wanted any more',
    body: z.strictObject({ outcome: reasonSchema }),
    responseName: 'That it is done',
  }),
} as const;
