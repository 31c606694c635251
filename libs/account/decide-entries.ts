import { dollars, portionOf, type Cents } from '../kernel/money.ts';
import { keepingLast } from '../kernel/remembered.ts';
import type { Instant } from '../kernel/time.ts';
import type { Because } from '../kernel/because.ts';
import { because, evaluateGuards, ruleOfHold, type Proposal } from '../policy/evaluate.ts';
import type { Facts, Law, StandingHold } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import type { AccountEventData, EntryType } from './account.events.ts';
import type { AccountState, Bill } from './account.state.ts';
import { dischargeCreditId } from './evolve.ts';
import { nextBankruptcyEntry } from './bankruptcy-entries.ts';
import { nextDepositEntry } from './deposits.ts';
import { claimableCents } from './claim-reviews.ts';
import { feeCauses, feesDue, holdsAgainst, type FeeCause } from './fee-causes.ts';
import { feeAmount, type FeeAmount } from './fee-amount.ts';
import { standingHolds } from './holds.ts';
import { nextBeyondLimits } from './limits.ts';
import { dueOnOf, lawOfBill } from './due-dates.ts';
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
  const { now } = facts;
  if (state.openedAt === null || quietAt(state, law).has(now)) return null;
  let isAsked = false;
  const mayPress = () => {
    isAsked = true;
    return evaluateGuards(law.pack.penalty.guards, facts, law);
  };
  const entry = nextBankruptcyEntry(state, law, now) ?? discharge(state, now, law) ?? nextDepositEntry(state, law, now) ?? nextBeyondLimits(state, law, now) ?? nextPenalty(state, now, law, mayPress) ?? nextFee(state, now, law, mayPress);
  // Where no guard was asked, the account and the time alone said no; one look decides many things about the case and asks again after each.
  if (entry === null && !isAsked) quietAt(state, law).add(now);
  return entry;
}

const quietAt = keepingLast((_state: AccountState, _law: Law) => new Set<Instant>());

function discharge(state: AccountState, now: Instant, law: Law): EntryDraft | null {
  for (const petition of state.petitions) {
    if (petition.ending !== 'discharged' || petition.filedAt === null || (petition.endedAt as Instant) > now) continue;
    const { docket } = petition;
    const writtenOffCents = state.credits.find((credit) => credit.creditId === dischargeCreditId(docket))?.amountCents ?? 0;
    // A trustee's distribution that comes after the write-off recovers so much of it (BK-PLANPAY).
    const amountCents = claimableCents(state, petition, law) - writtenOffCents;
    if (amountCents === 0) continue;
    const sentence =
      petition.writeOffs === 0
        ? `Docket ${docket} was discharged; ${dollars(amountCents)} charged before the petition is written off.`
        : `What is known now of docket ${docket} changes what was written off by ${dollars(amountCents)}.`;
    const id = `arrears#${dischargeCreditId(docket)}${petition.writeOffs === 0 ? '' : `/${petition.writeOffs + 1}`}`;
    return { type: 'PrePetitionDebtDischarged', id, data: { docket, amountCents }, because: [because(law, 'BK-DISCHARGE', sentence, { docket })] };
  }
  return null;
}

function nextPenalty(state: AccountState, now: Instant, law: Law, mayPress: () => Proposal): EntryDraft | null {
  for (const bill of state.bills) {
    const own = lawOfBill(bill, law);
    const isDue = own.pack.penalty.postedBy === 'arrears' && now >= penaltyAt(bill, own);
    // A correction may have moved the due date of a bill that has its penalty already.
    const draft = isDue || bill.penalty.status === 'assessed' ? penaltyDraft(state, bill, now, own, mayPress) : null;
    if (draft) return draft;
  }
  return null;
}

