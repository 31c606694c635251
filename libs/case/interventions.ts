import { z } from 'zod';
import type { EntryDraft } from '../account/decide-entries.ts';
import type { Because, Refusal } from '../kernel/because.ts';
import { localDateSchema, type LocalDate } from '../kernel/time.ts';
import { interventionReason, signable, type RewindStep } from './asked-interventions.ts';
import { isWaterOff } from './evolve.ts';
import type { CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { recalls } from './decide-holds.ts';
import { officeClosedOn } from '../calendar/business-calendar.ts';
import { crewIsOut, firstTagDay, postingToday, stepAhead } from './decide-steps.ts';
import { isAnsweredByAPerson, ruleOfHold } from '../policy/evaluate.ts';
import { takesStep } from '../policy/path.ts';
import { proposalFor, ruleOf } from './proposal.ts';
import type { CaseDraft } from './decision.ts';
import { openObligations } from './obligations.ts';

/** Roles that place and release holds, each above those before it. */
export const holdRoles = ['specialist', 'supervisor', 'counsel'] as const;
export type HoldRole = (typeof holdRoles)[number];

const reason = interventionReason;

/** What a person may do to a case. Each is a typed command with a reason, checked by the same rules as everything else. */
export const interventionSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('PlaceHold'), reason, untilOn: localDateSchema.optional() }),
  z.strictObject({ type: z.literal('ReleaseHold'), reason, holdId: z.string() }),
  z.strictObject({ type: z.literal('RetryObligation'), reason, obligation: z.string() }),
  signable.SkipStep,
  signable.AccountForCrew,
  z.strictObject({ type: z.literal('RescheduleShutOff'), reason, notBeforeOn: localDateSchema }),
  signable.RewindCase,
  z.strictObject({ type: z.literal('OverrideGuard'), reason, guard: z.string().min(1).max(100) }),
  signable.PostNotice,
  z.strictObject({ type: z.literal('AdvanceNow'), reason }),
  z.strictObject({ type: z.literal('RestartProcess'), reason }),
  z.strictObject({ type: z.literal('ApproveShutOff'), reason }),
  signable.FinishReview,
  signable.CloseCase,
]);
export type Intervention = z.infer<typeof interventionSchema>;

/** Who intervenes, and the intervention's own id, from which what it creates takes its ids. */
export interface Intervener {
  readonly by: string;
  /** In which role; the highest that the person has. */
  readonly as?: HoldRole | null;
  readonly interventionId: string;
  /** The bulk that does the same to many cases, and who approved it. */
  readonly bulk?: { readonly bulkId: string; readonly approvedBy: string } | null;
  /** The second person, where the pack asks for one. */
  readonly signedBy?: string | null;
}

export interface Intervened {
  readonly caseEvents: readonly CaseDraft[];
  readonly entries: readonly EntryDraft[];
}

