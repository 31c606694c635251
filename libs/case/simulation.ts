import type { AccountEvent } from '../account/account.events.ts';
import type { AccountState } from '../account/account.state.ts';
import { emptyFold, foldAccount, foldOn, type FoldedAccount } from '../account/fold.ts';
import { isInArea, underMoratoriums, type DeclaredMoratorium } from '../account/moratoriums.ts';
import { elsewhere } from '../account/moved-payments.ts';
import { nextDocketLookAt } from '../account/docket-outlook.ts';
import { nextReviewOn } from '../account/next-review.ts';
import { at, dayOf } from '../calendar/business-calendar.ts';
import { plusDays, plusHours, startOfDay } from '../calendar/days.ts';
import { isRefusal } from '../kernel/because.ts';
import { earlierOf, type Instant, type LocalDate } from '../kernel/time.ts';
import type { OpenBreaker } from '../policy/breaker.ts';
import type { Law } from '../policy/facts.ts';
import type { Moratorium } from '../policy/moratorium.ts';
import { inForceAt } from '../policy/law-book.ts';
import { advance, isCaseEvent, isOpen } from './advance.ts';
import type { CaseEvent } from './case.events.ts';
import type { CaseState } from './case.state.ts';
import { contextOf, type Context, type FeedMark } from './context.ts';
import { evolveCase } from './evolve.ts';
import { intervene, type Intervener, type Intervention } from './interventions.ts';
import { Occasions } from './occasions.ts';
import { isHeld, releaseTurns, type InDistrict } from './release-turns.ts';

/**
 * What comes in, in the order in which it came: facts and feed marks as on Kafka, what people did, what crews were cleared for, and
 * which breakers of the utility are open from then on. The simulation itself counts nothing.
 */
export type SimulationInput =
  | { readonly kind: 'fact'; readonly accountId: string; readonly event: AccountEvent }
  | { readonly kind: 'feed'; readonly name: string; readonly source: string; readonly throughAt: Instant }
  | { readonly kind: 'breakers'; readonly at: Instant; readonly open: readonly OpenBreaker[] }
  /** Declared, extended or ended: as it stands from then on. */
  | { readonly kind: 'moratorium'; readonly at: Instant; readonly moratorium: Moratorium }
  | { readonly kind: 'intervention'; readonly at: Instant; readonly accountId: string; readonly intervention: Intervention; readonly who: Intervener }
  | { readonly kind: 'clearance'; readonly accountId: string; readonly event: CaseEvent }
  /** A case was moved to another version of the law; or somebody asked for a signature, or answered: decided beside the rules. */
  | { readonly kind: 'move'; readonly accountId: string; readonly event: CaseEvent };

/** A decision as it came about. */
export interface Decided {
  readonly at: Instant;
  readonly on: LocalDate;
  readonly accountId: string;
  readonly caseId: string | null;
  readonly decision: CaseEvent | AccountEvent;
}

export interface SimulatedAccount {
  readonly accountId: string;
  readonly events: AccountEvent[];
  readonly ids: Set<string>;
  folded: FoldedAccount;
  state: CaseState | null;
  reviewOn: LocalDate | null;
}

export interface SimulationOptions {
  /** The utility's law; one of several versions stands for all of them. */
  readonly law: Law;
  /** The feeds that must be complete, with their limits; with none of them nothing is ever stale. */
  readonly feeds: readonly { readonly name: string; readonly limitHours: number }[];
  readonly onDecided?: (decided: Decided) => void;
}

/** A whole utility in memory: the same decisions as on the real stack, without any server. */
export class Simulation {
  readonly accounts = new Map<string, SimulatedAccount>();
  readonly #options: SimulationOptions;
  /** By feed and source: a feed is complete as far as the slowest of its sources. */
  readonly #marks = new Map<string, Map<string, Instant>>();
  readonly #early = new Map<string, AccountEvent[]>();
  readonly #occasions = new Occasions();
  readonly #waitingForFeeds = new Set<string>();
  #breakers: readonly OpenBreaker[] = [];
  #moratoriums: readonly DeclaredMoratorium[] = [];
  #sweepWaits = false;
  #clock: Instant | null = null;
  #nextSweepOn: LocalDate | null = null;

