import { dayOf } from '../calendar/business-calendar.ts';
import { daysBetween, plusDays } from '../calendar/days.ts';
import { dollars, sumCents, type Cents } from '../kernel/money.ts';
import type { Instant, LocalDate } from '../kernel/time.ts';
import { because } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import type { EntryDraft } from './decide-entries.ts';
import type { AccountState, Bill, BillSplit, ServicePeriod } from './account.state.ts';
import { dividingDays, sideOf } from './pre-petition.ts';

type Part = BillSplit['parts'][number];

/**
 * The next division of a bill that a petition or a conversion cuts through, or the reversal of one that is not right any more: another
 * petition's day, a corrected bill, a reading in place of days. What stands is reversed and posted anew, never edited (BK-SPLIT).
 */
export function nextSplit(state: AccountState, law: Law, now: Instant): EntryDraft | null {
  if (state.splits.length === 0 && !state.petitions.some(({ role, filedAt }) => role === 'debtor' && filedAt !== null)) return null;
  for (const bill of state.bills) {
    // What lies on a tax roll is listed there charge by charge, and stays as it was listed.
    if (isOnRoll(state, bill)) continue;
    const wanted = wantedSplit(state, bill, law, now);
    const standing = state.splits.find(({ billId }) => billId === bill.billId);
    if (standing && (wanted === null || !isSame(standing, wanted))) return reversal(standing, wanted, law);
    if (!standing && wanted !== null) return split(state, bill, wanted, law);
  }
  return null;
}

function isOnRoll({ certified }: AccountState, { billId }: Bill): boolean {
  return certified.some((line) => line.moves.some(({ chargeId }) => chargeId.startsWith(`${billId}/`)));
}

interface Division {
  readonly basis: BillSplit['basis'];
  readonly parts: readonly Part[];
}

/** How the bill is to be divided by what is known now; null for one that no line cuts through. */
function wantedSplit(state: AccountState, bill: Bill, law: Law, now: Instant): Division | null {
  const { period } = bill;
  if (period === undefined) return null;
  const cuts = dividingDays(state, law).filter((on) => on >= period.fromOn && on < period.throughOn && on <= dayOf(law.calendar, now));
  if (cuts.length === 0) return null;
  const lines = state.charges.filter((charge) => charge.billId === bill.billId && charge.kind !== 'penalty').map((charge) => charge.amountCents);
  const periods = cutAt(period, cuts);
  const read = cuts.length === 1 ? readFor(state, bill, law, cuts[0] as LocalDate) : undefined;
  const weights = read ? [read.unitsThroughPetition, read.units - read.unitsThroughPetition] : periods.map(({ fromOn, throughOn }) => daysBetween(fromOn, throughOn) + 1);
  const shares = divided(lines, weights);
  const parts = periods.map((part, index): Part => ({ part: nameOf(state, part.throughOn, law), ...part, amountCents: sumCents(shares[index] as Cents[]), lines: shares[index] as Cents[] }));
  return { basis: read ? 'reading' : 'days', parts };
}

function cutAt({ fromOn, throughOn }: ServicePeriod, cuts: readonly LocalDate[]): ServicePeriod[] {
  const starts = [fromOn, ...cuts.map((on) => plusDays(on, 1))];
  return starts.map((start, index) => ({ fromOn: start, throughOn: cuts[index] ?? throughOn }));
}

function readFor({ petitionReads, petitions }: AccountState, { billId }: Bill, law: Law, cutOn: LocalDate) {
  return petitionReads.find((read) => {
    const filedAt = petitions.find(({ docket }) => docket === read.docket)?.filedAt ?? null;
    return read.billId === billId && filedAt !== null && dayOf(law.calendar, filedAt) === cutOn && read.unitsThroughPetition <= read.units;
  });
}

/**
 * Divides the whole bill by the weights, to the cent: each part's sum is rounded half up and the last carries the rest; the lines follow
 * in turn, so that each line's parts are the line and each part's lines are the part.
 */
