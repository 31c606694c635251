import { z } from 'zod';
import { centsSchema } from '../../../libs/kernel/money.ts';
import { arrangementKinds } from '../../../libs/policy/pack.ts';
import { defineRoute } from '../http/route.ts';
import { cents, dateText, id, idParameter, localDateSchema, nothing } from '../http/schemas.ts';

const kind = z.enum(arrangementKinds).exclude(['alternative-schedule', 'reduction']);

const wish = z
  .strictObject({
    accounts: z.array(idParameter).min(1).max(200).meta({ description: 'The chosen accounts of the payer; what is past due on each is in the plan.' }),
    kind: kind.optional().meta({ description: 'Equal instalments, unless told.' }),
    instalments: z.int().min(1).max(36).meta({ description: 'How many equal ones over all accounts together, a month apart.' }),
    firstDueOn: localDateSchema,
    downPaymentCents: centsSchema.nonnegative().optional().meta({ description: 'Over all accounts; the least that the pack asks for, unless told.' }),
  })
  .meta({ id: 'PayerPlanWish' });
export type PayerPlanWish = z.output<typeof wish>;

const part = z.strictObject({ dueOn: dateText, amountCents: cents });
const share = z
  .strictObject({ accountId: id, arrangementId: id, caseId: id.nullable(), totalCents: cents, downPaymentCents: cents, instalments: z.array(part) })
  .meta({ id: 'PayerPlanShare', description: 'What of the plan is that account’s: an arrangement of its own, under the law of that account.' });

export const payerRoutes = {
  agreePayerPlan: defineRoute('agreePayerPlan', {
    method: 'POST',
    path: '/payers/{payerId}/plans',
    tag: 'Accounts',
    summary: 'Agrees one plan over several accounts of a payer',
    description:
      "Each account has its own share of every part, to the cent, as an arrangement of its own: it is kept, broken and judged for itself, and a payment to the plan is spread by the shares. Refused as a whole when one account's law refuses its share.",
    params: z.strictObject({ payerId: idParameter }),
    query: nothing,
    body: wish,
    response: z.strictObject({ planId: id, payerId: id, totalCents: cents, downPaymentCents: cents, instalments: z.array(part), shares: z.array(share) }).meta({ id: 'PayerPlan' }),
    responseName: 'The plan, with the share of each account',
    success: 201,
    mayRefuse: true,
  }),
} as const;
