import type { AccountEvent } from '../account/account.events.ts';
import type { AccountState } from '../account/account.state.ts';
import { epochMilliseconds } from '../calendar/days.ts';
import { isOpen } from '../case/advance.ts';
import type { CaseEvent } from '../case/case.events.ts';
import type { CaseState } from '../case/case.state.ts';
import type { Cents } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';
import type { RunListener } from './account-run.ts';

/** What may be added up over accounts. Means are sums here; durations in days. */
export interface Counts {
  cases: number;
  resolvedCases: number;
  resolutionDays: number;
  notices: number;
  shutOffs: number;
  shutOffDays: number;
  restorations: number;
  collectedCents: Cents;
  penaltiesCents: Cents;
  feesCents: Cents;
}

export function noCounts(): Counts {
  return { cases: 0, resolvedCases: 0, resolutionDays: 0, notices: 0, shutOffs: 0, shutOffDays: 0, restorations: 0, collectedCents: 0, penaltiesCents: 0, feesCents: 0 };
}

export function addCounts(sum: Counts, more: Counts): void {
  for (const name of Object.keys(sum) as (keyof Counts)[]) sum[name] += more[name];
}

export interface CourseDecision {
  readonly at: Instant;
  readonly type: string;
  readonly amountCents: Cents | null;
}

export interface CourseMark {
  readonly counts: Counts;
  readonly decisions: number;
}

/** What one account went through from a moment on: counted, and each decision with its time. */
export class Course implements RunListener {
  readonly counts = noCounts();
  readonly #decisions: CourseDecision[] = [];
  readonly #sinceAt: Instant;

  /** @param sinceAt what was before is not counted */
  constructor(sinceAt: Instant) {
    this.#sinceAt = sinceAt;
  }

  get decisions(): readonly CourseDecision[] {
    return this.#decisions;
  }

  /** How far it has gone. */
  get mark(): CourseMark {
    return { counts: { ...this.counts }, decisions: this.#decisions.length };
  }

  /** A course that went the same way up to there. */
  branchedAt({ counts, decisions }: CourseMark): Course {
    const branch = new Course(this.#sinceAt);
    Object.assign(branch.counts, counts);
    branch.#decisions.push(...this.#decisions.slice(0, decisions));
    return branch;
  }

  told(fact: AccountEvent, account: AccountState, state: CaseState | null): void {
    if (fact.recordedAt < this.#sinceAt || !isOpen(state)) return;
    if (fact.type === 'PaymentReceived') this.counts.collectedCents += fact.data.amountCents;
    if (fact.type === 'PaymentReturned') this.counts.collectedCents -= account.credits.find(({ creditId, voidedAt }) => creditId === fact.data.paymentId && voidedAt === null)?.amountCents ?? 0;
  }

  decided(decision: CaseEvent | AccountEvent, at: Instant, state: Pick<CaseState, 'openedAt'> | null): void {
    if (at < this.#sinceAt) return;
    const amountCents = (decision.data as { readonly amountCents?: Cents }).amountCents ?? null;
    this.#decisions.push({ at, type: decision.type, amountCents });
    this.#count(decision, at, state?.openedAt ?? at);
  }

  #count(decision: CaseEvent | AccountEvent, at: Instant, openedAt: Instant): void {
    const { counts } = this;
    switch (decision.type) {
      case 'CaseOpened':
        counts.cases += 1;
        return;
      case 'CaseClosed':
        counts.resolvedCases += 1;
        counts.resolutionDays += daysFrom(openedAt, at);
        return;
      case 'NoticeOrdered':
        counts.notices += 1;
        return;
      case 'ServiceShutOff':
        counts.shutOffs += 1;
        counts.shutOffDays += daysFrom(openedAt, decision.data.closedAt);
        return;
      case 'ServiceRestored':
        counts.restorations += 1;
        return;
      case 'PenaltyAssessed':
        counts.penaltiesCents += decision.data.amountCents;
        return;
      case 'PenaltyReversed':
        counts.penaltiesCents -= decision.data.amountCents;
        return;
      case 'FeeAssessed':
        counts.feesCents += decision.data.amountCents;
        return;
      case 'FeeReversed':
        counts.feesCents -= decision.data.amountCents;
        return;
      default:
        return;
    }
  }
}

const millisecondsInDay = 86_400_000;

function daysFrom(from: Instant, to: Instant): number {
  return (epochMilliseconds(to) - epochMilliseconds(from)) / millisecondsInDay;
}
