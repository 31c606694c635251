import { freedSince, whyFreed } from '../account/stays.ts';
import { arrangementStanding } from '../account/arrangement.ts';
import { pastDueAsIfUnquestionedCents } from '../account/past-due.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import type { Because } from '../kernel/because.ts';
import type { Instant } from '../kernel/time.ts';
import type { StepName } from '../policy/pack.ts';
import type { CaseState, HeldBy } from './case.state.ts';
import { holdReasons, investigationReasons, why, type Context } from './context.ts';
import { versionsOf } from './both-versions.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';
import { proposalFor, ruleOf } from './proposal.ts';
import { isWaterOff } from './evolve.ts';

/** Holds begin, change and end; when the last one ends, collection resumes at the step that the strictest of them left it. */
export const holdsBeginAndEnd: Rule = (state, context) => {
  const standing = context.holds.map(({ kind, evidence }): HeldBy => ({ kind, evidence }));
  if (standing.length === 0 && state.heldBy.length === 0) return nothing;
  if (standing.length === 0) return [resumed(state, context)];
  const same = (first: HeldBy, second: HeldBy) => first.kind === second.kind && first.evidence === second.evidence;
  const unchanged = standing.length === state.heldBy.length && standing.every((hold) => state.heldBy.some((known) => same(hold, known)));
  return unchanged ? nothing : [{ type: 'CollectionHeld', data: { holds: standing }, because: holdReasons(context) }];
};

function resumed(state: CaseState, context: Context): CaseDraft {
  const { pack } = context.law;
  const rules = state.heldSince.flatMap((hold) => versionsOf(context).map(({ law }) => law.pack.holds[hold.kind]));
  const resumeAt = rules.some((rule) => rule.resumeAt === 'notice') ? 'notice' : 'door-tag';
  const afterDismissal = state.heldSince.some(
    (hold) => hold.kind === 'bankruptcy' && context.account.petitions.some((petition) => petition.docket === hold.evidence && petition.ending === 'dismissed'),
  );
  const where = resumeAt === 'notice' ? 'with a fresh notice' : 'with a fresh door tag';
  const because = [...new Set(state.heldSince.map((hold) => hold.kind))].map((kind) => freedDocket(state, context, kind) ??
    why(context, pack.holds[kind].resumeRule, `The ${kind} hold ended; collection goes on ${where}.`, evidenceOf(state, kind)),
  );
  return { type: 'CollectionResumed', data: { ended: [...state.heldSince], resumeAt, afterDismissal }, because };
}

/** A docket that runs on and does not hold any more: by whose word, or for want of what. */
function freedDocket(state: CaseState, context: Context, kind: string): Because | null {
  if (kind !== 'bankruptcy') return null;
  const { account, law, now } = context;
  for (const { evidence } of state.heldSince.filter((hold) => hold.kind === kind)) {
    const petition = account.petitions.find(({ docket, stays }) => docket === evidence && stays.some(({ endedAt }) => endedAt === null));
    const freed = petition && whyFreed(petition, law, now);
    if (freed) return why(context, freed.rule, `${freed.sentence} Collection goes on with a fresh notice.`, { evidence });
  }
  return null;
}

function evidenceOf(state: CaseState, kind: string): Because['facts'] {
  return { evidence: state.heldSince.filter((hold) => hold.kind === kind).map((hold) => hold.evidence).join(', ') };
}

/** Instalments missed, cured, broken and arrangements fulfilled, as payments tell it. */
export const arrangementsTold: Rule = (state, context) => {
  for (const terms of context.account.arrangements) {
    if (terms.agreedAt > context.now) continue;
    const standing = arrangementStanding(context.account, terms, context.law, context.now);
    const told = state.arrangements[terms.arrangementId];
    const { arrangementId } = terms;
    const because = [why(context, context.law.pack.arrangement.rule, standing.sentence, { arrangementId })];
    if (standing.status === 'in-cure' && told !== 'missed') {
      return [{ type: 'ArrangementMissed', data: { arrangementId, missedOn: standing.missedOn, cureThroughOn: standing.cureThroughOn }, because }];
    }
    if (standing.status === 'broken' && told !== 'broken') return [{ type: 'ArrangementBroken', data: { arrangementId, missedOn: standing.missedOn }, because }];
    if (standing.status === 'kept' && (told === 'missed' || told === 'broken')) return [{ type: 'ArrangementCured', data: { arrangementId }, because }];
    if (standing.status === 'fulfilled' && told !== 'fulfilled') return [{ type: 'ArrangementFulfilled', data: { arrangementId }, because }];
  }
  return nothing;
};

