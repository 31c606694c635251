import { phoneScript } from '../policy/predicates/notice-contains.ts';
import { unreachable } from '../kernel/because.ts';
import type { Instant } from '../kernel/time.ts';
import type { CaseEvent, WorkKind } from './case.events.ts';
import { caseIdOf, type CaseState, type CaseWorkOrder } from './case.state.ts';

/** The next state of a case. The first event opens it. @throws Error when a stream does not begin with `CaseOpened` */
export function evolveCase(state: CaseState | null, event: CaseEvent): CaseState {
  if (event.type === 'CaseOpened') return opened(event);
  if (state === null) throw new Error(`A case begins with CaseOpened, not with ${event.type}`);
  const after = withLetterTakenBack(state, changed(state, event), event);
  return { ...withCopiesTakenBack(withOccupantsTakenBack(after, event.at), event.at), version: state.version + 1 };
}

export function foldCase(events: readonly CaseEvent[]): CaseState | null {
  return events.reduce<CaseState | null>(evolveCase, null);
}

function opened(event: Extract<CaseEvent, { type: 'CaseOpened' }>): CaseState {
  const { accountId, episode, pack } = event.data;
  return {
    caseId: caseIdOf(accountId, episode),
    accountId,
    episode,
    pack,
    status: 'past-due',
    openedAt: event.at,
    closedAt: null,
    closedBy: null,
    version: 1,
    notice: null,
    noticeCount: 0,
    calls: [],
    withdrawn: [],
    doorTag: null,
    plannedOn: null,
    notBeforeOn: null,
    workOrders: [],
    visits: 0,
    approvalRequested: false,
    approvedBy: null,
    shutOff: null,
    heldBy: [],
    heldSince: [],
    resumedAt: null,
    arrangements: {},
    clearances: [],
    incidents: [],
    reviewOf: null,
    skipped: [],
  };
}

/** Whatever ends the waiting for a letter's proof of mailing, except that proof, takes the letter back. */
function withLetterTakenBack(before: CaseState, after: CaseState, event: CaseEvent): CaseState {
  if (before.status !== 'notice-ordered' || after.status === 'notice-ordered' || before.notice === null || event.type === 'NoticeConfirmed') return after;
  const { noticeId, orderedAt } = before.notice;
  return { ...after, withdrawn: [...after.withdrawn, { noticeId, orderedAt, at: event.at }] };
}

/** What occupants were to be told rests on the notice to the customer, and goes with it. */
function withOccupantsTakenBack(after: CaseState, at: Instant): CaseState {
  if (after.occupantNotices === undefined || (after.notice !== null && after.status !== 'closed')) return after;
  return occupantsTakenBack(after, at, after.occupantNotices.filter(({ status }) => status === 'open').map(({ noticeId }) => noticeId));
}

function occupantsTakenBack(state: CaseState, at: Instant, noticeIds: readonly string[]): CaseState {
  if (noticeIds.length === 0) return state;
  const isTakenBack = ({ noticeId }: { readonly noticeId: string }) => noticeIds.includes(noticeId);
  const taken = (state.occupantNotices ?? []).filter(isTakenBack).map(({ noticeId, orderedAt }) => ({ noticeId, orderedAt, at }));
  return { ...state, withdrawn: [...state.withdrawn, ...taken], occupantNotices: (state.occupantNotices ?? []).map((known) => (isTakenBack(known) ? { ...known, status: 'withdrawn' } : known)) };
}

/** A copy goes with the notice of which it is one. */
function withCopiesTakenBack(after: CaseState, at: Instant): CaseState {
  const stale = (after.thirdPartyNotices ?? []).filter((copy) => copy.status === 'open' && (copy.of !== after.notice?.noticeId || after.status === 'closed'));
  return copiesTakenBack(after, at, stale.map(({ noticeId }) => noticeId));
}

function copiesTakenBack(state: CaseState, at: Instant, noticeIds: readonly string[]): CaseState {
  if (noticeIds.length === 0) return state;
  const copies = state.thirdPartyNotices ?? [];
  const taken = copies.filter(({ noticeId }) => noticeIds.includes(noticeId)).map(({ noticeId, orderedAt }) => ({ noticeId, orderedAt, at }));
  return { ...state, withdrawn: [...state.withdrawn, ...taken], thirdPartyNotices: copies.map((copy) => (noticeIds.includes(copy.noticeId) ? { ...copy, status: 'withdrawn' } : copy)) };
}

