import type { AccountState } from '../account/account.state.ts';
import { foldKey, type AccountEvent } from '../account/account.events.ts';
import { emptyFold, foldOn, type FoldedAccount } from '../account/fold.ts';
import { standingHolds } from '../account/holds.ts';
import { nextReviewOn } from '../account/next-review.ts';
import { penaltyAt } from '../account/past-due.ts';
import { at, dayOf } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import { advance, isOpen } from '../case/advance.ts';
import type { CaseEvent } from '../case/case.events.ts';
import type { CaseState } from '../case/case.state.ts';
import { decideClearance } from '../case/clearance.ts';
import { contextOf, type FeedMark } from '../case/context.ts';
import { evolveCase } from '../case/evolve.ts';
import { earlierOf, laterOf, type Instant, type LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import { errandAfter, errandsLeft, factsOf, orderIn, type Errand, type ResponderModel } from './responder.ts';

/** Where an account stands when it is taken up in the middle. */
export interface AccountStanding {
  readonly account: AccountState;
  readonly state: CaseState | null;
  readonly atAt: Instant;
}

export interface RunOptions {
  readonly accountId: string;
  readonly law: Law;
  readonly model: ResponderModel;
  /** In the order in which they were recorded. */
  readonly facts: readonly AccountEvent[];
  /** Unless given, the account begins with its first fact. */
  readonly standing?: AccountStanding;
  /** Nothing is decided from here on. */
  readonly untilAt: Instant;
  readonly listener: RunListener;
}

export interface RunListener {
  /** After a decision, with the case as it was when the decision was made known. */
  decided(decision: CaseEvent | AccountEvent, at: Instant, state: CaseState | null): void;
  /** Before a recorded fact is folded in. */
  told?(fact: AccountEvent, account: AccountState, state: CaseState | null): void;
}

/** Feeds count as complete: when they spoke is of the recorded course and says nothing of a pack. */
const noFeeds: readonly FeedMark[] = [];

/** Where a run stands between two steps. */
export interface RunStanding {
  readonly folded: FoldedAccount;
  readonly state: CaseState | null;
  readonly events: number;
  readonly factsTold: number;
  readonly errands: readonly Errand[];
  readonly now: Instant;
  readonly hasBegun: boolean;
  readonly deadlineAt: Instant | null;
  readonly reviewOn: LocalDate | null;
  readonly sweptAt: Instant | null;
  readonly idleUntilAt: Instant | null;
}

/**
 * One account's course under one law, by itself: the same decisions as in a simulation of the whole utility, without walking its days. It is taken
 * step by step: what is told, an errand, a sweep or a deadline.
 */
export class AccountRun {
  readonly #options: RunOptions;
  readonly #start: FoldedAccount;
  #folded: FoldedAccount;
  #events: AccountEvent[] = [];
  #state: CaseState | null;
  #factsTold = 0;
  #hasBegun = false;
  #errands: readonly Errand[] = [];
  #now: Instant;
  #deadlineAt: Instant | null = null;
  #reviewOn: LocalDate | null = null;
  #sweptAt: Instant | null = null;
  /** A sweep that opened nothing opens nothing before this, unless something is told. */
  #idleUntilAt: Instant | null = null;

  constructor(options: RunOptions) {
    const { accountId, standing, law, model, facts } = options;
    this.#options = options;
    // What comes after a standing has happened after it: nothing is folded in before.
    this.#start = standing ? { state: standing.account, lastKey: '' } : emptyFold(accountId);
    this.#folded = this.#start;
    this.#state = standing?.state ?? null;
    this.#now = standing?.atAt ?? facts[0]?.recordedAt ?? ('' as Instant);
    if (!standing || !isOpen(standing.state)) return;
    this.#errands = errandsLeft(standing.state, standing.atAt, law, model).sort(byTime);
  }

  get account(): AccountState {
    return this.#folded.state;
  }

  get state(): CaseState | null {
    return this.#state;
  }

  /** Takes the next step. @returns false when there is none before the end */
  step(): boolean {
    const { facts, untilAt, standing } = this.#options;
    if (standing && !this.#hasBegun) {
      this.#hasBegun = true;
      this.#look(false);
      return true;
    }
    const factAt = facts[this.#factsTold]?.recordedAt ?? null;
    const errandAt = this.#errands[0]?.at ?? null;
    const sweepAt = this.#nextSweepAt();
    const nextAt = earlierOf(earlierOf(factAt, errandAt), earlierOf(sweepAt, this.#deadlineAt));
    if (nextAt === null || nextAt >= untilAt) return false;
    this.#now = nextAt;
    // As in the simulation: what is told at a moment comes before what that moment brings about by itself.
    if (factAt === nextAt) this.#told(facts[this.#factsTold] as AccountEvent);
    else if (errandAt === nextAt) this.#doErrand(this.#errands[0] as Errand);
    else if (sweepAt === nextAt) this.#sweep(sweepAt);
    else this.#look(false);
    return true;
  }

  get standing(): RunStanding {
    return {
      folded: this.#folded,
      state: this.#state,
      events: this.#events.length,
      factsTold: this.#factsTold,
      errands: this.#errands,
      now: this.#now,
      hasBegun: this.#hasBegun,
      deadlineAt: this.#deadlineAt,
      reviewOn: this.#reviewOn,
      sweptAt: this.#sweptAt,
      idleUntilAt: this.#idleUntilAt,
    };
  }

  /** A run under another law that goes on from where this one stood. */
  branchedFrom(standing: RunStanding, other: Pick<RunOptions, 'law' | 'listener'>): AccountRun {
    const branch = new AccountRun({ ...this.#options, ...other });
    branch.#folded = standing.folded;
    branch.#state = standing.state;
    branch.#events = this.#events.slice(0, standing.events);
    branch.#factsTold = standing.factsTold;
    branch.#errands = standing.errands;
    branch.#now = standing.now;
    branch.#hasBegun = standing.hasBegun;
    branch.#deadlineAt = standing.deadlineAt;
    branch.#reviewOn = standing.reviewOn;
    branch.#sweptAt = standing.sweptAt;
    branch.#idleUntilAt = standing.idleUntilAt;
    return branch;
  }

  #told(fact: AccountEvent): void {
    this.#factsTold += 1;
    this.#options.listener.told?.(fact, this.#folded.state, this.#state);
    this.#append([fact]);
    this.#look(false);
  }

  #doErrand(errand: Errand): void {
    this.#errands = this.#errands.slice(1);
    if (this.#state === null || !isOpen(this.#state)) return;
    const clearanceId = errand.kind === 'visit' && errand.work === 'shut-off' ? this.#askAtTheDoor(errand.workOrderId) : null;
    for (const fact of factsOf(errand, this.#state, this.#options.law, clearanceId)) {
      this.#append([fact]);
      this.#look(false);
    }
  }

  /** Every guard once more; the id of the clearance, or null where it is refused. */
  #askAtTheDoor(workOrderId: string): string | null {
    const state = this.#state as CaseState;
    const order = orderIn(state, workOrderId);
    if (order?.status !== 'open') return null;
    const clearanceId = `${workOrderId}/clearance`;
    const request = { workOrderId, meterSerial: order.order.meterSerial ?? '', clearanceId, askedBy: 'what-if' };
    const { granted, event } = decideClearance(request, state, contextOf(this.#folded.state, state, this.#options.law, this.#now, noFeeds));
    const decided = { ...event, at: this.#now } as CaseEvent;
    this.#state = evolveCase(state, decided);
    this.#options.listener.decided(decided, this.#now, this.#state);
    return granted ? clearanceId : null;
  }

  #append(events: readonly AccountEvent[]): void {
    this.#events.push(...events);
    this.#folded = foldOn(this.#folded, events) ?? this.#foldAnew();
    this.#idleUntilAt = null;
  }

  /** Something was told late: everything is folded again by effective time. */
  #foldAnew(): FoldedAccount {
    const ordered = [...this.#events].sort((first, second) => (foldKey(first) < foldKey(second) ? -1 : 1));
    return foldOn(this.#start, ordered) as FoldedAccount;
  }

  #look(opens: boolean): void {
    const { law, model, listener } = this.#options;
    const advanced = advance({ law, now: this.#now, feeds: noFeeds, account: this.#folded.state, state: this.#state }, opens);
    this.#state = advanced.state;
    if (advanced.entries.length > 0) this.#append(advanced.entries);
    this.#deadlineAt = advanced.nextDeadlineAt !== null && advanced.nextDeadlineAt > this.#now ? advanced.nextDeadlineAt : null;
    this.#reviewOn = isOpen(this.#state) ? null : nextReviewOn(this.#folded.state, law);
    for (const event of advanced.caseEvents) {
      const errand = errandAfter(event, law, model);
      if (errand) this.#errands = [...this.#errands, errand].sort(byTime);
    }
    for (const decision of advanced.decisions) listener.decided(decision, this.#now, this.#state);
  }

  #nextSweepAt(): Instant | null {
    if (this.#reviewOn === null) return null;
    const { calendar, pack } = this.#options.law;
    const fromAt = this.#idleUntilAt === null ? this.#now : laterOf(this.#idleUntilAt, this.#now);
    let on = laterOf(this.#reviewOn, dayOf(calendar, fromAt));
    for (;;) {
      const sweepAt = at(calendar, on, pack.sweepAt);
      if (sweepAt >= fromAt && (this.#sweptAt === null || sweepAt > this.#sweptAt)) return sweepAt;
      on = plusDays(on, 1);
    }
  }

  #sweep(sweepAt: Instant): void {
    this.#sweptAt = sweepAt;
    this.#look(true);
    if (!isOpen(this.#state)) this.#idleUntilAt = this.#nextChangeAt();
  }

  /** When time alone may change whether a case opens: a hold ends, or another bill falls past due. */
  #nextChangeAt(): Instant {
    const { law } = this.#options;
    const { state } = this.#folded;
    const holdEnds = standingHolds(state, law, this.#now).map(({ untilAt }) => untilAt);
    const falls = state.bills.map((bill) => penaltyAt(bill, law)).filter((moment) => moment > this.#now);
    return [...holdEnds, ...falls].reduce(earlierOf, null) ?? this.#options.untilAt;
  }
}

function byTime(first: Errand, second: Errand): number {
  return first.at < second.at ? -1 : first.at > second.at ? 1 : 0;
}
