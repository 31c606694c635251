import { z } from 'zod';
import { areaSchema, moratoriumReasons } from '../../../libs/policy/moratorium.ts';
import { defineRoute } from '../http/route.ts';
import { id, idParameter, instantText, localDateSchema, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Utility';
const params = z.strictObject({ moratoriumId: idParameter });
const area = areaSchema.meta({ id: 'Area', description: 'Everybody, or the accounts of districts, billing cycles, routes, bill runs, or of a list.' });
const throughOn = localDateSchema.nullable().meta({ description: 'The last day of it; null leaves it open.' });

const said = z.strictObject({ at: instantText, by: id, reason: z.string(), endsAt: instantText.nullable() }).meta({ id: 'MoratoriumSaid', description: 'Who declared, extended or ended it.' });

const moratorium = z
  .strictObject({
    moratoriumId: id,
    reason: z.enum(moratoriumReasons),
    area,
    fromAt: instantText,
    endsAt: instantText.nullable().meta({ description: 'The first moment after it; null while nobody has said.' }),
    evidence: id,
    said: z.array(said),
    endAsked: z.strictObject({ requestId: id, at: instantText, by: id, reason: z.string() }).meta({ id: 'MoratoriumEndAsked' }).nullable().meta({ description: 'Somebody asks to end it early, and waits for a second person.' }),
    turnsGiven: z.boolean().meta({ description: 'It is over, and whoever waited has a turn for its shut-off.' }),
    underWay: z.boolean().meta({ description: 'Crews are being called back, or cases of the area looked at.' }),
  })
  .meta({ id: 'Moratorium', description: 'Nothing adverse in an area for a time.' });

const body = z.strictObject({ reason: reasonSchema });

export const moratoriumRoutes = {
  listMoratoriums: defineRoute('listMoratoriums', {
    method: 'GET',
    path: '/moratoriums',
    tag,
    summary: 'Lists the moratoriums of the utility, the latest first',
    params: nothing,
    query: nothing,
    response: z.strictObject({ items: z.array(moratorium) }).meta({ id: 'Moratoriums' }),
    responseName: 'The moratoriums',
  }),
  declareMoratorium: defineRoute('declareMoratorium', {
    method: 'POST',
    path: '/moratoriums',
    tag,
    summary: 'Declares a moratorium',
    description:
      'From this answer on nothing adverse is decided for an account of its area, and no crew is cleared there; crews that are out are called back. Several that overlap are independent: the area is free when the last one ends.',
    params: nothing,
    query: nothing,
    body: z.strictObject({
      why: z.enum(moratoriumReasons),
      area,
      fromOn: localDateSchema.optional().meta({ description: 'From the beginning of that day; now where nothing is said.' }),
      throughOn,
      evidence: id.meta({ description: 'The proclamation, the order, the ticket of the bill run.' }),
      reason: reasonSchema,
    }),
    response: moratorium,
    responseName: 'The moratorium',
    success: 201,
    mayRefuse: true,
  }),
  extendMoratorium: defineRoute('extendMoratorium', {
    method: 'POST',
    path: '/moratoriums/{moratoriumId}/extension',
    tag,
    summary: 'Puts off the end of a moratorium, or leaves it open',
    params,
    query: nothing,
    body: z.strictObject({ throughOn, reason: reasonSchema }),
    response: moratorium,
    responseName: 'The moratorium',
    mayRefuse: true,
  }),
  requestMoratoriumEnd: defineRoute('requestMoratoriumEnd', {
    method: 'POST',
    path: '/moratoriums/{moratoriumId}/end-requests',
    tag,
    summary: 'Asks to end a moratorium early',
    description: 'It stands until a second supervisor approves.',
    params,
    query: nothing,
    body,
    response: moratorium,
    responseName: 'The moratorium, with the request',
    success: 201,
    mayRefuse: true,
  }),
  approveMoratoriumEnd: defineRoute('approveMoratoriumEnd', {
    method: 'POST',
    path: '/moratoriums/{moratoriumId}/end-requests/{requestId}/approval',
    tag,
    summary: 'Ends a moratorium for which another supervisor asked',
    description: 'It ends now. Shut-offs begin again in turns, as many a day in each district as the pack allows. Whoever asked is refused.',
    params: params.extend({ requestId: idParameter }),
    query: nothing,
    body,
    response: moratorium,
    responseName: 'The moratorium that ended',
    mayRefuse: true,
  }),
} as const;
