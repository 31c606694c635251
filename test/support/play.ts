import type { AccountEvent } from '../../libs/account/account.events.ts';
import { bucketsOf } from '../../libs/account/buckets.ts';
import { standingHolds } from '../../libs/account/holds.ts';
import { ledgerOf } from '../../libs/account/ledger.ts';
import { pastDueOn } from '../../libs/account/past-due.ts';
import { dayOf } from '../../libs/calendar/business-calendar.ts';
import { advance, isOpen } from '../../libs/case/advance.ts';
import { Simulation, type Decided } from '../../libs/case/simulation.ts';
import { instant, type Instant } from '../../libs/kernel/time.ts';
import { loadLaw } from '../../libs/policy/load.ts';
import { accountId } from './histories.ts';
import { NaiveAccount, type Arrival, type NaiveResult } from './naive-account.ts';
import { dayNumber, wallCalendar } from './oracle/wall-calendar.ts';

export const law = loadLaw('OH-COUNTY@1');
const county = wallCalendar('ohio');

/** Decisions that press the debtor. */
export const adverse: ReadonlySet<string> = new Set(['NoticeOrdered', 'DoorTagOrdered', 'ShutOffOrdered', 'ClearanceGranted', 'PenaltyAssessed', 'FeeAssessed']);

/** What both implementations say of an account, in the same words. */
export type Standing = Omit<NaiveResult, 'forbidden' | 'putOff'>;

export interface Played {
  readonly simulation: Simulation;
  readonly decided: readonly Decided[];
}

/** Noon of the horizon's day: no deadline falls on it. */
export function endOf(horizon: string): Instant {
  return instant(new Date(county.momentOf(dayNumber(horizon), 12)).toISOString());
}

/** Tells a history to the engine and runs its clock through the horizon. */
export function play(arrivals: readonly Arrival[], horizon: string): Played {
  const decided: Decided[] = [];
  const simulation = new Simulation({ law, feeds: [], onDecided: (decision) => decided.push(decision) });
  for (const { knownAt, fact } of arrivals) {
    simulation.runTo(instant(knownAt));
    simulation.take({ kind: 'fact', accountId, event: { ...fact, recordedAt: knownAt } as unknown as AccountEvent });
  }
  simulation.runTo(endOf(horizon));
  return { simulation, decided };
}

/** Tells the same to the second implementation. */
export function playNaively(arrivals: readonly Arrival[], horizon: string): NaiveResult {
  const account = new NaiveAccount(accountId);
  for (const arrival of arrivals) account.take(arrival);
  account.passTo(county.momentOf(dayNumber(horizon), 12));
  return account.result();
}

function folded(simulation: Simulation) {
  const account = simulation.accounts.get(accountId);
  if (!account) throw new Error('The account was never opened');
  return account;
}

export function standingOf(simulation: Simulation): Standing {
  const { state } = folded(simulation).folded;
  const { now } = simulation;
  const penalties = state.bills.flatMap((bill) => (bill.penalty.status === 'assessed' ? [[bill.billId, bill.penalty.amountCents] as const] : []));
  return {
    balanceCents: ledgerOf(state, law).balanceCents,
    pastDueCents: pastDueOn(state, law, dayOf(law.calendar, now)).pastDueCents,
    penalties: Object.fromEntries(penalties),
    holds: standingHolds(state, law, now).map((hold) => `${hold.kind}:${hold.evidence}`).sort(),
    closedWrongly: state.closings.flatMap((closing) => (closing.wrongs?.length ? [closing.workOrderId] : [])).sort(),
  };
}

export function caseIsOpen(simulation: Simulation): boolean {
  return isOpen(folded(simulation).state);
}

export function bucketsCents(simulation: Simulation): number {
  return Object.values(bucketsOf(folded(simulation).folded.state, law, simulation.now)).reduce((sum, cents) => sum + cents, 0);
}

/** Charges less credits, as they stand in the account: the balance by another way than the ledger's. */
export function entriesCents(simulation: Simulation): number {
  const { charges, credits } = folded(simulation).folded.state;
  const owed = charges.reduce((sum, charge) => sum + charge.amountCents, 0);
  return credits.reduce((sum, credit) => (credit.voidedAt === null ? sum - credit.amountCents : sum), owed);
}

/** What a second look at the same moment decides: nothing, if the first was right (I8). */
export function secondLook(simulation: Simulation): readonly string[] {
  const { folded: account, state } = folded(simulation);
  return advance({ law, now: simulation.now, feeds: [], account: account.state, state }, true).decisions.map((decision) => decision.type);
}
