import type { AccountEvent } from '../account/account.events.ts';
import type { AccountState, Bill } from '../account/account.state.ts';
import { bankruptcyOccasions } from '../account/bankruptcy-entries.ts';
import { nextEntry, type EntryDraft } from '../account/decide-entries.ts';
import { evolve } from '../account/evolve.ts';
import { moratoriumsAhead } from '../account/moratoriums.ts';
import { needsPenaltyDecision, penaltyAt } from '../account/past-due.ts';
import { depositMoments } from '../account/deposits.ts';
import type { Because } from '../kernel/because.ts';
import { earlierOf, type Instant } from '../kernel/time.ts';
import type { OpenBreaker } from '../policy/breaker.ts';
import { evaluateGuards, ruleOfHold } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import { nextVersionAt } from '../policy/law-book.ts';
import type { CaseEvent } from './case.events.ts';
import type { CaseState } from './case.state.ts';
import { contextOf, investigationReasons, why, type Context, type FeedMark } from './context.ts';
import { judgeClosings } from './decide-closings.ts';
import { fieldAnswers } from './decide-field.ts';
import { arrangementsTold, holdsBeginAndEnd, paidInFull, spentNotice, withdrawal } from './decide-holds.ts';
import { mailedAllTheSame } from './decide-letters.ts';
import { confirmOccupantNotices, occupantNoticesAt, orderOccupantNotices, withdrawOccupantNotices } from './decide-occupants.ts';
import { confirmThirdPartyNotices, copiesCameBack, orderThirdPartyNotices, thirdPartyNoticesAt, withdrawThirdPartyNotices } from './decide-third-parties.ts';
import { recallSilentAt, silentRecall } from './decide-recalls.ts';
import { restorationDue } from './decide-restoration.ts';
import { visitAfterReturnedMail } from './decide-visit.ts';
import { confirmNotice, nextStepAt, noticeByPhone, noticeLapsesAt, orderDoorTag, orderNotice, orderShutOff, planShutOff } from './decide-steps.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';
import { evolveCase } from './evolve.ts';
import { nextCaseId, openEpisode } from './open-episode.ts';

/** In this order: what happened outside, what protects, what ends, and only then what presses on. */
const rules: readonly Rule[] = [
  fieldAnswers,
  silentRecall,
  mailedAllTheSame,
  arrangementsTold,
  spentNotice,
  withdrawal,
  withdrawOccupantNotices,
  withdrawThirdPartyNotices,
  holdsBeginAndEnd,
  restorationDue,
  paidInFull,
  confirmNotice,
  confirmOccupantNotices,
  confirmThirdPartyNotices,
  copiesCameBack,
  visitAfterReturnedMail,
  noticeByPhone,
  orderNotice,
  orderThirdPartyNotices,
  orderOccupantNotices,
  orderDoorTag,
  planShutOff,
  orderShutOff,
];

/** Where a decision starts: what is known, by which law, at which time. */
export interface Situation {
  /** The utility's law, in any of its versions: an open case is decided by its own and the one in force, all else by the one in force. */
  readonly law: Law;
  readonly now: Instant;
  readonly feeds: readonly FeedMark[];
  /** The utility's breakers that tripped; none where nobody counts. */
  readonly breakers?: readonly OpenBreaker[];
  readonly account: AccountState;
  /** The account's open case, or the last one, or null. */
  readonly state: CaseState | null;
}

export interface Advanced {
  readonly account: AccountState;
  readonly state: CaseState | null;
  readonly caseEvents: readonly CaseEvent[];
  readonly entries: readonly AccountEvent[];
  /** Both of the above in the order in which they were decided. */
  readonly decisions: readonly (CaseEvent | AccountEvent)[];
  /** When the case is to be looked at again if nothing happens; null when it waits for a fact. */
  readonly nextDeadlineAt: Instant | null;
}

/** A decision that never comes to rest is a defect of a rule: the account is parked, not looped on. */
export class NeverAtRest extends Error {
  constructor(accountId: string, last: string) {
    super(`Account ${accountId} does not come to rest; the last decision was ${last}`);
    this.name = 'NeverAtRest';
  }
}

const maxDecisions = 60;

/**
 * Decides everything that follows now for one account and its case, and nothing twice: asked again it answers with no event.
 * @param opens true when the sweep (or a person) may open an episode
 * @throws NeverAtRest
 */
