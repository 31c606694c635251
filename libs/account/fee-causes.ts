import { keepingLast } from '../kernel/remembered.ts';
import type { Instant } from '../kernel/time.ts';
import type { Law, StandingHold } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { FeeKind } from '../policy/pack.ts';
import type { AccountState } from './account.state.ts';
import { feeAmount } from './fee-amount.ts';
import { standingHolds } from './holds.ts';

/** A fee that an event calls for, when it happened, and what it is for. */
export interface FeeCause {
  readonly fee: FeeKind;
  readonly cause: string;
  readonly at: Instant;
  readonly sentence: string;
}

/** What calls for a fee, by the law in force when it happened: a later version neither adds one nor takes it back (GEN-PIN). */
export const feeCauses = keepingLast((state: AccountState, law: Law): readonly FeeCause[] => {
  const returned = state.credits
    .filter((credit) => credit.returned && credit.voidedAt !== null)
    .map((credit): FeeCause => ({ fee: 'returnedPayment', cause: credit.creditId, at: credit.voidedAt as Instant, sentence: `Payment ${credit.creditId} was returned.` }));
  const visits = state.fieldWork.flatMap((work): FeeCause[] => {
    const { result, endedAt } = work;
    const fee = result === null || result === 'off' || endedAt === null ? undefined : inForceAt(law, endedAt).pack.fieldResults[result]?.fee;
    return fee && work.endedAt ? [{ fee, cause: work.workOrderId, at: work.endedAt, sentence: `The crew reported "${work.result}" on ${work.workOrderId}.` }] : [];
  });
  return [...returned, ...visits, ...closings(state, law)].filter(({ fee, at }) => {
    const { postedBy, cents } = inForceAt(law, at).pack.fees[fee];
    return postedBy === 'arrears' && cents > 0;
  });
}, (first, second) => first.credits === second.credits && first.fieldWork === second.fieldWork && first.closings === second.closings);

/** A closing is charged for once it was judged, and only if nothing was wrong with it. */
function closings(state: AccountState, law: Law): FeeCause[] {
  const right = state.closings.filter((closing) => closing.wrongs?.length === 0);
  return right.flatMap(({ workOrderId, closedAt }) => {
    const fee = inForceAt(law, closedAt).pack.fieldResults['off']?.fee;
    return fee ? [{ fee, cause: workOrderId, at: closedAt, sentence: `The crew closed the valve on ${workOrderId}.` }] : [];
  });
}

/** Fees that no rule forbids and that are not posted: what stands now may only put them off. */
export const feesDue = keepingLast((state: AccountState, law: Law): readonly FeeCause[] =>
  feeCauses(state, law).filter((cause) => !isPosted(state, cause) && !isDischarged(state, cause) && feeAmount(state, cause, law) !== null && holdsAgainst(state, law, cause, cause.at).length === 0),
);

function isPosted(state: AccountState, cause: FeeCause): boolean {
  return state.fees.some((fee) => !fee.reversed && fee.cause === cause.cause);
}

/** The holds of a moment, but for the one that the cause itself brought about. */
export function holdsAgainst(state: AccountState, law: Law, cause: FeeCause, at: Instant): readonly StandingHold[] {
  return standingHolds(state, law, at).filter((hold) => hold.evidence !== cause.cause);
}

/** What arose before a petition that ended in a discharge may not be charged after it (BK-DISCHARGE). */
function isDischarged(state: AccountState, cause: FeeCause): boolean {
  return state.petitions.some((petition) => petition.ending === 'discharged' && petition.filedAt !== null && cause.at <= petition.filedAt);
}
