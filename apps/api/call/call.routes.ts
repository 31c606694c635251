import { z } from 'zod';
import { callerRoles } from '../../../libs/account/account.events.ts';
import { defineRoute } from '../http/route.ts';
import { becauseSchema, cents, dateText, holdSchema, id, idParameter, instantText, nothing } from '../http/schemas.ts';
import { hearings } from './who-hears-what.ts';

const tag = 'Accounts';
const params = z.strictObject({ accountId: idParameter });

const amount = {
  cents,
  byAt: instantText.nullable().meta({ description: 'By when it has to be there.' }),
  byOn: dateText.nullable().meta({ description: 'By the end of which day; both are null where nothing hurries.' }),
  tenders: z.array(z.string()).nullable().meta({ description: 'The only ones that count; null where each does.' }),
  because: z.array(becauseSchema),
};

const offer = z.strictObject({
  kind: z.string(),
  totalCents: cents,
  reducedByCents: cents.nullable(),
  downPaymentCents: cents,
  instalments: z.array(z.strictObject({ dueOn: dateText, payableThroughOn: dateText, amountCents: cents })),
  cureBusinessDays: z.int(),
  because: becauseSchema,
});

const page = z
  .strictObject({
    accountId: id,
    now: instantText,
    today: dateText,
    identity: z.strictObject({
      isFirst: z.boolean().meta({ description: 'Nothing about the account is told, or shown, before it is clear who calls.' }),
      lastPayment: z.strictObject({ cents, on: dateText, tender: z.string().nullable() }).nullable().meta({ description: 'To be asked for, and not to be told.' }),
    }),
    amounts: z.strictObject({
      keepsWaterOn: z.strictObject({ ...amount, leastCents: cents.meta({ description: 'With so much already, too little is left past due for a shut-off.' }) }).nullable(),
      restoresWater: z.strictObject({ ...amount, backOn: dateText.nullable().meta({ description: 'Paid now, the crew comes on this day; null while the water is on.' }) }).nullable(),
      total: z.strictObject({ cents, mayBeAskedFor: z.boolean() }),
    }),
    state: z.strictObject({ caseId: id.nullable(), words: z.string(), valve: z.enum(['on', 'off', 'none']) }),
    next: z.strictObject({ says: z.string(), step: z.string().nullable(), expectedAt: instantText.nullable(), shutOffOn: dateText.nullable(), heldBy: z.int() }).nullable(),
    offers: z
      .strictObject({
        arrangement: z.strictObject({ offer: offer.nullable(), refusal: becauseSchema.nullable() }),
        extension: z.strictObject({ untilOn: dateText.nullable(), because: becauseSchema.nullable() }),
      })
      .nullable()
      .meta({ description: 'What a specialist may agree to now; null under a stay, where nothing is bargained about.' }),
    protections: z.array(z.strictObject({ kind: z.string(), stands: z.boolean(), block: z.string().meta({ description: 'The part of the script that says how to ask for it.' }), because: becauseSchema })),
    mayNotSay: z.array(becauseSchema),
    people: z.array(z.strictObject({ role: z.string(), name: z.string().nullable(), id: id.nullable(), mayBeTold: becauseSchema })),
    callers: z.array(z.strictObject({ caller: z.enum(callerRoles), hears: z.enum(hearings), because: becauseSchema })).meta({ description: 'What each kind of caller may be told, by who stands on the account.' }),
    phone: z.string().nullable(),
    language: z.string().nullable(),
    interpreter: z.string().nullable().meta({ description: 'In which language an interpreter is needed.' }),
    largePrint: z.boolean(),
    noticesBy: z.string(),
    flags: z.array(z.string()).meta({ description: '`do-not-call`; `dog` and `threat` for whoever goes there.' }),
    holds: z.array(holdSchema),
    contacts: z
      .array(z.strictObject({ at: instantText, contactId: id, channel: z.string(), said: z.string(), caller: z.string().nullable(), callerName: z.string().nullable(), takenBy: z.string().nullable(), callbackOn: dateText.nullable() }))
      .meta({ description: 'The last ones, the newest first.' }),
    callbacks: z.array(z.strictObject({ contactId: id, dueOn: dateText, owner: z.string().nullable() })).meta({ description: 'Promised, and not done yet.' }),
    nextBusinessDayOn: dateText,
    script: z
      .array(z.strictObject({ language: z.string(), wording: z.string(), title: z.string(), sections: z.array(z.strictObject({ block: z.string(), heading: z.string().nullable(), text: z.string() })) }))
      .nullable()
      .meta({ description: 'What is said, in the language of the pack and in that of the household; null where nothing is past due or nothing may be pressed.' }),
  })
  .meta({ id: 'CallPage' });

export const callRoutes = {
  readCall: defineRoute('readCall', {
    method: 'GET',
    path: '/accounts/{accountId}/call',
    tag,
    summary: 'Shows everything that a call about an account needs, on one page',
    description: 'First what keeps the water on, what brings it back, and all of it; then where it stands, what comes next, what may be offered, and what may not be said.',
    params,
    query: nothing,
    response: page,
    responseName: 'The page for a call',
  }),
} as const;
