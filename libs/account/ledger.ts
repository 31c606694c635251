import { dayOf } from '../calendar/business-calendar.ts';
import type { Law } from '../policy/facts.ts';
import type { Cents } from '../kernel/money.ts';
import { keepingLast } from '../kernel/remembered.ts';
import type { Instant } from '../kernel/time.ts';
import type { AccountState, Bill, Charge, Credit } from './account.state.ts';
import { dueOnOf, lawOfBill, penaltyAt } from './due-dates.ts';

/** A charge and what of it is not paid. */
export interface OpenCharge extends Charge {
  readonly openCents: Cents;
}

export interface Ledger {
  readonly charges: readonly OpenCharge[];
  /** Credit that no charge has used up. */
  readonly suspenseCents: Cents;
  readonly balanceCents: Cents;
}

/** That some credit paid some of a charge, and when. */
interface Settlement {
  readonly at: Instant;
  readonly chargeId: string;
  /** Below zero only where two charges go by one id: what the first was paid beyond the second is credit again. */
  readonly cents: Cents;
}

interface Book {
  /** In the order in which they are paid. */
  readonly charges: readonly Charge[];
  readonly credits: readonly Credit[];
  readonly settlements: readonly Settlement[];
  readonly whole: Ledger;
}

/**
 * Applies every credit to the charges that stood when it came: oldest bill first, and within a bill in the pack's order,
 * and first the bill for which the payer meant it (OP-APPLY). A returned payment counts as never made, which restores the original due dates (OP-NSF).
 * @param before leave out what took effect at or after this instant
 */
export function ledgerOf(state: AccountState, law: Law, before: Instant | null = null): Ledger {
  const book = bookOf(state, law);
  return before === null ? book.whole : ledgerFrom(book, before);
}

/** Credit is applied once: what comes later never changes what an earlier credit paid. */
const bookOf = keepingLast((state: AccountState, law: Law): Book => {
  const charges = inOrderOfPayment(state, law, sinceTheyAreOwed(state, law));
  const credits = state.credits.filter((credit) => credit.voidedAt === null);
  const settled = { charges, credits, settlements: settle(charges, credits) };
  return { ...settled, whole: ledgerFrom(settled, null) };
});

function ledgerFrom({ charges, credits, settlements }: Omit<Book, 'whole'>, before: Instant | null): Ledger {
  const paid = new Map<string, Cents>();
  let suspenseCents = 0;
  for (const credit of credits) if (before === null || credit.effectiveAt < before) suspenseCents += credit.amountCents;
  for (const { at, chargeId, cents } of settlements) {
    if (before !== null && at >= before) break;
    if (cents > 0) paid.set(chargeId, (paid.get(chargeId) ?? 0) + cents);
    suspenseCents -= cents;
  }
  const open: OpenCharge[] = [];
  let owedCents = 0;
  for (const charge of charges) {
    if (before !== null && charge.effectiveAt >= before) continue;
    const openCents = charge.amountCents - (paid.get(charge.chargeId) ?? 0);
    open.push({ ...charge, openCents });
    owedCents += openCents;
  }
  return { charges: open, suspenseCents, balanceCents: owedCents - suspenseCents };
}

/** From the first credit to the last: what each of them paid. */
function settle(charges: readonly Charge[], credits: readonly Credit[]): Settlement[] {
  if (credits.length === 0) return [];
  const settlements: Settlement[] = [];
  const paid = new Map<string, Cents>();
  let waitingCents = 0;
  for (const moment of moments(charges, credits)) {
    const meant = credits.filter((credit) => credit.forBillId !== undefined && credit.effectiveAt === moment.at);
    const leftCents = meant.reduce((left, credit) => left - credit.amountCents + applyCredit(credit.amountCents, charges.filter((charge) => charge.billId === credit.forBillId), paid, moment.at, settlements), moment.creditCents);
    waitingCents = applyCredit(waitingCents + leftCents, charges, paid, moment.at, settlements);
  }
  return settlements;
}

/** A penalty is owed from the day after the due date, whenever it came to be posted: what pays it must not depend on that (I2). */
function sinceTheyAreOwed(state: AccountState, law: Law): readonly Charge[] {
  return state.charges.map((charge) => {
    const bill = charge.kind === 'penalty' ? state.bills.find((known) => known.billId === charge.billId) : undefined;
    return bill ? { ...charge, effectiveAt: penaltyAt(bill, law) } : charge;
  });
}

/** The instants at which credit comes or a charge appears that waiting credit may pay. */
function moments(charges: readonly Charge[], credits: readonly Credit[]): { at: Instant; creditCents: Cents }[] {
  const byInstant = new Map<Instant, Cents>();
  for (const charge of charges) byInstant.set(charge.effectiveAt, byInstant.get(charge.effectiveAt) ?? 0);
  for (const credit of credits) byInstant.set(credit.effectiveAt, (byInstant.get(credit.effectiveAt) ?? 0) + credit.amountCents);
  return [...byInstant].map(([at, creditCents]) => ({ at, creditCents })).sort((first, second) => (first.at < second.at ? -1 : 1));
}

function applyCredit(cents: Cents, charges: readonly Charge[], paid: Map<string, Cents>, at: Instant, settlements: Settlement[]): Cents {
  let left = cents;
  for (const charge of charges) {
    if (left === 0) return 0;
    if (charge.effectiveAt > at) continue;
    const already = paid.get(charge.chargeId) ?? 0;
    const part = Math.min(left, charge.amountCents - already);
    if (part === 0) continue;
    if (part > 0) paid.set(charge.chargeId, already + part);
    settlements.push({ at, chargeId: charge.chargeId, cents: part });
    left -= part;
  }
  return left;
}

function inOrderOfPayment(state: AccountState, law: Law, charges: readonly Charge[]): readonly Charge[] {
  const bills = new Map<string, Bill>(state.bills.map((bill) => [bill.billId, bill]));
  return charges
    .map((charge) => ({ charge, key: paymentKey(charge, charge.billId === null ? undefined : bills.get(charge.billId), law) }))
    .sort((first, second) => (first.key < second.key ? -1 : first.key > second.key ? 1 : 0))
    .map(({ charge }) => charge);
}

function paymentKey(charge: Charge, bill: Bill | undefined, law: Law): string {
  const { application } = (bill ? lawOfBill(bill, law) : law).pack;
  const rank = String(application.withinBill.indexOf(charge.kind) + 1).padStart(2, '0');
  // A blank sorts before everything that an id is made of, so that `B1` comes before `B10`.
  return `${bill ? dueOnOf(bill, law) : dayOf(law.calendar, charge.effectiveAt)} ${bill?.billId ?? '~'} ${rank} ${charge.chargeId}`;
}