/** Back to waiting for a fresh notice. */
const beforeNotice = { status: 'past-due', notice: null, doorTag: null, plannedOn: null, visits: 0, approvalRequested: false, approvedBy: null } as const;
/** Back to waiting for a fresh door tag; the notice stands. */
const beforeDoorTag = { status: 'notice-mailed', doorTag: null, plannedOn: null } as const;

function changed(state: CaseState, event: Exclude<CaseEvent, { type: 'CaseOpened' }>): CaseState {
  switch (event.type) {
    case 'NoticeOrdered': {
      const { noticeId, pastDueCents, payByOn, oldestBillId = null, document, languages = [], contains = [], channel = 'letter' } = event.data;
      const statement = document === undefined ? null : { document, languages, contains };
      return { ...state, status: 'notice-ordered', noticeCount: state.noticeCount + 1, notice: { noticeId, pastDueCents, oldestBillId, payByOn, orderedAt: event.at, mailedOn: null, statement, channel } };
    }
    case 'NoticeGivenByPhone': {
      const { noticeId, contactId, pastDueCents, onDay, covered, oldestBillId = null } = event.data;
      const statement = { document: phoneScript, languages: [], contains: covered };
      return { ...state, status: 'notice-mailed', calls: [...state.calls, contactId], noticeCount: state.noticeCount + 1, notice: { noticeId, pastDueCents, oldestBillId, payByOn: null, orderedAt: event.at, mailedOn: onDay, statement } };
    }
    case 'NoticeConfirmed':
      return { ...state, status: 'notice-mailed', notice: state.notice && { ...state.notice, mailedOn: event.data.mailedOn } };
    case 'NoticeWithdrawn': {
      const { noticeId, undelivered: how } = event.data;
      const told = how === undefined ? { ...state, anewSince: event.at } : { ...state, undelivered: { noticeId, how, at: event.at } };
      return isWaterOff(state) ? { ...told, notice: null } : asking(state, { ...told, ...beforeNotice });
    }
    case 'NoticeVisitOrdered': {
      const { workOrderId, noticeId, oldestBillId, paper } = event.data;
      return withOrder({ ...state, status: 'door-tag-ordered', reviewOf: null, visitOrder: { workOrderId, noticeId, ...(oldestBillId === undefined ? {} : { oldestBillId }), ...(paper === undefined ? {} : { paper }) } }, 'door-tag', event);
    }
    case 'NoticeLeftAtVisit': {
      const { noticeId, workOrderId, onDay, pastDueCents, payByOn, oldestBillId = null, document, languages = [], contains = [] } = event.data;
      const statement = document === undefined ? null : { document, languages, contains };
      // What a printed paper says was decided with the order: what happened since then is not in it.
      const order = state.visitOrder?.paper === undefined ? undefined : state.workOrders.find((known) => known.workOrderId === workOrderId);
      const notice = { noticeId, pastDueCents, oldestBillId, payByOn, orderedAt: order?.orderedAt ?? event.at, mailedOn: onDay, statement };
      return ended({ ...state, status: 'notice-mailed', noticeCount: state.noticeCount + 1, visitOrder: null, notice }, workOrderId);
    }
    case 'OccupantNoticesOrdered': {
      const { notices, deliverBy } = event.data;
      return { ...state, occupantNotices: [...(state.occupantNotices ?? []), ...notices.map((known) => ({ ...known, orderedAt: event.at, deliverBy, status: 'open' as const }))] };
    }
    case 'OccupantNoticeConfirmed':
      return { ...state, occupantNotices: (state.occupantNotices ?? []).map((known) => (known.noticeId === event.data.noticeId ? { ...known, status: 'delivered' } : known)) };
    case 'OccupantNoticesWithdrawn':
      return occupantsTakenBack(state, event.at, event.data.noticeIds);
    case 'ThirdPartyNoticesOrdered': {
      const { of, notices } = event.data;
      return { ...state, thirdPartyNotices: [...(state.thirdPartyNotices ?? []), ...notices.map((copy) => ({ ...copy, of, orderedAt: event.at, status: 'open' as const }))] };
    }
    case 'ThirdPartyNoticeConfirmed':
      return { ...state, thirdPartyNotices: (state.thirdPartyNotices ?? []).map((copy) => (copy.noticeId === event.data.noticeId ? { ...copy, status: 'mailed' } : copy)) };
    case 'ThirdPartyNoticesWithdrawn':
      return copiesTakenBack(state, event.at, event.data.noticeIds);
    case 'DoorTagOrdered':
      return withOrder({ ...state, status: 'door-tag-ordered' }, 'door-tag', event);
    case 'DoorTagConfirmed':
      return ended({ ...state, status: 'door-tag-posted', doorTag: { workOrderId: event.data.workOrderId, postedAt: event.data.postedAt } }, event.data.workOrderId);
    case 'ShutOffPlanned':
      return { ...state, status: 'shut-off-planned', plannedOn: event.data.onDay };
    case 'ShutOffWithdrawn':
      return { ...state, ...(state.notice?.mailedOn ? beforeDoorTag : beforeNotice) };
    case 'ApprovalRequested':
      return { ...state, approvalRequested: true };
    case 'ApprovalGiven':
      return { ...state, approvedBy: event.data.approvedBy };
    case 'ShutOffOrdered':
      return withOrder({ ...state, status: 'shut-off-ordered' }, 'shut-off', event);
    case 'ClearanceGranted': {
      const { clearanceId, workOrderId, expiresAt } = event.data;
      return { ...state, clearances: [...state.clearances, { clearanceId, workOrderId, expiresAt, grantedAt: event.at }] };
    }
    case 'WorkOrderRecalled':
      return {
        ...state,
        workOrders: state.workOrders.map((order) => (order.workOrderId === event.data.workOrderId ? { ...order, status: 'recalled', recalledAt: event.at } : order)),
      };
    case 'RecallConfirmed':
      return ended(state, event.data.workOrderId);
    case 'CrewAccountedFor':
      return event.data.work === 'restoration' ? restorationEnded(state, event.data.workOrderId) : ended(state, event.data.workOrderId);
    case 'FieldVisitEnded':
      return visitEnded(ended(state, event.data.workOrderId), event);
    case 'ServiceShutOff': {
      const { workOrderId, closedAt } = event.data;
      return ended({ ...state, status: offStatus(state, workOrderId), plannedOn: null, shutOff: { workOrderId, closedAt } }, workOrderId);
    }
    case 'IncidentOpened':
      return { ...state, incidents: [...state.incidents, `${event.data.incident}:${event.data.workOrderId ?? event.data.noticeId}`] };
    case 'RestorationOrdered':
      return withOrder({ ...state, status: 'restoring' }, 'restoration', event);
    case 'ServiceRestored':
      return ended({ ...state, ...beforeNotice, ...(state.reviewOf === null ? {} : { status: 'review' }), shutOff: null }, event.data.workOrderId);
    case 'CollectionHeld': {
      const added = event.data.holds.filter((hold) => !state.heldSince.some((known) => known.kind === hold.kind && known.evidence === hold.evidence));
      return { ...state, heldBy: event.data.holds, heldSince: [...state.heldSince, ...added] };
    }
    case 'CollectionResumed':
      return { ...state, heldBy: [], heldSince: [], resumedAt: event.at, ...(event.data.resumeAt === 'notice' ? { anewSince: event.at } : {}), ...resumption(state, event.data.resumeAt) };
    case 'ArrangementMissed':
      return { ...state, arrangements: { ...state.arrangements, [event.data.arrangementId]: 'missed' } };
    case 'ArrangementCured':
      return { ...state, arrangements: { ...state.arrangements, [event.data.arrangementId]: 'cured' } };
    case 'ArrangementBroken':
      return { ...state, arrangements: { ...state.arrangements, [event.data.arrangementId]: 'broken' } };
    case 'ArrangementFulfilled':
      return { ...state, arrangements: { ...state.arrangements, [event.data.arrangementId]: 'fulfilled' } };
    case 'ReviewNeeded':
      // Water that is off comes back first; the question waits for it.
      return { ...state, status: isWaterOff(state) ? state.status : 'review', reviewOf: event.data.question, doorTag: null, plannedOn: null };
    case 'ReviewDone':
      return { ...state, reviewOf: null, ...(state.notice?.mailedOn ? beforeDoorTag : beforeNotice) };
    case 'ShutOffRescheduled':
      return { ...state, notBeforeOn: event.data.notBeforeOn, ...(state.status === 'shut-off-planned' ? { status: 'door-tag-posted', plannedOn: null } : {}) };
    case 'CaseRewound':
      // Whoever approved a lock-off approved the one that was planned then.
      return { ...state, ...(event.data.to === 'notice' ? beforeNotice : beforeDoorTag), approvalRequested: false, approvedBy: null, notBeforeOn: event.data.notBeforeOn ?? state.notBeforeOn, anewSince: event.at };
    case 'PolicyMoved':
      return { ...state, pack: event.data.to };
    case 'StepSkipped':
      return skippedStep(state, event.data.step, event.data.obligation);
    case 'CaseClosed':
      return { ...state, status: 'closed', closedAt: event.at, closedBy: event.data.reason, plannedOn: null, ...(state.asked === undefined ? {} : { asked: [] }) };
    case 'InterventionAsked':
      return { ...state, asked: [...(state.asked ?? []), { ...event.data, at: event.at }] };
    case 'InterventionAnswered':
      return { ...state, asked: (state.asked ?? []).filter(({ interventionId }) => interventionId !== event.data.interventionId) };
    case 'ClearanceRefused':
    case 'ObligationRetried':
    case 'ProcessRestarted':
    case 'AdvanceRequested':
      return state;
    default:
      return unreachable(event);
  }
}

