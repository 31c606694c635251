import { at, dayOf } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { dollars } from '../kernel/money.ts';
import type { Instant, LocalDate, LocalTime } from '../kernel/time.ts';
import { evaluateGuards, type Proposal } from '../policy/evaluate.ts';
import type { StepName } from '../policy/pack.ts';
import type { CaseEventData } from './case.events.ts';
import type { CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { recalls } from './decide-holds.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';
import { doorTagDay, shutOffDayAfterTag, waitsOf } from './schedule.ts';

/** A step's guards over the facts of now. */
export function proposalFor(step: StepName, context: Context): Proposal {
  return evaluateGuards(context.law.pack.steps[step].guards, context.facts, context.law);
}

const reasonsOf = (proposal: Proposal) => proposal.verdicts.map((verdict) => verdict.because);

/** past-due → notice-ordered */
export const orderNotice: Rule = (state, context) => {
  if (state.status !== 'past-due' || state.shutOff !== null) return nothing;
  const proposal = proposalFor('notice', context);
  if (!proposal.allowed) return nothing;
  const { noticeDays } = waitsOf(context.law);
  const noticeId = `${state.caseId}.n${state.noticeCount + 1}`;
  const data = { noticeId, pastDueCents: context.facts.pastDueCents, payByOn: plusDays(context.today, noticeDays), ...told(context) };
  const sentence = `A disconnect notice is due: ${dollars(context.facts.pastDueCents)} is past due.`;
  return [{ type: 'NoticeOrdered', data, because: [why(context, 'OH-RULES', sentence), ...reasonsOf(proposal)] }];
};

/** What the notice will say of itself, as its events keep it. */
function told({ facts: { noticeStatement } }: Context): Partial<Pick<CaseEventData<'NoticeOrdered'>, 'document' | 'languages' | 'contains'>> {
  return noticeStatement === null ? {} : { document: noticeStatement.document, languages: [...noticeStatement.languages], contains: [...noticeStatement.contains] };
}

const restsOnNotice = new Set<CaseState['status']>(['notice-ordered', 'notice-mailed', 'door-tag-ordered', 'door-tag-posted', 'shut-off-planned', 'shut-off-ordered']);

/** notice-ordered → notice-mailed, with proof that can be true; any step before the shut-off → review, when the notice comes back */
export const confirmNotice: Rule = (state, context) => {
  if (state.notice === null) return nothing;
  const { noticeId } = state.notice;
  const proof = context.account.notices.find((known) => known.noticeId === noticeId);
  if (!proof || state.skipped.includes(noticeId)) return nothing;
  if (proof.returnedAt !== null && restsOnNotice.has(state.status)) {
    const because = [why(context, 'OH-RULES', `Notice ${noticeId} came back at ${proof.returnedAt}; the address needs a person.`)];
    return [
      ...recalls(state, context, because),
      { type: 'NoticeWithdrawn', data: { noticeId }, because },
      { type: 'ReviewNeeded', data: { question: `Notice ${noticeId} came back. Where does it go?` }, because },
    ];
  }
  if (state.status !== 'notice-ordered' || proof.mailedOn === null) return nothing;
  const orderedOn = dayOf(context.law.calendar, state.notice.orderedAt);
  if (proof.mailedOn < orderedOn) {
    // The waiting time of a letter may not begin before there was one.
    const because = [why(context, 'GEN-COUNT', `The proof says that notice ${noticeId} was mailed ${proof.mailedOn}, before it was ordered on ${orderedOn}.`)];
    return [{ type: 'ReviewNeeded', data: { question: `Notice ${noticeId} of ${orderedOn} cannot have been mailed on ${proof.mailedOn}. When was it?` }, because }];
  }
  const { noticeDays } = waitsOf(context.law);
  const sentence = `Proof of mailing for ${proof.mailedOn}; the notice matures ${plusDays(proof.mailedOn, noticeDays)}.`;
  return [{ type: 'NoticeConfirmed', data: { noticeId, mailedOn: proof.mailedOn }, because: [why(context, 'GEN-COUNT', sentence)] }];
};

/** notice-mailed → door-tag-ordered */
export const orderDoorTag: Rule = (state, context) => {
  const orderAt = doorTagAt(state, context);
  if (orderAt === null || context.now < orderAt || crewIsOut(state)) return nothing;
  const proposal = proposalFor('door-tag', context);
  if (!proposal.allowed) return nothing;
  const data = { ...workOrder(state, context, context.today, '08:00' as LocalTime, context.law.calendar.officeClosesAt), noticeId: state.notice?.noticeId ?? '' };
  return [{ type: 'DoorTagOrdered', data, because: [why(context, 'OP-DOORTAG', `A door tag is due on ${context.today}.`), ...reasonsOf(proposal)] }];
};

/** When the door tag is to be ordered, or null when the case does not wait for one. */
export function doorTagAt(state: CaseState, context: Context): Instant | null {
  if (state.status !== 'notice-mailed' || !state.notice?.mailedOn) return null;
  const { law } = context;
  const on = doorTagDay(law, state.notice.mailedOn, firstTagDay(state, context), state.notBeforeOn);
  return at(law.calendar, on, law.pack.steps['door-tag'].orderAt as LocalTime);
}

/** Today, unless the office has closed or a crew was at the door with a tag today already. */
function firstTagDay(state: CaseState, { law, now, today }: Context): LocalDate {
  const closed = now >= at(law.calendar, today, law.calendar.officeClosesAt);
  const tried = state.workOrders.some((order) => order.work === 'door-tag' && order.status === 'ended' && order.order.onDay === today);
  return closed || tried ? plusDays(today, 1) : today;
}

/** A crew that was sent and has neither answered nor acknowledged its recall. */
export function crewIsOut(state: CaseState): boolean {
  return state.workOrders.some((order) => order.status !== 'ended');
}

function workOrder(state: CaseState, context: Context, onDay: LocalDate, from: LocalTime, to: LocalTime) {
  const { calendar } = context.law;
  return {
    workOrderId: `${state.caseId}.w${state.workOrders.length + 1}`,
    onDay,
    windowFromAt: at(calendar, onDay, from),
    windowToAt: at(calendar, onDay, to),
    meterSerial: context.account.meterSerial,
    district: context.account.district,
  };
}

/** door-tag-posted → shut-off-planned; and again when the planned day went by */
export const planShutOff: Rule = (state, context) => {
  const { law, now, today } = context;
  const wentBy = state.plannedOn !== null && now >= at(law.calendar, state.plannedOn, law.pack.shutOffWindow.to);
  // Without the approval that was asked for, another day would go by like this one.
  const missed = state.status === 'shut-off-planned' && wentBy && (!state.approvalRequested || state.approvedBy !== null);
  if ((state.status !== 'door-tag-posted' && !missed) || !state.doorTag || !state.notice?.mailedOn) return nothing;
  const onDay = shutOffDayAfterTag(law, state.notice.mailedOn, state.doorTag.postedAt, today, now, state.notBeforeOn);
  const { noticeDays, tagHours } = waitsOf(law);
  const sentence = `${missed ? `The day planned (${state.plannedOn}) went by. ` : ''}The first shut-off day ${noticeDays} days after ${state.notice.mailedOn} and ${tagHours} hours after ${state.doorTag.postedAt} is ${onDay}.`;
  return [{ type: 'ShutOffPlanned', data: { onDay }, because: [why(context, 'OH-RULES', sentence), why(context, 'OP-DOORTAG', sentence)] }];
};

/** shut-off-planned → shut-off-ordered, after every guard was asked again (GEN-EXEC) */
export const orderShutOff: Rule = (state, context) => {
  const dispatchAt = dispatchOf(state, context);
  if (dispatchAt === null || context.now < dispatchAt || crewIsOut(state)) return nothing;
  const proposal = proposalFor('shut-off', context);
  if (!proposal.allowed) return askForApproval(state, context, proposal);
  const { from, to } = context.law.pack.shutOffWindow;
  const data = { ...workOrder(state, context, context.today, from, to), pastDueCents: context.facts.pastDueCents };
  return [{ type: 'ShutOffOrdered', data, because: [why(context, 'GEN-EXEC', 'Every guard was asked again and holds.'), ...reasonsOf(proposal)] }];
};

export function dispatchOf(state: CaseState, context: Context): Instant | null {
  if (state.status !== 'shut-off-planned' || state.plannedOn === null) return null;
  return at(context.law.calendar, state.plannedOn, context.law.pack.steps['shut-off'].orderAt as LocalTime);
}

function askForApproval(state: CaseState, context: Context, proposal: Proposal): readonly CaseDraft[] {
  const verdict = proposal.verdicts.find((known) => known.guard === 'critical-customer-approved' && !known.holds);
  if (!verdict || state.approvalRequested) return nothing;
  return [{ type: 'ApprovalRequested', data: { customerClass: context.account.customerClass }, because: [verdict.because] }];
}

/** When, by time alone, the case's next step may be due; null when it waits for a fact. */
export function nextStepAt(state: CaseState, context: Context): Instant | null {
  const { now } = context;
  const asked = stepAhead(state);
  // While a crew is out its answer is waited for, not the time.
  if (asked === null || (asked !== 'notice' && crewIsOut(state))) return null;
  const scheduledAt = asked === 'door-tag' ? doorTagAt(state, context) : asked === 'shut-off' ? dispatchOf(state, context) : null;
  if (scheduledAt !== null && scheduledAt > now) return scheduledAt;
  const { verdicts } = proposalFor(asked, context);
  const failing = verdicts.filter((verdict) => !verdict.holds);
  const waits = failing.map((verdict) => (verdict.guard === 'feeds-are-complete' ? now : verdict.notBefore));
  if (asked === 'shut-off' && state.plannedOn !== null) return windowEnd(state.plannedOn, context, waits);
  if (waits.some((wait) => wait === null)) return null;
  return (waits as Instant[]).reduce((late, wait) => (wait > late ? wait : late), now);
}

/**
 * While something but time keeps the crew back, the plan is looked at again when the window closes. After that it waits for the
 * fact: a deadline that has come and brings nothing would hold up a clock that goes from deadline to deadline.
 */
function windowEnd(plannedOn: LocalDate, context: Context, waits: readonly (Instant | null)[]): Instant | null {
  const timed = waits.every((wait) => wait !== null && wait <= context.now);
  const closesAt = at(context.law.calendar, plannedOn, context.law.pack.shutOffWindow.to);
  return timed ? context.now : closesAt > context.now ? closesAt : null;
}

/** The step that a case waits to take, or null. */
export function stepAhead(state: CaseState): StepName | null {
  if (state.status === 'past-due' && state.shutOff === null) return 'notice';
  if (state.status === 'notice-mailed') return 'door-tag';
  if (state.status === 'shut-off-planned') return 'shut-off';
  return null;
}

/** The start of the day after: a notice that lapses is looked at then. */
export function noticeLapsesAt(state: CaseState, context: Context): Instant | null {
  if (!state.notice?.mailedOn) return null;
  const verdict = proposalFor('shut-off', context).verdicts.find((known) => known.guard === 'notice-mailed-days-before');
  const lapsesOn = verdict?.because.facts['lapsesOn'];
  return typeof lapsesOn === 'string' ? startOfDay(plusDays(lapsesOn as LocalDate, 1), context.law.calendar.zone) : null;
}
