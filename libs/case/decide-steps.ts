import { unmetAssurance } from '../account/service-in-bankruptcy.ts';
import { whyFreed } from '../account/stays.ts';
import { at, dayOf, officeClosesOn } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { dollars } from '../kernel/money.ts';
import type { Because } from '../kernel/because.ts';
import { keepingLast } from '../kernel/remembered.ts';
import { earlierOf, laterOf, type Instant, type LocalDate, type LocalTime } from '../kernel/time.ts';
import type { Proposal, Verdict } from '../policy/evaluate.ts';
import type { Contact, Law } from '../policy/facts.ts';
import type { StepName } from '../policy/pack.ts';
import type { CaseEventData } from './case.events.ts';
import { takesStep } from '../policy/path.ts';
import { windowClosesAt, windowClosesOn } from '../policy/shut-off-window.ts';
import { versionsOf } from './both-versions.ts';
import type { CaseState } from './case.state.ts';
import { investigationReasons, why, type Context } from './context.ts';
import { bounced, cameBack } from './decide-undelivered.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';
import { paperFor, postingPaper } from './papers.ts';
import { proposalFor, ruleOf } from './proposal.ts';
import { dispatchAt, firstShutOffDay, noticeMaturesOn, payByOn, postingAhead, waitsOn, type Posting } from './schedule.ts';

const reasonsOf = ({ verdicts }: Pick<Proposal, 'verdicts'>) => verdicts.map((verdict) => verdict.because);

/** past-due → notice-ordered */
export const orderNotice: Rule = (state, context) => {
  if (state.status !== 'past-due' || state.shutOff !== null) return nothing;
  const proposal = proposalFor('notice', context);
  if (!proposal.allowed) return nothing;
  const noticeId = `${state.caseId}.n${state.noticeCount + 1}`;
  const { pastDueCents, oldestBillId } = context.facts;
  const data = { noticeId, pastDueCents, payByOn: payByOn(context), ...(oldestBillId === null ? {} : { oldestBillId }), ...told(context), ...channelOf(context) };
  const sentence = `A disconnect notice is due: ${dollars(context.facts.pastDueCents)} is past due.`;
  return [{ type: 'NoticeOrdered', data, because: [why(context, ruleOf('notice', context.law), sentence), ...unassured(context), ...investigationReasons(context), ...reasonsOf(proposal)] }];
};

/** What is asked for because no assurance was given says so: it is no debt of before the petition (BK-366-20). */
function unassured({ account, law, now, ...context }: Context): Because[] {
  const asked = unmetAssurance(account, now);
  const petition = asked && account.petitions.find(({ docket }) => docket === asked.docket);
  const freed = petition && whyFreed(petition, law, now);
  return asked && freed ? [why({ ...context, account, law, now }, freed.rule, `no assurance: ${dollars(asked.cents)} was asked for. ${freed.sentence}`, { docket: asked.docket, assuranceCents: asked.cents })] : [];
}

/** What the notice will say of itself, as its events keep it. */
export function told({ facts: { noticeStatement } }: Context): Partial<Pick<CaseEventData<'NoticeOrdered'>, 'document' | 'languages' | 'contains'>> {
  return noticeStatement === null ? {} : { document: noticeStatement.document, languages: [...noticeStatement.languages], contains: [...noticeStatement.contains] };
}

const restsOnNotice = new Set<CaseState['status']>(['notice-ordered', 'notice-mailed', 'door-tag-ordered', 'door-tag-posted', 'shut-off-planned', 'shut-off-ordered']);

/** By e-mail to a customer who chose that, under a law that lets it; by letter again once an e-mail bounced, until another choice. */
function channelOf({ law, account }: Context): Pick<CaseEventData<'NoticeOrdered'>, 'channel'> {
  const since = account.noticesBySince ?? '';
  const bounced = account.notices.some((notice) => notice.bouncedAt !== undefined && notice.bouncedAt > since);
  return law.pack.documents?.eMail !== undefined && account.noticesBy === 'e-mail' && !bounced ? { channel: 'e-mail' } : {};
}

