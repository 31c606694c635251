import { z } from 'zod';
import { centsSchema, positiveCentsSchema } from '../../../libs/kernel/money.ts';
import { defineRoute } from '../http/route.ts';
import { becauseSchema, cents, dateText, id, idParameter, localDateSchema, nothing, reasonSchema, wholeNumber } from '../http/schemas.ts';

const tag = 'Accounts';
const path = '/accounts/{accountId}/arrangements';
const params = z.strictObject({ accountId: idParameter });
const mostInstalments = 36;
const mostCents = 999_999_999;

const wish = z
  .strictObject({
    instalments: z.int().min(1).max(mostInstalments).meta({ description: 'How many equal ones, a month apart.' }),
    firstDueOn: localDateSchema,
    totalCents: positiveCentsSchema.optional().meta({ description: 'What is past due, unless told.' }),
    downPaymentCents: centsSchema.nonnegative().optional().meta({ description: 'The least that the pack asks for, unless told.' }),
  })
  .meta({ id: 'ArrangementWish' });
export type ArrangementWish = z.output<typeof wish>;

const wishQuery = z.strictObject({
  instalments: wholeNumber(1, mostInstalments),
  firstDueOn: localDateSchema,
  totalCents: wholeNumber(1, mostCents).optional(),
  downPaymentCents: wholeNumber(0, mostCents).optional(),
});

const terms = {
  totalCents: cents,
  downPaymentCents: cents,
  instalments: z.array(z.strictObject({ dueOn: dateText, payableThroughOn: dateText.meta({ description: 'Moved past days on which it cannot be paid.' }), amountCents: cents })),
  cureBusinessDays: z.int().meta({ description: 'How long a missed instalment can be made up for.' }),
};

const answeredBySupervisor = {
  method: 'POST',
  tag,
  params: z.strictObject({ accountId: idParameter, arrangementId: idParameter }),
  query: nothing,
  body: z.strictObject({ reason: reasonSchema }),
  response: z.strictObject({ arrangementId: id, accountId: id, eventId: id, caseId: id.nullable() }).meta({ id: 'ArrangementAnswered' }),
  mayRefuse: true,
} as const;

export const arrangementRoutes = {
  previewArrangement: defineRoute('previewArrangement', {
    method: 'GET',
    path: `${path}/preview`,
    tag,
    summary: 'Shows the instalments of an arrangement without agreeing to it',
    params,
    query: wishQuery,
    response: z.strictObject({ ...terms, needsSupervisor: becauseSchema.nullable().meta({ description: 'Why a specialist may not agree to this; null when one may.' }) }).meta({ id: 'ArrangementPreview' }),
    responseName: 'What would be agreed',
    mayRefuse: true,
  }),
  agreeArrangement: defineRoute('agreeArrangement', {
    method: 'POST',
    path,
    tag,
    summary: 'Agrees an arrangement of equal instalments',
    description: "Within the pack's limits for a specialist, beyond them for a supervisor. It holds collection from this commit on.",
    params,
    query: nothing,
    body: wish,
    response: z.strictObject({ arrangementId: id, ...terms, accountId: id, eventId: id, caseId: id.nullable() }).meta({ id: 'ArrangementAgreed' }),
    responseName: 'What was agreed',
    success: 201,
    mayRefuse: true,
  }),
  approveArrangement: defineRoute('approveArrangement', {
    ...answeredBySupervisor,
    path: `${path}/{arrangementId}/approval`,
    summary: 'Approves an arrangement beyond the limits that waits for a supervisor',
    description: 'Its terms stand from this commit on; what was paid while it waited counts.',
    responseName: 'What was approved',
  }),
  refuseArrangement: defineRoute('refuseArrangement', {
    ...answeredBySupervisor,
    path: `${path}/{arrangementId}/refusal`,
    summary: 'Refuses an arrangement beyond the limits that waits for a supervisor',
    description: 'It ends its hold: collection goes on as if it had not been agreed.',
    responseName: 'What was refused',
  }),
} as const;
