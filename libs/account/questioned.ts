import { dayOf } from '../calendar/business-calendar.ts';
import { dollars, type Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import type { Law, Questioned } from '../policy/facts.ts';
import type { AccountState, Bill, Charge, Investigation, Protection } from './account.state.ts';
import type { OpenCharge } from './ledger.ts';

/** A dispute that names its bill, under a law by which that part alone waits for the answer; every other dispute is a hold of the account. */
export function stopsOnlyAPart({ billId }: Pick<Protection, 'billId'>, { pack }: Law): boolean {
  return billId !== null && pack.holds.dispute.onlyTheQuestionedPart === true;
}

/** Under other laws an investigation holds the account (M43). */
export function investigationsStopOnlyTheirPart({ pack }: Law): boolean {
  return pack.holds.investigation.onlyTheQuestionedPart === true;
}

/** A part of what is owed that is not pursued: so much of the charges that it concerns, in the order in which they are paid. */
interface Question {
  readonly concerns: (charge: Charge) => boolean;
  /** Infinity for all of them. */
  readonly cents: Cents;
}

/**
 * The questioned parts are taken off the open charges.
 * @param charges in the order in which they are paid
 * @param even investigations that hold the whole account, too: for telling what is questioned, not for what is pursued
 */
export function withoutQuestioned(charges: readonly OpenCharge[], state: AccountState, law: Law, today: LocalDate, even = false): readonly OpenCharge[] {
  if (nothingIsQuestioned(state)) return charges;
  const questions = questionsOn(state, law, today, even);
  const left = questions.map(({ cents }) => cents);
  return charges.map((charge) => {
    let openCents = charge.openCents;
    questions.forEach(({ concerns }, index) => {
      if (!concerns(charge)) return;
      const part = Math.min(left[index] as Cents, openCents);
      left[index] = (left[index] as Cents) - part;
      openCents -= part;
    });
    return openCents === charge.openCents ? charge : { ...charge, openCents };
  });
}

export function nothingIsQuestioned({ disputes, investigations }: AccountState): boolean {
  return disputes.length === 0 && investigations.length === 0;
}

function questionsOn(state: AccountState, law: Law, on: LocalDate, even: boolean): readonly Question[] {
  const stands = (startedAt: Instant, endedAt: Instant | null) => dayOf(law.calendar, startedAt) <= on && (endedAt === null || dayOf(law.calendar, endedAt) > on);
  const disputed = state.disputes.filter((dispute) => stopsOnlyAPart(dispute, law) && stands(dispute.startedAt, dispute.endedAt));
  const investigated = even || investigationsStopOnlyTheirPart(law) ? state.investigations : [];
  return [
    ...disputed.map(({ billId, cents }) => ({ concerns: (charge: Charge) => charge.billId === billId, cents: cents ?? Infinity })),
    ...investigated.flatMap((investigation) => investigation.questioned.filter((part) => stands(investigation.startedAt, endOfPart(state, investigation, part))).map((part) => questionOf(part, investigation, state))),
  ];
}

type Part = Investigation['questioned'][number];

function questionOf(part: Part, investigation: Investigation, state: AccountState): Question {
  const cents = part.amountCents === undefined ? Infinity : Math.max(0, part.amountCents - takenOffPartCents(state, investigation, part));
  if ('billId' in part) return { concerns: ({ billId }) => billId === part.billId, cents };
  // A charge that a petition divides goes on under the ids of its parts.
  if ('chargeId' in part) return { concerns: ({ chargeId }) => chargeId === part.chargeId || chargeId.startsWith(`${part.chargeId}/`), cents };
  // What was owed then, the oldest first: the clocks that run against the customer start as late as they can (GEN-PROTECT).
  return { concerns: ({ effectiveAt }) => effectiveAt <= investigation.startedAt, cents };
}

/** What of the questioned amount proved wrong is not owed, and so not questioned: once it is closed, the rest of it was rightly pursued all the time. */
function takenOffCents(state: AccountState, investigation: Investigation, part: Part): Cents {
  const bill = investigation.closed === null ? undefined : billOf(state, part);
  return bill === undefined ? 0 : (takenOffBy(state, bill).get(investigation) ?? 0);
}

/**
 * What corrections took off a bill, by the investigation for which they did: the one that they name, or else those that looked into the bill at
 * that moment, the oldest first and each for no more than it questions. No cent is taken off two of them.
 */
function takenOffBy(state: AccountState, bill: Bill): ReadonlyMap<Investigation, Cents> {
  const taken = new Map<Investigation, Cents>();
  for (const { at, lowerByCents, investigationId } of bill.corrections ?? []) {
    const open = state.investigations.filter(({ startedAt, closed }) => startedAt <= at && (closed === null || at <= closed.at));
    const looking = open.filter((known) => (investigationId === undefined ? questionedCents(state, known, bill) > 0 : known.investigationId === investigationId));
    let left = lowerByCents;
    looking.forEach((known, index) => {
      const before = taken.get(known) ?? 0;
      const own = index === looking.length - 1 ? left : Math.min(left, questionedCents(state, known, bill) - before);
      taken.set(known, before + own);
      left -= own;
    });
  }
  return taken;
}

/** How much of a bill an investigation looks into: Infinity for all of it. */
function questionedCents(state: AccountState, { questioned }: Investigation, bill: Bill): Cents {
  return questioned.filter((part) => billOf(state, part) === bill).reduce((sum, { amountCents = Infinity }) => sum + amountCents, 0);
}

/** What was taken off a bill is taken off its questioned parts in turn, and off none of them twice. */
function takenOffPartCents(state: AccountState, investigation: Investigation, part: Part): Cents {
  const bill = billOf(state, part);
  const before = investigation.questioned.slice(0, investigation.questioned.indexOf(part)).filter((other) => bill !== undefined && billOf(state, other) === bill);
  return Math.max(0, before.reduce((left, { amountCents = Infinity }) => left - amountCents, takenOffCents(state, investigation, part)));
}

function billOf(state: AccountState, part: Part): Bill | undefined {
  const billId = 'billId' in part ? part.billId : 'chargeId' in part ? state.charges.find(({ chargeId }) => chargeId === part.chargeId)?.billId : undefined;
  return state.bills.find((known) => known.billId === billId);
}

/** When a part is pursued again; null while nothing says so. What is to be billed anew waits for the correction, whichever comes later (GEN-PROTECT). */
function endOfPart(state: AccountState, { closed, startedAt }: Investigation, part: Part): Instant | null {
  if (closed === null) return null;
  const bill = closed.outcome === 're-billed' ? billOf(state, part) : undefined;
  if (bill === undefined) return closed.at;
  // What another investigation took off is not the correction that this one waits for.
  const correctedAt = bill.corrections?.find(({ at, investigationId }) => investigationId === undefined && at >= startedAt)?.at ?? null;
  return correctedAt !== null && correctedAt < closed.at ? closed.at : correctedAt;
}

/** When every part of it is pursued again; null while nothing says so. */
export function investigationEndsAt(state: AccountState, investigation: Investigation): Instant | null {
  const ends = investigation.questioned.map((part) => endOfPart(state, investigation, part));
  return ends.includes(null) ? null : (ends.sort().at(-1) ?? null);
}

/** The investigations that are not over at that moment, each in a sentence. */
export function openInvestigations(state: AccountState, now: Instant): readonly Questioned[] {
  const open = state.investigations.filter((known) => known.startedAt <= now && (investigationEndsAt(state, known) ?? '9') > now);
  return open.map((known) => ({ evidence: known.investigationId, askedBy: known.askedBy, sinceAt: known.startedAt, sentence: sentenceOf(known) }));
}

function sentenceOf({ investigationId, kind, questioned, openReads, closed }: Investigation): string {
  const parts = questioned.map((part) => {
    const of = 'billId' in part ? `bill ${part.billId}` : 'chargeId' in part ? `charge ${part.chargeId}` : 'what was charged until then';
    return part.amountCents === undefined ? of : `${dollars(part.amountCents)} of ${of}`;
  });
  const reading = openReads.length === 0 ? '' : `; reading ${openReads.join(', ')} is not answered`;
  const waits = closed === null ? '' : '; it was closed, and the corrected bill has not come';
  return `Investigation ${investigationId} (${kind.replaceAll('-', ' ')}) looks into ${parts.join(', ')}${reading}${waits}.`;
}
