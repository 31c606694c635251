import type { AccountEventData } from '../account/account.events.ts';
import type { AccountState, Charge, Petition } from '../account/account.state.ts';
import { certificationIsFreedAt } from '../account/certification.ts';
import { ledgerOf } from '../account/ledger.ts';
import { certifiedCentsOf } from '../account/on-the-roll.ts';
import { dividedCharges, sideOf } from '../account/pre-petition.ts';
import { bankruptcyHolds } from '../account/stays.ts';
import { at, dayOf } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import type { Because } from '../kernel/because.ts';
import { dollars, sumCents, type Cents } from '../kernel/money.ts';
import { earlierOf, laterOf, type Instant, type LocalDate } from '../kernel/time.ts';
import { isWithin } from './decide-list.ts';
import type { LineChange, RollEntry } from './line-change.ts';
import type { RollDraft } from './roll.events.ts';
import { draft, why, type SeasonContext } from './season-context.ts';
import { broughtOpenCents, collectedCents, isOnRoll, openAmendments, openCentsOf, type Brought, type RollLine } from './season.state.ts';

const quiet: LineChange = { events: [], entries: [] };

/**
 * What follows for a line that is on the roll, by what its account is now: a petition withdraws it on the same day, a payment is put
 * aside and an amendment sent, one that comes back has its amendment recalled, an amendment whose day has passed lapses, what is not acknowledged is raised once a day, and what
 * is collected in full is released. One thing at a time; asked again it says what comes next, and in the end nothing.
 */
export function lookAtLine(context: SeasonContext, line: RollLine, account: AccountState): LineChange {
  return withdrawal(context, line, account) ?? upheld(context, line) ?? bonaFide(context, line) ?? broughtPayment(context, line, account) ?? returned(context, line, account) ?? payment(context, line, account) ?? lapse(context, line) ?? escalation(context, line) ?? release(context, line) ?? quiet;
}

/** When time alone brings the next thing for a line, or null. */
export function nextLookAt(context: SeasonContext, line: RollLine): Instant | null {
  const { authority, law, days, now } = context;
  const raised = unanswered(context, line).map(({ about, sentOn }) => at(law.calendar, plusDays(line.escalated[about]?.lastOn ?? sentOn, 1), authority.escalation.at));
  const lapses = openAmendments(line).length === 0 ? [] : [at(law.calendar, plusDays(days.amendBy, 1), authority.escalation.at)];
  return [...raised, ...lapses].filter((moment) => moment > now).reduce<Instant | null>(earlierOf, null);
}

/** Under a stay a lien that was not on the tax list before the petition is nobody's (BK-CERT); one that was, stands in rem. */
function withdrawal(context: SeasonContext, line: RollLine, account: AccountState): LineChange | null {
  if (!isOnRoll(line) || line.certifiedAt === null) return null;
  const petition = account.petitions.find((known) => forbids(context, known, line, account));
  if (!petition || openCentsOf(line) === 0) return null;
  const postPetition = (petition.filedAt as Instant) <= line.certifiedAt;
  const filedOn = dayOf(context.law.calendar, petition.filedAt as Instant);
  const sentence = postPetition
    ? `Docket ${petition.docket} was filed on ${filedOn}, before the line was certified: the certification is a post-petition act, and is withdrawn.`
    : `Docket ${petition.docket} was filed on ${filedOn}, before ${context.authority.says} listed the line: it is withdrawn.`;
  return withdrawn(context, line, postPetition, why(context, context.rules.stayRule, sentence, { docket: petition.docket }));
}

/**
 * Filed before the list, and the line holds its debt or its stay stood: what was charged after a petition is certified once no stay stands any
 * more, and an order that named the certification before it was made lets it be (BK-RELIEF).
 */
function forbids(context: SeasonContext, petition: Petition, line: RollLine, account: AccountState): boolean {
  const { filedAt, ending, docket } = petition;
  const certifiedAt = line.certifiedAt as Instant;
  if (filedAt === null || ending === 'dismissed' || (line.acceptedAt !== null && filedAt >= line.acceptedAt)) return false;
  if (certificationIsFreedAt(petition, context.law, certifiedAt)) return false;
  const holdsItsDebt = chargesOnLine(account, ownKey(context, line)).some((charge) => charge === undefined || sideOf(petition, charge, context.law) !== null);
  return holdsItsDebt || bankruptcyHolds(account, context.law, laterOf(filedAt, certifiedAt)).some(({ evidence }) => evidence === docket);
}

