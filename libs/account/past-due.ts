import { dayOf } from '../calendar/business-calendar.ts';
import { portionOf, type Cents } from '../kernel/money.ts';
import { keepingLast, remembered } from '../kernel/remembered.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState, Bill, Charge, Credit } from './account.state.ts';
import { effectiveDueOn, lawOfBill, penaltyAt } from './due-dates.ts';
import { standingHolds } from './holds.ts';
import { nothingIsQuestioned, withoutQuestioned } from './questioned.ts';
import { ledgerOf, unpaidCents, type Ledger, type OpenCharge } from './ledger.ts';
import { endOfDay, unmetAssurance, withoutStayed } from './service-in-bankruptcy.ts';

export { effectiveDueOn, penaltyAt } from './due-dates.ts';

export interface PastDue {
  readonly pastDueCents: Cents;
  /** Effective due date of the oldest unpaid bill that is past due. */
  readonly oldestDueOn: LocalDate | null;
  readonly oldestBill: Bill | null;
  readonly charges: readonly OpenCharge[];
}

/** What is unpaid after its due date on that day: bills, their penalties, and fees, which are due at once. */
export function pastDueOn(state: AccountState, law: Law, today: LocalDate): PastDue {
  return pastDues(state, law)(today);
}

const pastDues = keepingLast((state: AccountState, law: Law) => remembered((today: LocalDate) => pastDueOf(ledgerOf(state, law), state, law, today)));

/** What was past due at that moment. A payment that was returned or moved away later was in hand then. */
export function pastDueCentsAt(state: AccountState, law: Law, at: Instant): Cents {
  const wentLater = (credit: Credit) => credit.voidedAt !== null && credit.voidedAt > at;
  const then = state.credits.some(wentLater) ? { ...state, credits: state.credits.map((credit) => (wentLater(credit) ? { ...credit, voidedAt: null } : credit)) } : state;
  return pastDueOf(ledgerOf(then, law, at), then, law, dayOf(law.calendar, at)).pastDueCents;
}

function pastDueOf(ledger: Ledger, state: AccountState, law: Law, today: LocalDate): PastDue {
  const dueOn = new Map(state.bills.map((bill) => [bill.billId, effectiveDueOn(bill, law).on]));
  const endsAt = endOfDay(today, law);
  const pursued = withoutStayed(withoutQuestioned(ledger.charges, state, law, today), state, law, endsAt);
  const charges = pursued.filter((charge) => {
    const due = charge.billId === null ? null : dueOn.get(charge.billId);
    return charge.openCents > 0 && (due === null || due === undefined || due < today);
  });
  const open = new Set(charges.map((charge) => charge.billId));
  const dueDay = (bill: Bill) => dueOn.get(bill.billId) as LocalDate;
  const older = (first: Bill | null, next: Bill) => (first === null || dueDay(next) < dueDay(first) ? next : first);
  const oldestBill = state.bills.filter((bill) => open.has(bill.billId)).reduce<Bill | null>(older, null);
  const unassured = unmetAssurance(state, endsAt);
  const pastDueCents = charges.reduce((sum, charge) => sum + charge.openCents, unassured?.cents ?? 0);
  const billDueOn = oldestBill && dueDay(oldestBill);
  const oldestDueOn = unassured && (billDueOn === null || unassured.dueOn < billDueOn) ? unassured.dueOn : billDueOn;
  return { pastDueCents, oldestDueOn, oldestBill, charges };
}

/** The effective due date of the oldest bill of which anything is unpaid, whether it is due yet or not; null where every bill is paid. */
export function oldestUnpaidDueOn(state: AccountState, law: Law): LocalDate | null {
  const open = new Set(ledgerOf(state, law).charges.filter(({ openCents }) => openCents > 0).map(({ billId }) => billId));
  const due = state.bills.filter(({ billId }) => open.has(billId)).map((bill) => effectiveDueOn(bill, law).on);
  return due.reduce<LocalDate | null>((oldest, on) => (oldest === null || on < oldest ? on : oldest), null);
}

/** What would be past due if nothing was looked into. */
export function pastDueAsIfUnquestionedCents(state: AccountState, law: Law, today: LocalDate): Cents {
  return pastDueOn({ ...state, investigations: [] }, law, today).pastDueCents;
}

/** What of a bill's own lines was unpaid, and not questioned, when its due date ended; paid later in that night is paid late. */
export function unpaidWhenDueCents(state: AccountState, law: Law, bill: Bill): Cents {
  return unpaidWhenDue(state, law)(bill);
}

function pursuedWhenDueCents(state: AccountState, law: Law, bill: Bill): Cents {
  const at = penaltyAt(bill, law);
  const isLine = (charge: Charge) => charge.billId === bill.billId && charge.kind !== 'penalty';
  if (nothingIsQuestioned(state) && state.petitions.length === 0) return unpaidCents(state, law, at, isLine);
  // Where service is pursued, debt of before the petition earns no penalty all the same (BK-SPLIT).
  const pursued = withoutStayed(withoutQuestioned(ledgerOf(state, law, at).charges, state, law, dayOf(law.calendar, at)), state, law, at);
  return pursued.reduce((sum, charge) => (isLine(charge) ? sum + charge.openCents : sum), 0);
}

/** Asked of every bill at every look, and of most of them many times in one. */
const unpaidWhenDue = keepingLast((state: AccountState, law: Law) => remembered((bill: Bill) => pursuedWhenDueCents(state, law, bill)));

/** A bill that was paid late, or not, and whose penalty nobody has decided, or that was reversed and may be due after all. */
export function needsPenaltyDecision(state: AccountState, law: Law, bill: Bill): boolean {
  const { status } = bill.penalty;
  const { postedBy, basisPoints } = lawOfBill(bill, law).pack.penalty;
  if (postedBy !== 'arrears') return false;
  if ((status !== 'none' && status !== 'reversed') || portionOf(unpaidWhenDueCents(state, law, bill), basisPoints) === 0) return false;
  return status === 'none' || standingHolds(state, law, penaltyAt(bill, law)).length === 0;
}