/** What an intervention brings about, or why the rules refuse it. The caller advances the case afterwards. */
export function intervene(intervention: Intervention, who: Intervener, state: CaseState, context: Context): Intervened | Refusal {
  const because = [why(context, 'AUTHORITY', `${who.by}: ${intervention.reason}`, { by: who.by }), ...inBulk(who, context), ...signed(who, context)];
  const events = (...caseEvents: CaseDraft[]): Intervened => ({ caseEvents, entries: [] });
  const { by } = who;
  const { reason: given } = intervention;
  const takesBack = intervention.type === 'RetryObligation' && state.withdrawn.some(({ noticeId }) => noticeId === intervention.obligation);
  if (state.status === 'closed' && intervention.type !== 'PlaceHold' && intervention.type !== 'ReleaseHold' && !takesBack) {
    return refuse(context, 'CASE-PATH', `Case ${state.caseId} is closed.`);
  }
  switch (intervention.type) {
    case 'PlaceHold': {
      const data = { holdId: who.interventionId, reason: given, placedBy: by, ...(who.as ? { placedAs: who.as } : {}), ...(intervention.untilOn ? { untilOn: intervention.untilOn } : {}) };
      return { caseEvents: [], entries: [{ type: 'HoldPlaced', id: `arrears#hold/${who.interventionId}`, data, because }] };
    }
    case 'ReleaseHold':
      return releaseHold(intervention.holdId, given, who, context, because);
    case 'RetryObligation':
      // A letter that was withdrawn is waited for too, until its printer has voided it.
      return takesBack || openObligations(state, context.law).some((obligation) => obligation.key === intervention.obligation)
        ? events({ type: 'ObligationRetried', data: { obligation: intervention.obligation, by, reason: given }, because })
        : refuse(context, 'CASE-PATH', `Nothing called ${intervention.obligation} is waited for.`);
    case 'SkipStep':
      return skip(state, context, given, by, because);
    case 'AccountForCrew':
      return accountFor(state, context, intervention, by, because);
    case 'RescheduleShutOff':
      return reschedule(state, context, intervention, by, because);
    case 'RewindCase':
      return rewind(state, context, intervention, by, because);
    case 'OverrideGuard':
      return overrideGuard(state, context, intervention, by, because);
    case 'PostNotice':
      return postNotice(state, context, because);
    case 'AdvanceNow':
      return events({ type: 'AdvanceRequested', data: { by, reason: given }, because });
    case 'RestartProcess':
      return events({ type: 'ProcessRestarted', data: { by, reason: given }, because });
    case 'ApproveShutOff':
      return approve(state, context, given, by, because);
    case 'FinishReview':
      return state.status === 'review'
        ? events({ type: 'ReviewDone', data: { by, reason: given }, because })
        : refuse(context, 'CASE-PATH', 'No question of this case waits for a person.');
    case 'CloseCase':
      return close(state, context, given, by, because);
  }
}

/** What is done to many cases names the bulk and its second person in each of them. */
function inBulk({ bulk }: Intervener, context: Context): Because[] {
  return bulk ? [why(context, 'AUTHORITY', `Done to many cases together, as ${bulk.bulkId}; approved by ${bulk.approvedBy}.`, { bulk: bulk.bulkId, approvedBy: bulk.approvedBy })] : [];
}

function signed({ by, signedBy }: Intervener, context: Context): Because[] {
  return signedBy == null ? [] : [why(context, ruleOfSecondPerson(context), `${by} asked for it, and ${signedBy} signed.`, { signedBy })];
}

export function ruleOfSecondPerson({ law }: Context): string {
  return law.pack.secondPerson?.rule ?? 'AUTHORITY';
}

function refuse(context: Context, rule: string, sentence: string): Refusal {
  return { refused: true, because: why(context, rule, sentence), notBefore: null };
}

/**
 * Why a hold may not be released by somebody in this role, or null. A person ends what a person of no higher role began; what a
 * court, a doctor or a customer began ends with a fact.
 */
export function releaseRefusal(holdId: string, as: HoldRole | null, context: Context): Refusal | null {
  const hold = context.holds.find((known) => known.evidence === holdId);
  if (!hold) return refuse(context, 'GEN-HOLDS', `No hold ${holdId} stands.`);
  const rule = ruleOfHold(hold, context.law);
  if (hold.kind !== 'manual') return refuse(context, rule, `A ${hold.kind} hold ends by a fact, not by a person: ${hold.sentence}`);
  const placedAs = context.account.manualHolds.findLast((known) => known.id === holdId)?.placedAs ?? null;
  const rank = (role: string | null) => (holdRoles as readonly (string | null)[]).indexOf(role);
  return rank(placedAs) > rank(as) ? refuse(context, 'AUTHORITY', `A hold that ${placedAs} placed is released by ${placedAs} or above.`) : null;
}

function releaseHold(holdId: string, reason: string, who: Intervener, context: Context, because: readonly Because[]): Intervened | Refusal {
  const refusal = releaseRefusal(holdId, who.as ?? null, context);
  if (refusal) return refusal;
  const data = { holdId, reason, releasedBy: who.by };
  return { caseEvents: [], entries: [{ type: 'HoldReleased', id: `arrears#release/${who.interventionId}`, data, because }] };
}

