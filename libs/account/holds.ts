import { at, dayOf, evenBeyond, nthBusinessDayAfter, openDayFrom } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { keepingLast } from '../kernel/remembered.ts';
import type { Instant } from '../kernel/time.ts';
import type { Law, StandingHold } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { HoldKind } from '../policy/pack.ts';
import type { AccountState, Protection } from './account.state.ts';
import { arrangementStanding } from './arrangement.ts';

const protecting = ['petitions', 'certificates', 'disputes', 'reviews', 'extensions', 'manualHolds', 'reportedPayments', 'arrangements', 'formerTerms', 'fieldWork'] as const;
const none: readonly StandingHold[] = [];

/** The holds that stand at a moment. Each rests on facts alone; they add up (GEN-HOLDS). */
export function standingHolds(state: AccountState, law: Law, now: Instant): readonly StandingHold[] {
  // Most accounts have nothing that could protect them, and are asked about again and again.
  if (protecting.every((list) => state[list].length === 0)) return none;
  const known = standing(state, law);
  const holds = known.get(now) ?? holdsAt(state, law, now);
  known.set(now, holds);
  return holds;
}

const standing = keepingLast((_state: AccountState, _law: Law) => new Map<Instant, readonly StandingHold[]>());

function holdsAt(state: AccountState, law: Law, now: Instant): readonly StandingHold[] {
  return [
    ...bankruptcyHolds(state, now),
    ...protectionHolds('medical', state.certificates, law, now, 'A medical certificate protects the household'),
    ...protectionHolds('dispute', state.disputes, law, now, 'A dispute of the bill is open'),
    ...protectionHolds('review', state.reviews, law, now, 'A review was asked for and is not answered'),
    ...protectionHolds('extension', state.extensions, law, now, 'More time was granted'),
    ...protectionHolds('manual', state.manualHolds, law, now, 'A hold was placed'),
    ...reportedPaymentHolds(state, law, now),
    ...arrangementHolds(state, law, now),
    ...fieldHolds(state, law, now),
  ];
}

/**
 * The stay stands from the filing on, whenever Arrears learnt of it, until the docket says otherwise (BK-STAY), and again from
 * the docket's reopening (BK-REOPEN).
 */
function bankruptcyHolds(state: AccountState, now: Instant): StandingHold[] {
  return state.petitions.flatMap((petition): StandingHold[] => {
    const { docket, chapter, filedAt, ending, endedAt } = petition;
    const hold = (sinceAt: Instant, sentence: string): StandingHold[] => [{ kind: 'bankruptcy', evidence: docket, sinceAt, untilAt: null, sentence }];
    if (filedAt === null) return ending === 'discharged' && isOver(endedAt, now) ? hold(endedAt as Instant, `Docket ${docket} shows a discharge, and its petition is not known yet.`) : [];
    const stay = petition.stays.find((known) => known.sinceAt <= now && !isOver(known.endedAt, now));
    if (!stay) return [];
    const reopened = stay.sinceAt === filedAt ? '' : ` It was reopened at ${stay.sinceAt}.`;
    return hold(stay.sinceAt, `A chapter ${chapter} petition was filed on docket ${docket}.${reopened}`);
  });
}

function isOver(endedAt: Instant | null, now: Instant): boolean {
  return endedAt !== null && endedAt <= now;
}

type ProtectionKind = Extract<HoldKind, 'medical' | 'dispute' | 'review' | 'extension' | 'manual'>;

function protectionHolds(kind: ProtectionKind, list: readonly Protection[], law: Law, now: Instant, words: string): StandingHold[] {
  return list.flatMap((protection): StandingHold[] => {
    const { throughOn } = protection;
    if (protection.startedAt > now || isOver(protection.endedAt, now)) return [];
    const untilAt = throughOn === null ? null : startOfDay(plusDays(throughOn, 1), law.calendar.zone);
    if (untilAt !== null && untilAt <= now) return [];
    const until = throughOn === null ? '' : `, through ${throughOn}`;
    return [{ kind, evidence: protection.id, sinceAt: protection.startedAt, untilAt, sentence: `${words}: ${protection.id}${until}.` }];
  });
}

/** A payment that the customer reports is waited for until the channel's next file, never longer than the pack allows. */
function reportedPaymentHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  return state.reportedPayments.flatMap((report): StandingHold[] => {
    if (report.reportedAt > now || isOver(report.arrivedAt, now)) return [];
    const untilAt = reportedPaymentUntil(report.reportedAt, report.channel, inForceAt(law, report.reportedAt));
    if (untilAt <= now) return [];
    return [
      {
        kind: 'reported-payment',
        evidence: report.reportId,
        sinceAt: report.reportedAt,
        untilAt,
        sentence: `The customer reports a payment (${report.confirmation}, ${report.channel}); its file is due by ${untilAt}.`,
      },
    ];
  });
}

export function reportedPaymentUntil(reportedAt: Instant, channel: string, law: Law): Instant {
  const reportedOn = dayOf(law.calendar, reportedAt);
  const limit = law.pack.holds['reported-payment'].maxBusinessDays ?? 0;
  const latest = startOfDay(plusDays(nthBusinessDayAfter(evenBeyond(law.calendar), reportedOn, limit).on, 1), law.calendar.zone);
  const file = law.pack.paymentChannels[channel];
  if (!file) return latest;
  const next = at(law.calendar, openDayFrom(evenBeyond(law.calendar), plusDays(reportedOn, 1)), file.nextFileAt);
  return next < latest ? next : latest;
}

function arrangementHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  const inForce = [...state.formerTerms.filter((terms) => now < terms.replacedAt), ...state.arrangements];
  return inForce.flatMap((terms): StandingHold[] => {
    if (terms.agreedAt > now) return [];
    const standing = arrangementStanding(state, terms, law, now);
    if (standing.status === 'broken' || standing.status === 'fulfilled') return [];
    return [
      {
        kind: 'arrangement',
        evidence: terms.arrangementId,
        sinceAt: terms.agreedAt,
        untilAt: standing.untilAt,
        sentence: standing.sentence,
      },
    ];
  });
}

/** What a crew met at the door and could not judge: illness, a child alone. It holds for some days, for a person to look. */
function fieldHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  return state.fieldWork.flatMap((work): StandingHold[] => {
    if (work.endedAt === null || work.endedAt > now || work.result === null) return [];
    const { pack, calendar } = inForceAt(law, work.endedAt);
    const next = pack.fieldResults[work.result]?.next;
    if (next !== 'hold' && next !== 'reported-payment') return [];
    const kind = next === 'hold' ? 'field' : 'reported-payment';
    const days = pack.holds[kind].maxBusinessDays ?? 0;
    const untilAt = startOfDay(plusDays(nthBusinessDayAfter(evenBeyond(calendar), dayOf(calendar, work.endedAt), days).on, 1), calendar.zone);
    if (untilAt <= now) return [];
    return [{ kind, evidence: work.workOrderId, sinceAt: work.endedAt, untilAt, sentence: `The crew reported "${work.result}" at the door; held until ${untilAt}.` }];
  });
}
