import { dayOf } from '../calendar/business-calendar.ts';
import type { AccountState, Credit } from '../account/account.state.ts';
import { standingHolds } from '../account/holds.ts';
import { pastDueOn } from '../account/past-due.ts';
import type { Because } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import type { Facts, Law, StandingHold } from '../policy/facts.ts';
import type { CaseState } from './case.state.ts';

export type FeedMark = Facts['feeds'][number];

/** Everything a decision may look at. Time comes in with it. */
export interface Context {
  readonly law: Law;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly account: AccountState;
  readonly holds: readonly StandingHold[];
  readonly facts: Facts;
}

export function contextOf(account: AccountState, state: CaseState | null, law: Law, now: Instant, feeds: readonly FeedMark[]): Context {
  const today = dayOf(law.calendar, now);
  const holds = standingHolds(account, law, now);
  const pastDue = pastDueOn(account, law, today);
  const facts: Facts = {
    now,
    today,
    pastDueCents: pastDue.pastDueCents,
    oldestDueOn: pastDue.oldestDueOn,
    holds,
    parkedMessages: account.parked,
    feeds,
    customerClass: account.customerClass,
    valve: account.valve,
    noticeMailedOn: state?.notice?.mailedOn ?? null,
    doorTagPostedAt: state?.doorTag?.postedAt ?? null,
    approvedBy: state?.approvedBy ?? null,
    lastReturnOn: account.lastReturnAt === null ? null : dayOf(law.calendar, account.lastReturnAt),
    pastDueCountingOnly: (tenders) => pastDueOn(withoutOtherTenders(account, state?.shutOff?.closedAt ?? null, tenders), law, today).pastDueCents,
  };
  return { law, now, today, account, holds, facts };
}

function withoutOtherTenders(account: AccountState, since: Instant | null, tenders: readonly string[]): AccountState {
  if (since === null) return account;
  const counts = (credit: Credit) => credit.kind !== 'payment' || credit.effectiveAt < since || tenders.includes(credit.tender ?? 'unknown');
  return { ...account, credits: account.credits.filter(counts) };
}

export function why(context: Context, rule: string, sentence: string, facts: Because['facts'] = {}): Because {
  return because(context.law, rule, sentence, facts);
}

/** The rules of the holds that stand, each with its evidence. */
export function holdReasons(context: Context): Because[] {
  return context.holds.map((hold) => why(context, context.law.pack.holds[hold.kind].rule, hold.sentence, { [hold.kind]: hold.evidence }));
}