  constructor(options: SimulationOptions) {
    this.#options = options;
  }

  /**
   * Takes what came in, after everything earlier that time alone brings about.
   * @param cameAt when it came, where that is known to be later than when it took effect
   */
  take(input: SimulationInput, cameAt: Instant | null = null): void {
    if (cameAt !== null) this.#runTo(cameAt);
    switch (input.kind) {
      case 'fact':
        this.#runTo(input.event.effectiveAt);
        return this.#takeFact(input.accountId, input.event);
      case 'feed':
        this.#runTo(input.throughAt);
        return this.#takeMark(input);
      case 'breakers':
        this.#runTo(input.at);
        return this.#setBreakers(input.open);
      case 'moratorium':
        this.#runTo(input.at);
        return this.#declare(input.moratorium);
      case 'intervention':
        this.#runTo(input.at);
        return this.#intervene(input);
      case 'clearance':
        this.#runTo(input.event.at);
        return this.#takeDecided(input.accountId, input.event);
      case 'move':
        this.#runTo(input.event.at);
        this.#takeDecided(input.accountId, input.event);
        return this.#advance(this.#account(input.accountId), false);
    }
  }

  /** Runs everything that is due before that moment. */
  runTo(moment: Instant): void {
    this.#runTo(moment);
  }

  /** What a decision about the account may look at now. */
  contextFor(accountId: string): Context {
    const { folded, state } = this.#account(accountId);
    return contextOf(this.#spared(folded.state), isOpen(state) ? state : null, this.#law, this.now, this.#feeds(), this.#breakers);
  }

  /** Runs everything that is due through the end of that day. */
  runThrough(on: LocalDate): void {
    this.#runTo(startOfDay(plusDays(on, 1), this.#law.calendar.zone));
  }

  /** Facts of accounts that never opened. */
  get waiting(): readonly AccountEvent[] {
    return [...this.#early.values()].flat();
  }

  get now(): Instant {
    return this.#clock as Instant;
  }

  /** The version in force. */
  get #law(): Law {
    return inForceAt(this.#options.law, this.#clock ?? ('' as Instant));
  }

  /** Moves the clock and stops at each occasion before the moment. A late fact never moves it back. */
  #runTo(moment: Instant): void {
    if (this.#clock === null) this.#start(moment);
    for (let next = this.#nextOccasion(); next < moment; next = this.#nextOccasion()) {
      if (next > this.now) this.#clock = next;
      this.#occasionCame();
    }
    if (moment > this.now) this.#clock = moment;
  }

  #start(moment: Instant): void {
    const { calendar, pack } = this.#law;
    const today = dayOf(calendar, moment);
    this.#clock = moment;
    this.#nextSweepOn = moment < at(calendar, today, pack.sweepAt) ? today : plusDays(today, 1);
  }

  #nextOccasion(): Instant {
    const sweepAt = this.#sweepWaits ? null : this.#sweepAt();
    const next = earlierOf(earlierOf(this.#occasions.next(), this.#nextReleaseAt()), sweepAt);
    return next ?? ('9999' as Instant);
  }

  #sweepAt(): Instant {
    const { calendar, pack } = this.#law;
    return at(calendar, this.#nextSweepOn as LocalDate, pack.sweepAt);
  }

  #occasionCame(): void {
    this.#giveOutTurns();
    if (!this.#sweepWaits && this.#sweepAt() <= this.now) this.#sweep();
    for (const accountId of this.#occasions.due(this.now)) this.#advance(this.#account(accountId), false);
  }

  /** Opens cases for accounts that fell past due; waits when a feed has not said that it is complete. */
  #sweep(): void {
    this.#sweepWaits = this.#feedsAreStale();
    if (this.#sweepWaits) return;
    const today = dayOf(this.#law.calendar, this.now);
    for (const account of this.accounts.values()) {
      if (account.reviewOn !== null && account.reviewOn <= today && !isOpen(account.state)) this.#advance(account, true);
    }
    this.#nextSweepOn = plusDays(today, 1);
  }

  #feeds(): readonly FeedMark[] {
    return this.#options.feeds.map((feed) => ({ ...feed, throughAt: [...(this.#marks.get(feed.name)?.values() ?? [])].reduce<Instant | null>(earlierOf, null) }));
  }

  #feedsAreStale(): boolean {
    return this.#feeds().some((feed) => feed.throughAt === null || plusHours(feed.throughAt, feed.limitHours) < this.now);
  }

  #takeMark({ name, source, throughAt }: Extract<SimulationInput, { kind: 'feed' }>): void {
    const marks = this.#marks.get(name) ?? new Map<string, Instant>();
    if (throughAt <= (marks.get(source) ?? '')) return;
    this.#marks.set(name, marks.set(source, throughAt));
    if (this.#feedsAreStale()) return;
    if (this.#sweepWaits) this.#sweep();
    const waiting = [...this.#waitingForFeeds].sort();
    this.#waitingForFeeds.clear();
    for (const accountId of waiting) this.#advance(this.#account(accountId), false);
  }

  /** Whoever may have waited for a breaker is looked at again when it is reset. */
  #setBreakers(open: readonly OpenBreaker[]): void {
    const reset = this.#breakers.some(({ kind }) => !open.some((breaker) => breaker.kind === kind));
    this.#breakers = open;
    if (!reset) return;
    for (const account of this.accounts.values()) if (isOpen(account.state)) this.#advance(account, false);
  }

  #spared(account: AccountState): AccountState {
    return underMoratoriums(account, this.#moratoriums);
  }

  /** Everybody in its area is looked at, before and after. */
  #declare(moratorium: Moratorium): void {
    this.#moratoriums = [...this.#moratoriums.filter(({ moratoriumId }) => moratoriumId !== moratorium.moratoriumId), { ...moratorium, turns: null }];
    this.#giveOutTurns();
    for (const account of this.accounts.values()) {
      if (isOpen(account.state) && isInArea(moratorium.area, account.folded.state)) this.#advance(account, false);
    }
  }

  /** When the next moratorium ends after which nobody has a turn yet. */
  #nextReleaseAt(): Instant | null {
    return this.#moratoriums.reduce<Instant | null>((first, { endsAt, turns }) => earlierOf(first, turns === null ? endsAt : null), null);
  }

  /** In the order in which they ended, as the store does. */
  #giveOutTurns(): void {
    const { release } = this.#law.pack;
    const isDue = ({ turns, endsAt }: DeclaredMoratorium) => turns === null && endsAt !== null && endsAt <= this.now;
    const key = ({ endsAt, moratoriumId }: DeclaredMoratorium) => `${endsAt}|${moratoriumId}`;
    for (const over of this.#moratoriums.filter(isDue).sort((first, second) => (key(first) < key(second) ? -1 : 1))) {
      const held = [...this.accounts.values()].flatMap(({ accountId, folded, state }) =>
        isHeld(state) && isInArea(over.area, folded.state) ? [{ accountId, district: folded.state.district, openedAt: state.openedAt }] : [],
      );
      const turns = release ? releaseTurns(held, release.perDayAndDistrict, this.#turnsGivenWith(over)) : {};
      this.#moratoriums = this.#moratoriums.map((moratorium) => (moratorium === over ? { ...moratorium, turns } : moratorium));
    }
  }

  /** Who got a turn after another moratorium that ended on the same day. */
  #turnsGivenWith({ moratoriumId, endsAt }: DeclaredMoratorium): InDistrict[] {
    const { calendar } = this.#law;
    const endedOn = dayOf(calendar, endsAt as Instant);
    const others = this.#moratoriums.filter((known) => known.moratoriumId !== moratoriumId && known.endsAt !== null && known.turns !== null && dayOf(calendar, known.endsAt) === endedOn);
    return others.flatMap(({ turns }) => Object.keys(turns ?? {})).map((accountId) => ({ accountId, district: this.#account(accountId).folded.state.district }));
  }

  #takeFact(accountId: string, event: AccountEvent): void {
    const account = this.#account(accountId);
    const recorded = { ...event, recordedAt: this.now };
    if (account.ids.has(event.id)) return;
    account.ids.add(event.id);
    if (account.events.length === 0 && event.type !== 'AccountOpened') {
      this.#early.set(accountId, [...(this.#early.get(accountId) ?? []), recorded]);
      return;
    }
    const others = elsewhere(account.folded.state, recorded);
    this.#append(account, [recorded, ...(this.#early.get(accountId) ?? [])]);
    this.#early.delete(accountId);
    this.#advance(account, false);
    for (const other of others) this.#takeFact(other.accountId, other.event);
  }

  #append(account: SimulatedAccount, events: readonly AccountEvent[]): void {
    account.events.push(...events);
    account.folded = foldOn(account.folded, events) ?? foldAccount(account.accountId, account.events);
  }

  #account(accountId: string): SimulatedAccount {
    const known = this.accounts.get(accountId);
    if (known) return known;
    const created: SimulatedAccount = { accountId, events: [], ids: new Set(), folded: emptyFold(accountId), state: null, reviewOn: null };
    this.accounts.set(accountId, created);
    return created;
  }

