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
  /** On a tax roll, and not remitted: no charge of the account any more, and owed all the same (OH-CERT-RECON). */
  readonly certifiedCents: Cents;
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
  /** Never more of a charge than was unpaid at that moment: a payment that is told late comes before the roll. */
  readonly moves: readonly Settlement[];
  readonly remitted: readonly Omit<Settlement, 'chargeId'>[];
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
  const moves: Settlement[] = [];
  const wished = state.certified.flatMap((line) => line.moves);
  const settlements = settle(charges, credits, wished, moves);
  const settled = { charges, credits, settlements, moves, remitted: state.certified.flatMap((line) => line.remitted) };
  return { ...settled, whole: ledgerFrom(settled, null) };
});

function ledgerFrom({ charges, credits, settlements, moves, remitted }: Omit<Book, 'whole'>, before: Instant | null): Ledger {
  const onRoll = new Map<string, Cents>();
  let certifiedCents = 0;
  for (const { at, chargeId, cents } of moves) {
    if (before !== null && at >= before) break;
    onRoll.set(chargeId, (onRoll.get(chargeId) ?? 0) + cents);
    certifiedCents += cents;
  }
  for (const { at, cents } of remitted) if (before === null || at < before) certifiedCents -= cents;
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
    const openCents = charge.amountCents - (paid.get(charge.chargeId) ?? 0) - (onRoll.get(charge.chargeId) ?? 0);
    open.push({ ...charge, openCents });
    owedCents += openCents;
  }
  return { charges: open, suspenseCents, certifiedCents, balanceCents: owedCents + certifiedCents - suspenseCents };
}

/** From the first credit to the last: what each of them paid, and what went to the roll in between. @param moves filled with what went there */
function settle(charges: readonly Charge[], credits: readonly Credit[], wished: readonly Settlement[], moves: Settlement[]): Settlement[] {
  if (credits.length === 0 && wished.length === 0) return [];
  const settlements: Settlement[] = [];
  const paid = new Map<string, Cents>();
  let waitingCents = 0;
  let forRollCents = 0;
  for (const moment of moments(charges, credits, wished)) {
    const meant = credits.filter((credit) => credit.forBillId !== undefined && credit.effectiveAt === moment.at);
    const leftCents = meant.reduce((left, credit) => left - credit.amountCents + applyCredit(credit.amountCents, charges.filter((charge) => charge.billId === credit.forBillId), paid, moment.at, settlements), moment.creditCents);
    if (wished.length > 0) {
      forRollCents += credits.reduce((sum, credit) => (credit.forCertified === true && credit.effectiveAt === moment.at ? sum + credit.amountCents : sum), 0);
      for (const { chargeId } of moveAt(moment.at, wished, charges, paid, moves)) {
        // What came back from the roll is paid by what was meant for the roll.
        forRollCents = applyCredit(forRollCents, charges.filter((charge) => charge.chargeId === chargeId), paid, moment.at, settlements);
      }
    }
    waitingCents = applyCredit(waitingCents + leftCents, charges, paid, moment.at, settlements);
  }
  return settlements;
}

/** Takes from charges what went to the roll at that moment, as far as it was unpaid. A charge on the roll counts as settled. @returns what came back */
function moveAt(at: Instant, wished: readonly Settlement[], charges: readonly Charge[], paid: Map<string, Cents>, moves: Settlement[]): Settlement[] {
  return wished.flatMap((wish) => {
    if (wish.at !== at) return [];
    const { chargeId } = wish;
    const already = paid.get(chargeId) ?? 0;
    const amountCents = charges.find((charge) => charge.chargeId === chargeId)?.amountCents ?? 0;
    const onRoll = moves.reduce((sum, move) => (move.chargeId === chargeId ? sum + move.cents : sum), 0);
    const cents = wish.cents > 0 ? Math.max(0, Math.min(wish.cents, amountCents - already)) : -Math.min(-wish.cents, onRoll);
    if (cents === 0) return [];
    paid.set(chargeId, already + cents);
    moves.push({ at, chargeId, cents });
    return cents < 0 ? [{ at, chargeId, cents }] : [];
  });
}

/** A penalty is owed from the day after the due date, whenever it came to be posted: what pays it must not depend on that (I2). */
function sinceTheyAreOwed(state: AccountState, law: Law): readonly Charge[] {
  return state.charges.map((charge) => {
    const bill = charge.kind === 'penalty' ? state.bills.find((known) => known.billId === charge.billId) : undefined;
    return bill ? { ...charge, effectiveAt: penaltyAt(bill, law) } : charge;
  });
}

/** The instants at which credit comes or a charge appears that waiting credit may pay. */
function moments(charges: readonly Charge[], credits: readonly Credit[], wished: readonly Settlement[]): { at: Instant; creditCents: Cents }[] {
  const byInstant = new Map<Instant, Cents>();
  for (const charge of charges) byInstant.set(charge.effectiveAt, byInstant.get(charge.effectiveAt) ?? 0);
  for (const { at } of wished) byInstant.set(at, byInstant.get(at) ?? 0);
  // What was meant for the roll waits for the roll, wherever something lies there.
  const waits = (credit: Credit) => credit.forCertified === true && wished.length > 0;
  for (const credit of credits) byInstant.set(credit.effectiveAt, (byInstant.get(credit.effectiveAt) ?? 0) + (waits(credit) ? 0 : credit.amountCents));
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
