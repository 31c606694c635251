import { z } from 'zod';
import { caseEndings } from '../../../libs/case/case.events.ts';
import { askedInterventionSchema } from '../../../libs/case/asked-interventions.ts';
import { caseStatuses } from '../../../libs/case/case.state.ts';
import { pageOf, pageQuery } from '../http/page.ts';
import { defineRoute } from '../http/route.ts';
import { asOfQuery, becauseSchema, cents, dateText, holdSchema, id, idParameter, investigationSchema, instantText, nothing } from '../http/schemas.ts';
import { timelineSchema } from '../timeline/timeline.schema.ts';
import { workOrderSchema } from '../work-orders/work-order.schema.ts';
import { caseFilterQuery, caseSortSchema } from './case-filter.ts';

const tag = 'Cases';
/** A count is looked up often, and beyond this nobody counts. */
export const mostCounted = 20_000;
const params = z.strictObject({ caseId: idParameter });
/** How far a person has seen a case, to be sent along with what they do about it. */
export const seenSchema = z.string().regex(/^\d{1,9}\.\d{1,9}$/, { error: 'must be the `seen` of the case as it was shown' });
const heldBy = z.array(z.strictObject({ kind: z.string(), evidence: id }));

export const assignmentSchema = z
  .strictObject({ assignee: id, sinceAt: instantText, untilAt: instantText.nullable().meta({ description: 'When a claim ends by itself; null for what somebody was given.' }) })
  .meta({ id: 'CaseAssignment', description: 'Who works on a case.' });

const caseLine = {
  caseId: id,
  accountId: id,
  episode: z.int(),
  status: z.enum(caseStatuses),
  openedAt: instantText,
  closedAt: instantText.nullable(),
  nextDeadlineAt: instantText.nullable(),
  plannedOn: dateText.nullable().meta({ description: 'The day planned for the shut-off.' }),
  heldBy,
  isStuck: z.boolean().meta({ description: 'It is on the stuck list.' }),
  pack: z.string(),
  balanceCents: cents.meta({ description: 'What its account owes; of a closed case, when it was last written.' }),
  oldestDueOn: dateText.nullable().meta({ description: 'When the oldest unpaid bill was due.' }),
  customerClass: z.string(),
  language: z.string().nullable(),
  assignment: assignmentSchema.nullable().meta({ description: 'Null where nobody works on it.' }),
};

export const caseLineSchema = z.strictObject(caseLine).meta({ id: 'CaseLine' });

