import { z } from 'zod';
import { arrangementKinds } from '../../../libs/policy/pack.ts';
import { centsSchema, positiveCentsSchema } from '../../../libs/kernel/money.ts';
import { defineRoute } from '../http/route.ts';
import { becauseSchema, cents, dateText, id, idParameter, localDateSchema, nothing, reasonSchema, wholeNumber } from '../http/schemas.ts';

const tag = 'Accounts';
const path = '/accounts/{accountId}/arrangements';
const params = z.strictObject({ accountId: idParameter });
const mostInstalments = 36;
const mostCents = 999_999_999;

const kind = z.enum(arrangementKinds);
const reducedByCents = 'Of a reduction: what need not be paid; the plan is for the rest.';
const schedule = z.array(z.strictObject({ dueOn: localDateSchema, amountCents: positiveCentsSchema })).min(1).max(mostInstalments);

export const arrangementWish = z
  .strictObject({
    kind: kind.optional().meta({ description: 'Equal instalments, unless told.' }),
    instalments: z.int().min(1).max(mostInstalments).optional().meta({ description: 'How many equal ones, a month apart; one, unless told. An alternative schedule has its own.' }),
    firstDueOn: localDateSchema.optional().meta({ description: 'Needed by every kind but an alternative schedule.' }),
    schedule: schedule.optional().meta({ description: 'Of an alternative schedule: what is due on which day.' }),
    reducedByCents: positiveCentsSchema.optional().meta({ description: reducedByCents }),
    totalCents: positiveCentsSchema.optional().meta({ description: 'What is past due, unless told.' }),
    downPaymentCents: centsSchema.nonnegative().optional().meta({ description: 'The least that the pack asks for, unless told.' }),
  })
  .meta({ id: 'ArrangementWish' });
export type ArrangementWish = z.output<typeof arrangementWish>;

/** `2027-05-03:5500,2027-06-03:5500` */
const scheduleText = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d:\d{1,9}(,\d{4}-\d\d-\d\d:\d{1,9})*$/, { error: 'must be like 2027-05-03:5500,2027-06-03:5500, the day and whole cents' })
  .transform((text) => text.split(',').map((part) => ({ dueOn: part.slice(0, 10), amountCents: Number(part.slice(11)) })))
  .pipe(schedule)
  .meta({ type: 'string', description: 'Days and whole cents, like 2027-05-03:5500,2027-06-03:5500.' });

const wishQuery = z.strictObject({
  kind: kind.optional(),
  instalments: wholeNumber(1, mostInstalments).optional(),
  firstDueOn: localDateSchema.optional(),
  schedule: scheduleText.optional(),
  reducedByCents: wholeNumber(1, mostCents).optional().meta({ description: reducedByCents }),
  totalCents: wholeNumber(1, mostCents).optional(),
  downPaymentCents: wholeNumber(0, mostCents).optional(),
});

const terms = {
  kind,
  totalCents: cents,
  reducedByCents: cents.nullable(),
  downPaymentCents: cents,
  instalments: z.array(z.strictObject({ dueOn: dateText, payableThroughOn: dateText.meta({ description: 'Moved past days on which it cannot be paid.' }), amountCents: cents })),
  cureBusinessDays: z.int().meta({ description: 'How long a missed instalment can be made up for.' }),
};

const breach = z
  .strictObject({
    missedOn: dateText,
    cureThroughOn: dateText,
    letterOn: dateText.nullable(),
    postingOn: dateText.nullable(),
    shutOffOn: dateText.nullable().meta({ description: 'The first day; null where time alone brings none.' }),
    guards: z.array(z.string()).meta({ description: 'What the shut-off will still ask, in sentences.' }),
  })
  .meta({ id: 'BreachPreview', description: 'What follows when an instalment is missed and nothing is paid, each step on its first day.' });

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
    response: z.strictObject({ ...terms, needsSupervisor: becauseSchema.nullable().meta({ description: 'Why a specialist may not agree to this; null when one may.' }), ifMissed: breach.nullable().meta({ description: 'When the first instalment is missed; null where the calendar does not reach so far.' }) }).meta({ id: 'ArrangementPreview' }),
    responseName: 'What would be agreed',
    mayRefuse: true,
  }),
  agreeArrangement: defineRoute('agreeArrangement', {
    method: 'POST',
    path,
    tag,
    summary: 'Agrees an arrangement of any kind that the pack offers',
    description: "Equal instalments, an amortization, another schedule, a reduced balance or a deferral. Within the pack's limits for a specialist, beyond them for a supervisor. It holds collection from this commit on.",
    params,
    query: nothing,
    body: arrangementWish,
    response: z.strictObject({ arrangementId: id, ...terms, accountId: id, eventId: id, caseId: id.nullable() }).meta({ id: 'ArrangementAgreed' }),
    responseName: 'What was agreed',
    success: 201,
    mayRefuse: true,
  }),
  previewBreach: defineRoute('previewBreach', {
    method: 'GET',
    path: `${path}/{arrangementId}/breach`,
    tag,
    summary: 'Shows what missing an instalment would bring, before it is missed',
    params: z.strictObject({ accountId: idParameter, arrangementId: idParameter }),
    query: z.strictObject({ instalment: wholeNumber(1, mostInstalments).optional().meta({ description: 'The first, unless told.' }) }),
    response: z.strictObject({ arrangementId: id, instalment: z.int(), ifMissed: breach.nullable() }).meta({ id: 'ArrangementBreach' }),
    responseName: 'What would follow',
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
