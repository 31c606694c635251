import type { CaseActivities, CaseReference } from '../../activities/cases/case-activities.ts';
import { caseOutlook, noSuchCase } from '../../activities/cases/case-activities.ts';
import type { CorrespondenceActivities, LetterOutcome, LetterReference } from '../../activities/correspondence/correspondence-activities.ts';
import type { AccountEvent, AccountEventData, FactType } from '../../libs/account/account.events.ts';
import { foldAccount } from '../../libs/account/fold.ts';
import { advance, isOpen } from '../../libs/case/advance.ts';
import type { CaseEvent } from '../../libs/case/case.events.ts';
import type { CaseState } from '../../libs/case/case.state.ts';
import { openObligations } from '../../libs/case/obligations.ts';
import type { Instant } from '../../libs/kernel/time.ts';
import type { Law } from '../../libs/policy/facts.ts';
import type { Outlook } from '../../libs/store/index.ts';
import type { Story } from './story.ts';
import type { ActivitiesOfOne } from './time-skipping.ts';

/** Who wants to know may look at every call: a test breaks things here. */
export interface Mishaps {
  /** After a decision was written down, before its answer arrives. */
  afterAdvance?: () => void;
  beforePrinting?: () => void;
  /** The letter lies in the folder; its printer has not said so yet. */
  afterPrinting?: () => void;
}

/** How soon a process that waits for a feed asks again; no test waits for the spread of deadlines. */
const lookout = { afterSeconds: 300, spreadSeconds: 0 };

/** What PostgreSQL and the mailroom do, with one account and in memory: the activities of a case on the pure core. */
export class PaperOffice implements CaseActivities, CorrespondenceActivities {
  readonly caseEvents: CaseEvent[] = [];
  readonly printed: string[] = [];
  readonly failures: object[] = [];
  readonly mishaps: Mishaps = {};
  advanced = 0;
  readonly #law: Law;
  readonly #accountId = 'A1';
  readonly #events: AccountEvent[];
  readonly #now: () => Promise<Instant>;
  #state: CaseState | null;
  #count = 0;

  /** Takes over where the story stands. @param now the utility's clock */
  constructor(story: Story, now: () => Promise<Instant>) {
    const known = story.simulation.accounts.get(this.#accountId);
    this.#law = story.law;
    this.#events = [...(known?.events ?? [])];
    this.#state = known?.state ?? null;
    this.#now = now;
  }

  get activities(): ActivitiesOfOne {
    return {
      advance: (which) => this.advance(which as CaseReference),
      printLetter: (which) => this.printLetter(which as LetterReference),
      recordFailure: (what) => this.recordFailure(what),
    };
  }

  get case(): CaseState | null {
    return this.#state;
  }

  /** `CaseOpened` and so on, as decided here. */
  get told(): string[] {
    return this.caseEvents.map(({ type }) => type);
  }

  /** Something happened outside: the fact and what follows from it are one transaction, as in `takeIn`. */
  async learns<T extends FactType>(type: T, data: AccountEventData<T>): Promise<void> {
    const now = await this.#now();
    this.#count += 1;
    this.#events.push({ type, id: `office#${this.#count}`, effectiveAt: now, recordedAt: now, data } as AccountEvent);
    this.#decide(now);
  }

  async advance({ utilityId, caseId }: CaseReference) {
    if (this.#state?.caseId !== caseId) throw noSuchCase({ utilityId, caseId });
    this.advanced += 1;
    const now = await this.#now();
    const nextDeadlineAt = this.#decide(now);
    this.mishaps.afterAdvance?.();
    return caseOutlook(this.#outlook(caseId, now, nextDeadlineAt), lookout);
  }

  async printLetter({ noticeId }: LetterReference): Promise<LetterOutcome> {
    const isWanted = this.#state?.status === 'notice-ordered' && this.#state.notice?.noticeId === noticeId;
    if (!isWanted) return 'not-wanted';
    this.mishaps.beforePrinting?.();
    if (this.printed.includes(noticeId)) return 'was-there';
    this.printed.push(noticeId);
    this.mishaps.afterPrinting?.();
    return 'printed';
  }

  async recordFailure(what: object): Promise<void> {
    this.failures.push(what);
  }

  #decide(now: Instant): Instant | null {
    const account = foldAccount(this.#accountId, this.#events).state;
    const decided = advance({ law: this.#law, now, feeds: [], account, state: this.#state });
    this.#events.push(...decided.entries);
    this.caseEvents.push(...decided.caseEvents);
    this.#state = decided.state;
    return decided.nextDeadlineAt;
  }

  #outlook(caseId: string, now: Instant, nextDeadlineAt: Instant | null): Outlook {
    const state = this.#state?.caseId === caseId ? this.#state : null;
    const obligations = isOpen(state) ? openObligations(state, this.#law) : [];
    return { caseId, isOpen: isOpen(state), status: state?.status ?? 'unknown', now, clockMode: 'real', nextDeadlineAt, obligations };
  }
}
