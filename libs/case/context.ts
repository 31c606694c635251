import { dayOf } from '../calendar/business-calendar.ts';
import type { AccountState, Credit } from '../account/account.state.ts';
import { brokenPlanOf } from '../account/arrangement.ts';
import { certificatesAt, standingHolds } from '../account/holds.ts';
import { releasesOf } from '../account/moratoriums.ts';
import { pastDueCentsAt, pastDueOn, type PastDue } from '../account/past-due.ts';
import { investigationEndsAt, openInvestigations } from '../account/questioned.ts';
import { protectionOf } from '../account/protection.ts';
import { tenancyOf } from '../account/tenancy.ts';
import type { ValueName } from '../documents/index.ts';
import { thirdPartiesOf } from '../account/third-parties.ts';
import { vacancyAt } from '../account/vacancy.ts';
import type { Because } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { OpenBreaker } from '../policy/breaker.ts';
import { because, ruleOfHold } from '../policy/evaluate.ts';
import type { Facts, Law, StandingHold } from '../policy/facts.ts';
import { inForceAt, versionNamed } from '../policy/law-book.ts';
import { noticeMaturesOn } from '../policy/notice-date.ts';
import { packReference } from '../policy/pack.ts';
import { noticeStatement } from '../policy/notice-statement.ts';
import { paperStatement } from '../policy/paper-statement.ts';
import type { CaseState } from './case.state.ts';

export type FeedMark = Facts['feeds'][number];

const none: readonly OpenBreaker[] = [];
const nothingLookedInto: Facts['investigations'] = [];
const noBesides: readonly ValueName[] = [];
const monthlyCost: readonly ValueName[] = ['monthly-cost'];

/** Everything a decision may look at. Time comes in with it. */
export interface Context {
  readonly law: Law;
  readonly now: Instant;
  readonly today: LocalDate;
  readonly account: AccountState;
  readonly holds: readonly StandingHold[];
  readonly facts: Facts;
  /** The same under the version in force, where that is another: nothing presses that not both allow (GEN-PIN). */
  readonly inForce: Context | null;
}

/**
 * What is known of an account and its case. An open case is decided by the version to which it is pinned, and asks the one in force
 * as well; without a case the law in force alone speaks.
 * @param state the case that is asked about, or null
 * @param law the utility's law, in any of its versions
 * @param breakers those that are open; none where nobody counts
 * @throws UnknownVersion
 */
export function contextOf(account: AccountState, state: CaseState | null, law: Law, now: Instant, feeds: readonly FeedMark[], breakers: readonly OpenBreaker[] = none): Context {
  const inForce = inForceAt(law, now);
  const pinned = state === null ? inForce : versionNamed(law, state.pack);
  if (pinned === inForce) return contextUnder(pinned, account, state, now, feeds, breakers);
  const current = contextUnder(inForce, account, state, now, feeds, breakers);
  const own = contextUnder(pinned, account, state, now, feeds, breakers);
  const holds = together(own.holds, current.holds);
  // The letter that goes out is the one of the version in force; both versions are asked about that one.
  const { noticeStatement: statement } = current.facts;
  return { ...own, holds, facts: { ...own.facts, holds, noticeStatement: statement }, inForce: current };
}

/** What holds under either version holds, and the longer where both know it (GEN-HOLDS). */
function together(own: readonly StandingHold[], current: readonly StandingHold[]): readonly StandingHold[] {
  const same = (first: StandingHold) => (second: StandingHold) => first.kind === second.kind && first.evidence === second.evidence;
  const longer = (hold: StandingHold) => {
    const other = current.find(same(hold));
    return other && (other.untilAt ?? 'never') > (hold.untilAt ?? 'never') ? other : hold;
  };
  return [...own.map(longer), ...current.filter((hold) => !own.some(same(hold)))];
}

