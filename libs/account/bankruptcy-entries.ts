import { at, dayOf, evenBeyond, openDayFrom } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import { dollars } from '../kernel/money.ts';
import type { Because } from '../kernel/because.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import type { BankruptcyReview } from './account.events.ts';
import type { AccountState, Petition } from './account.state.ts';
import { actsUnderStay } from './acts-under-stay.ts';
import { assuranceDays, type AssuranceDays } from './assurance-days.ts';
import { nextSplit } from './bill-splits.ts';
import { claimMoments, claimReviews } from './claim-reviews.ts';
import type { EntryDraft } from './decide-entries.ts';
import { nextDocketLetter } from './docket-letters.ts';
import { priorDismissals, tipRunsOutAt } from './stays.ts';

/** What a bankruptcy calls for on the account now: bills divided, the days for assurance over, something that a person has to look at. */
export function nextBankruptcyEntry(state: AccountState, law: Law, now: Instant): EntryDraft | null {
  if (state.petitions.length === 0 && state.tips.length === 0 && state.splits.length === 0) return null;
  return nextSplit(state, law, now) ?? nextLapse(state, law, now) ?? nextReview(state, law, now) ?? nextDocketLetter(state, law, now);
}

/** The instants at which time alone brings about what a bankruptcy calls for and was not decided yet, past ones among them. */
export function bankruptcyOccasions(state: AccountState, law: Law): readonly Instant[] {
  if (state.petitions.length === 0 && state.tips.length === 0) return [];
  const timed = state.petitions.flatMap((petition) => docketOccasions(state, petition, law));
  const tips = tipsOpen(state).filter(({ tipId }) => !state.petitions.some((petition) => petition.docket === tipId)).map(({ toldAt }) => tipRunsOutAt(toldAt, law));
  return [...timed, ...tips];
}

/** The same of one docket. */
export function docketOccasions(state: AccountState, petition: Petition, law: Law): readonly Instant[] {
  const timed = [assuranceOver(state, petition, law)?.mayActAt, isReviewed(petition, 'stay-lapses') ? undefined : stayLapse(state, petition, law)?.reviewAt];
  return [...timed.filter((moment) => moment !== undefined), ...claimMoments(petition, law)];
}

function isReviewed({ reviews }: Petition, review: BankruptcyReview): boolean {
  return reviews.some((known) => known.review === review);
}

/** What was told of a petition and neither found nor known to be none; nobody has to look up again what turned out to be another person's. */
function tipsOpen({ tips, petitions, misattributed }: AccountState): AccountState['tips'] {
  return tips.filter(({ tipId, endedAt }) => endedAt === null && !misattributed.includes(tipId) && !petitions.some(({ filedAt, stays }) => filedAt !== null && stays.at(-1)?.endedAt === null));
}

/** Nothing lapses for a letter of which nobody can prove that it was mailed in time. */
function assuranceOver({ notices }: AccountState, petition: Petition, law: Law): AssuranceDays | null {
  const { requestedCents, given, lapsedAt, noticeId } = petition.assurance;
  const isOpen = petition.stays.at(-1)?.endedAt === null;
  if (requestedCents === null || given.length > 0 || lapsedAt !== null || !isOpen) return null;
  const days = assuranceDays(petition, law);
  if (days === null || noticeId === undefined) return days;
  return notices.some((notice) => notice.noticeId === noticeId && notice.mailedOn !== null && notice.mailedOn < days.lastDayOn && notice.returnedAt === null) ? days : null;
}

function nextLapse(state: AccountState, law: Law, now: Instant): EntryDraft | null {
  for (const petition of state.valve === 'none' ? [] : state.petitions) {
    const days = assuranceOver(state, petition, law);
    if (days === null || now < days.mayActAt) continue;
    const { docket, assurance } = petition;
    const { lastDayOn, mayActFromOn } = days;
    const amountCents = assurance.requestedCents as number;
    const sentence = `No assurance of future payment was given on docket ${docket} by ${lastDayOn} (${dollars(amountCents)} was asked for): from ${mayActFromOn} on the ordinary rules apply to the service, for no assurance and not for debt of before the petition.`;
    const [counted, ...rolled] = days.because as [Because, ...Because[]];
    return {
      type: 'AssuranceLapsed',
      id: `arrears#${docket}/no-assurance`,
      data: { docket, reason: 'no assurance', lastDayOn, mayActFromOn, amountCents },
      because: [{ ...counted, sentence: `${sentence} ${counted.sentence}` }, ...rolled],
    };
  }
  return null;
}

