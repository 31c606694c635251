import { dollars, portionOf, type Cents } from '../kernel/money.ts';
import type { Instant } from '../kernel/time.ts';
import type { Because } from '../kernel/because.ts';
import { because, evaluateGuards, type Proposal } from '../policy/evaluate.ts';
import type { Facts, Law, StandingHold } from '../policy/facts.ts';
import type { FeeKind } from '../policy/pack.ts';
import type { AccountEventData, EntryType } from './account.events.ts';
import type { AccountState, Bill } from './account.state.ts';
import { standingHolds } from './holds.ts';
import { ledgerOf } from './ledger.ts';
import { effectiveDueOn, penaltyAt, unpaidWhenDueCents } from './past-due.ts';

/** An entry that Arrears decides to post, before it has its place in the stream. */
export type EntryDraft = {
  [T in EntryType]: { readonly type: T; readonly id: string; readonly data: AccountEventData<T>; readonly because: readonly Because[] };
}[EntryType];

/**
 * The next entry that the facts call for, or null. What stands already and should not is reversed first: recorded decisions
 * stand, and corrections are appended.
 */
export function nextEntry(state: AccountState, facts: Facts, law: Law): EntryDraft | null {
  if (state.openedAt === null) return null;
  const mayPress = evaluateGuards(law.pack.penalty.guards, facts, law);
  return discharge(state, facts.now, law) ?? nextPenalty(state, facts.now, law, mayPress) ?? nextFee(state, facts.now, law, mayPress);
}

function discharge(state: AccountState, now: Instant, law: Law): EntryDraft | null {
  const petition = state.petitions.find((known) => known.ending === 'discharged' && known.filedAt !== null && !known.writtenOff && (known.endedAt as Instant) <= now);
  if (!petition) return null;
  const amountCents = ledgerOf(state, law).charges.reduce((sum, charge) => (charge.effectiveAt <= (petition.filedAt as Instant) ? sum + charge.openCents : sum), 0);
  if (amountCents === 0) return null;
  return {
    type: 'PrePetitionDebtDischarged',
    id: `arrears#${petition.docket}/discharge`,
    data: { docket: petition.docket, amountCents },
    because: [because(law, 'BK-DISCHARGE', `Docket ${petition.docket} was discharged; ${dollars(amountCents)} charged before the petition is written off.`, { docket: petition.docket })],
  };
}

function nextPenalty(state: AccountState, now: Instant, law: Law, mayPress: Proposal): EntryDraft | null {
  for (const bill of state.bills) {
    const draft = now < penaltyAt(bill, law) ? null : penaltyDraft(state, bill, now, law, mayPress);
    if (draft) return draft;
  }
  return null;
}

function penaltyDraft(state: AccountState, bill: Bill, now: Instant, law: Law, mayPress: Proposal): EntryDraft | null {
  if (bill.penalty.status === 'withheld' && bill.penalty.forGood) return null;
  const unpaidCents = unpaidWhenDueCents(state, law, bill);
  const heldThen = standingHolds(state, law, penaltyAt(bill, law));
  const wantedCents = heldThen.length > 0 ? 0 : portionOf(unpaidCents, law.pack.penalty.basisPoints);
  const postedCents = bill.penalty.status === 'assessed' ? bill.penalty.amountCents : 0;
  if (wantedCents === postedCents) return unpaidCents > 0 && heldThen.length > 0 && bill.penalty.status === 'none' ? withheld(bill, law, heldThen, false) : null;
  if (postedCents > 0) return penaltyReversed(bill, postedCents, wantedCents, heldThen, law);
  if (wantedCents === 0) return null;
  if (!mayPress.allowed) return heldNow(state, now, law) ? withheld(bill, law, standingHolds(state, law, now), true) : null;
  return penaltyAssessed(bill, unpaidCents, wantedCents, law, mayPress);
}

function heldNow(state: AccountState, now: Instant, law: Law): boolean {
  return standingHolds(state, law, now).length > 0;
}

function penaltyAssessed(bill: Bill, unpaidCents: Cents, amountCents: Cents, law: Law, mayPress: Proposal): EntryDraft {
  const due = effectiveDueOn(bill, law);
  const sentence = `${dollars(unpaidCents)} of bill ${bill.billId} was unpaid when it fell due on ${due.on}; the penalty is ${dollars(amountCents)}.`;
  const reasons = [because(law, law.pack.penalty.rule, sentence, { dueOn: due.on, unpaidCents })];
  if (due.skipped.length > 0) reasons.push(because(law, 'GEN-ROLL-OH', `Printed due date ${bill.dueOn}: ${due.skipped.join(', ')}.`, { printedDueOn: bill.dueOn }));
  const requestId = penaltyRequestId(bill);
  return {
    type: 'PenaltyAssessed',
    id: `arrears#${requestId}`,
    data: { requestId, billId: bill.billId, amountCents },
    because: [...reasons, ...mayPress.verdicts.map((verdict) => verdict.because)],
  };
}

