import { at, dayOf, evenBeyond, nthBusinessDayAfter, openDayFrom } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { keepingLast, remembered } from '../kernel/remembered.ts';
import { earlierOf, laterOf, type Instant } from '../kernel/time.ts';
import type { Law, StandingHold } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { HoldKind } from '../policy/pack.ts';
import type { AccountState, ArrangementTerms, Protection } from './account.state.ts';
import { arrangementStanding } from './arrangement.ts';
import { reviewEndsAt, reviewSentence } from './reviews.ts';
import type { GrantKind } from '../policy/limits.ts';
import { awaitsAnswer } from './limits.ts';
import { moratoriumHolds } from './moratoriums.ts';
import { investigationsStopOnlyTheirPart, openInvestigations, stopsOnlyAPart } from './questioned.ts';
import { bankruptcyHolds } from './stays.ts';
import { inabilityEndsAt, inabilityOf, protectionOf } from './protection.ts';

type Holds = (state: AccountState, law: Law, now: Instant) => readonly StandingHold[];

/** What may protect, each with the holds that come of it. */
const protecting: readonly (readonly [(state: AccountState) => readonly unknown[] | undefined, Holds])[] = [
  [({ petitions, tips }) => (petitions.length > 0 ? petitions : tips), bankruptcyHolds],
  [({ certificates }) => certificates, medicalHolds],
  [({ disputes }) => disputes, (state, law, now) => protectionHolds('dispute', state.disputes.filter((dispute) => !stopsOnlyAPart(dispute, law)), law, now, 'A dispute of the bill is open')],
  [({ investigations }) => investigations, investigationHolds],
  [({ reviews }) => reviews, reviewHolds],
  [({ extensions }) => extensions, extensionHolds],
  [({ manualHolds }) => manualHolds, (state, law, now) => protectionHolds('manual', state.manualHolds, law, now, 'A hold was placed')],
  [({ occupantOffers }) => occupantOffers, (state, _law, now) => tenantHolds(state, now)],
  [({ pledges }) => pledges, pledgeHolds],
  [({ estates }) => estates, (state, law, now) => protectionHolds('estate', state.estates, law, now, 'The customer died, and nobody answers for the estate yet')],
  [({ reportedPayments }) => reportedPayments, reportedPaymentHolds],
  [({ formerTerms }) => formerTerms, (state, law, now) => arrangementHolds(state.formerTerms.filter((terms) => now < terms.replacedAt), state, law, now)],
  [({ arrangements }) => arrangements, (state, law, now) => arrangementHolds(state.arrangements, state, law, now)],
  [({ fieldWork }) => fieldWork, fieldHolds],
  [({ moratoriums }) => moratoriums, (state, _law, now) => moratoriumHolds(state, now)],
];
const none: readonly StandingHold[] = [];

/** The holds that stand at a moment. Each rests on facts alone; they add up (GEN-HOLDS). */
export function standingHolds(state: AccountState, law: Law, now: Instant): readonly StandingHold[] {
  return standing(state, law)(now);
}

const standing = keepingLast((state: AccountState, law: Law) => remembered((now: Instant) => holdsAt(state, law, now)));

function holdsAt(state: AccountState, law: Law, now: Instant): readonly StandingHold[] {
  // Most accounts have nothing that could protect them, and are asked about again and again.
  const holds = protecting.flatMap(([list, ask]) => (list(state)?.length ? ask(state, law, now) : none));
  return holds.length === 0 ? none : holds;
}

function isOver(endedAt: Instant | null, now: Instant): boolean {
  return endedAt !== null && endedAt <= now;
}

/** The certificates that are valid at a moment, whatever else the law asks for. */
export function certificatesAt(state: AccountState, law: Law, now: Instant): StandingHold[] {
  return protectionHolds('medical', state.certificates, law, now, 'A medical certificate protects the household');
}

/** Where the law asks for inability to pay and willingness too, a certificate holds only with both, and no longer than the proof of the first (CA-998-PROTECT). */
function medicalHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  const certificates = certificatesAt(state, law, now);
  const protection = certificates.length === 0 ? null : protectionOf(state, certificates, law, now);
  if (protection === null) return certificates;
  const { certified, unableToPay, willing } = protection;
  const inability = inabilityOf(state, law, now);
  if (!unableToPay.met || !willing.met || inability === null) return [];
  const sentence = `${certified.sentence} ${unableToPay.sentence} ${willing.sentence}`;
  return certificates.map((hold) => ({ ...hold, sinceAt: laterOf(hold.sinceAt, inability.shownAt), untilAt: earlierOf(hold.untilAt, inabilityEndsAt(inability, law)), sentence }));
}

