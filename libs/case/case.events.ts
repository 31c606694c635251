import { z } from 'zod';
import { closingWrongs } from '../account/account.events.ts';
import type { Because } from '../kernel/because.ts';
import { centsSchema } from '../kernel/money.ts';
import { instantSchema, localDateSchema, type Instant } from '../kernel/time.ts';
import type { BreakerKind } from '../policy/breaker.ts';
import { holdKinds } from '../policy/pack.ts';
import { askedAnswers, askedInterventionSchema, rewindSteps } from './asked-interventions.ts';

const id = z.string().min(1).max(250);
const reason = z.string().max(2_000);

export const workKinds = ['door-tag', 'shut-off', 'restoration'] as const;
export type WorkKind = (typeof workKinds)[number];

/** `questioned`: billing looks into all that was past due; what stands afterwards opens a case of its own. */
export const caseEndings = ['paid', 'by-a-person', 'discharged', 'questioned'] as const;

const order = {
  workOrderId: id,
  onDay: localDateSchema,
  windowFromAt: instantSchema,
  windowToAt: instantSchema,
  meterSerial: id.nullable(),
  district: id,
};
/** What a paper says of itself: which document it is, in which languages, and the contents that the law asks for. */
const stated = { document: id.optional(), languages: z.array(id).optional(), contains: z.array(id).optional() };
/** The paper that a crew brings to the premises, and what was decided with it. */
const paper = z
  .strictObject({ document: id, languages: z.array(id).min(1), contains: z.array(id), pastDueCents: centsSchema, payByOn: localDateSchema.optional(), shutOffOn: localDateSchema.optional() })
  .optional();
const holds = z.array(z.strictObject({ kind: z.enum(holdKinds), evidence: id }));

