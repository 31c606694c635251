import { dayOf } from '../calendar/business-calendar.ts';
import type { Cents } from '../kernel/money.ts';
import type { LocalDate } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState, Protection } from './account.state.ts';
import type { OpenCharge } from './ledger.ts';

/** A dispute that names its bill, under a law by which that part alone waits for the answer; every other dispute is a hold of the account. */
export function stopsOnlyAPart({ billId }: Pick<Protection, 'billId'>, { pack }: Law): boolean {
  return billId !== null && pack.holds.dispute.onlyTheQuestionedPart === true;
}

/** What of a bill is questioned on that day and not pursued; Infinity for all of it. */
export function questionedCents(state: AccountState, billId: string, law: Law, on: LocalDate): Cents {
  const standing = state.disputes.filter(
    (dispute) => dispute.billId === billId && stopsOnlyAPart(dispute, law) && dayOf(law.calendar, dispute.startedAt) <= on && (dispute.endedAt === null || dayOf(law.calendar, dispute.endedAt) > on),
  );
  return standing.reduce((sum, { cents }) => sum + (cents ?? Infinity), 0);
}

/** The questioned part of a bill is taken off its open charges, in the order in which they are paid. */
export function withoutQuestioned(charges: readonly OpenCharge[], state: AccountState, law: Law, today: LocalDate): readonly OpenCharge[] {
  if (!state.disputes.some((dispute) => stopsOnlyAPart(dispute, law))) return charges;
  const left = new Map<string, number>();
  return charges.map((charge) => {
    if (charge.billId === null) return charge;
    const questioned = left.get(charge.billId) ?? questionedCents(state, charge.billId, law, today);
    const part = Math.min(questioned, charge.openCents);
    left.set(charge.billId, questioned - part);
    return part > 0 ? { ...charge, openCents: charge.openCents - part } : charge;
  });
}