/** True from the closing of the valve until the water runs again. */
export function isWaterOff(state: CaseState): boolean {
  return state.status === 'shut-off' || state.status === 'restoring';
}

function withOrder(state: CaseState, work: WorkKind, event: Extract<CaseEvent, { type: 'DoorTagOrdered' | 'NoticeVisitOrdered' | 'ShutOffOrdered' | 'RestorationOrdered' }>): CaseState {
  const { workOrderId, onDay, windowFromAt, windowToAt, meterSerial, district } = event.data;
  const order: CaseWorkOrder = {
    workOrderId,
    work,
    status: 'open',
    orderedAt: event.at,
    recalledAt: null,
    ...('paper' in event.data && event.data.paper !== undefined ? { hasPaper: true as const } : {}),
    order: { onDay, windowFromAt, windowToAt, meterSerial, district },
  };
  return { ...state, workOrders: [...state.workOrders, order] };
}

function ended(state: CaseState, workOrderId: string): CaseState {
  return { ...state, workOrders: state.workOrders.map((order) => (order.workOrderId === workOrderId ? { ...order, status: 'ended' } : order)) };
}

/** While the water is off: whether a crew is on its way to turn it on, this order aside. */
function offStatus(state: CaseState, but: string): 'restoring' | 'shut-off' {
  const isSent = state.workOrders.some((order) => order.work === 'restoration' && order.status === 'open' && order.workOrderId !== but);
  return isSent ? 'restoring' : 'shut-off';
}

