import { dayOf } from '../calendar/business-calendar.ts';
import { daysBetween, plusDays, plusMonths, startOfDay } from '../calendar/days.ts';
import { dollars, type Cents } from '../kernel/money.ts';
import { keepingLast } from '../kernel/remembered.ts';
import { laterOf, type Instant, type LocalDate } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import { periodOn, type LapsingValue } from '../policy/lapsing-values.ts';
import type { Pack } from '../policy/pack.ts';
import type { AccountState, Deposit } from './account.state.ts';
import type { EntryDraft } from './decide-entries.ts';
import { standingHolds } from './holds.ts';
import { effectiveDueOn, pastDueOn, unpaidWhenDueCents } from './past-due.ts';

type Terms = NonNullable<Pack['deposits']>;

/** What a deposit is worth on a day, and when it goes back. */
export interface DepositPreview {
  readonly depositId: string;
  readonly heldCents: Cents;
  /** Since the last credit, in whole cents; null where the pack lists no rate for some of the days. */
  readonly accruedCents: Cents | null;
  /** From when it goes back if the customer goes on paying well, by what is known now; null once it was asked for, or is gone. */
  readonly refundableOn: LocalDate | null;
  readonly sentence: string;
}

/** Each deposit of the account at a moment (OP-DEPOSIT). Pure: the same facts always give the same cents. Empty under a pack that knows no deposits. */
export function previewDeposits(state: AccountState, law: Law, now: Instant): readonly DepositPreview[] {
  const terms = law.pack.deposits;
  if (terms === undefined) return [];
  const today = dayOf(law.calendar, now);
  return state.deposits.map((deposit) => {
    const heldCents = heldOn(deposit, law, plusDays(today, 1));
    const { refundableOn, sentence } = refundOf(state, deposit, terms, law, now);
    return { depositId: deposit.depositId, heldCents, accruedCents: interestCents(deposit, terms, law, periodStart(deposit, law, today), today), refundableOn: heldCents > 0 && !deposit.refundAsked ? refundableOn : null, sentence };
  });
}

/** The next thing that a deposit calls for: interest of a period that is over, or its way back; null when nothing does. */
export function nextDepositEntry(state: AccountState, law: Law, now: Instant): EntryDraft | null {
  const terms = law.pack.deposits;
  if (terms === undefined || state.deposits.length === 0) return null;
  for (const deposit of state.deposits) {
    const draft = (terms.postedBy === 'arrears' ? interestDue(deposit, terms, law, now) : null) ?? refundDue(state, deposit, terms, law, now);
    if (draft) return draft;
  }
  return null;
}

/** The days on which time alone brings about what a deposit calls for. */
export function depositOccasions(state: AccountState, law: Law): readonly LocalDate[] {
  return state.deposits.length === 0 || law.pack.deposits === undefined ? [] : occasionsOf(state, law);
}

const occasionsOf = keepingLast((state: AccountState, law: Law): readonly LocalDate[] => {
  const terms = law.pack.deposits as Terms;
  return state.deposits.flatMap((deposit) => {
    const unposted = terms.postedBy === 'arrears' ? periodEnds(deposit, law).find((on) => deposit.interest[on] === undefined && (interestOf(deposit, terms, law, on) ?? 0) > 0) : undefined;
    return [...(unposted === undefined ? [] : [plusDays(unposted, 1)]), ...(deposit.refundAsked || leftCents(deposit) <= 0 ? [] : [goodSince(state, deposit, terms, law).refundableOn])];
  });
});

function interestDue(deposit: Deposit, terms: Terms, law: Law, now: Instant): EntryDraft | null {
  const today = dayOf(law.calendar, now);
  const ends = periodEnds(deposit, law);
  // A period that a late fact did away with bears nothing.
  const noMore = (Object.keys(deposit.interest) as LocalDate[]).filter((on) => !ends.includes(on));
  for (const throughOn of [...noMore, ...ends.filter((on) => on < today)]) {
    const wantedCents = ends.includes(throughOn) ? interestOf(deposit, terms, law, throughOn) : 0;
    const posted = deposit.interest[throughOn];
    const amountCents = (wantedCents ?? 0) - (posted?.cents ?? 0);
    // Without a rate for some of its days nobody knows what a period is worth: it waits for the pack.
    if (wantedCents === null || amountCents === 0) continue;
    const requestId = `${deposit.depositId}/interest/${throughOn}${posted === undefined ? '' : `/${posted.decisions + 1}`}`;
    const sentence =
      posted === undefined
        ? `Deposit ${deposit.depositId} bore ${dollars(amountCents)} of interest through ${throughOn}.`
        : `What is known now of deposit ${deposit.depositId} makes its interest through ${throughOn} ${dollars(wantedCents)}, not ${dollars(posted.cents)}.`;
    return {
      type: 'DepositInterestCredited',
      id: `arrears#${requestId}`,
      data: { requestId, depositId: deposit.depositId, throughOn, amountCents, ...(posted === undefined ? {} : { corrects: posted.requestId }) },
      because: [because(law, terms.interest.rule, sentence, { throughOn, amountCents })],
    };
  }
  return null;
}

