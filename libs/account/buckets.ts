import type { Cents } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState } from './account.state.ts';
import { arrangementStanding } from './arrangement.ts';
import { ledgerOf, type OpenCharge } from './ledger.ts';
import { effectiveDueOn } from './past-due.ts';
import { sideOf } from './pre-petition.ts';
import { stopsOnlyAPart, withoutQuestioned } from './questioned.ts';

export const bucketNames = ['pre-petition', 'pre-conversion', 'disputed', 'arranged', 'penalty', 'arrears', 'current', 'certified', 'suspense'] as const;
export type Bucket = (typeof bucketNames)[number];

/** Every open cent in exactly one bucket, the first that fits; suspense is credit and so below zero (I9). */
export function bucketsOf(state: AccountState, law: Law, now: Instant): Record<Bucket, Cents> {
  const ledger = ledgerOf(state, law);
  const buckets = Object.fromEntries(bucketNames.map((name) => [name, 0])) as Record<Bucket, Cents>;
  const unquestioned = withoutQuestioned(ledger.charges, state, law, dayOf(law.calendar, now), true);
  ledger.charges.forEach((charge, index) => {
    const openCents = unquestioned[index]?.openCents ?? 0;
    buckets[bucketOf(state, law, now, charge)] += openCents;
    buckets[stayedBucket(state, law, now, charge) ?? 'disputed'] += charge.openCents - openCents;
  });
  buckets.certified += ledger.certifiedCents;
  buckets.suspense -= ledger.suspenseCents;
  return buckets;
}

/** Debt of before a petition or a conversion, whose case still runs or ended in a discharge. */
function stayedBucket(state: AccountState, law: Law, now: Instant, charge: OpenCharge): 'pre-petition' | 'pre-conversion' | null {
  const counts = state.petitions.filter(({ filedAt, ending }) => filedAt !== null && filedAt <= now && ending !== 'dismissed');
  const sides = counts.map((petition) => sideOf(petition, charge, law));
  return sides.includes('pre-petition') ? 'pre-petition' : sides.includes('pre-conversion') ? 'pre-conversion' : null;
}

function bucketOf(state: AccountState, law: Law, now: Instant, charge: OpenCharge): Bucket {
  const stayed = stayedBucket(state, law, now, charge);
  if (stayed !== null) return stayed;
  const billIsDisputed = state.disputes.some(
    (dispute) => dispute.startedAt <= now && dispute.endedAt === null && dispute.billId !== null && dispute.billId === charge.billId && !stopsOnlyAPart(dispute, law),
  );
  if (billIsDisputed) return 'disputed';
  const isArranged = state.arrangements.some((terms) => {
    if (charge.effectiveAt > terms.agreedAt || terms.agreedAt > now) return false;
    const { status } = arrangementStanding(state, terms, law, now);
    return status === 'kept' || status === 'in-cure' || status === 'awaits-supervisor';
  });
  if (isArranged) return 'arranged';
  if (charge.kind === 'penalty' || charge.kind === 'fee') return 'penalty';
  const bill = state.bills.find((known) => known.billId === charge.billId);
  return bill && effectiveDueOn(bill, law).on >= dayOf(law.calendar, now) ? 'current' : 'arrears';
}
