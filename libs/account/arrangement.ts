import { dayOf, evenBeyond, nthBusinessDayAfter } from '../calendar/business-calendar.ts';
import { plusDays, plusMonths, startOfDay } from '../calendar/days.ts';
import { dollars, portionOf, splitEvenly, sumCents, type Cents } from '../kernel/money.ts';
import { earlierOf, type Instant, type LocalDate } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import type { BrokenPlan, Law } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import { packReference, type ArrangementKind } from '../policy/pack.ts';
import type { Refusal } from '../kernel/because.ts';
import type { AccountState, ArrangementTerms, Bill, Credit } from './account.state.ts';
import { effectiveDueOn, rolled } from './due-dates.ts';
import { ledgerOf } from './ledger.ts';

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

/** The limits of a kind of plan: its own, and otherwise those of every arrangement. */
function limitsOf(kind: ArrangementKind, { pack: { arrangement } }: Law) {
  return { ...arrangement, ...arrangement.kinds?.[kind] };
}

/**
 * Within which limits each kind of plan that is offered needs no supervisor, by when it was agreed, for whoever asks about many accounts at once:
 * from `fromAt` on, and before `untilAt`; null where nothing bounds it (GEN-PIN).
 */
export function limitsByKind(law: Law) {
  const versions = law.book?.versions ?? [{ law, fromAt: null }];
  return versions.flatMap((version, index) => limitsOfKinds(version.law).map((limits) => ({ ...limits, fromAt: index === 0 ? null : version.fromAt, untilAt: versions[index + 1]?.fromAt ?? null })));
}

function limitsOfKinds(law: Law) {
  const kinds = law.pack.arrangement.kinds === undefined ? (['equal-instalments'] as const) : (Object.keys(law.pack.arrangement.kinds) as ArrangementKind[]);
  return kinds.map((kind) => {
    const { maxInstalments, maxMonths = null, downPaymentBasisPoints, authority = null } = { maxMonths: undefined, authority: undefined, ...limitsOf(kind, law) };
    return { kind, maxInstalments, maxMonths, downPaymentBasisPoints, authority };
  });
}

function standingUnder(state: AccountState, terms: ArrangementTerms, law: Law, now: Instant): ArrangementStanding {
  const unpaid = unpaidCurrentBill(state, terms, law, now);
  if (unpaid) return unpaid;
  const standing = byInstalments(state, terms, law, now);
  return standing.untilAt === null ? standing : { ...standing, untilAt: earlierOf(standing.untilAt, nextBillOverAt(state, terms, law, now)) };
}

/** When the next bill after the agreement, if nobody pays it, is unpaid for so long that it breaks it. */
function nextBillOverAt(state: AccountState, terms: ArrangementTerms, law: Law, now: Instant): Instant | null {
  const { currentChargesDays } = law.pack.arrangement;
  if (currentChargesDays === undefined) return null;
  const after = state.bills.filter((bill) => bill.issuedAt > terms.agreedAt).map((bill) => startOfDay(plusDays(effectiveDueOn(bill, law).on, currentChargesDays + 1), law.calendar.zone));
  return after.filter((at) => at > now).reduce<Instant | null>(earlierOf, null);
}

function byInstalments(state: AccountState, terms: ArrangementTerms, law: Law, now: Instant): ArrangementStanding {
  const { catchUpDays } = law.pack.arrangement;
  let dueCents: Cents = 0;
  let excusedOn: LocalDate | null = null;
  const schedule = scheduleOf(terms, law);
  for (const part of schedule) {
    if (part.amountCents === 0) continue;
    const dueOn = rolled(part.dueOn, law).on;
    if (fellDueUnderStay(state, dueOn, law)) {
      excusedOn ??= dueOn;
      continue;
    }
    dueCents += part.amountCents;
    const dueAt = startOfDay(plusDays(dueOn, 1), law.calendar.zone);
    if (paidCents(state, terms, dueAt, now) >= dueCents) continue;
    if (now < dueAt)
      return { status: 'kept', untilAt: dueAt, sentence: `Arrangement ${terms.arrangementId} is kept; ${dollars(part.amountCents)} is due ${dueOn}.` };
    const cureThroughOn = nthBusinessDayAfter(evenBeyond(law.calendar), dueOn, law.pack.arrangement.cureBusinessDays).on;
    const cureEndsAt = startOfDay(plusDays(cureThroughOn, 1), law.calendar.zone);
    if (paidCents(state, terms, cureEndsAt, now) >= dueCents) continue;
    if (catchUpDays !== undefined && paidCents(state, terms, startOfDay(plusDays(dueOn, catchUpDays + 1), law.calendar.zone), now) >= dueCents) continue;
    const late = { missedOn: dueOn, cureThroughOn };
    if (now < cureEndsAt)
      return { status: 'in-cure', untilAt: cureEndsAt, ...late, sentence: `The instalment of ${dueOn} was missed; it can be cured through ${cureThroughOn}.` };
    return { status: 'broken', untilAt: null, ...late, sentence: `The instalment of ${dueOn} was not paid by ${cureThroughOn}.` };
  }
  const paidInAll = paidCents(state, terms, now, now) >= sumCents(schedule.map((part) => part.amountCents));
  if (excusedOn !== null && !paidInAll)
    return { status: 'kept', untilAt: null, sentence: `Arrangement ${terms.arrangementId} waits to be scheduled anew: its instalment of ${excusedOn} fell due while a petition's case ran, and is no default.` };
  return { status: 'fulfilled', untilAt: null, sentence: `Arrangement ${terms.arrangementId} is fulfilled.` };
}