/** Gives up waiting for an answer and goes back before that step; what the law waits for cannot be skipped. */
function skip(state: CaseState, context: Context, reason: string, by: string, because: readonly Because[]): Intervened | Refusal {
  const step = { 'notice-ordered': 'notice', 'door-tag-ordered': 'door-tag', 'shut-off-ordered': 'shut-off' }[state.status as string];
  if (step === 'notice') {
    const skipped: CaseDraft = { type: 'StepSkipped', data: { step, obligation: state.notice?.noticeId, by, reason }, because };
    return { caseEvents: [skipped], entries: [] };
  }
  if (step) return { caseEvents: [...recalls(state, context, because), { type: 'StepSkipped', data: { step, by, reason }, because }], entries: [] };
  const hold = context.holds[0];
  if (hold) return refuse(context, ruleOfHold(hold, context.law), `A hold cannot be skipped: ${hold.sentence}`);
  if (state.status === 'notice-mailed' || state.status === 'door-tag-posted' || state.status === 'shut-off-planned') {
    return refuse(context, ruleOf('notice', context.law), 'The waiting times of notice and door tag cannot be skipped.');
  }
  return refuse(context, 'CASE-PATH', `In "${state.status}" nothing is waited for that could be skipped.`);
}

/** A person knows where a crew is that never answered. A visit that may still close a valve has to be called back before. */
function accountFor(state: CaseState, context: Context, intervention: Extract<Intervention, { type: 'AccountForCrew' }>, by: string, because: readonly Because[]): Intervened | Refusal {
  const { workOrderId, reason } = intervention;
  const order = state.workOrders.find((known) => known.workOrderId === workOrderId);
  if (!order || order.status === 'ended') return refuse(context, 'CASE-PATH', `No crew is out for ${workOrderId}.`);
  if (order.status === 'open' && order.work !== 'restoration') return refuse(context, 'GEN-EXEC', `The crew of ${workOrderId} was not called back; skip the step first.`);
  return { caseEvents: [{ type: 'CrewAccountedFor', data: { workOrderId, work: order.work, by, reason }, because }], entries: [] };
}

function reschedule(state: CaseState, context: Context, intervention: Extract<Intervention, { type: 'RescheduleShutOff' }>, by: string, because: readonly Because[]): Intervened | Refusal {
  const { notBeforeOn, reason } = intervention;
  if (isWaterOff(state)) return refuse(context, 'CASE-PATH', 'The water is off already.');
  if (notBeforeOn < context.today) return refuse(context, 'CASE-PATH', `${notBeforeOn} is past.`);
  if (crewIsOut(state)) return refuse(context, 'GEN-EXEC', 'A crew is out; skip the step to call it back first.');
  return { caseEvents: [{ type: 'ShutOffRescheduled', data: { notBeforeOn, by, reason }, because }], entries: [] };
}

/** Statuses from which a step lies behind the case. */
const behind: Readonly<Record<RewindStep, ReadonlySet<CaseState['status']>>> = {
  notice: new Set(['notice-mailed', 'door-tag-ordered', 'door-tag-posted', 'shut-off-planned', 'shut-off-ordered']),
  'door-tag': new Set(['door-tag-posted', 'shut-off-planned', 'shut-off-ordered']),
};

/**
 * Takes the case back to an earlier step, which is then taken anew, with all its waits. Nothing is undone: what was sent stays sent, a crew that is
 * out is called back, and the water is not shut off before the day that was planned (GEN-PROTECT).
 */
