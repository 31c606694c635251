import { dayOf } from '../calendar/business-calendar.ts';
import type { Law } from '../policy/facts.ts';
import type { Cents } from '../kernel/money.ts';
import { keepingLast } from '../kernel/remembered.ts';
import type { Instant } from '../kernel/time.ts';
import type { AccountState, Bill, Charge, Credit } from './account.state.ts';
import { dueOnOf, lawOfBill, penaltyAt } from './due-dates.ts';
import { dividedCharges, reservingPetition, sideOf } from './pre-petition.ts';

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
 * While a petition's case runs, ordinary money pays what was charged after the filing and waits where nothing was; debt of before it is paid by
 * distributions and written off by a discharge, which pay nothing else (BK-PAYMENTS, BK-PLANPAY).
 * @param before leave out what took effect at or after this instant
 */
export function ledgerOf(state: AccountState, law: Law, before: Instant | null = null): Ledger {
  const book = bookOf(state, law);
  return before === null ? book.whole : ledgerFrom(book, before);
}

/**
 * What of the charges that are meant was unpaid then: as the ledger of that moment has it, without writing it out.
 * @param before leave out what took effect at or after this instant
 */
export function unpaidCents(state: AccountState, law: Law, before: Instant, isMeant: (charge: Charge) => boolean): Cents {
  const { charges, settlements, moves } = bookOf(state, law);
  let cents = 0;
  for (const charge of charges) {
    if (charge.effectiveAt >= before || !isMeant(charge)) continue;
    cents += charge.amountCents;
    for (const paid of settlements) if (paid.at < before && paid.chargeId === charge.chargeId && paid.cents > 0) cents -= paid.cents;
    for (const moved of moves) if (moved.at < before && moved.chargeId === charge.chargeId) cents -= moved.cents;
  }
  return cents;
}

/** All that a ledger follows from. Most of what happens to an account concerns none of it. */
const moneyFields = ['charges', 'credits', 'bills', 'petitions', 'splits', 'certified'] as const;
type Money = Pick<AccountState, (typeof moneyFields)[number]>;

/** Credit is applied once: what comes later never changes what an earlier credit paid. */
const bookOf = keepingLast((state: Money, law: Law): Book => {
  const charges = inOrderOfPayment(state, law, sinceTheyAreOwed(state, law));
  const credits = state.credits.filter((credit) => credit.voidedAt === null);
  const moves: Settlement[] = [];
  const wished = state.certified.flatMap((line) => line.moves);
  const settlements = settle(state, law, charges, credits, wished, moves);
  const settled = { charges, credits, settlements, moves, remitted: state.certified.flatMap((line) => line.remitted) };
  return { ...settled, whole: ledgerFrom(settled, null) };
}, (first, last) => moneyFields.every((field) => first[field] === last[field]));

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

/** Who may be paid by a credit at a moment. */
type Pays = (charge: Charge, at: Instant) => boolean;