function divided(lines: readonly Cents[], weights: readonly number[]): Cents[][] {
  const whole = sumCents(weights);
  let left = [...lines];
  return weights.map((_weight, index) => {
    if (index === weights.length - 1) return left;
    const through = Math.floor((sumCents(lines) * sumCents(weights.slice(0, index + 1)) * 2 + whole) / (2 * whole));
    const taken = proportionally(left, through - (sumCents(lines) - sumCents(left)));
    left = left.map((cents, line) => cents - (taken[line] as Cents));
    return taken;
  });
}

/** Takes an amount from the lines by their size; the odd cents go to the lines with the greatest remainders, the first of equals. */
function proportionally(lines: readonly Cents[], cents: Cents): Cents[] {
  const whole = sumCents(lines);
  if (whole === 0) return lines.map(() => 0);
  const taken = lines.map((line) => Math.floor((line * cents) / whole));
  const odd = cents - sumCents(taken);
  const byRemainder = lines.map((line, index) => ({ index, remainder: (line * cents) % whole })).sort((first, second) => second.remainder - first.remainder || first.index - second.index);
  for (const { index } of byRemainder.slice(0, odd)) taken[index] = (taken[index] as Cents) + 1;
  return taken;
}

function nameOf(state: AccountState, throughOn: LocalDate, law: Law): Part['part'] {
  const service = { effectiveAt: '9999-12-31T00:00:00.000Z' as Instant, usedThroughOn: throughOn };
  const sides = state.petitions.map((petition) => sideOf(petition, service, law));
  if (sides.includes('pre-petition')) return 'pre-petition';
  return sides.includes('pre-conversion') ? 'pre-conversion' : 'post-petition';
}

function isSame(standing: BillSplit, wanted: Division): boolean {
  const told = ({ basis, parts }: Division) => JSON.stringify([basis, parts.map(({ part, fromOn, throughOn, lines }) => [part, fromOn, throughOn, lines])]);
  return told(standing) === told(wanted);
}

function split(state: AccountState, bill: Bill, { basis, parts }: Division, law: Law): EntryDraft {
  const { rule } = law.bankruptcy.split;
  const { billId } = bill;
  const splitId = `${billId}/split/${(state.splitDecisions[billId] ?? 0) + 1}`;
  const { fromOn, throughOn } = bill.period as ServicePeriod;
  const sizes = parts.map((part) => `${daysBetween(part.fromOn, part.throughOn) + 1} days ${part.part} ${dollars(part.amountCents)}`).join(', ');
  const how = basis === 'days' ? 'by days, since nobody read the meter' : 'by a reading';
  const sentence = `Bill ${billId} for ${fromOn} to ${throughOn} is divided ${how}: ${sizes}. The day of the petition counts as before it.`;
  const dockets = state.petitions.filter(({ filedAt }) => filedAt !== null).map(({ docket }) => docket).join(', ');
  return { type: 'BillSplit', id: `arrears#${splitId}`, data: { splitId, billId, basis, parts: parts.map((part) => ({ ...part, lines: [...part.lines] })) }, because: [because(law, rule, sentence, { dockets })] };
}

function reversal({ splitId, billId }: BillSplit, wanted: Division | null, law: Law): EntryDraft {
  const { rule } = law.bankruptcy.split;
  const now = wanted === null ? 'no petition divides it' : `it is ${wanted.parts.map((part) => `${dollars(part.amountCents)} ${part.part}`).join(' and ')} ${wanted.basis === 'reading' ? 'by a reading' : 'by days'}`;
  const sentence = `What is known now of bill ${billId} takes back its division ${splitId}: ${now}.`;
  return { type: 'BillSplitReversed', id: `arrears#${splitId}/reversal`, data: { splitId: `${splitId}/reversal`, billId, corrects: splitId }, because: [because(law, rule, sentence)] };
}