/** While it may still be decided otherwise: by a manager, and after him by the governing body, to which the way stays open for some days (CA-REVIEW). */
function reviewHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  return state.reviews.flatMap((review): StandingHold[] => {
    const untilAt = reviewEndsAt(state, review, law, now);
    if (review.startedAt > now || (untilAt !== null && untilAt <= now)) return [];
    return [{ kind: 'review', evidence: review.id, sinceAt: review.startedAt, untilAt, sentence: reviewSentence(state, review, law, now) }];
  });
}

/** Where the law does not let the rest be pursued, an investigation holds all of it. */
function investigationHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  if (investigationsStopOnlyTheirPart(law)) return [];
  return openInvestigations(state, now).map(({ evidence, sinceAt, sentence }) => ({ kind: 'investigation', evidence, sinceAt, untilAt: null, sentence }));
}

type ProtectionKind = Extract<HoldKind, 'medical' | 'dispute' | 'extension' | 'manual' | 'pledge' | 'estate'>;

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

/** While an occupant's offer is not answered nothing is shut off, and after one is accepted the service goes on (CA-998-TENANT). */
function tenantHolds(state: AccountState, now: Instant): StandingHold[] {
  return state.occupantOffers.flatMap((offer): StandingHold[] => {
    if (offer.offeredAt > now || (offer.refusedBecause !== null && isOver(offer.answeredAt, now))) return [];
    const sentence =
      offer.newAccountId !== null && isOver(offer.answeredAt, now)
        ? `The occupant of ${offer.unitId} took over what is charged from now on, on account ${offer.newAccountId}; the service goes on.`
        : `The occupant of ${offer.unitId} offers to take over what is charged from now on (${offer.offerId}).`;
    return [{ kind: 'tenant', evidence: offer.offerId, sinceAt: offer.offeredAt, untilAt: null, sentence }];
  });
}

/** A pledge holds for as many business days as the pack gives, or until it is paid or withdrawn (OP-PLEDGE). */
function pledgeHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  return protectionHolds('pledge', state.pledges, law, now, 'An agency has pledged to pay').flatMap((hold): StandingHold[] => {
    const { pack, calendar } = inForceAt(law, hold.sinceAt);
    const days = pack.holds.pledge.maxBusinessDays;
    const untilAt = days === undefined ? null : startOfDay(plusDays(nthBusinessDayAfter(calendar, dayOf(calendar, hold.sinceAt), days).on, 1), calendar.zone);
    return untilAt !== null && untilAt <= now ? [] : [{ ...hold, untilAt }];
  });
}

/** A payment that the customer reports is waited for until the channel's next file, never longer than the pack allows. */
function reportedPaymentHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  return state.reportedPayments.flatMap((report): StandingHold[] => {
    if (report.reportedAt > now || isOver(report.arrivedAt, now) || isOver(report.refusedAt ?? null, now)) return [];
    const untilAt = reportedPaymentUntil(report.reportedAt, report.channel, inForceAt(law, report.reportedAt));
    if (untilAt <= now) return [];
    return [
      awaiting({
        kind: 'reported-payment',
        evidence: report.reportId,
        sinceAt: report.reportedAt,
        untilAt,
        sentence: `The customer reports a payment (${report.confirmation}, ${report.channel}); its file is due by ${untilAt}.`,
      }, 'reported-payment', state, now),
    ];
  });
}

function extensionHolds(state: AccountState, law: Law, now: Instant): StandingHold[] {
  return protectionHolds('extension', state.extensions, law, now, 'More time was granted').map((hold) => awaiting(hold, 'extension', state, now));
}

/** Beyond the limits it holds as granted, and says that a supervisor is asked. */
function awaiting(hold: StandingHold, grant: GrantKind, state: AccountState, now: Instant): StandingHold {
  return awaitsAnswer(state, grant, hold.evidence, now) ? { ...hold, awaitsSupervisor: true, sentence: `${hold.sentence} It is beyond the limits and awaits a supervisor.` } : hold;
}

export function reportedPaymentUntil(reportedAt: Instant, channel: string, law: Law): Instant {
  const reportedOn = dayOf(law.calendar, reportedAt);
  const limit = law.pack.holds['reported-payment'].maxBusinessDays ?? 0;
  const latest = startOfDay(plusDays(nthBusinessDayAfter(evenBeyond(law.calendar), reportedOn, limit).on, 1), law.calendar.zone);
  // A channel comes from outside: `__proto__` is none, though every object answers to it.
  const file = Object.hasOwn(law.pack.paymentChannels, channel) ? law.pack.paymentChannels[channel] : undefined;
  if (!file) return latest;
  const next = at(law.calendar, openDayFrom(evenBeyond(law.calendar), plusDays(reportedOn, 1)), file.nextFileAt);
  return next < latest ? next : latest;
}

function arrangementHolds(inForce: readonly ArrangementTerms[], state: AccountState, law: Law, now: Instant): StandingHold[] {
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
        ...(standing.status === 'awaits-supervisor' ? { awaitsSupervisor: true as const } : {}),
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