/** From the first credit to the last: what each of them paid, and what went to the roll in between. @param moves filled with what went there */
function settle(state: Money, law: Law, charges: readonly Charge[], credits: readonly Credit[], wished: readonly Settlement[], moves: Settlement[]): Settlement[] {
  if (credits.length === 0 && wished.length === 0) return [];
  const settlements: Settlement[] = [];
  const paid = new Map<string, Cents>();
  const pays = payersOf(state, law);
  const waiting = new Map<string, Cents>();
  let forRollCents = 0;
  for (const moment of moments(charges, credits, wished, linesOf(state))) {
    for (const [docket, cents] of moment.credits) waiting.set(docket, (waiting.get(docket) ?? 0) + cents);
    const meant = credits.filter((credit) => credit.forBillId !== undefined && credit.forDocket === undefined && credit.effectiveAt === moment.at);
    for (const credit of meant) {
      const left = applyCredit(credit.amountCents, charges.filter((charge) => charge.billId === credit.forBillId), credit.kind === 'adjustment' ? whatever : pays(ordinary), paid, moment.at, settlements);
      waiting.set(ordinary, (waiting.get(ordinary) ?? 0) - credit.amountCents + left);
    }
    if (wished.length > 0) {
      forRollCents += credits.reduce((sum, credit) => (credit.forCertified === true && credit.effectiveAt === moment.at ? sum + credit.amountCents : sum), 0);
      for (const { chargeId } of moveAt(moment.at, wished, charges, paid, moves)) {
        // What came back from the roll is paid by what was meant for the roll.
        forRollCents = applyCredit(forRollCents, charges.filter((charge) => charge.chargeId === chargeId), whatever, paid, moment.at, settlements);
      }
    }
    for (const [docket, cents] of waiting) waiting.set(docket, applyCredit(cents, charges, pays(docket), paid, moment.at, settlements));
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

/** What a correction takes off a bill was never owed, on either side of a petition. */
const whatever: Pays = () => true;

/** The docket of money that is for none. */
const ordinary = '';

/** Money for a docket pays debt of before that petition; all other money pays what no petition keeps from it. */
function payersOf(state: Money, law: Law): (docket: string) => Pays {
  if (state.petitions.length === 0) return () => () => true;
  return (docket) => {
    const petition = state.petitions.find((known) => known.docket === docket);
    if (docket === ordinary || !petition) return (charge, at) => docket === ordinary && reservingPetition(state, charge, law, at) === undefined;
    return (charge) => sideOf(petition, charge, law) !== null;
  };
}

/** When a docket lets go of what it kept from ordinary money. */
function linesOf({ petitions }: Money): readonly Instant[] {
  return petitions.flatMap(({ stays }) => stays.flatMap(({ endedAt }) => (endedAt === null ? [] : [endedAt])));
}

/** A penalty is owed from the day after the due date, whenever it came to be posted: what pays it must not depend on that (I2). */
function sinceTheyAreOwed(state: Money, law: Law): readonly Charge[] {
  return dividedCharges(state).map((charge) => {
    const bill = charge.kind === 'penalty' ? state.bills.find((known) => known.billId === charge.billId) : undefined;
    return bill ? { ...charge, effectiveAt: penaltyAt(bill, law) } : charge;
  });
}

interface Moment {
  readonly at: Instant;
  /** By the docket that it is for. */
  readonly credits: ReadonlyMap<string, Cents>;
}

/** The instants at which credit comes, or something that waiting credit may pay. */
function moments(charges: readonly Charge[], credits: readonly Credit[], wished: readonly Settlement[], lines: readonly Instant[]): Moment[] {
  const byInstant = new Map<Instant, Map<string, Cents>>();
  for (const at of [...charges.map((charge) => charge.effectiveAt), ...wished.map((wish) => wish.at), ...lines]) if (!byInstant.has(at)) byInstant.set(at, new Map());
  // What was meant for the roll waits for the roll, wherever something lies there.
  const waits = (credit: Credit) => credit.forCertified === true && wished.length > 0;
  for (const credit of credits) {
    const { effectiveAt, forDocket = ordinary } = credit;
    const amountCents = waits(credit) ? 0 : credit.amountCents;
    const sums = byInstant.get(effectiveAt) ?? new Map<string, Cents>();
    byInstant.set(effectiveAt, sums.set(forDocket, (sums.get(forDocket) ?? 0) + amountCents));
  }
  return [...byInstant].map(([at, sums]) => ({ at, credits: sums })).sort((first, second) => (first.at < second.at ? -1 : 1));
}

function applyCredit(cents: Cents, charges: readonly Charge[], pays: Pays, paid: Map<string, Cents>, at: Instant, settlements: Settlement[]): Cents {
  let left = cents;
  for (const charge of charges) {
    if (left === 0) return 0;
    if (charge.effectiveAt > at) continue;
    const already = paid.get(charge.chargeId) ?? 0;
    const part = Math.min(left, charge.amountCents - already);
    if (part === 0 || !pays(charge, at)) continue;
    if (part > 0) paid.set(charge.chargeId, already + part);
    settlements.push({ at, chargeId: charge.chargeId, cents: part });
    left -= part;
  }
  return left;
}

function inOrderOfPayment(state: Money, law: Law, charges: readonly Charge[]): readonly Charge[] {
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