/** notice-ordered → notice-mailed, with proof that can be true; any step before the shut-off → review, when the notice comes back */
export const confirmNotice: Rule = (state, context) => {
  if (state.notice === null) return nothing;
  const { noticeId } = state.notice;
  const proof = context.account.notices.find((known) => known.noticeId === noticeId);
  if (!proof || state.skipped.includes(noticeId)) return nothing;
  if (restsOnNotice.has(state.status)) {
    const undelivered = cameBack(state, context, proof) ?? bounced(state, context, proof);
    if (undelivered !== null) return undelivered;
  }
  const mailedOn = state.notice.channel === 'e-mail' ? (proof.deliveredOn ?? null) : proof.mailedOn;
  if (state.status !== 'notice-ordered' || mailedOn === null) return nothing;
  const orderedOn = dayOf(context.law.calendar, state.notice.orderedAt);
  if (mailedOn < orderedOn) {
    // The waiting time of a letter may not begin before there was one.
    const because = [why(context, 'GEN-COUNT', `The proof says that notice ${noticeId} was mailed ${mailedOn}, before it was ordered on ${orderedOn}.`)];
    return [{ type: 'ReviewNeeded', data: { question: `Notice ${noticeId} of ${orderedOn} cannot have been mailed on ${mailedOn}. When was it?` }, because }];
  }
  const sentence = `Proof of ${state.notice.channel === 'e-mail' ? 'delivery by e-mail' : 'mailing'} for ${mailedOn}; the notice matures ${noticeMaturesOn(mailedOn, context)}.`;
  return [{ type: 'NoticeConfirmed', data: { noticeId, mailedOn }, because: [why(context, 'GEN-COUNT', sentence)] }];
};

/** past-due or notice-ordered → notice-mailed, when what the law wants said was said to the customer by telephone */
export const noticeByPhone: Rule = (state, context) => {
  if ((state.status !== 'past-due' && state.status !== 'notice-ordered') || state.shutOff !== null) return nothing;
  const asked = phoneNoticeOf(context);
  const since = state.notice?.orderedAt ?? state.anewSince ?? state.openedAt;
  const call = asked && context.facts.contacts.find((contact) => contact.at >= since && isNotice(contact, asked.covers) && !state.calls.includes(contact.contactId));
  if (!call) return nothing;
  const proposal = proposalFor('notice', context);
  if (!proposal.allowed) return nothing;
  const { pastDueCents, oldestBillId } = context.facts;
  const noticeId = `${state.caseId}.n${state.noticeCount + 1}`;
  const onDay = dayOf(context.law.calendar, call.at);
  const data = { noticeId, contactId: call.contactId, onDay, covered: [...call.covered], pastDueCents, ...(oldestBillId === null ? {} : { oldestBillId }) };
  const sentence = `The customer was told by telephone on ${onDay} (${call.contactId}), with ${asked.covers.join(', ')}.`;
  return [{ type: 'NoticeGivenByPhone', data, because: [why(context, asked.rule, sentence, { contactId: call.contactId }), ...reasonsOf(proposal)] }];
};

/** What a call has to cover under every version that is asked; undefined where one of them knows no notice by telephone. */
function phoneNoticeOf(context: Context): Law['pack']['phoneNotice'] {
  const asked = versionsOf(context).map(({ law }) => law.pack.phoneNotice);
  const [own] = asked;
  return own && asked.every((known) => known !== undefined) ? { ...own, covers: [...new Set(asked.flatMap((known) => known?.covers ?? []))] } : undefined;
}

function isNotice({ channel, spokeWith, covered }: Contact, covers: readonly string[]): boolean {
  return channel === 'phone' && spokeWith === 'customer' && covers.every((block) => covered.includes(block));
}

/** notice-mailed → door-tag-ordered */
export const orderDoorTag: Rule = (state, context) => {
  const orderAt = doorTagAt(state, context);
  if (orderAt === null || context.now < orderAt || crewIsOut(state)) return nothing;
  const proposal = proposalFor('door-tag', context);
  if (!proposal.allowed) return nothing;
  return [{ type: 'DoorTagOrdered', data: postingToday(state, context), because: [why(context, ruleOf('door-tag', context.law), `A door tag is due on ${context.today}.`), ...reasonsOf(proposal)] }];
};

/** Somebody goes to the door today, with the paper that is posted there. */
export function postingToday(state: CaseState, context: Context): CaseEventData<'DoorTagOrdered'> {
  const { calendar } = context.law;
  const order = workOrder(state, context, context.today, calendar.officeOpensAt, officeClosesOn(calendar, context.today));
  return { ...order, noticeId: state.notice?.noticeId ?? '', ...paperFor(postingPaper(context), context, shutOffNamed(state, context)) };
}

function shutOffNamed(state: CaseState, context: Context): { shutOffOn?: LocalDate } {
  const posting = postingFor(state, context);
  return posting === null ? {} : { shutOffOn: posting.shutOffOn };
}

/** When the door tag is to be ordered, or null when the case does not wait for one. */
function doorTagAt(state: CaseState, context: Context): Instant | null {
  if (state.status !== 'notice-mailed') return null;
  const { law } = context;
  const posting = postingFor(state, context);
  return posting && at(law.calendar, posting.tagOn, law.pack.steps['door-tag']?.orderAt as LocalTime);
}

/** Several rules ask in one look at a case. */
const postingFor = keepingLast((state: CaseState, context: Context): Posting | null =>
  state.notice?.mailedOn ? postingAhead(state.notice.mailedOn, firstTagDay(state, context), state.notBeforeOn, context) : null,
);

