import { dayOf } from '../calendar/business-calendar.ts';
import { plusDays } from '../calendar/days.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState } from './account.state.ts';
import { bankruptcyOccasions } from './bankruptcy-entries.ts';
import { depositOccasions } from './deposits.ts';
import { feesDue } from './fee-causes.ts';
import { ledgerOf } from './ledger.ts';
import { effectiveDueOn, needsPenaltyDecision } from './past-due.ts';

/** The next day on which the account may fall past due, for the sweep's index: the day after the earliest due date of an unpaid bill. */
export function nextReviewOn(state: AccountState, law: Law): LocalDate | null {
  const open = new Set(ledgerOf(state, law).charges.flatMap((charge) => (charge.openCents > 0 && charge.billId !== null ? [charge.billId] : [])));
  const fees = ledgerOf(state, law).charges.some((charge) => charge.openCents > 0 && charge.billId === null);
  const reviews = state.bills.filter((bill) => open.has(bill.billId) || needsPenaltyDecision(state, law, bill)).map((bill) => plusDays(effectiveDueOn(bill, law).on, 1));
  if ((fees || feesDue(state, law).length > 0) && state.openedAt) reviews.push(state.openedAt.slice(0, 10) as LocalDate);
  reviews.push(...bankruptcyOccasions(state, law).map((moment) => dayOf(law.calendar, moment)), ...depositOccasions(state, law));
  return reviews.sort()[0] ?? null;
}