function contextUnder(law: Law, account: AccountState, state: CaseState | null, now: Instant, feeds: readonly FeedMark[], breakers: readonly OpenBreaker[]): Context {
  const today = dayOf(law.calendar, now);
  const holds = standingHolds(account, law, now);
  const pastDue = pastDueOn(account, law, today);
  const noticeMailedOn = state?.notice?.mailedOn ?? null;
  const tenancy = tenancyOf(account, law, now, state?.occupantNotices, state?.notice?.orderedAt);
  const facts: Facts = {
    now,
    today,
    pastDueCents: pastDue.pastDueCents,
    oldestDueOn: pastDue.oldestDueOn,
    oldestBillId: pastDue.oldestBill?.billId ?? null,
    oldestBilledOn: pastDue.oldestBill?.billedOn ?? null,
    estimatedBills: estimatedBills(account, pastDue),
    holds,
    investigations: account.investigations.length === 0 ? nothingLookedInto : openInvestigations(account, now),
    parkedMessages: account.parked,
    feeds,
    breakers,
    releases: releasesOf(account, state?.openedAt ?? null, now),
    customerClass: account.customerClass,
    services: account.services,
    valve: account.valve,
    vacancy: vacancyAt(account, law, now, state?.notice?.orderedAt ?? null),
    noticeMailedOn,
    noticePayByOn: state?.notice?.payByOn ?? null,
    noticeAllowsFrom: () => noticeMailedOn && noticeMaturesOn(noticeMailedOn, facts, law),
    noticeStatement: state?.notice ? (state.notice.statement ?? null) : noticeStatement(law, account.language),
    customerLanguage: account.language ?? null,
    noticeBillId: state?.notice?.oldestBillId ?? null,
    noticeCents: () => noticeCents(account, state, law),
    contacts: account.contacts,
    doorTagPostedAt: state?.doorTag?.postedAt ?? null,
    resumedAt: state && laterResumption(state, account, now),
    tenancy,
    thirdParties: thirdPartiesOf(account, state?.notice?.noticeId ?? null, state?.thirdPartyNotices ?? [], law, now),
    paperStatement: (paper) => paperStatement(law, paper, account.language, tenancy?.monthlyCostCents == null ? noBesides : monthlyCost),
    brokenPlan: brokenPlanOf(account, law, now),
    protection: protectionOf(account, certificatesAt(account, law, now), law, now),
    approvedBy: state?.approvedBy ?? null,
    lastReturnOn: account.lastReturnAt === null ? null : dayOf(law.calendar, account.lastReturnAt),
    pastDueCountingOnly: (tenders) => pastDueOn(withoutOtherTenders(account, state?.shutOff?.closedAt ?? null, tenders), law, today).pastDueCents,
  };
  return { law, now, today, account, holds, facts, inForce: null };
}

function estimatedBills({ bills }: AccountState, { charges }: PastDue): readonly string[] {
  return bills.filter((bill) => bill.estimate?.accessRefused === false && charges.some((charge) => charge.billId === bill.billId)).map((bill) => bill.billId);
}

/** When collection last went on: what warned the household before an investigation, or before the case was taken back, is as old as what warned it before a hold. */
function laterResumption({ resumedAt, anewSince }: CaseState, account: AccountState, now: Instant): Instant | null {
  const ended = account.investigations.map((known) => investigationEndsAt(account, known)).filter((endedAt) => endedAt !== null && endedAt <= now);
  return [resumedAt, anewSince ?? null, ...ended].reduce<Instant | null>((late, next) => (next !== null && (late === null || next > late) ? next : late), null);
}

/** What was paid since is no fault of the notice; a bill that billing lowered since is. */
function noticeCents(account: AccountState, state: CaseState | null, law: Law): ReturnType<Facts['noticeCents']> {
  const notice = state?.notice ?? null;
  const isLowered = notice !== null && account.bills.some(({ corrections = [] }) => corrections.some(({ at, lowerByCents }) => lowerByCents > 0 && at > notice.orderedAt));
  return isLowered ? { namedCents: notice.pastDueCents, owedCents: pastDueCentsAt(account, law, notice.orderedAt) } : null;
}

function withoutOtherTenders(account: AccountState, since: Instant | null, tenders: readonly string[]): AccountState {
  if (since === null) return account;
  const counts = (credit: Credit) => credit.kind !== 'payment' || credit.effectiveAt < since || tenders.includes(credit.tender ?? 'unknown');
  return { ...account, credits: account.credits.filter(counts) };
}

export function why(context: Context, rule: string, sentence: string, facts: Because['facts'] = {}): Because {
  const reason = because(context.law, rule, sentence, facts);
  return context.inForce === null ? reason : saidBy(context.law, reason);
}

/** Where two versions are asked, each reason names its own. */
export function saidBy({ pack }: Law, reason: Because): Because {
  return { ...reason, pack: packReference(pack) };
}

/** What is not pursued because billing looks into it, each with the rule of such investigations. */
export function investigationReasons(context: Context): Because[] {
  return context.facts.investigations.map(({ evidence, sentence }) => why(context, context.law.pack.holds.investigation.rule, sentence, { investigation: evidence }));
}

/** The rules of the holds that stand, each with its evidence. */
export function holdReasons(context: Context): Because[] {
  return context.holds.map((hold) => why(context, ruleOfHold(hold, context.law), hold.sentence, { [hold.kind]: hold.evidence }));
}