  #advance(account: SimulatedAccount, opens: boolean): void {
    const law = this.#law;
    const advanced = advance({ law, now: this.now, feeds: this.#feeds(), breakers: this.#breakers, account: this.#spared(account.folded.state), state: account.state }, opens);
    account.state = advanced.state;
    if (advanced.entries.length > 0) this.#append(account, advanced.entries);
    account.reviewOn = nextReviewOn(account.folded.state, law);
    this.#waitUntil(account.accountId, earlierOf(advanced.nextDeadlineAt, nextDocketLookAt(account.folded.state, law, this.now)));
    for (const decision of advanced.decisions) this.#tell(account, decision);
  }

  #waitUntil(accountId: string, deadlineAt: Instant | null): void {
    const waitsForFeeds = deadlineAt !== null && deadlineAt <= this.now;
    if (waitsForFeeds) this.#waitingForFeeds.add(accountId);
    else this.#waitingForFeeds.delete(accountId);
    this.#occasions.set(accountId, waitsForFeeds ? null : deadlineAt);
  }

  #tell(account: SimulatedAccount, decision: CaseEvent | AccountEvent): void {
    const decidedAt = isCaseEvent(decision) ? decision.at : decision.effectiveAt;
    const caseId = isOpen(account.state) || isCaseEvent(decision) ? (account.state?.caseId ?? null) : null;
    this.#options.onDecided?.({ at: decidedAt, on: dayOf(this.#law.calendar, decidedAt), accountId: account.accountId, caseId, decision });
  }

  #intervene(input: Extract<SimulationInput, { kind: 'intervention' }>): void {
    const account = this.#account(input.accountId);
    if (account.state === null) return;
    const outcome = intervene(input.intervention, input.who, account.state, this.contextFor(input.accountId));
    if (isRefusal(outcome)) return;
    for (const draft of outcome.caseEvents) this.#takeCaseEvent(account, { ...draft, at: this.now } as CaseEvent);
    const entries = outcome.entries.map((entry) => ({ ...entry, effectiveAt: this.now, recordedAt: this.now }) as AccountEvent);
    this.#append(account, entries);
    for (const entry of entries) this.#tell(account, entry);
    this.#advance(account, false);
  }

  #takeDecided(accountId: string, event: CaseEvent): void {
    const account = this.#account(accountId);
    if (isOpen(account.state)) this.#takeCaseEvent(account, event);
  }

  #takeCaseEvent(account: SimulatedAccount, event: CaseEvent): void {
    account.state = evolveCase(account.state, event);
    this.#tell(account, event);
  }
}
