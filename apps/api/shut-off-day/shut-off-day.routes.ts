import { z } from 'zod';
import { workKinds } from '../../../libs/case/case.events.ts';
import { dayStages } from '../../../libs/case/shut-off-day/day-line.ts';
import { defineRoute } from '../http/route.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { becauseSchema, cents, dateText, id, idParameter, instantText, localDateSchema, nothing, reasonSchema } from '../http/schemas.ts';

const tag = 'Shut-off day';
const count = z.int();
const day = localDateSchema.optional().meta({ description: 'Today, unless another day is named.' });
const crew = z.string().trim().min(1).max(250);
const most = 200;

const record = z
  .strictObject({ number: z.int(), at: instantText, by: id, note: z.string(), contentHash: id, hash: id.meta({ description: 'Over the record and the hash of the one before it.' }) })
  .meta({ id: 'DayRecord', description: 'What a supervisor signed of a day; nobody changes it.' });

const change = z
  .strictObject({ caseId: id, accountId: id, wasOn: z.boolean().nullable().meta({ description: 'Null for one that was not on the list at all.' }), isOn: z.boolean(), thenCents: cents.nullable(), nowCents: cents.nullable() })
  .meta({ id: 'ChangedSinceSigned' });

const off = z
  .strictObject({
    caseId: id,
    accountId: id,
    premiseAddress: z.string().nullable(),
    standing: z.enum(['on-its-way', 'owed', 'stays-off']).meta({ description: '`on-its-way`: a crew is ordered. `owed`: it has to come back, and no crew is ordered. `stays-off`: the law leaves it off for what came since.' }),
    restoration: z.strictObject({ workOrderId: id, onDay: dateText, windowFromAt: instantText, windowToAt: instantText }).nullable(),
    because: z.array(becauseSchema),
  })
  .meta({ id: 'OffThough', description: 'Somebody whose water is off although something speaks for it since.' });

const point = z
  .strictObject({ kind: z.enum(['window-open', 'crew-out', 'recall-unanswered', 'off-though']), caseId: id, workOrderId: id.nullable(), says: z.string() })
  .meta({ id: 'OpenPoint', description: 'For this the day cannot be closed yet.' });

const line = z
  .strictObject({
    caseId: id,
    accountId: id,
    stage: z.enum(dayStages),
    since: instantText,
    workOrderId: id.nullable(),
    result: z.string().nullable(),
    because: becauseSchema.nullable().meta({ description: 'Why it came off the list, was refused at the door, or its crew was called back.' }),
    awaitsApproval: z.boolean(),
    district: z.string(),
    route: z.string().nullable(),
    customerClass: z.string(),
    balanceCents: cents,
    premiseAddress: z.string().nullable(),
    crewId: id,
    place: z.int().nullable(),
    dispatchedAt: instantText.nullable(),
    doubts: z.array(becauseSchema).meta({ description: 'Why it may yet come off: what does not hold at this moment.' }),
    promises: z.array(z.strictObject({ on: dateText, amountCents: cents })).meta({ description: 'Promised for this day or later; a promise holds nothing.' }),
  })
  .meta({ id: 'DayLine' });

