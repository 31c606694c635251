import type { Cents } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import type { Law } from '../policy/facts.ts';
import type { AccountState } from './account.state.ts';
import { arrangementStanding } from './arrangement.ts';
import { ledgerOf, type OpenCharge } from './ledger.ts';
import { effectiveDueOn } from './past-due.ts';
import { stopsOnlyAPart, withoutQuestioned } from './questioned.ts';

export const bucketNames = ['pre-petition', 'disputed', 'arranged', 'penalty', 'arrears', 'current', 'certified', 'suspense'] as const;
export type Bucket = (typeof bucketNames)[number];

/** Every open cent in exactly one bucket, the first that fits; suspense is credit and so below zero (I9). */
export function bucketsOf(state: AccountState, law: Law, now: Instant): Record<Bucket, Cents> {
  const ledger = ledgerOf(state, law);
  const buckets = Object.fromEntries(bucketNames.map((name) => [name, 0])) as Record<Bucket, Cents>;
  const unquestioned = withoutQuestioned(ledger.charges, state, law, dayOf(law.calendar, now), true);
  ledger.charges.forEach((charge, index) => {
    const openCents = unquestioned[index]?.openCents ?? 0;
    buckets[bucketOf(state, law, now, charge)] += openCents;
    buckets[isPrePetition(state, charge, now) ? 'pre-petition' : 'disputed'] += charge.openCents - openCents;
  });
  buckets.certified += ledger.certifiedCents;
  buckets.suspense -= ledger.suspenseCents;
  return buckets;
}

function bucketOf(state: AccountState, law: Law, now: Instant, charge: OpenCharge): Bucket {
  if (isPrePetition(state, charge, now)) return 'pre-petition';
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

/** Charged before a petition whose case still runs, or that ended in a discharge. */
export function isPrePetition(state: AccountState, charge: Pick<OpenCharge, 'effectiveAt'>, now: Instant): boolean {
  return state.petitions.some(
    (petition) => petition.filedAt !== null && petition.filedAt <= now && charge.effectiveAt <= petition.filedAt && petition.ending !== 'dismissed',
  );
}