export function advance(situation: Situation, opens = false): Advanced {
  const { law, now, feeds, breakers } = situation;
  let { account, state } = situation;
  const decisions: (CaseEvent | AccountEvent)[] = [];
  for (let round = 0; round < maxDecisions; round += 1) {
    const context = contextOf(account, isOpen(state) ? state : null, law, now, feeds, breakers);
    const current = context.inForce ?? context;
    const judgement = judgeClosings(state, context);
    const entry = judgement?.entry ?? nextEntry(account, current.facts, current.law);
    if (entry) {
      const event = entryEvent(entry, now);
      account = evolve(account, event);
      decisions.push(event);
    }
    const drafts = judgement?.drafts ?? (entry ? nothing : nextDrafts(state, context, opens));
    for (const draft of drafts) {
      const event = { ...draft, at: now } as CaseEvent;
      state = evolveCase(state, event);
      decisions.push(event);
    }
    if (!entry && drafts.length === 0) {
      const nextDeadlineAt = isOpen(state) ? deadlineOf(state, context) : null;
      return { account, state, caseEvents: decisions.filter(isCaseEvent), entries: decisions.filter(isEntryEvent), decisions, nextDeadlineAt };
    }
  }
  throw new NeverAtRest(account.accountId, decisions.at(-1)?.type ?? 'none');
}

export function isCaseEvent(decision: CaseEvent | AccountEvent): decision is CaseEvent {
  return 'at' in decision;
}

function isEntryEvent(decision: CaseEvent | AccountEvent): decision is AccountEvent {
  return !isCaseEvent(decision);
}

export function isOpen(state: CaseState | null): state is CaseState {
  return state !== null && state.status !== 'closed';
}

function nextDrafts(state: CaseState | null, context: Context, opens: boolean): readonly CaseDraft[] {
  return isOpen(state) ? firstDrafts(state, context) : opens ? opening(state, context) : nothing;
}

function firstDrafts(state: CaseState, context: Context): readonly CaseDraft[] {
  for (const rule of rules) {
    const drafts = rule(state, context);
    if (drafts.length > 0) return drafts;
  }
  return [];
}

function entryEvent(draft: EntryDraft, now: Instant): AccountEvent {
  return { type: draft.type, id: draft.id, effectiveAt: now, recordedAt: now, data: draft.data, because: draft.because } as AccountEvent;
}

/** Why an account was left alone by the sweep, or null when it is to have a case. */
export function leftAlone(context: Context, last: CaseState | null): Because | null {
  const { facts, law } = context;
  if (context.account.openedAt === null) return why(context, 'CASE-PATH', 'The account is not open yet.');
  if (facts.pastDueCents <= 0) return investigationReasons(context)[0] ?? why(context, 'CASE-PATH', 'Nothing is past due.', { pastDueCents: facts.pastDueCents });
  const hold = facts.holds[0];
  if (hold) return why(context, ruleOfHold(hold, law), hold.sentence, { [hold.kind]: hold.evidence });
  if (facts.parkedMessages.length > 0) return why(context, 'MESSAGE-PARKED', 'A message about the account waits for repair.');
  const stale = evaluateGuards(law.pack.penalty.guards, facts, law).verdicts.find((verdict) => verdict.guard === 'feeds-are-complete' && !verdict.holds);
  if (stale) return stale.because;
  const newDebt = context.account.bills.some((bill) => penaltyAt(bill, law) <= context.now && penaltyAt(bill, law) > (last?.closedAt ?? ''));
  if (last?.closedBy === 'by-a-person' && !newDebt) return why(context, 'AUTHORITY', 'A person closed the last case, and nothing fell due since.');
  return null;
}

function opening(last: CaseState | null, context: Context): readonly CaseDraft[] {
  if (leftAlone(context, last) !== null) return [];
  const { facts } = context;
  const sentence = `Case ${nextCaseId(last, context)} opens: the oldest unpaid bill was due ${facts.oldestDueOn ?? 'at once'}.`;
  return [openEpisode(last, context, [why(context, 'CASE-PATH', sentence, { pastDueCents: facts.pastDueCents })])];
}

function penaltyDecisionAt(account: AccountState, bill: Bill, { law, now, facts }: Context): Instant[] {
  const dueAt = penaltyAt(bill, law);
  if (dueAt > now) return [dueAt];
  const waitsForFeeds = facts.holds.length === 0 && facts.parkedMessages.length === 0 && needsPenaltyDecision(account, law, bill);
  return waitsForFeeds ? [now] : [];
}

/** The next instant at which time alone may change the answer. */
function deadlineOf(state: CaseState, context: Context): Instant | null {
  const { account, now } = context;
  const holdEnds = context.holds.map((hold) => hold.untilAt).filter((end) => end !== null);
  const penalties = account.bills.flatMap((bill) => penaltyDecisionAt(account, bill, context));
  // What another version of the law asks is looked at on its first day.
  const candidates = [...holdEnds, ...bankruptcyOccasions(account, context.law).filter((at) => at > now), ...depositMoments(account, context.law), ...moratoriumsAhead(account, now), nextVersionAt(context.law, now), ...penalties, recallSilentAt(state, context.law), nextStepAt(state, context), occupantNoticesAt(state, context), thirdPartyNoticesAt(state, context), noticeLapsesAt(state, context)];
  return candidates.reduce<Instant | null>((first, next) => earlierOf(first, next !== null && next >= now ? next : null), null);
}