export const shutOffDayRoutes = {
  readShutOffDay: defineRoute('readShutOffDay', {
    method: 'GET',
    path: '/shut-off-day',
    tag,
    summary: 'Shows a day of shut-offs: feeds, list, signatures, crews, and what keeps it open',
    params: nothing,
    query: z.strictObject({ day }),
    response: z
      .strictObject({
        day: dateText,
        today: dateText,
        now: instantText,
        window: z.strictObject({ opensAt: instantText, closesAt: instantText, isOver: z.boolean() }),
        hindrances: z.array(becauseSchema).meta({ description: 'What keeps all shut-offs of that day back: no day for them, a breaker, a moratorium, a stale feed.' }),
        feeds: z.array(z.strictObject({ name: z.string(), throughAt: instantText.nullable(), limitHours: z.number(), isStale: z.boolean() })),
        heldBackByFeeds: count.meta({ description: 'On the list, and not ordered while a feed is stale.' }),
        stages: z.partialRecord(z.enum(dayStages), count),
        awaitingApproval: z.array(id).meta({ description: 'Cases whose shut-off the pack wants approved.' }),
        crews: z.array(z.strictObject({ crewId: id, orders: count, out: count })),
        contentHash: id.meta({ description: 'Of the list as it is now: a signature names it.' }),
        listed: count,
        signatures: z.array(record),
        changedSince: z.array(change).max(most).meta({ description: `Since the last signature; at most ${most}.` }),
        off: z.array(off).max(most),
        openPoints: z.array(point).max(most),
        openCount: count,
        closing: record.nullable(),
      })
      .meta({ id: 'ShutOffDay' }),
    responseName: 'The day',
  }),
  listShutOffDay: defineRoute('listShutOffDay', {
    method: 'GET',
    path: '/shut-off-day/lines',
    tag,
    summary: 'Lists who is or was on the list of a day, in the order of the crews’ work',
    params: nothing,
    query: z.strictObject({ ...pageQuery, day, crew: crew.optional(), stage: z.enum(dayStages).optional() }),
    response: pageOf('DayLines', line),
    responseName: 'A page of the list',
  }),
  signShutOffDay: defineRoute('signShutOffDay', {
    method: 'POST',
    path: '/shut-off-day/signatures',
    tag,
    summary: 'Signs the list of a day as it was seen',
    description: 'The hash names the list that was on the screen: where the list is another one by now, nothing is signed. Each shut-off of `approve` is then approved by an intervention of its own.',
    params: nothing,
    query: nothing,
    body: z.strictObject({ day: localDateSchema, contentHash: z.string().regex(/^[0-9a-f]{64}$/), note: reasonSchema, approve: z.array(idParameter).max(most).default([]) }),
    response: z.strictObject({ record, approved: z.array(id), refused: z.array(z.strictObject({ caseId: id, says: z.string() })) }).meta({ id: 'DaySigned' }),
    responseName: 'The signature',
    success: 201,
  }),
  closeShutOffDay: defineRoute('closeShutOffDay', {
    method: 'POST',
    path: '/shut-off-day/closing',
    tag,
    summary: 'Closes a day: every order is answered, and nobody who has to get the water back is off',
    description: 'Refused with everything that is open, in `faults`.',
    params: nothing,
    query: nothing,
    body: z.strictObject({ day: localDateSchema, note: reasonSchema }),
    response: record,
    responseName: 'The closing',
    success: 201,
  }),
  assignCrew: defineRoute('assignCrew', {
    method: 'POST',
    path: '/work-orders/{workOrderId}/crew',
    tag,
    summary: 'Gives an order that is out to another crew, or a place among its crew’s orders',
    params: z.strictObject({ workOrderId: idParameter }),
    query: nothing,
    body: z.strictObject({ crewId: crew, place: z.int().min(1).max(9_999).nullable().default(null), reason: reasonSchema }),
    response: z.strictObject({ workOrderId: id, crewId: id, place: z.int().nullable() }).meta({ id: 'CrewAssigned' }),
    responseName: 'Whose order it is',
    success: 201,
  }),
  listCrewOrders: defineRoute('listCrewOrders', {
    method: 'GET',
    path: '/crew-orders',
    tag,
    summary: 'Lists a crew’s orders of a day, as a crew may see them: where to go, what to do, how it stands; no names, no amounts',
    params: nothing,
    query: z.strictObject({ ...pageQuery, day, crew: crew.optional().meta({ description: 'Of every crew, unless one is named.' }) }),
    response: z
      .strictObject({
        day: dateText,
        crews: z.array(id),
        items: z.array(
          z
            .strictObject({
              workOrderId: id,
              work: z.enum(workKinds),
              status: z.enum(['waits', 'on-the-way', 'cleared', 'called-back', 'ended']),
              crewId: id,
              place: z.int().nullable(),
              premiseAddress: z.string(),
              meterSerial: id.nullable(),
              district: z.string(),
              route: z.string().nullable(),
              windowFromAt: instantText,
              windowToAt: instantText,
              clearedUntilAt: instantText.nullable(),
              atTheDoor: z.array(z.enum(['dog', 'threat'])),
            })
            .meta({ id: 'CrewOrder' }),
        ),
        nextCursor: z.string().nullable(),
      })
      .meta({ id: 'CrewOrders' }),
    responseName: 'The orders',
  }),
} as const;