/** Undefined for one that is known by its number alone. */
function chargesOnLine(account: AccountState, lineId: string): readonly (Charge | undefined)[] {
  const moves = account.certified.find((known) => known.lineId === lineId)?.moves ?? [];
  const charges = [...account.charges, ...dividedCharges(account)];
  return [...Map.groupBy(moves, ({ chargeId }) => chargeId)].filter(([, own]) => sumCents(own.map(({ cents }) => cents)) > 0).map(([chargeId]) => charges.find((charge) => charge.chargeId === chargeId));
}

/** An objection that came in time and was heard late: what it bars before the list, it takes off after it. */
function upheld(context: SeasonContext, line: RollLine): LineChange | null {
  const objection = line.objections.find(({ outcome }) => outcome === 'upheld');
  if (!isOnRoll(line) || objection === undefined || openCentsOf(line) === 0) return null;
  const { ownerNoticeRule } = context.rules;
  return withdrawn(context, line, false, why(context, ownerNoticeRule, `The owner's objection ${objection.objectionId} of ${objection.receivedOn} was upheld after the line was certified: it is withdrawn.`));
}

function bonaFide(context: SeasonContext, line: RollLine): LineChange | null {
  const { authority, days } = context;
  const { owner } = line;
  if (!isOnRoll(line) || !authority.bonaFide || !owner?.bonaFide || !isWithin(days.bonaFide, owner.sinceOn) || openCentsOf(line) === 0) return null;
  const sentence = `A bona fide buyer or lender has had an interest in parcel ${line.parcelId ?? ''} since ${owner.sinceOn}: the lien is given up, and the debt goes to the ${authority.bonaFide.to.replace('-', ' ')}.`;
  return withdrawn(context, line, false, why(context, authority.bonaFide.rule, sentence), authority.bonaFide.to);
}

function withdrawn(context: SeasonContext, line: RollLine, postPetition: boolean, reason: Because, to?: 'unsecured-roll' | 'customer'): LineChange {
  const amountCents = openCentsOf(line);
  const withdrawalId = `${context.state.seasonId}/${line.lineId}/withdrawal`;
  return { events: [draft('WithdrawalSent', { lineId: line.lineId, withdrawalId, amountCents, postPetition, on: context.today, ...(to === 'unsecured-roll' && { to }) }, reason)], entries: [reduced(context, line, withdrawalId, amountCents, 'withdrawn', reason)] };
}

export function reduced({ state }: Pick<SeasonContext, 'state'>, line: RollLine, requestId: string, amountCents: Cents, reason: AccountEventData<'CertificationReduced'>['reason'], because: Because): RollEntry {
  return { type: 'CertificationReduced', id: `arrears#${requestId}`, data: { requestId, lineId: `${state.seasonId}/${line.lineId}`, amountCents, reason }, because: [because] };
}

/**
 * What of an account's suspense is for those lines: an account may have lines of several seasons, and what is paid is for the oldest that the
 * county still collects on; what is more than all of them waits with the last.
 */
function suspenseFor({ law }: SeasonContext, account: AccountState, lines: readonly string[]): Cents {
  const open = account.certified.filter(({ lineId }) => certifiedCentsOf(account, lineId) > 0);
  const inTurn = open.length > 0 ? open : account.certified;
  let left = ledgerOf(account, law).suspenseCents;
  let cents = 0;
  for (const { lineId } of inTurn) {
    const share = lineId === inTurn.at(-1)?.lineId ? left : Math.min(left, certifiedCentsOf(account, lineId));
    if (lines.includes(lineId)) cents += share;
    left -= share;
  }
  return cents;
}

const ownKey = ({ state }: SeasonContext, { lineId }: RollLine): string => `${state.seasonId}/${lineId}`;

