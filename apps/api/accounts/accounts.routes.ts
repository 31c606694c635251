import { z } from 'zod';
import { bucketNames } from '../../../libs/account/buckets.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { asOfQuery, cents, dateText, flag, holdSchema, id, idParameter, investigationSchema, instantText, nothing } from '../http/schemas.ts';
import { timelineSchema } from '../timeline/timeline.schema.ts';

const tag = 'Accounts';
const params = z.strictObject({ accountId: idParameter });

const accountLine = z.strictObject({
  accountId: id,
  customerClass: z.string(),
  district: z.string(),
  valve: z.enum(['on', 'off', 'none']),
  balanceCents: cents,
  openCaseId: id.nullable(),
  lastCaseId: id.nullable(),
});

const bill = z.strictObject({
  billId: id,
  billedOn: dateText,
  dueOn: dateText.meta({ description: 'As printed on the bill.' }),
  payableThroughOn: dateText.meta({ description: 'The printed date, or the one that the pack promises when that is later, moved past days on which it cannot be paid.' }),
  openCents: cents,
  penalty: z.enum(['none', 'assessed', 'withheld', 'reversed']),
});

const arrangement = z.strictObject({
  arrangementId: id,
  agreedAt: instantText,
  status: z.enum(['awaits-supervisor', 'kept', 'fulfilled', 'in-cure', 'broken']),
  sentence: z.string(),
  downPaymentCents: cents,
  instalments: z.array(z.strictObject({ dueOn: dateText, amountCents: cents })),
});

const account = z
  .strictObject({
    ...accountLine.shape,
    now: instantText,
    openedAt: instantText.nullable(),
    services: z.array(z.string()),
    meterSerial: id.nullable(),
    customer: z
      .strictObject({ name: z.string(), mailingAddress: z.string(), premiseAddress: z.string(), phone: z.string().nullable() })
      .nullable()
      .meta({ description: 'Null for roles that need no names.' }),
    buckets: z.strictObject(Object.fromEntries(bucketNames.map((name) => [name, cents]))).meta({ description: 'Every open cent in exactly one; they add up to the balance.' }),
    pastDueCents: cents,
    oldestDueOn: dateText.nullable(),
    vacantSinceOn: dateText.nullable().meta({ description: 'Nobody lives there since that day, as reported.' }),
    bills: z.array(bill),
    arrangements: z.array(arrangement),
    holds: z.array(holdSchema),
    investigations: z.array(investigationSchema),
    deposits: z.array(
      z.strictObject({
        depositId: id,
        heldCents: cents,
        accruedCents: cents.nullable().meta({ description: 'Interest since the last credit; null where the law in force lists no rate.' }),
        refundableOn: dateText.nullable(),
        sentence: z.string(),
      }),
    ),
    parkedMessages: z.array(id).meta({ description: 'Dead letters that name the account and are not repaired.' }),
    unacknowledgedCharges: z.array(id).meta({ description: 'Asked of billing and not acknowledged yet.' }),
    leftAlone: z
      .strictObject({ reviewedOn: dateText, rule: z.string(), sentence: z.string() })
      .nullable()
      .meta({ description: 'Why the last sweep that considered the account opened no case.' }),
  })
  .meta({ id: 'Account' });

export const accountRoutes = {
  listAccounts: defineRoute('listAccounts', {
    method: 'GET',
    path: '/accounts',
    tag,
    summary: 'Lists accounts',
    params: nothing,
    query: z.strictObject({ ...pageQuery, hasOpenCase: flag.optional() }),
    response: pageOf('AccountPage', accountLine.meta({ id: 'AccountLine' })),
    responseName: 'A page of accounts',
  }),
  readAccount: defineRoute('readAccount', {
    method: 'GET',
    path: '/accounts/{accountId}',
    tag,
    summary: 'Shows an account on one page',
    description: 'Balance and buckets, bills, holds, arrangements and the case, by the clock of the utility.',
    params,
    query: z.strictObject(asOfQuery),
    response: account,
    responseName: 'The account',
  }),
  readAccountTimeline: defineRoute('readAccountTimeline', {
    method: 'GET',
    path: '/accounts/{accountId}/timeline',
    tag,
    summary: 'Tells what happened to an account and what was decided about it',
    params,
    query: z.strictObject(pageQuery),
    response: timelineSchema,
    responseName: 'A page of the timeline, oldest first',
  }),
} as const;