/** What fell due while a petition's case ran is no default, until it is scheduled anew with the customer (BK-DISMISS, a default of the design). */
function fellDueUnderStay({ petitions }: AccountState, dueOn: LocalDate, { calendar }: Law): boolean {
  const [from, to] = [startOfDay(dueOn, calendar.zone), startOfDay(plusDays(dueOn, 1), calendar.zone)];
  return petitions.some(({ role, filedAt, stays }) => role === 'debtor' && filedAt !== null && stays.some(({ sinceAt, endedAt }) => sinceAt < to && (endedAt === null || endedAt > from)));
}

/**
 * A bill that came after the agreement and that nobody paid for so long breaks it (CA-998-BREACH). What was paid without saying for
 * what counts for the plan and the bills together, so that no order of application makes a paid bill unpaid.
 */
function unpaidCurrentBill(state: AccountState, terms: ArrangementTerms, law: Law, now: Instant): ArrangementStanding | null {
  const { currentChargesDays } = law.pack.arrangement;
  if (currentChargesDays === undefined) return null;
  const today = dayOf(law.calendar, now);
  const isOver = (bill: Bill) => bill.issuedAt > terms.agreedAt && !fellDueUnderStay(state, effectiveDueOn(bill, law).on, law) && plusDays(effectiveDueOn(bill, law).on, currentChargesDays) < today;
  const over = state.bills.filter(isOver).sort((first, second) => (effectiveDueOn(first, law).on < effectiveDueOn(second, law).on ? -1 : 1));
  if (over.length === 0) return null;
  const asked = scheduleOf(terms, law).filter((part) => part.dueOn <= today);
  let leftCents = sumCents(paymentsSince(state, terms, now, now).map((credit) => credit.amountCents)) - sumCents(asked.map((part) => part.amountCents));
  for (const bill of over) {
    leftCents -= sumCents(state.charges.filter((charge) => charge.billId === bill.billId && charge.kind !== 'penalty').map((charge) => charge.amountCents));
    const openCents = sumCents(ledgerOf(state, law).charges.filter((charge) => charge.billId === bill.billId && charge.kind !== 'penalty').map((charge) => charge.openCents));
    if (leftCents >= 0 || openCents <= 0) continue;
    const missedOn = effectiveDueOn(bill, law).on;
    return { status: 'broken', untilAt: null, missedOn, cureThroughOn: plusDays(missedOn, currentChargesDays), sentence: `Bill ${bill.billId}, due ${missedOn}, came after the agreement and is unpaid for more than ${currentChargesDays} days.` };
  }
  return null;
}

/**
 * The plan that is broken while some of what it was for is still owed, or null. A later plan, an accepted offer of one, or payment in
 * full takes its place.
 */
export function brokenPlanOf(state: AccountState, law: Law, now: Instant): BrokenPlan | null {
  const last = state.arrangements.filter((terms) => terms.agreedAt <= now).reduce<ArrangementTerms | null>((late, terms) => (late === null || terms.agreedAt > late.agreedAt ? terms : late), null);
  if (last === null) return null;
  const standing = arrangementStanding(state, last, law, now);
  if (standing.status !== 'broken') return null;
  const isOwed = ledgerOf(state, law).charges.some((charge) => charge.openCents > 0 && charge.effectiveAt <= last.agreedAt);
  return isOwed ? { arrangementId: last.arrangementId, defaultedOn: standing.missedOn } : null;
}