/** What is paid to the utility for what an earlier season left: its last day for amendments is long over, and a person answers for it. */
function broughtPayment(context: SeasonContext, line: RollLine, account: AccountState): LineChange | null {
  const { lineId, brought, broughtSuspendedCents } = line;
  if (brought.length === 0) return null;
  const { ledgerRule } = context.rules;
  const cents = suspenseFor(context, account, brought.map(({ of }) => of)) - broughtSuspendedCents;
  if (cents === 0) return null;
  if (cents < 0) return { events: [draft('SuspenseGone', { lineId, amountCents: -cents, ofBrought: true }, why(context, ledgerRule, `${dollars(-cents)} is in suspense for this line no longer.`))], entries: [] };
  const receipt = `${dollars(cents)} is held in suspense: ${dollars(broughtOpenCents(line))} of an earlier season lies with ${context.authority.says}, who takes no amendment of it any more.`;
  return { events: [draft('PaymentSuspended', { lineId, amountCents: cents, receipt, ofBrought: true }, why(context, ledgerRule, receipt))], entries: [] };
}

/** A payment that came back while its amendment waits: the authority is asked to leave the line as it was (OH-CERT-RECON, OP-NSF). */
function returned(context: SeasonContext, line: RollLine, account: AccountState): LineChange | null {
  const goneCents = line.suspendedCents - suspenseFor(context, account, [ownKey(context, line)]);
  if (!isOnRoll(line) || goneCents <= 0) return null;
  const { lineId } = line;
  const { ledgerRule } = context.rules;
  const amendment = openAmendments(line).findLast(({ recalledOn }) => recalledOn === undefined);
  if (!amendment) return { events: [draft('SuspenseGone', { lineId, amountCents: goneCents }, why(context, ledgerRule, `${dollars(goneCents)} is in suspense for this line no longer.`))], entries: [] };
  const { amendmentId, fromCents, toCents } = amendment;
  const sentence = `${dollars(goneCents)} of what was paid came back: ${context.authority.says} is asked to leave ${dollars(fromCents)} on the roll, and not to amend it to ${dollars(toCents)}.`;
  return { events: [draft('AmendmentRecalled', { lineId, amendmentId, on: context.today }, why(context, ledgerRule, sentence))], entries: [] };
}

/** What was paid to the utility for a line that the county collects: suspense, a receipt that says so, and an amendment (OH-CERT-RECON). */
function payment(context: SeasonContext, line: RollLine, account: AccountState): LineChange | null {
  if (!isOnRoll(line)) return null;
  const { ledgerRule } = context.rules;
  const open = openAmendments(line);
  // One question at a time: while the authority has not said what became of a recalled amendment, nobody knows what stands on its roll.
  if (open.some(({ recalledOn }) => recalledOn !== undefined)) return null;
  const standingCents = open.at(-1)?.toCents ?? openCentsOf(line);
  const amountCents = Math.min(suspenseFor(context, account, [ownKey(context, line)]) - line.suspendedCents, standingCents);
  if (amountCents <= 0) return null;
  const receipt = `${dollars(amountCents)} is held in suspense: ${dollars(openCentsOf(line))} is certified to ${context.authority.says}, who has to take it off first.`;
  const suspended = draft('PaymentSuspended', { lineId: line.lineId, amountCents, receipt }, why(context, ledgerRule, receipt));
  if (context.today > context.days.amendBy) return { events: [suspended], entries: [] };
  const toCents = standingCents - amountCents;
  const amendmentId = `${context.state.seasonId}/${line.lineId}/amendment/${line.amendments.length + 1}`;
  const sentence = `${dollars(amountCents)} was paid after certification: ${context.authority.says} is asked to amend ${dollars(standingCents)} to ${dollars(toCents)}.`;
  return { events: [suspended, draft('AmendmentSent', { lineId: line.lineId, amendmentId, fromCents: standingCents, toCents, on: context.today }, why(context, ledgerRule, sentence))], entries: [] };
}

function lapse(context: SeasonContext, line: RollLine): LineChange | null {
  const { today, days, authority, rules } = context;
  const [pending] = openAmendments(line);
  if (pending === undefined || today <= days.amendBy) return null;
  const says = `${authority.says} took amendments until ${days.amendBy} and did not acknowledge`;
  const sentence = pending.recalledOn === undefined ? `${says} this one: what was paid is given back or forwarded to the treasurer; the balance stays.` : `${says} that it left the line as it was: it stands as it was certified.`;
  return { events: [draft('AmendmentLapsed', { lineId: line.lineId, amendmentId: pending.amendmentId }, why(context, rules.ledgerRule, sentence))], entries: [] };
}

