import { dayOf } from '../calendar/business-calendar.ts';
import type { Law } from '../policy/facts.ts';
import type { Cents } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';
import type { AccountState, Bill, Charge, Credit } from './account.state.ts';
import { penaltyAt } from './due-dates.ts';

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

const ledgers = new WeakMap<AccountState, Map<string, Ledger>>();

/**
 * Applies every credit to the charges that stood when it came: oldest bill first, and within a bill in the pack's order
 * (OP-APPLY). A returned payment counts as never made, which restores the original due dates (OP-NSF).
 * @param before leave out what took effect at or after this instant
 */
export function ledgerOf(state: AccountState, law: Law, before: Instant | null = null): Ledger {
  const known = ledgers.get(state) ?? new Map<string, Ledger>();
  ledgers.set(state, known);
  const key = `${law.packHash}|${before ?? ''}`;
  const cached = known.get(key);
  if (cached) return cached;
  const ledger = computeLedger(state, law, before);
  known.set(key, ledger);
  return ledger;
}

function computeLedger(state: AccountState, law: Law, before: Instant | null): Ledger {
  const inTime = (item: { effectiveAt: Instant }) => before === null || item.effectiveAt < before;
  const charges = inOrderOfPayment(state, law, sinceTheyAreOwed(state, law).filter(inTime));
  const credits = state.credits.filter((credit) => inTime(credit) && credit.voidedAt === null);
  const paid = new Map<string, Cents>();
  let suspenseCents = 0;
  for (const moment of moments(charges, credits)) {
    suspenseCents += moment.creditCents;
    suspenseCents = applyCredit(suspenseCents, charges, paid, moment.at);
  }
  const open = charges.map((charge) => ({ ...charge, openCents: charge.amountCents - (paid.get(charge.chargeId) ?? 0) }));
  const owed = open.reduce((sum, charge) => sum + charge.openCents, 0);
  return { charges: open, suspenseCents, balanceCents: owed - suspenseCents };
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

function applyCredit(cents: Cents, charges: readonly Charge[], paid: Map<string, Cents>, at: Instant): Cents {
  let left = cents;
  for (const charge of charges) {
    if (left === 0) return 0;
    if (charge.effectiveAt > at) continue;
    const already = paid.get(charge.chargeId) ?? 0;
    const part = Math.min(left, charge.amountCents - already);
    if (part > 0) paid.set(charge.chargeId, already + part);
    left -= part;
  }
  return left;
}

function inOrderOfPayment(state: AccountState, law: Law, charges: readonly Charge[]): readonly Charge[] {
  const order = law.pack.application.withinBill;
  const bills = new Map<string, Bill>(state.bills.map((bill) => [bill.billId, bill]));
  const key = (charge: Charge) => {
    const bill = charge.billId === null ? undefined : bills.get(charge.billId);
    const rank = String(order.indexOf(charge.kind) + 1).padStart(2, '0');
    // A blank sorts before everything that an id is made of, so that `B1` comes before `B10`.
    return [bill?.dueOn ?? dayOf(law.calendar, charge.effectiveAt), bill?.billId ?? '~', rank, charge.chargeId].join(' ');
  };
  return charges
    .map((charge) => ({ charge, key: key(charge) }))
    .sort((first, second) => (first.key < second.key ? -1 : first.key > second.key ? 1 : 0))
    .map(({ charge }) => charge);
}