/** How Arrears pursues a debt: decisions only, each with its reasons. */
export const caseEventSchemas = {
  CaseOpened: z.strictObject({ accountId: id, episode: z.int().positive(), pack: id, pastDueCents: centsSchema, oldestDueOn: localDateSchema.nullable() }),
  NoticeOrdered: z.strictObject({
    noticeId: id,
    pastDueCents: centsSchema,
    payByOn: localDateSchema,
    oldestBillId: id.optional(),
    /** What the notice says of itself: which document it is, in which languages, and the contents that the law asks for. */
    document: id.optional(),
    languages: z.array(id).optional(),
    contains: z.array(id).optional(),
    /** Left out for letters. */
    channel: z.enum(['letter', 'e-mail']).optional(),
  }),
  /** What the law wants said was said by telephone: it stands in place of the letter from that day. */
  NoticeGivenByPhone: z.strictObject({ noticeId: id, contactId: id, onDay: localDateSchema, covered: z.array(id), pastDueCents: centsSchema, oldestBillId: id.optional() }),
  NoticeConfirmed: z.strictObject({ noticeId: id, mailedOn: localDateSchema }),
  /** `undelivered`: it came back, or bounced; it never reached the customer. */
  NoticeWithdrawn: z.strictObject({ noticeId: id, undelivered: z.enum(['returned', 'bounced']).optional() }),
  /** A visit after returned mail: the crew leaves the notice of that id at the property (CA-998-VISIT). */
  NoticeVisitOrdered: z.strictObject({ ...order, noticeId: id, oldestBillId: id.optional(), paper }),
  /** Left there, with photo and name; from that day it counts as given. */
  NoticeLeftAtVisit: z.strictObject({ noticeId: id, workOrderId: id, onDay: localDateSchema, pastDueCents: centsSchema, payByOn: localDateSchema, oldestBillId: id.optional(), document: id.optional(), languages: z.array(id).optional(), contains: z.array(id).optional() }),
  /** A letter, or a posting on the door, to the occupants of each unit behind the account of an owner or manager (CA-998-TENANT). */
  OccupantNoticesOrdered: z.strictObject({
    notices: z.array(z.strictObject({ noticeId: id, unitId: id })).min(1).max(500),
    deliverBy: z.enum(['letter', 'posting']),
    /** The first day on which the water may be shut off, were they delivered at once. */
    shutOffOn: localDateSchema,
    monthlyCostCents: centsSchema.optional(),
    ...stated,
  }),
  /** The occupants of the unit have it, with proof. */
  OccupantNoticeConfirmed: z.strictObject({ noticeId: id, unitId: id, deliveredOn: localDateSchema }),
  /** A copy of the notice to each whom the customer named to be told; who receives it owes nothing (CA-15D). */
  ThirdPartyNoticesOrdered: z.strictObject({
    /** The notice of which they are copies. */
    of: id,
    notices: z.array(z.strictObject({ noticeId: id, thirdPartyId: id })).min(1).max(50),
    pastDueCents: centsSchema,
    payByOn: localDateSchema,
    ...stated,
  }),
  ThirdPartyNoticeConfirmed: z.strictObject({ noticeId: id, thirdPartyId: id, mailedOn: localDateSchema }),
  ThirdPartyNoticesWithdrawn: z.strictObject({ noticeIds: z.array(id).min(1).max(50) }),
  OccupantNoticesWithdrawn: z.strictObject({ noticeIds: z.array(id).min(1).max(500) }),
  DoorTagOrdered: z.strictObject({ ...order, noticeId: id, paper }),
  DoorTagConfirmed: z.strictObject({ workOrderId: id, postedAt: instantSchema }),
  ShutOffPlanned: z.strictObject({ onDay: localDateSchema }),
  ShutOffWithdrawn: z.strictObject({}),
  ApprovalRequested: z.strictObject({ customerClass: z.string() }),
  ApprovalGiven: z.strictObject({ approvedBy: id, reason }),
  ShutOffOrdered: z.strictObject({ ...order, pastDueCents: centsSchema, paper }),
  ClearanceGranted: z.strictObject({ clearanceId: id, workOrderId: id, meterSerial: id, expiresAt: instantSchema, grantedTo: id }),
  ClearanceRefused: z.strictObject({ workOrderId: id, meterSerial: id, askedBy: id }),
  WorkOrderRecalled: z.strictObject({ workOrderId: id, work: z.enum(workKinds) }),
  RecallConfirmed: z.strictObject({ workOrderId: id }),
  FieldVisitEnded: z.strictObject({ workOrderId: id, work: z.enum(workKinds), result: id, next: id }),
  ServiceShutOff: z.strictObject({ workOrderId: id, closedAt: instantSchema }),
  IncidentOpened: z.strictObject({
    incident: z.enum([...closingWrongs, 'shut-off-without-clearance', 'recall-not-acknowledged', 'notice-mailed-after-withdrawal']),
    workOrderId: id.optional(),
    noticeId: id.optional(),
  }),
  RestorationOrdered: z.strictObject({ ...order, emergency: z.boolean() }),
  ServiceRestored: z.strictObject({ workOrderId: id, restoredAt: instantSchema }),
  CollectionHeld: z.strictObject({ holds }),
  CollectionResumed: z.strictObject({ ended: holds, resumeAt: z.enum(['notice', 'door-tag']), afterDismissal: z.boolean() }),
  ArrangementMissed: z.strictObject({ arrangementId: id, missedOn: localDateSchema, cureThroughOn: localDateSchema }),
  ArrangementCured: z.strictObject({ arrangementId: id }),
  ArrangementBroken: z.strictObject({ arrangementId: id, missedOn: localDateSchema }),
  ArrangementFulfilled: z.strictObject({ arrangementId: id }),
  ReviewNeeded: z.strictObject({ question: reason, workOrderId: id.optional() }),
  ReviewDone: z.strictObject({ by: id, reason }),
  ShutOffRescheduled: z.strictObject({ notBeforeOn: localDateSchema, by: id, reason }),
  StepSkipped: z.strictObject({ step: id, obligation: id.optional(), by: id, reason }),
  /** Back to an earlier step: what was sent stays sent, and supports nothing that is taken anew. Never sooner than what was planned. */
  CaseRewound: z.strictObject({ to: z.enum(rewindSteps), notBeforeOn: localDateSchema.optional(), by: id, reason }),
  ObligationRetried: z.strictObject({ obligation: id, by: id, reason }),
  CrewAccountedFor: z.strictObject({ workOrderId: id, work: z.enum(workKinds), by: id, reason }),
  ProcessRestarted: z.strictObject({ by: id, reason }),
  AdvanceRequested: z.strictObject({ by: id, reason }),
  /** Somebody asked for what the pack has a second person sign. It holds nothing back, and nothing is done yet. */
  InterventionAsked: z.strictObject({ interventionId: id, intervention: askedInterventionSchema, by: id, as: id.optional(), reason }),
  /** `signed`: what was asked for follows, judged anew. `withdrawn`: by the one who asked. */
  InterventionAnswered: z.strictObject({ interventionId: id, answer: z.enum(askedAnswers), by: id, reason }),
  /** The case goes on under another version of the law, by two people's decision. */
  PolicyMoved: z.strictObject({ from: id, to: id, migrationId: id, by: id, approvedBy: id, undoes: z.literal(true).optional() }),
  CaseClosed: z.strictObject({ reason: z.enum(caseEndings), by: id.optional(), note: reason.optional() }),
} as const;

export type CaseEventType = keyof typeof caseEventSchemas;
export type CaseEventData<T extends CaseEventType> = z.infer<(typeof caseEventSchemas)[T]>;

/** One event of a case stream: what was decided, when by the utility's clock, and why. */
export type CaseEvent = {
  [T in CaseEventType]: {
    readonly type: T;
    readonly at: Instant;
    readonly data: CaseEventData<T>;
    readonly because: readonly Because[];
  };
}[CaseEventType];

/** Decisions that press the debtor: none of them may follow a fence (I3). */
export const adverseTypes: ReadonlySet<CaseEventType> = new Set([
  'NoticeOrdered',
  'NoticeVisitOrdered',
  'OccupantNoticesOrdered',
  'ThirdPartyNoticesOrdered',
  'DoorTagOrdered',
  'ShutOffOrdered',
  'ClearanceGranted',
]);

/** What the utility's breakers count (M41). */
export const countedByBreaker: Readonly<Record<BreakerKind, readonly CaseEventType[]>> = {
  notices: ['NoticeOrdered', 'DoorTagOrdered'],
  'shut-offs': ['ShutOffOrdered'],
  // No case certifies: a season of the tax roll counts its own lines, by this kind's bounds.
  certifications: [],
};