const obligation = z
  .strictObject({
    key: id.meta({ description: 'Name it to retry it.' }),
    kind: z.string(),
    orderedAt: instantText,
    answerDueAt: instantText,
    isOverdue: z.boolean(),
    attempts: z.int(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Obligation', description: 'Ordered and not yet answered.' });

const caseView = z
  .strictObject({
    ...caseLine,
    seen: z.string().nullable().meta({ description: 'Send it along with an intervention: it is refused if the case has moved on. Null for a past day.' }),
    closedBy: z.enum(caseEndings).nullable(),
    failure: z.string().nullable().meta({ description: 'Why the last decision about the case failed; null when it did not.' }),
    notice: z.strictObject({ noticeId: id, orderedAt: instantText, mailedOn: dateText.nullable(), pastDueCents: cents }).nullable(),
    doorTag: z.strictObject({ workOrderId: id, postedAt: instantText }).nullable(),
    shutOff: z.strictObject({ workOrderId: id, closedAt: instantText }).nullable(),
    approval: z.enum(['not-asked', 'asked', 'given']),
    workOrders: z.array(workOrderSchema),
    obligations: z.array(obligation),
    arrangements: z.record(z.string(), z.enum(['missed', 'broken', 'fulfilled', 'cured'])),
    incidents: z.array(z.string()),
    asked: z
      .array(z.strictObject({ interventionId: id, intervention: askedInterventionSchema, by: id, reason: z.string(), at: instantText }).meta({ id: 'AskedIntervention' }))
      .meta({ description: 'What waits for the signature of a second person, oldest first. It holds nothing back.' }),
  })
  .meta({ id: 'Case' });

const guard = z
  .strictObject({ guard: z.string(), holds: z.boolean(), notBefore: instantText.nullable().meta({ description: 'When time alone would let it hold.' }), because: becauseSchema })
  .meta({ id: 'GuardVerdict' });

export const caseNext = z
  .strictObject({
    caseId: id,
    status: z.enum(caseStatuses),
    now: instantText,
    says: z.string(),
    nextDeadlineAt: instantText.nullable().meta({ description: 'When the case is looked at again if nothing happens.' }),
    step: z
      .strictObject({
        name: z.string(),
        says: z.string().meta({ description: 'The staff’s own word for it.' }),
        expectedAt: instantText.nullable().meta({ description: 'By time alone; null when it waits for a fact.' }),
        isAllowedNow: z.boolean(),
        guards: z.array(guard),
      })
      .nullable()
      .meta({ description: 'Null when the case waits for an answer or a person.' }),
    waitsFor: z.array(obligation),
    ahead: z
      .strictObject({
        steps: z.array(
          z.strictObject({
            type: z.string().meta({ description: 'As the timeline would name it.' }),
            at: instantText.meta({ description: 'The earliest.' }),
            on: dateText,
            says: z.string(),
            heldBackBy: z.array(guard).meta({ description: 'The guards of this step that do not hold yet.' }),
          }),
        ),
        assumes: z.array(z.string()).meta({ description: 'What has to come about for it.' }),
      })
      .meta({ description: 'The next three steps, were nobody to act; empty when only a fact or a person moves the case. Each guard is asked again when its step falls due.' }),
    holds: z.array(holdSchema),
    investigations: z.array(investigationSchema),
  })
  .meta({ id: 'CaseNext' });

export const caseRoutes = {
  listCases: defineRoute('listCases', {
    method: 'GET',
    path: '/cases',
    tag,
    summary: 'Lists cases, by a filter and in an order',
    params: nothing,
    query: z.strictObject({ ...pageQuery, ...caseFilterQuery, sort: caseSortSchema.default('case') }),
    response: pageOf('CasePage', caseLineSchema),
    responseName: 'A page of cases',
  }),
  countCases: defineRoute('countCases', {
    method: 'GET',
    path: '/cases/count',
    tag,
    summary: 'Tells how many cases a filter means',
    params: nothing,
    query: z.strictObject(caseFilterQuery),
    response: z.strictObject({ count: z.int(), andMore: z.boolean().meta({ description: `There are more than the ${mostCounted.toLocaleString('en-US')} that were counted.` }) }).meta({ id: 'CaseCount' }),
    responseName: 'How many',
  }),
  readCase: defineRoute('readCase', {
    method: 'GET',
    path: '/cases/{caseId}',
    tag,
    summary: 'Shows a case',
    params,
    query: z.strictObject(asOfQuery),
    response: caseView,
    responseName: 'The case',
  }),
  readCaseTimeline: defineRoute('readCaseTimeline', {
    method: 'GET',
    path: '/cases/{caseId}/timeline',
    tag,
    summary: 'Tells the story of a case, each line with its reason',
    description: 'Its decisions, and what happened to the account since the case before it ended.',
    params,
    query: z.strictObject({ ...pageQuery, ...asOfQuery }),
    response: timelineSchema,
    responseName: 'A page of the timeline, oldest first',
  }),
  readCaseNext: defineRoute('readCaseNext', {
    method: 'GET',
    path: '/cases/{caseId}/next',
    tag,
    summary: 'Tells what comes next in a case and which guards hold it back',
    params,
    query: z.strictObject(asOfQuery),
    response: caseNext,
    responseName: 'What comes next',
  }),
} as const;