/** What somebody has to see to, raised every day from the day after that one. */
interface Unanswered {
  readonly about: string;
  readonly sentOn: LocalDate;
  readonly isRelease?: boolean;
}

function unanswered(context: SeasonContext, line: RollLine): Unanswered[] {
  const { withdrawal: sent } = line;
  const { lien } = context.authority;
  const paidOn = line.settled.at(-1)?.on;
  if (lien.from === 'recording' && line.status === 'accepted' && openCentsOf(line) === 0 && paidOn !== undefined) {
    return [{ about: `${context.state.seasonId}/${line.lineId}/release`, sentOn: plusDays(paidOn, lien.releaseWithinDays), isRelease: true }];
  }
  const late = line.brought.find(isPaidAndNotReleased);
  if (lien.from === 'recording' && late) return [{ about: `${late.of}/release`, sentOn: plusDays(late.paidOn as LocalDate, lien.releaseWithinDays), isRelease: true }];
  const amended = openAmendments(line).map(({ amendmentId, sentOn, recalledOn }) => ({ about: amendmentId, sentOn: recalledOn ?? sentOn }));
  return sent === null || sent.acknowledgedOn !== null ? amended : [{ about: sent.withdrawalId, sentOn: sent.sentOn }, ...amended];
}

function escalation(context: SeasonContext, line: RollLine): LineChange | null {
  const { authority, law, now, today } = context;
  const due = unanswered(context, line).find(({ about, sentOn }) => now >= at(law.calendar, plusDays(line.escalated[about]?.lastOn ?? sentOn, 1), authority.escalation.at));
  if (!due) return null;
  const nth = (line.escalated[due.about]?.times ?? 0) + 1;
  const sentence = due.isRelease
    ? `The lien was paid in full, and its release was due by ${due.sentOn}; raised for the ${nth}. time.`
    : `${authority.says} has not acknowledged ${due.about}, which was sent on ${due.sentOn}; raised for the ${nth}. time.`;
  const rule = due.isRelease ? authority.lien.releaseRule : authority.escalation.rule;
  return { events: [draft('AnswerEscalated', { lineId: line.lineId, about: due.about, on: today, nth }, why(context, rule, sentence))], entries: [] };
}

/** A lien on the tax list is released with full payment, at once; a recorded one is released by a person, in time (OH-CERT-LIEN). */
function release(context: SeasonContext, line: RollLine): LineChange | null {
  const { lien } = context.authority;
  const paid = line.brought.find(isPaidAndNotReleased);
  if (paid && line.broughtSuspendedCents === 0 && lien.from !== 'recording') return { events: [broughtReleased(context, line, paid)], entries: [] };
  if (line.status !== 'accepted' || openCentsOf(line) !== 0 || line.suspendedCents > 0 || lien.from === 'recording') return null;
  return { events: [released(context, line)], entries: [] };
}

/** Of an earlier season, and collected in full since. */
export function isPaidAndNotReleased({ cents, collectedCents: collected, releasedOn }: Brought): boolean {
  return collected === cents && releasedOn === null;
}

export function broughtReleased(context: SeasonContext, line: RollLine, { of, paidOn }: Brought): RollDraft {
  const { lien } = context.authority;
  const sentence = `Parcel ${line.parcelId ?? ''} owes nothing of what was brought forward from ${of} any more: the lien is released.`;
  return draft('BroughtForwardReleased', { lineId: line.lineId, of, on: context.today, dueBy: plusDays(paidOn ?? context.today, lien.releaseWithinDays) }, why(context, lien.releaseRule, sentence));
}

export function released(context: SeasonContext, line: RollLine): RollDraft {
  const { lien } = context.authority;
  const paidOn = line.settled.at(-1)?.on ?? context.today;
  const sentence = `Parcel ${line.parcelId ?? ''} owes nothing of it any more (${dollars(collectedCents(line))} collected): the lien is released.`;
  return draft('LienReleased', { lineId: line.lineId, on: context.today, dueBy: plusDays(paidOn, lien.releaseWithinDays) }, why(context, lien.releaseRule, sentence));
}