/** The down payment and the instalments, with what of each is paid: payments since the agreement pay them in order. */
export function arrangementParts(state: AccountState, terms: ArrangementTerms, law: Law, now: Instant): readonly { readonly dueOn: LocalDate; readonly amountCents: Cents; readonly paidCents: Cents }[] {
  let left = paidCents(state, terms, now, now);
  return scheduleOf(terms, law).map((part) => {
    const paid = Math.min(left, part.amountCents);
    left -= paid;
    return { ...part, paidCents: paid };
  });
}

/** The down payment, if there is one, on the day of the agreement, and the instalments. */
function scheduleOf(terms: ArrangementTerms, { calendar }: Law): readonly { readonly dueOn: LocalDate; readonly amountCents: Cents }[] {
  const { downPaymentCents } = terms;
  return [...(downPaymentCents > 0 ? [{ dueOn: dayOf(calendar, terms.agreedAt), amountCents: downPaymentCents }] : []), ...terms.instalments];
}

function paidCents(state: AccountState, terms: ArrangementTerms, before: Instant, now: Instant): Cents {
  return sumCents(paymentsSince(state, terms, before, now).filter((credit) => !isForLaterBill(state, terms, credit)).map((credit) => credit.amountCents));
}

function paymentsSince(state: AccountState, terms: ArrangementTerms, before: Instant, now: Instant): readonly Credit[] {
  return state.credits.filter(
    (credit) => credit.voidedAt === null && credit.effectiveAt >= terms.paidSinceAt && (credit.effectiveAt < before || before === now) && credit.effectiveAt <= now,
  );
}

/** What the payer meant for a bill that came after the agreement pays no instalment. */
function isForLaterBill(state: AccountState, terms: ArrangementTerms, { forBillId }: Credit): boolean {
  return forBillId !== undefined && state.bills.some((bill) => bill.billId === forBillId && bill.issuedAt > terms.agreedAt);
}

/** Why a specialist may not agree to these terms without a supervisor; null when within the pack's limits. */
export function arrangementRefusal(terms: Pick<ArrangementTerms, 'downPaymentCents' | 'instalments'> & Partial<Pick<ArrangementTerms, 'kind' | 'agreedAt'>>, law: Law): Refusal | null {
  const { kind = 'equal-instalments', agreedAt } = terms;
  const { maxInstalments, maxMonths, downPaymentBasisPoints, authority, rule } = { maxMonths: undefined, authority: undefined, ...limitsOf(kind, law) };
  const totalCents = terms.downPaymentCents + sumCents(terms.instalments.map((part) => part.amountCents));
  const leastDownCents = portionOf(totalCents, downPaymentBasisPoints);
  const refuse = (sentence: string): Refusal => ({ refused: true, notBefore: null, because: because(law, rule, sentence, { totalCents }) });
  const { kinds } = law.pack.arrangement;
  if (kinds ? kinds[kind] === undefined : kind !== 'equal-instalments') return refuse(`A plan of the kind "${kind}" is not among those that are offered; it needs a supervisor.`);
  if (authority === 'supervisor') return refuse(`A plan of the kind "${kind}" needs a ${authority}.`);
  const lastOn = terms.instalments.at(-1)?.dueOn;
  if (maxMonths !== undefined && agreedAt !== undefined && lastOn !== undefined && lastOn > plusMonths(dayOf(law.calendar, agreedAt), maxMonths))
    return refuse(`The last instalment is due ${lastOn}; more than ${maxMonths} months need a supervisor.`);
  if (terms.instalments.length > maxInstalments) return refuse(`${terms.instalments.length} instalments; more than ${maxInstalments} need a supervisor.`);
  if (terms.downPaymentCents < leastDownCents) return refuse(`${dollars(terms.downPaymentCents)} down; less than ${dollars(leastDownCents)} needs a supervisor.`);
  return null;
}

/** Equal instalments over what is left after the down payment, on the dates given. */
export function equalInstalments(totalCents: Cents, downPaymentCents: Cents, dueDates: readonly LocalDate[]): ArrangementTerms['instalments'] {
  const parts = splitEvenly(totalCents - downPaymentCents, dueDates.length);
  return dueDates.map((dueOn, index) => ({ dueOn, amountCents: parts[index] as Cents }));
}