/** Why the notice on which the case rests no longer supports anything, or null. A spent notice is never revived. */
function noticeSpent(state: CaseState, context: Context): Because | null {
  const { notice } = state;
  if (notice === null) return null;
  const { account, law, now } = context;
  const petition = account.petitions.find((known) => (freedSince(known, law, now) ?? 'never') > notice.orderedAt && known.stays.some((stay) => stay.sinceAt <= now && (stay.endedAt === null || stay.endedAt > notice.orderedAt)));
  if (petition) return why(context, 'BK-STAY', `The notice is spent: docket ${petition.docket} was open after it was ordered.`, { docket: petition.docket });
  if (account.lastReturnAt !== null && account.lastReturnAt > notice.orderedAt)
    return why(context, 'OP-NSF', `The notice is spent: a payment was returned at ${account.lastReturnAt}.`);
  const broken = account.arrangements.find((terms) => terms.agreedAt > notice.orderedAt && arrangementStanding(account, terms, law, now).status === 'broken');
  if (broken) return why(context, ruleOf('notice', law), `The notice is spent: arrangement ${broken.arrangementId} was agreed after it and broken.`);
  const orderedOn = dayOf(law.calendar, notice.orderedAt);
  const { oldestDueOn } = context.facts;
  if (oldestDueOn !== null && oldestDueOn >= orderedOn)
    return why(context, ruleOf('notice', law), `The notice is spent: what it asked for is paid, and what is past due now was due ${oldestDueOn}, not before ${orderedOn}.`);
  return proposalFor('shut-off', context).verdicts.find((verdict) => verdict.noticeIsSpent)?.because ?? null;
}

/** A spent notice is withdrawn, and what rests on it is recalled. */
export const spentNotice: Rule = (state, context) => {
  const because = noticeSpent(state, context);
  if (because === null || state.notice === null) return nothing;
  return [...recalls(state, context, [because]), { type: 'NoticeWithdrawn', data: { noticeId: state.notice.noticeId }, because: [because] }];
};

const pressing = new Set<CaseState['status']>(['door-tag-ordered', 'door-tag-posted', 'shut-off-planned', 'shut-off-ordered']);

/**
 * A fence, a payment or a parked message: a letter is taken back (one that lies printed is voided by its printer), and a crew
 * that is out is recalled in the same commit.
 */
export const withdrawal: Rule = (state, context) => {
  if (state.status !== 'notice-ordered' && !pressing.has(state.status)) return nothing;
  const because = withdrawalReasons(context, state.status === 'notice-ordered' ? 'notice' : 'shut-off');
  if (because.length === 0) return nothing;
  if (state.status === 'notice-ordered' && state.notice) return [{ type: 'NoticeWithdrawn', data: { noticeId: state.notice.noticeId }, because }];
  return [...recalls(state, context, because), { type: 'ShutOffWithdrawn', data: {}, because }];
};

/** What forbids the step itself: a letter is also owed where a valve may not be closed. */
export function withdrawalReasons(context: Context, step: StepName): Because[] {
  return proposalFor(step, context).verdicts.filter((verdict) => verdict.recallsCrew).map((verdict) => verdict.because);
}

export function recalls(state: CaseState, context: Context, because: readonly Because[]): CaseDraft[] {
  return state.workOrders
    .filter((order) => order.status === 'open' && order.work !== 'restoration')
    .map((order) => ({
      type: 'WorkOrderRecalled',
      data: { workOrderId: order.workOrderId, work: order.work },
      because: [why(context, 'GEN-EXEC', `The crew is called back from ${order.workOrderId}.`), ...because],
    }));
}

/** A case that no longer needs pursuing ends when no crew is under way for it. */
export const paidInFull: Rule = (state, context) => {
  if (isWaterOff(state) || context.facts.pastDueCents > 0) return nothing;
  const { investigations } = context.facts;
  const isQuestioned = investigations.length > 0 && pastDueAsIfUnquestionedCents(context.account, context.law, context.today) > 0;
  const lookedInto = isQuestioned ? investigationReasons(context) : [];
  const sentence = isQuestioned ? 'Nothing is past due but what is looked into.' : 'Nothing is past due.';
  const because = [why(context, 'OP-RECEIPT', sentence, { pastDueCents: context.facts.pastDueCents }), ...lookedInto];
  const open = recalls(state, context, because);
  if (open.length > 0) return open;
  if (state.workOrders.some((order) => order.status !== 'ended')) return nothing;
  const dischargedNow = context.account.petitions.some((petition) => petition.writtenOff && (petition.endedAt as Instant) >= state.openedAt);
  return [{ type: 'CaseClosed', data: { reason: dischargedNow ? 'discharged' : isQuestioned ? 'questioned' : 'paid' }, because }];
};