/** A bill's penalty may be decided again after a correction; each decision has its own id. */
function penaltyRequestId(bill: Bill): string {
  return `${bill.billId}/penalty/${bill.penaltyDecisions + 1}`;
}

function withheld(bill: Bill, law: Law, holds: readonly StandingHold[], forGood: boolean): EntryDraft {
  const sentence = `No penalty on bill ${bill.billId}: ${holds.map((hold) => hold.sentence).join(' ')}`;
  const rules = [...new Set(holds.map((hold) => law.pack.holds[hold.kind].rule))];
  return {
    type: 'PenaltyWithheld',
    id: `arrears#${penaltyRequestId(bill)}/withheld`,
    data: { billId: bill.billId, forGood },
    because: rules.map((rule) => because(law, rule, sentence)),
  };
}

function penaltyReversed(bill: Bill, postedCents: Cents, wantedCents: Cents, holds: readonly StandingHold[], law: Law): EntryDraft {
  const why =
    holds.length > 0
      ? because(law, law.pack.holds[(holds[0] as StandingHold).kind].rule, `When the penalty fell due, this held: ${holds.map((hold) => hold.sentence).join(' ')}`)
      : because(law, law.pack.penalty.rule, `What is known now of bill ${bill.billId} asks for a penalty of ${dollars(wantedCents)}, not ${dollars(postedCents)}.`);
  const corrects = bill.penalty.status === 'assessed' ? bill.penalty.eventId : '';
  const requestId = `${penaltyRequestId(bill)}/reversal`;
  return { type: 'PenaltyReversed', id: `arrears#${requestId}`, data: { requestId, billId: bill.billId, amountCents: postedCents, corrects }, because: [why] };
}

/** A fee that an event calls for, when it happened, and what it is for. */
interface FeeCause {
  readonly fee: FeeKind;
  readonly cause: string;
  readonly at: Instant;
  readonly sentence: string;
}

function feeCauses(state: AccountState, law: Law): FeeCause[] {
  const returned = state.credits
    .filter((credit) => credit.returned && credit.voidedAt !== null)
    .map((credit): FeeCause => ({ fee: 'returnedPayment', cause: credit.creditId, at: credit.voidedAt as Instant, sentence: `Payment ${credit.creditId} was returned.` }));
  const visits = state.fieldWork.flatMap((work): FeeCause[] => {
    const fee = work.result === null ? undefined : law.pack.fieldResults[work.result]?.fee;
    return fee && work.endedAt ? [{ fee, cause: work.workOrderId, at: work.endedAt, sentence: `The crew reported "${work.result}" on ${work.workOrderId}.` }] : [];
  });
  return [...returned, ...visits].filter(({ fee }) => law.pack.fees[fee].postedBy === 'arrears' && law.pack.fees[fee].cents > 0);
}

function nextFee(state: AccountState, now: Instant, law: Law, mayPress: Proposal): EntryDraft | null {
  const causes = feeCauses(state, law);
  const heldBy = (cause: FeeCause, at: Instant) => standingHolds(state, law, at).filter((hold) => hold.evidence !== cause.cause);
  for (const fee of state.fees.filter((posted) => !posted.reversed)) {
    const cause = causes.find((known) => known.cause === fee.cause && known.fee === fee.fee);
    const holds = cause ? heldBy(cause, cause.at) : [];
    if (!cause || holds.length > 0) return feeReversed(fee, holds, law);
  }
  const due = causes.find((cause) => !state.fees.some((fee) => fee.cause === cause.cause) && heldBy(cause, cause.at).length === 0);
  if (!due) return null;
  const onlyItsOwnHold = heldBy(due, now).length === 0 && mayPress.verdicts.every((verdict) => verdict.holds || verdict.guard === 'no-hold-stands');
  return onlyItsOwnHold ? feeAssessed(due, law) : null;
}

function feeAssessed(due: FeeCause, law: Law): EntryDraft {
  const { cents, rule } = law.pack.fees[due.fee];
  const requestId = `${due.cause}/${due.fee}`;
  return {
    type: 'FeeAssessed',
    id: `arrears#${requestId}`,
    data: { requestId, fee: due.fee, cause: due.cause, amountCents: cents },
    because: [because(law, rule, `${due.sentence} The fee is ${dollars(cents)}.`, { cause: due.cause })],
  };
}

function feeReversed(fee: AccountState['fees'][number], holds: readonly StandingHold[], law: Law): EntryDraft {
  const hold = holds[0];
  const why = hold
    ? because(law, law.pack.holds[hold.kind].rule, `When the fee arose, this held: ${hold.sentence}`, { [hold.kind]: hold.evidence })
    : because(law, law.pack.fees[fee.fee].rule, `What the fee was for (${fee.cause}) did not happen.`);
  return {
    type: 'FeeReversed',
    id: `arrears#${fee.requestId}/reversal`,
    data: { requestId: `${fee.requestId}/reversal`, cause: fee.cause, amountCents: fee.amountCents, corrects: fee.requestId },
    because: [why],
  };
}