function penaltyDraft(state: AccountState, bill: Bill, now: Instant, law: Law, mayPress: () => Proposal): EntryDraft | null {
  if (bill.penalty.status === 'withheld' && bill.penalty.forGood) return null;
  const unpaidCents = unpaidWhenDueCents(state, law, bill);
  const dueAt = penaltyAt(bill, law);
  const heldThen = now < dueAt ? [] : standingHolds(state, law, dueAt);
  const wantedCents = now < dueAt || heldThen.length > 0 ? 0 : portionOf(unpaidCents, law.pack.penalty.basisPoints);
  if (bill.penalty.status === 'assessed') {
    const heldWhenPosted = heldThen.length > 0 ? heldThen : standingHolds(state, law, bill.penalty.at);
    const right = wantedCents === bill.penalty.amountCents && heldWhenPosted.length === 0;
    return right ? null : penaltyReversed(bill, bill.penalty.amountCents, wantedCents, heldWhenPosted, law);
  }
  if (wantedCents === 0) return unpaidCents > 0 && heldThen.length > 0 && bill.penalty.status === 'none' ? withheld(bill, law, heldThen, false) : null;
  const onRoll = law.pack.certification && chargesOnRoll(state, bill) ? law.pack.certification.afterRule : null;
  if (onRoll !== null) return listed(bill, law, onRoll);
  const stays = staysAgainst(state, bill, now, law);
  if (stays.length > 0) return withheld(bill, law, stays, true);
  return mayPress().allowed ? penaltyAssessed(bill, unpaidCents, wantedCents, law, mayPress()) : null;
}

/** Part of the bill lies on a tax roll: the county's own penalties run there, and none of the utility's is added (OH-CERT-AFTER). */
function chargesOnRoll(state: AccountState, { billId }: Bill): boolean {
  if (state.certified.length === 0) return false;
  const charges = new Set(state.charges.filter((charge) => charge.billId === billId).map((charge) => charge.chargeId));
  return state.certified.some((line) => line.moves.reduce((sum, { chargeId, cents }) => (charges.has(chargeId) ? sum + cents : sum), 0) > 0);
}

function listed(bill: Bill, law: Law, rule: string): EntryDraft {
  const sentence = `No penalty on bill ${bill.billId}: part of it is certified to the tax roll, where the county's own run.`;
  return { type: 'PenaltyWithheld', id: `arrears#${penaltyRequestId(bill)}/withheld`, data: { billId: bill.billId, forGood: true }, because: [because(law, rule, sentence)] };
}

/**
 * What forbids a penalty for good: a stay, under which it may not be posted and after which it is not back-dated (BK-DISMISS).
 * Other holds only put it off.
 */
function staysAgainst(state: AccountState, bill: Bill, now: Instant, law: Law): readonly StandingHold[] {
  const at = bill.penalty.status === 'reversed' ? [now, bill.penalty.postedAt] : [now];
  return at.flatMap((moment) => standingHolds(state, law, moment)).filter((hold) => hold.kind === 'bankruptcy');
}

function penaltyAssessed(bill: Bill, unpaidCents: Cents, amountCents: Cents, law: Law, mayPress: Proposal): EntryDraft {
  const due = effectiveDueOn(bill, law);
  const sentence = `${dollars(unpaidCents)} of bill ${bill.billId} was unpaid when it fell due on ${due.on}; the penalty is ${dollars(amountCents)}.`;
  const requestId = penaltyRequestId(bill);
  return {
    type: 'PenaltyAssessed',
    id: `arrears#${requestId}`,
    data: { requestId, billId: bill.billId, amountCents },
    because: [because(law, law.pack.penalty.rule, sentence, { dueOn: due.on, unpaidCents }), ...dueReasons(bill, law), ...mayPress.verdicts.map((verdict) => verdict.because)],
  };
}

/** Why a bill was due on another day than the printed one. */
function dueReasons(bill: Bill, law: Law): Because[] {
  const { dueDays, rule } = law.pack.bill;
  const { skipped } = effectiveDueOn(bill, law);
  const dueOn = dueOnOf(bill, law);
  const facts = { printedDueOn: bill.dueOn };
  const tooEarly = `Printed due date ${bill.dueOn}: earlier than ${dueDays} days after ${bill.billedOn}, the day of the bill.`;
  const moved = `${dueOn === bill.dueOn ? 'Printed due' : 'Due'} date ${dueOn}: ${skipped.join(', ')}.`;
  return [...(dueOn === bill.dueOn ? [] : [because(law, rule, tooEarly, facts)]), ...(skipped.length === 0 ? [] : [because(law, law.pack.bill.rollRule, moved, facts)])];
}

/** A bill's penalty may be decided again after a correction; each decision has its own id. */
function penaltyRequestId(bill: Bill): string {
  return `${bill.billId}/penalty/${bill.penaltyDecisions + 1}`;
}

