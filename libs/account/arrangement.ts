import { dayOf, evenBeyond, nthBusinessDayAfter } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { dollars, portionOf, splitEvenly, sumCents, type Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import { packReference } from '../policy/pack.ts';
import type { Refusal } from '../kernel/because.ts';
import type { AccountState, ArrangementTerms } from './account.state.ts';
import { rolled } from './due-dates.ts';

export type ArrangementStanding = { readonly sentence: string; readonly untilAt: Instant | null } & (
  | { readonly status: 'awaits-supervisor' | 'kept' | 'fulfilled' }
  | { readonly status: 'in-cure' | 'broken'; readonly missedOn: LocalDate; readonly cureThroughOn: LocalDate }
);

/**
 * How an arrangement stands at a moment, from what was paid since it was agreed: by the law under which it was agreed, or by the
 * law in force where that protects more (GEN-PIN).
 */
export function arrangementStanding(state: AccountState, terms: ArrangementTerms, law: Law, now: Instant): ArrangementStanding {
  if (now < terms.agreedAt) return { status: 'kept', untilAt: terms.agreedAt, sentence: 'The arrangement is not agreed yet.' };
  const agreedUnder = inForceAt(law, terms.agreedAt);
  const refusal = arrangementRefusal(terms, agreedUnder);
  if (refusal !== null && terms.approvedBy === null)
    return { status: 'awaits-supervisor', untilAt: null, sentence: `Arrangement ${terms.arrangementId} awaits a supervisor: ${refusal.because.sentence}` };
  const agreed = standingUnder(state, terms, agreedUnder, now);
  const inForce = inForceAt(law, now);
  if (inForce === agreedUnder || agreed.status === 'kept' || agreed.status === 'fulfilled') return agreed;
  const today = standingUnder(state, terms, inForce, now);
  return protection(today) > protection(agreed) ? { ...today, sentence: `${today.sentence} (By ${packReference(inForce.pack)}, which protects more.)` } : agreed;
}

/** Of two standings of one arrangement, the greater protects more: by what it is, and then by how long it holds. */
function protection({ status, untilAt }: ArrangementStanding): string {
  return `${['broken', 'in-cure', 'kept', 'fulfilled'].indexOf(status)} ${untilAt ?? ''}`;
}

function standingUnder(state: AccountState, terms: ArrangementTerms, law: Law, now: Instant): ArrangementStanding {
  const agreedOn = dayOf(law.calendar, terms.agreedAt);
  let dueCents: Cents = 0;
  const schedule = [{ dueOn: agreedOn, amountCents: terms.downPaymentCents }, ...terms.instalments];
  for (const part of schedule) {
    dueCents += part.amountCents;
    if (part.amountCents === 0) continue;
    const dueOn = rolled(part.dueOn, law).on;
    const dueAt = startOfDay(plusDays(dueOn, 1), law.calendar.zone);
    if (paidCents(state, terms, dueAt, now) >= dueCents) continue;
    if (now < dueAt)
      return { status: 'kept', untilAt: dueAt, sentence: `Arrangement ${terms.arrangementId} is kept; ${dollars(part.amountCents)} is due ${dueOn}.` };
    const cureThroughOn = nthBusinessDayAfter(evenBeyond(law.calendar), dueOn, law.pack.arrangement.cureBusinessDays).on;
    const cureEndsAt = startOfDay(plusDays(cureThroughOn, 1), law.calendar.zone);
    if (paidCents(state, terms, cureEndsAt, now) >= dueCents) continue;
    const late = { missedOn: dueOn, cureThroughOn };
    if (now < cureEndsAt)
      return { status: 'in-cure', untilAt: cureEndsAt, ...late, sentence: `The instalment of ${dueOn} was missed; it can be cured through ${cureThroughOn}.` };
    return { status: 'broken', untilAt: null, ...late, sentence: `The instalment of ${dueOn} was not paid by ${cureThroughOn}.` };
  }
  return { status: 'fulfilled', untilAt: null, sentence: `Arrangement ${terms.arrangementId} is fulfilled.` };
}

function paidCents(state: AccountState, terms: ArrangementTerms, before: Instant, now: Instant): Cents {
  const counts = state.credits.filter(
    (credit) => credit.voidedAt === null && credit.effectiveAt >= terms.paidSinceAt && credit.effectiveAt < before && credit.effectiveAt <= now,
  );
  return sumCents(counts.map((credit) => credit.amountCents));
}

/** Why a specialist may not agree to these terms without a supervisor; null when within the pack's limits. */
export function arrangementRefusal(terms: Pick<ArrangementTerms, 'downPaymentCents' | 'instalments'>, law: Law): Refusal | null {
  const { maxInstalments, downPaymentBasisPoints, rule } = law.pack.arrangement;
  const totalCents = terms.downPaymentCents + sumCents(terms.instalments.map((part) => part.amountCents));
  const leastDownCents = portionOf(totalCents, downPaymentBasisPoints);
  const refuse = (sentence: string): Refusal => ({ refused: true, notBefore: null, because: because(law, rule, sentence, { totalCents }) });
  if (terms.instalments.length > maxInstalments) return refuse(`${terms.instalments.length} instalments; more than ${maxInstalments} need a supervisor.`);
  if (terms.downPaymentCents < leastDownCents) return refuse(`${dollars(terms.downPaymentCents)} down; less than ${dollars(leastDownCents)} needs a supervisor.`);
  return null;
}

/** Equal instalments over what is left after the down payment, on the dates given. */
export function equalInstalments(totalCents: Cents, downPaymentCents: Cents, dueDates: readonly LocalDate[]): ArrangementTerms['instalments'] {
  const parts = splitEvenly(totalCents - downPaymentCents, dueDates.length);
  return dueDates.map((dueOn, index) => ({ dueOn, amountCents: parts[index] as Cents }));
}