function refundDue(state: AccountState, deposit: Deposit, terms: Terms, law: Law, now: Instant): EntryDraft | null {
  const amountCents = leftCents(deposit);
  if (deposit.refundAsked || amountCents <= 0) return null;
  const { mayGoBack, sentence, refundableOn } = refundOf(state, deposit, terms, law, now);
  if (!mayGoBack) return null;
  const requestId = `${deposit.depositId}/refund`;
  return { type: 'DepositRefundDue', id: `arrears#${requestId}`, data: { requestId, depositId: deposit.depositId, amountCents }, because: [because(law, terms.refund.rule, sentence, { refundableOn })] };
}

interface Refund {
  readonly mayGoBack: boolean;
  readonly refundableOn: LocalDate;
  readonly sentence: string;
}

/** Whether the deposit goes back now. While a docket holds the account nobody moves it: it may belong to the estate, and is not set off (BK-SETOFF). */
function refundOf(state: AccountState, deposit: Deposit, terms: Terms, law: Law, now: Instant): Refund {
  const today = dayOf(law.calendar, now);
  const { refundableOn, sinceOn, why } = goodSince(state, deposit, terms, law);
  const no = (sentence: string): Refund => ({ mayGoBack: false, refundableOn, sentence });
  const stay = standingHolds(state, law, now).find((hold) => hold.kind === 'bankruptcy');
  if (stay) return no(`While this stands the deposit is neither given back nor set off (${law.bankruptcy.payments.setOffRule}): ${stay.sentence}`);
  if (today < refundableOn) return no(`It goes back on ${refundableOn}, after ${terms.refund.goodMonths} months of good payment ${why} on ${sinceOn}.`);
  if (pastDueOn(state, law, today).pastDueCents > 0) return no('It goes back when nothing is past due.');
  return { mayGoBack: true, refundableOn, sentence: `The customer paid well for ${terms.refund.goodMonths} months ${why} on ${sinceOn}: deposit ${deposit.depositId} goes back.` };
}

/** Since when the customer has paid well: the last returned payment, shut-off, or late payment beyond those that are forgiven. */
function goodSince(state: AccountState, deposit: Deposit, { refund }: Terms, law: Law): { readonly sinceOn: LocalDate; readonly refundableOn: LocalDate; readonly why: string } {
  const receivedOn = dayOf(law.calendar, deposit.receivedAt);
  const returns = state.credits.filter((credit) => credit.returned && credit.voidedAt !== null).map((credit) => dayOf(law.calendar, credit.voidedAt as Instant));
  const closings = state.closings.filter(({ wrongs }) => (wrongs ?? []).length === 0).map(({ closedAt }) => dayOf(law.calendar, closedAt));
  const late = state.bills.filter((bill) => unpaidWhenDueCents(state, law, bill) > 0).map((bill) => plusDays(effectiveDueOn(bill, law).on, 1));
  const unforgiven = late.sort().reverse()[refund.latePaymentsForgiven];
  const bad = [...returns, ...closings, ...(unforgiven === undefined ? [] : [unforgiven])].filter((on) => on > receivedOn).sort().at(-1);
  const sinceOn = bad === undefined ? receivedOn : laterOf(receivedOn, bad);
  return { sinceOn, refundableOn: plusMonths(sinceOn, refund.goodMonths, law.pack.months?.reading), why: bad === undefined ? 'since it was paid' : 'since the last return, shut-off or late payment' };
}

/** What is left of it, by all that is known. */
function leftCents({ amountCents, takenOut }: Deposit): Cents {
  return takenOut.reduce((left, { cents }) => left - cents, amountCents);
}

/** What of it was held at the beginning of that day. */
function heldOn({ amountCents, receivedAt, takenOut }: Deposit, { calendar }: Law, on: LocalDate): Cents {
  if (dayOf(calendar, receivedAt) >= on) return 0;
  return Math.max(0, takenOut.reduce((left, { at, cents }) => (dayOf(calendar, at) < on ? left - cents : left), amountCents));
}

/** The last days of the periods of interest that the pack's rates reach, and that billing has not credited. */
const periodEnds = keepingLast((deposit: Deposit, law: Law): readonly LocalDate[] => allPeriodEnds(deposit, law).filter((on) => on > bearsAfter(deposit, law)));