function withheld(bill: Bill, law: Law, holds: readonly StandingHold[], forGood: boolean): EntryDraft {
  const sentence = `No penalty on bill ${bill.billId}: ${holds.map((hold) => hold.sentence).join(' ')}`;
  const rules = [...new Set(holds.map((hold) => ruleOfHold(hold, law)))];
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
      ? because(law, ruleOfHold(holds[0] as StandingHold, law), `When the penalty fell due, this held: ${holds.map((hold) => hold.sentence).join(' ')}`)
      : because(law, law.pack.penalty.rule, `What is known now of bill ${bill.billId} asks for a penalty of ${dollars(wantedCents)}, not ${dollars(postedCents)}.`);
  const corrects = bill.penalty.status === 'assessed' ? bill.penalty.eventId : '';
  const requestId = `${penaltyRequestId(bill)}/reversal`;
  return { type: 'PenaltyReversed', id: `arrears#${requestId}`, data: { requestId, billId: bill.billId, amountCents: postedCents, corrects }, because: [why] };
}

function nextFee(state: AccountState, now: Instant, law: Law, mayPress: () => Proposal): EntryDraft | null {
  for (const fee of state.fees.filter((posted) => !posted.reversed)) {
    const cause = feeCauses(state, law).find((known) => known.cause === fee.cause && known.fee === fee.fee);
    const holds = cause ? [...holdsAgainst(state, law, cause, cause.at), ...holdsAgainst(state, law, cause, fee.at)] : [];
    if (!cause || holds.length > 0) return feeReversed(state, fee, holds, law);
    const amount = feeAmount(state, cause, law);
    if (amount !== null && amount.cents !== fee.amountCents) return feeCorrected(fee, amount, law);
  }
  const due = feesDue(state, law)[0];
  if (!due) return null;
  const onlyItsOwnHold = holdsAgainst(state, law, due, now).length === 0 && mayPress().verdicts.every((verdict) => verdict.holds || verdict.guard === 'no-hold-stands');
  return onlyItsOwnHold ? feeAssessed(state, due, law) : null;
}

function feeAssessed(state: AccountState, due: FeeCause, law: Law): EntryDraft {
  const { rule } = inForceAt(law, due.at).pack.fees[due.fee];
  const { cents, sentence, because: besides } = feeAmount(state, due, law) as FeeAmount;
  const before = state.fees.filter((fee) => fee.cause === due.cause && fee.fee === due.fee).length;
  const requestId = `${due.cause}/${due.fee}${before === 0 ? '' : `/${before + 1}`}`;
  return {
    type: 'FeeAssessed',
    id: `arrears#${requestId}`,
    data: { requestId, fee: due.fee, cause: due.cause, amountCents: cents },
    because: [because(law, rule, `${due.sentence} ${sentence}`, { cause: due.cause }), ...besides],
  };
}

function feeReversed(state: AccountState, fee: AccountState['fees'][number], holds: readonly StandingHold[], law: Law): EntryDraft {
  const hold = holds[0];
  const why = hold
    ? because(law, ruleOfHold(hold, law), `When the fee arose, this held: ${hold.sentence}`, { [hold.kind]: hold.evidence })
    : unfounded(state, fee, law);
  return {
    type: 'FeeReversed',
    id: `arrears#${fee.requestId}/reversal`,
    data: { requestId: `${fee.requestId}/reversal`, cause: fee.cause, amountCents: fee.amountCents, corrects: fee.requestId },
    because: [why],
  };
}

/** What is known now asks for another amount: the fee that stands is reversed, and posted anew. */
function feeCorrected(fee: AccountState['fees'][number], { cents, sentence, because: besides }: FeeAmount, law: Law): EntryDraft {
  return {
    type: 'FeeReversed',
    id: `arrears#${fee.requestId}/reversal`,
    data: { requestId: `${fee.requestId}/reversal`, cause: fee.cause, amountCents: fee.amountCents, corrects: fee.requestId },
    because: [because(law, law.pack.fees[fee.fee].rule, `${sentence} ${dollars(fee.amountCents)} was posted.`, { cause: fee.cause, cents }), ...besides],
  };
}

function unfounded(state: AccountState, { cause, fee }: AccountState['fees'][number], law: Law): Because {
  const isWrong = fee === 'reconnection' && state.closings.some((closing) => closing.workOrderId === cause);
  if (isWrong) return because(law, 'GEN-EXEC', `The valve should not have been closed on ${cause}; the customer owes nothing for it.`, { cause });
  return because(law, law.pack.fees[fee].rule, `What the fee was for (${cause}) did not happen.`);
}