interface Lapse {
  readonly lapsesOn: LocalDate;
  /** When the office first opens after that day. */
  readonly reviewAt: Instant;
}

/** When the stay of somebody with one case dismissed in the year before ends by itself, unless a court extends it (BK-REPEAT-1). */
function stayLapse(state: AccountState, petition: Petition, law: Law): Lapse | null {
  const { filedAt, role, orders, stays } = petition;
  if (filedAt === null || role === 'co-debtor' || stays[0]?.endedAt !== null) return null;
  const { repeat } = law.bankruptcy;
  const earlier = priorDismissals(state, petition, law).length;
  if (earlier === 0 || earlier >= repeat.twice.cases || orders.some(({ order }) => order === 'extended' || order === 'imposed')) return null;
  const lapsesOn = plusDays(dayOf(law.calendar, filedAt), repeat.stayDays);
  const calendar = evenBeyond(law.calendar);
  return { lapsesOn, reviewAt: at(calendar, openDayFrom(calendar, plusDays(lapsesOn, 1)), law.pack.sweepAt) };
}

/** Something that a person has to look at; again where it was looked at before `since`. */
export interface WantedReview {
  readonly docket: string;
  readonly review: BankruptcyReview;
  readonly because: Because;
  readonly since?: Instant;
}

function nextReview(state: AccountState, law: Law, now: Instant): EntryDraft | null {
  for (const petition of state.petitions) {
    for (const { docket, review, because: reason, since } of reviewsWanted(state, petition, law, now)) {
      const known = petition.reviews.filter((opened) => opened.review === review);
      if (known.length > 0 && (since === undefined || (known.at(-1)?.openedAt as Instant) >= since)) continue;
      return { type: 'BankruptcyReviewOpened', id: `arrears#${docket}/review/${review}${known.length === 0 ? '' : `/${known.length + 1}`}`, data: { docket, review }, because: [reason] };
    }
  }
  return tipReview(state, law, now);
}

/** What a person has to look at on a docket. None of it lets anything go on by itself. */
function reviewsWanted(state: AccountState, petition: Petition, law: Law, now: Instant): WantedReview[] {
  const { docket, filedAt, ending, endedAt, sides, sideEndings, deniedAt, closedAt, reopenedAt } = petition;
  const { repeat, joint, reopening, provisional } = law.bankruptcy;
  const wanted = (review: BankruptcyReview, rule: string, sentence: string, since?: Instant): WantedReview => ({ docket, review, because: because(law, rule, sentence, { docket }), ...(since === undefined ? {} : { since }) });
  const found: WantedReview[] = [];
  if (filedAt === null) {
    if (ending === 'discharged' && (endedAt as Instant) <= now)
      found.push(wanted('petition-unknown', provisional.rule, `Docket ${docket} shows a discharge, and its petition is not known: look up the date of filing. Until then all collection stops and nothing is written off.`));
    return found;
  }
  if (petition.role === 'co-debtor') return found;
  const earlier = priorDismissals(state, petition, law);
  const lapse = stayLapse(state, petition, law);
  if (lapse !== null && lapse.reviewAt <= now)
    found.push(wanted('stay-lapses', repeat.once.rule, `Day ${repeat.stayDays} of docket ${docket} was ${lapse.lapsesOn}, after a case dismissed within the year (${earlier.join(', ')}), and no order extends the stay that is known here. The hold stays until counsel releases it.`));
  if (earlier.length >= repeat.twice.cases && stayRuns(petition, now))
    found.push(wanted('no-stay-arose', repeat.twice.rule, `${earlier.length} cases were dismissed within the year before docket ${docket} (${earlier.join(', ')}): no stay arose (unconfirmed). Ask for an order under 362(j), or have counsel release the hold.`));
  if (new Set(sideEndings.map((known) => known.ending)).size > 1 && sides.every((side) => sideEndings.some((known) => known.side === side)))
    found.push(wanted('joint-debtors-differ', joint.rule, `On docket ${docket} one debtor was discharged and the other's case was dismissed. The hold stays until counsel says what is owed, and by whom.`));
  if (deniedAt !== null && deniedAt <= now) found.push(wanted('discharge-denied', law.pack.holds.bankruptcy.resumeRule, `The discharge was denied on docket ${docket}. The hold stays until counsel releases it.`));
  if (closedAt !== null && closedAt <= now && ending === null) found.push(wanted('closed-without-discharge', law.pack.holds.bankruptcy.resumeRule, `Docket ${docket} was closed, and no discharge is known. The hold stays until counsel releases it.`));
  if (reopenedAt !== null && reopenedAt <= now) found.push(wanted('reopened', reopening.rule, `Docket ${docket} was opened again at ${reopenedAt}. The hold stands from then on.`, reopenedAt));
  return [...found, ...lateNotice(state, petition, law), ...returnedLetters(state, petition, law), ...claimReviews(state, petition, law, now)];
}