/** A crew did not turn the water on; another may be out for it, or may have done it. */
function restorationEnded(state: CaseState, workOrderId: string): CaseState {
  return ended(isWaterOff(state) ? { ...state, status: offStatus(state, workOrderId) } : state, workOrderId);
}

function visitEnded(state: CaseState, event: Extract<CaseEvent, { type: 'FieldVisitEnded' }>): CaseState {
  if (event.data.work === 'restoration') return restorationEnded(state, event.data.workOrderId);
  const visits = event.data.work === 'shut-off' ? state.visits + 1 : state.visits;
  // Closed by another crew of ours, it has to be turned on again: that is known already.
  if (isWaterOff(state)) return { ...state, visits };
  if (event.data.next === 'already-off') return { ...state, status: 'already-off', doorTag: null, plannedOn: null, visits };
  if (state.status === 'past-due') return { ...state, visits };
  return asking(state, { ...state, ...(state.notice?.mailedOn ? beforeDoorTag : beforeNotice), visits });
}

/** A question to a person stays open whatever else happens; only its answer moves the case on. */
function asking(before: CaseState, after: CaseState): CaseState {
  return before.status === 'review' ? { ...after, status: 'review' } : after;
}

function resumption(state: CaseState, resumeAt: 'notice' | 'door-tag'): Partial<CaseState> {
  if (isWaterOff(state) || state.status === 'review' || state.status === 'already-off') return {};
  if (resumeAt === 'notice' || state.notice === null) return beforeNotice;
  return state.notice.mailedOn === null ? {} : beforeDoorTag;
}

function skippedStep(state: CaseState, step: string, obligation: string | undefined): CaseState {
  const skipped = obligation === undefined ? state.skipped : [...state.skipped, obligation];
  if (step === 'notice') return { ...state, skipped, ...beforeNotice };
  if (step === 'door-tag' || step === 'shut-off') return { ...state, skipped, ...beforeDoorTag };
  return { ...state, skipped };
}
