import { z } from 'zod';
import { callerRoles, identityChecks } from '../../../libs/account/account.events.ts';
import { positiveCentsSchema } from '../../../libs/kernel/money.ts';
import { arrangementWish } from '../arrangements/arrangements.routes.ts';
import { uploadedDocketSchema } from '../../../libs/docket/index.ts';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, localDateSchema, nothing, reasonSchema } from '../http/schemas.ts';
import { confirmedKinds } from './confirmation.ts';

const result = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('extension'), untilOn: localDateSchema }),
  z.strictObject({ kind: z.literal('arrangement'), wish: arrangementWish }),
  z.strictObject({ kind: z.literal('reported-payment'), channel: idParameter, confirmation: idParameter, amountCents: positiveCentsSchema }),
  z.strictObject({ kind: z.literal('promise'), amountCents: positiveCentsSchema, on: localDateSchema }),
  z.strictObject({ kind: z.literal('dispute'), billId: idParameter.optional(), disputedCents: positiveCentsSchema.optional() }),
  z.strictObject({ kind: z.literal('review'), billId: idParameter.optional() }).meta({ description: 'Any adult resident may ask for one.' }),
  z.strictObject({ kind: z.literal('medical-form') }).meta({ description: 'The form is to be sent; the protection begins with the certificate.' }),
  z
    .strictObject({ kind: z.literal('bankruptcy'), court: uploadedDocketSchema.shape.court.optional(), docketNumber: uploadedDocketSchema.shape.docketNumber.optional() })
    .meta({ description: 'The caller says that a petition was filed: the account is held at once, until the docket is looked up.' }),
  z.strictObject({ kind: z.literal('death') }).meta({ description: 'The caller says that the customer died: nobody is pressed until somebody answers for the estate.' }),
  z.strictObject({ kind: z.literal('restoration') }).meta({ description: 'The water, which is off, is asked for back.' }),
  z.strictObject({ kind: z.literal('callback'), on: localDateSchema }),
  z.strictObject({ kind: z.literal('nothing') }),
]);

const contact = z
  .strictObject({
    channel: z.enum(['phone', 'e-mail', 'letter', 'counter', 'visit']),
    caller: z.enum(callerRoles),
    callerName: z.string().trim().min(1).max(200).optional(),
    identifiedBy: z.array(z.enum(identityChecks)).max(identityChecks.length).meta({ description: 'By what it was clear who calls; empty where it was not.' }),
    covered: z.array(idParameter).max(30).default([]).meta({ description: 'What was said, by the blocks of the script.' }),
    isNamed: z.boolean().default(false).meta({ description: 'The caller is to stand on the account from now on, under `callerName`: an owner, an occupant, who pays, or by letter of authority an attorney or executor.' }),
    callback: idParameter.optional().meta({ description: 'The contact in which this call was promised; that promise is kept by it.' }),
    said: reasonSchema.meta({ description: 'What was said, in a few words.' }),
    result,
  })
  .meta({ id: 'ContactWish' });
export type ContactWish = z.output<typeof contact>;

export const contactRoutes = {
  recordContact: defineRoute('recordContact', {
    method: 'POST',
    path: '/accounts/{accountId}/contacts',
    tag: 'Accounts',
    summary: 'Records who called, what was said and what came of it, in one commit',
    description: 'What is granted or agreed is within the limits of the caller’s role, as over its own route, and holds from this commit on.',
    params: z.strictObject({ accountId: idParameter }),
    query: nothing,
    body: contact,
    response: z
      .strictObject({
        contactId: id,
        accountId: id,
        caseId: id.nullable(),
        eventId: id.meta({ description: 'Of what came of it, or of the contact itself.' }),
        kind: z.enum(confirmedKinds),
        reference: id.meta({ description: 'By which it is found again, and which the caller is told.' }),
        confirmations: z.array(z.strictObject({ language: z.string(), text: z.string() })).meta({ description: 'What the caller is told, in the first language and in that of the household where there are words.' }),
      })
      .meta({ id: 'ContactRecorded' }),
    responseName: 'What was recorded, and what the caller is told',
    success: 201,
    mayRefuse: true,
  }),
} as const;