/** What pressed the debtor after the filing: counsel reads the list, whoever takes it back (BK-STAY). */
function lateNotice(state: AccountState, petition: Petition, law: Law): WantedReview[] {
  const acts = isReviewed(petition, 'late-notice') ? [] : actsUnderStay(state, petition, law);
  if (acts.length === 0) return [];
  const { docket, filedAt } = petition;
  const named = acts.map(({ kind, id, at }) => `${kind} ${id} of ${dayOf(law.calendar, at)}`).join(', ');
  const sentence = `Docket ${docket} was filed at ${filedAt}, and this pressed the debtor after it: ${named}. What Arrears can take back it takes back; counsel reads the list.`;
  return [{ docket, review: 'late-notice', because: because(law, law.pack.holds.bankruptcy.rule, sentence, { docket, acts: acts.length }) }];
}

/** A letter of a docket that came back did not reach whom it was for: a person finds another address. */
function returnedLetters({ notices }: AccountState, petition: Petition, law: Law): WantedReview[] {
  const letters = petition.letters ?? [];
  const returned = letters.length === 0 ? undefined : notices.findLast((notice) => notice.returnedAt !== null && letters.some(({ noticeId }) => noticeId === notice.noticeId));
  if (returned === undefined) return [];
  const sentence = `Letter ${returned.noticeId} of docket ${petition.docket} came back. Find out where the debtor or counsel gets mail, and write again.`;
  return [{ docket: petition.docket, review: 'letter-returned', since: returned.returnedAt as Instant, because: because(law, law.bankruptcy.notice.rule, sentence, { docket: petition.docket, notice: returned.noticeId }) }];
}

function stayRuns({ stays }: Petition, now: Instant): boolean {
  return stays.some(({ sinceAt, endedAt }) => sinceAt <= now && (endedAt === null || endedAt > now));
}

/** What somebody said and nobody looked up in time. The review is kept under the tip's own id, as if it were a docket. */
function tipReview(state: AccountState, law: Law, now: Instant): EntryDraft | null {
  const tip = tipsOpen(state).find(({ tipId, toldAt }) => tipRunsOutAt(toldAt, law) <= now && !state.petitions.some((petition) => petition.docket === tipId));
  if (!tip) return null;
  const { rule, businessDays } = law.bankruptcy.provisional;
  const sentence = `Somebody said by ${tip.channel} that a petition was filed (${tip.tipId}), and its docket was not looked up within ${businessDays} business days. The hold stays until it is.`;
  return { type: 'BankruptcyReviewOpened', id: `arrears#${tip.tipId}/review`, data: { docket: tip.tipId, review: 'tip-not-looked-up' }, because: [because(law, rule, sentence, { tip: tip.tipId })] };
}