/** The day after which it bears interest here: that of the receipt, or the last one that billing credited. */
function bearsAfter({ receivedAt, interestCreditedThroughOn }: Deposit, { calendar }: Law): LocalDate {
  const receivedOn = dayOf(calendar, receivedAt);
  return interestCreditedThroughOn === undefined ? receivedOn : laterOf(receivedOn, interestCreditedThroughOn);
}

/** So many months after the receipt, again and again, and the day on which nothing was left. */
function allPeriodEnds(deposit: Deposit, law: Law): readonly LocalDate[] {
  const { creditEveryMonths } = (law.pack.deposits as Terms).interest;
  const lastOn = ratesOf(law).map(({ validThrough }) => validThrough).sort().at(-1);
  const receivedOn = dayOf(law.calendar, deposit.receivedAt);
  const goneOn = leftCents(deposit) > 0 ? null : dayOf(law.calendar, deposit.takenOut.reduce<Instant>((late, { at }) => laterOf(late, at), deposit.receivedAt));
  const ends: LocalDate[] = [];
  for (let count = 1; ; count += 1) {
    const on = plusMonths(receivedOn, count * creditEveryMonths, law.pack.months?.reading);
    if (goneOn !== null && on >= goneOn) return [...ends, goneOn];
    if (lastOn === undefined || on > lastOn) return ends;
    ends.push(on);
  }
}

function ratesOf({ pack }: Law): LapsingValue['periods'] {
  return pack.lapsing?.values[pack.deposits?.interest.rate ?? '']?.periods ?? [];
}

/** The last day of the period before the one that a day is in. */
function periodStart(deposit: Deposit, law: Law, on: LocalDate): LocalDate {
  return periodEnds(deposit, law).findLast((end) => end < on) ?? bearsAfter(deposit, law);
}

function interestOf(deposit: Deposit, terms: Terms, law: Law, throughOn: LocalDate): Cents | null {
  return interestCents(deposit, terms, law, periodStart(deposit, law, throughOn), throughOn);
}

/** Of a year that counts its own days, and of one that always counts 365. */
const daysInCommonYear = 365;
const daysInLeapYear = 366;
const basisPointsInWhole = 10_000;

/**
 * Simple interest for each day: the first day is left out, the last counts (GEN-COUNT). All of a period is added up exactly and rounded once, a
 * half cent up.
 * @param fromOn the day before the first that bears interest
 * @returns null where the pack lists no rate for a day on which something was held
 */
export function interestCents(deposit: Deposit, terms: Terms, law: Law, fromOn: LocalDate, throughOn: LocalDate): Cents | null {
  const rate = law.pack.lapsing?.values[terms.interest.rate];
  const unit = BigInt(daysInCommonYear * daysInLeapYear);
  let total = 0n;
  let before = fromOn;
  for (const on of lastDaysAlike(deposit, law, fromOn, throughOn)) {
    const heldCents = heldOn(deposit, law, on);
    const days = daysBetween(before, on);
    before = on;
    if (heldCents === 0) continue;
    const basisPoints = rate && periodOn(rate, on)?.basisPoints;
    if (basisPoints === undefined) return null;
    const yearDays = terms.interest.dayCount === 'actual/actual' && isLeapYear(on) ? daysInLeapYear : daysInCommonYear;
    total += (BigInt(heldCents) * BigInt(basisPoints) * BigInt(days) * unit) / BigInt(yearDays);
  }
  const whole = BigInt(basisPointsInWhole) * unit;
  return Number((2n * total + whole) / (2n * whole));
}

/** The last day of each run of days that are alike in what is held, at which rate, and in the length of their year. */
function lastDaysAlike({ receivedAt, takenOut }: Deposit, law: Law, fromOn: LocalDate, throughOn: LocalDate): readonly LocalDate[] {
  const changes = [receivedAt, ...takenOut.map(({ at }) => at)].map((at) => dayOf(law.calendar, at));
  const rates = ratesOf(law).flatMap(({ validFrom, validThrough }) => [plusDays(validFrom, -1), validThrough]);
  const years: LocalDate[] = [];
  for (let year = Number(fromOn.slice(0, 4)); year < Number(throughOn.slice(0, 4)); year += 1) years.push(`${year}-12-31` as LocalDate);
  return [...new Set([...changes, ...rates, ...years, throughOn])].filter((on) => on > fromOn && on <= throughOn).sort();
}

function isLeapYear(on: LocalDate): boolean {
  const from = `${on.slice(0, 4)}-01-01` as LocalDate;
  return daysBetween(from, plusMonths(from, 12)) === daysInLeapYear;
}

/** When the first of the days on which a deposit calls for something begins. */
export function depositMoments(state: AccountState, law: Law): readonly Instant[] {
  return depositOccasions(state, law).map((on) => startOfDay(on, law.calendar.zone));
}