function rewind(state: CaseState, context: Context, { to, reason }: Extract<Intervention, { type: 'RewindCase' }>, by: string, because: readonly Because[]): Intervened | Refusal {
  if (isWaterOff(state)) return refuse(context, 'OP-RECONNECT', 'The water is off; what comes next is that it runs again.');
  if (state.status === 'review') return refuse(context, 'CASE-PATH', 'A question waits for its answer; finish the review instead.');
  if (!behind[to].has(state.status)) return refuse(context, 'CASE-PATH', `In "${state.status}" the step "${to}" does not lie behind.`);
  if (!takesStep(to, context.facts, context.law)) return refuse(context, 'CASE-PATH', `The path of this account has no step "${to}".`);
  const out = state.workOrders.find((order) => order.status === 'open' && order.work === 'shut-off')?.order.onDay ?? null;
  const notBeforeOn = [state.notBeforeOn, state.plannedOn, out].reduce<LocalDate | null>((late, on) => (on !== null && (late === null || on > late) ? on : late), null);
  const rewound: CaseDraft = { type: 'CaseRewound', data: { to, ...(notBeforeOn === null ? {} : { notBeforeOn }), by, reason }, because };
  return { caseEvents: [...recalls(state, context, because), rewound], entries: [] };
}

/**
 * A guard is set aside by a person only where its answer is a person's to give; what protects the customer is not. The refusal is the guard's own
 * rule, with its citation.
 */
function overrideGuard(state: CaseState, context: Context, { guard, reason }: Extract<Intervention, { type: 'OverrideGuard' }>, by: string, because: readonly Because[]): Intervened | Refusal {
  const step = state.status === 'shut-off-ordered' ? 'clearance' : stepAhead(state);
  const failing = step === null ? undefined : proposalFor(step, context).verdicts.find((verdict) => verdict.guard === guard && !verdict.holds);
  if (failing === undefined) return refuse(context, 'CASE-PATH', `Nothing called "${guard}" holds the next step back.`);
  if (isAnsweredByAPerson(guard)) return approve(state, context, reason, by, because);
  return { refused: true, because: { ...failing.because, sentence: `No person may set this rule aside. ${failing.because.sentence}` }, notBefore: failing.notBefore };
}

function approve(state: CaseState, context: Context, reason: string, by: string, because: readonly Because[]): Intervened | Refusal {
  return state.approvalRequested && state.approvedBy === null
    ? { caseEvents: [{ type: 'ApprovalGiven', data: { approvedBy: by, reason }, because }], entries: [] }
    : refuse(context, 'CRITICAL-CUSTOMER', 'No approval is asked for in this case.');
}

/** Sends somebody to post the notice at the door today instead of on the last day that is in time, if every guard of the posting holds. */
function postNotice(state: CaseState, context: Context, because: readonly Because[]): Intervened | Refusal {
  const proposal = proposalFor('door-tag', context);
  const failing = proposal.verdicts.find((verdict) => !verdict.holds);
  const hold = failing?.guard === 'no-hold-stands' ? context.holds[0] : undefined;
  if (hold) return refuse(context, ruleOfHold(hold, context.law), hold.sentence);
  if (failing) return { refused: true, because: failing.because, notBefore: proposal.notBefore };
  if (!takesStep('door-tag', context.facts, context.law)) return refuse(context, 'CASE-PATH', 'No posting belongs to the path of this account.');
  if (state.status !== 'notice-mailed' || crewIsOut(state)) return refuse(context, 'CASE-PATH', `In "${state.status}" no posting is due.`);
  const closed = officeClosedOn(context.law.calendar, context.today);
  if (closed !== null) return refuse(context, 'CASE-PATH', `Nobody is sent to post on ${context.today}: ${closed}.`);
  if (firstTagDay(state, context) > context.today) return refuse(context, 'CASE-PATH', `Nobody is sent to post any more on ${context.today}: the office has closed, or somebody was at the door already.`);
  return { caseEvents: [{ type: 'DoorTagOrdered', data: postingToday(state, context), because: [...because, ...proposal.verdicts.map((verdict) => verdict.because)] }], entries: [] };
}

function close(state: CaseState, context: Context, note: string, by: string, because: readonly Because[]): Intervened | Refusal {
  if (isWaterOff(state)) return refuse(context, 'OP-RECONNECT', 'The water is off; the case ends when it runs again.');
  if (crewIsOut(state)) return refuse(context, 'GEN-EXEC', 'A crew is out; skip the step to call it back, and close when it has answered or is accounted for.');
  return { caseEvents: [{ type: 'CaseClosed', data: { reason: 'by-a-person', by, note }, because }], entries: [] };
}
