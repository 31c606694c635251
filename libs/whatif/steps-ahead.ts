import type { AccountState } from '../account/account.state.ts';
import { DayOutsideCalendar, dayOf } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { isCaseEvent, isOpen } from '../case/advance.ts';
import type { CaseEvent, CaseEventType } from '../case/case.events.ts';
import type { CaseState } from '../case/case.state.ts';
import { contextOf, type FeedMark } from '../case/context.ts';
import { proposalFor } from '../case/proposal.ts';
import type { Because } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { OpenBreaker } from '../policy/breaker.ts';
import type { Verdict } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import type { StepName } from '../policy/pack.ts';
import { AccountRun } from './account-run.ts';
import { modelInWords, promptWorld, type ResponderModel } from './responder.ts';

/** Something that Arrears would do by itself, were the world as it is assumed. */
export interface StepAhead {
  readonly type: CaseEventType;
  /** The earliest: nothing is done before. */
  readonly at: Instant;
  readonly on: LocalDate;
  /** As it would be recorded then. */
  readonly because: readonly Because[];
  /** The guards of this step that fail now; none for what has no guards. */
  readonly heldBackBy: readonly Verdict[];
}

export interface Ahead {
  readonly steps: readonly StepAhead[];
  /** What has to come about for it, in sentences. */
  readonly assumes: readonly string[];
}

export interface CaseStanding {
  /** With the moratoriums of its area. */
  readonly account: AccountState;
  readonly state: CaseState | null;
  readonly law: Law;
  readonly now: Instant;
  readonly feeds: readonly FeedMark[];
  readonly breakers: readonly OpenBreaker[];
}

/** What people would call a step, and whose guards are asked for it. */
const steps: Partial<Record<CaseEventType, StepName | null>> = {
  NoticeOrdered: 'notice',
  OccupantNoticesOrdered: 'occupant-notice',
  NoticeVisitOrdered: 'door-tag',
  DoorTagOrdered: 'door-tag',
  ShutOffPlanned: 'shut-off',
  ApprovalRequested: 'shut-off',
  ShutOffOrdered: 'shut-off',
  RestorationOrdered: 'restoration',
  ArrangementBroken: null,
  CollectionResumed: null,
  ReviewNeeded: null,
  CaseClosed: null,
};

/** As far as anybody plans, and no farther than calendars are kept. */
const furthestDays = 400;
/** A bound, should a case go round in circles. */
const mostTurns = 200;

const nobodyActs = 'Nobody pays, tells or asks for anything, and each hold lasts to its last day; one without a last day lasts.';

/**
 * The next steps of an open case, found by letting it run on by itself. Whoever is outside answers as the model says; the assumptions name it.
 * Nothing of it is a promise: each guard is asked again when a step falls due (GEN-EXEC).
 * @param most how many steps
 */
export function stepsAhead({ account, state, law, now, feeds, breakers }: CaseStanding, most = 3, model: ResponderModel = promptWorld): Ahead {
  if (!isOpen(state)) return { steps: [], assumes: [] };
  const context = contextOf(account, state, law, now, feeds, breakers);
  const found: StepAhead[] = [];
  const decided = (decision: object, at: Instant) => {
    const event = decision as CaseEvent;
    const step = isCaseEvent(event) ? steps[event.type] : undefined;
    if (step === undefined || found.length >= most) return;
    const heldBackBy = step === null ? [] : proposalFor(step, context).verdicts.filter((verdict) => !verdict.holds);
    found.push({ type: event.type, at, on: dayOf(law.calendar, at), because: event.because, heldBackBy });
  };
  const untilAt = startOfDay(plusDays(context.today, furthestDays), law.calendar.zone);
  const run = new AccountRun({ accountId: account.accountId, law, model, facts: [], standing: { account, state, atAt: now }, untilAt, listener: { decided } });
  try {
    for (let turns = 0; found.length < most && isOpen(run.state) && turns < mostTurns && run.step(); turns += 1);
  } catch (unknown) {
    // Days that no calendar knows yet: what comes after them is not known either.
    if (!(unknown instanceof DayOutsideCalendar)) throw unknown;
  }
  const reset = breakers.length === 0 ? [] : ['The breaker that is open is reset today.'];
  return { steps: found, assumes: [nobodyActs, ...reset, ...modelInWords(model)] };
}