/** Today, unless the office has closed or a crew was at the door with a tag today already. */
export function firstTagDay(state: CaseState, { law, now, today }: Context): LocalDate {
  const closed = now >= at(law.calendar, today, officeClosesOn(law.calendar, today));
  const tried = state.workOrders.some((order) => order.work === 'door-tag' && order.status === 'ended' && order.order.onDay === today);
  return closed || tried ? plusDays(today, 1) : today;
}

/** A crew that was sent and has neither answered nor acknowledged its recall. */
export function crewIsOut(state: CaseState): boolean {
  return state.workOrders.some((order) => order.status !== 'ended');
}

export function workOrder(state: CaseState, context: Context, onDay: LocalDate, from: LocalTime, to: LocalTime) {
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

/** door-tag-posted, or a notice that needs no posting → shut-off-planned; and again when the planned day went by */
export const planShutOff: Rule = (state, context) => {
  const { law, now, today } = context;
  const wentBy = state.plannedOn !== null && now >= windowClosesAt(law, state.plannedOn);
  // Without the approval that was asked for, another day would go by like this one.
  const missed = state.status === 'shut-off-planned' && wentBy && (!state.approvalRequested || state.approvedBy !== null);
  // What would withdraw the plan at once is waited out first: where no posting stands between, the two would alternate for ever.
  const warnedOtherwise = state.status === 'notice-mailed' && !crewIsOut(state) && takesStep('shut-off', context.facts, law) && !isHeldBack(context) && postingFor(state, context) === null;
  const overtaken = wentBy ? undefined : overtakenBy(state, context);
  if ((state.status !== 'door-tag-posted' && !missed && !warnedOtherwise && !overtaken) || !state.notice?.mailedOn) return nothing;
  const onDay = firstShutOffDay(laterOf(today, state.notBeforeOn ?? today), context);
  if (onDay === null) return nothing;
  const before = missed ? `The day planned (${state.plannedOn}) went by. ` : overtaken ? `The day planned (${state.plannedOn}) is not allowed any more: ${overtaken.because.sentence} ` : '';
  const sentence = `${before}The first day on which every wait is over when the crew is sent: ${onDay}.`;
  return [{ type: 'ShutOffPlanned', data: { onDay }, because: [why(context, ruleOf('shut-off', law), sentence), ...reasonsOf({ verdicts: waitsOn(onDay, context) })] }];
};

/** What forbids the day for which the shut-off is planned, since another version of the law is asked; undefined while the plan stands. */
function overtakenBy(state: CaseState, context: Context): Verdict | undefined {
  if (context.inForce === null || state.status !== 'shut-off-planned' || state.plannedOn === null) return undefined;
  return waitsOn(state.plannedOn, context).find((verdict) => !verdict.holds && verdict.notBefore !== null);
}

/** shut-off-planned → shut-off-ordered, after every guard was asked again (GEN-EXEC) */
export const orderShutOff: Rule = (state, context) => {
  const dispatchAt = dispatchOf(state, context);
  if (dispatchAt === null || context.now < dispatchAt || crewIsOut(state)) return nothing;
  const proposal = proposalFor('shut-off', context);
  if (!proposal.allowed) return askForApproval(state, context, proposal);
  const laws = versionsOf(context).map(({ law }) => law);
  const from = laws.map(({ pack }) => pack.shutOffWindow.from).reduce(laterOf);
  const to = laws.map(({ pack, calendar }) => windowClosesOn(pack.shutOffWindow, calendar, context.today)).reduce(earlier);
  const data = { ...workOrder(state, context, context.today, from, to), pastDueCents: context.facts.pastDueCents, ...paperFor('shut-off', context) };
  return [{ type: 'ShutOffOrdered', data, because: [why(context, 'GEN-EXEC', 'Every guard was asked again and holds.'), ...reasonsOf(proposal)] }];
};

const earlier = (first: LocalTime, second: LocalTime) => (first < second ? first : second);

/** Something that would take a plan back at once stands in the way: a hold, a payment, a parked message. */
function isHeldBack(context: Context): boolean {
  return proposalFor('shut-off', context).verdicts.some((verdict) => verdict.recallsCrew);
}

function dispatchOf(state: CaseState, context: Context): Instant | null {
  if (state.status !== 'shut-off-planned' || state.plannedOn === null) return null;
  return dispatchAt(context.law, state.plannedOn);
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
  // No posting is owed, or none is in time: the shut-off is planned as soon as a fact allows it.
  if (asked === 'door-tag' && scheduledAt === null) return null;
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
  const closesAt = windowClosesAt(context.law, plannedOn);
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
  const lapsesOn = proposalFor('shut-off', context).verdicts.reduce<LocalDate | null>((first, verdict) => earlierOf(first, verdict.lapsesOn), null);
  return lapsesOn && startOfDay(plusDays(lapsesOn, 1), context.law.calendar.zone);
}
