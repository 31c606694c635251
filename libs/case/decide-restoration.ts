import { at, officeClosesOn } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import type { Closing } from '../account/account.state.ts';
import type { Because } from '../kernel/because.ts';
import { evaluateStep, ruleOfHold } from '../policy/evaluate.ts';
import type { CaseEventData } from './case.events.ts';
import { versionsOf } from './both-versions.ts';
import type { CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';
import { restorationVisit, restoringHold } from './restoration-visit.ts';

/** The promise of the water's return: paid, under a hold that restores it, or because it should never have been turned off. */
export const restorationDue: Rule = (state, context) => {
  if (state.status === 'restoring') return sentSooner(state, context);
  if (state.status !== 'shut-off') return nothing;
  const because = restorationReasons(state, context);
  if (because.length === 0) return nothing;
  return [{ type: 'RestorationOrdered', data: restorationOrder(state, context), because }];
};

/** Whose crew was to come on a later day, and has the water back at once by what is known now: that crew is called off for another. */
function sentSooner(state: CaseState, context: Context): readonly CaseDraft[] {
  const later = state.workOrders.find((order) => order.work === 'restoration' && order.status === 'open' && order.order.onDay > context.today);
  if (!later || !restorationVisit(state, context, wrongsOf(state, context).length > 0).emergency) return nothing;
  const because = restorationReasons(state, context);
  if (because.length === 0) return nothing;
  return [
    { type: 'WorkOrderRecalled', data: { workOrderId: later.workOrderId, work: 'restoration' }, because },
    { type: 'RestorationOrdered', data: restorationOrder(state, context), because },
  ];
}

/** Why water that is off has to come back; empty while it may stay off. */
export function restorationReasons(state: CaseState, context: Context): Because[] {
  const unpaid = reasonsUnpaid(state, context);
  if (unpaid.length > 0) return unpaid;
  // What protects needs one version alone.
  const proposal = versionsOf(context).map(({ facts, law }) => evaluateStep('restoration', facts, law)).find(({ allowed }) => allowed);
  return proposal ? [why(context, 'OP-RECONNECT', 'Paid; the water comes back.'), ...proposal.verdicts.map((verdict) => verdict.because)] : [];
}

/** Why it has to come back whatever is owed; empty where it comes back for a payment alone. */
export function reasonsUnpaid(state: CaseState, context: Context): Because[] {
  const hold = restoringHold(context);
  if (hold?.kind === 'bankruptcy') return [why(context, 'BK-RESTORE', `The water comes back: ${hold.sentence}`, { bankruptcy: hold.evidence })];
  const wrongs = wrongsOf(state, context);
  if (wrongs.length > 0) return [why(context, 'GEN-EXEC', `The water comes back at once: the valve should not have been closed (${wrongs.join(', ')}).`)];
  return hold ? [why(context, ruleOfHold(hold, context.law), `The water comes back: ${hold.sentence}`, { [hold.kind]: hold.evidence })] : [];
}

/** The closing by which the water is off. */
function closingOf({ shutOff }: CaseState, { account }: Context): Closing | undefined {
  return account.closings.findLast((closing) => closing.workOrderId === shutOff?.workOrderId);
}

function wrongsOf(state: CaseState, context: Context): readonly string[] {
  return closingOf(state, context)?.wrongs ?? [];
}

function restorationOrder(state: CaseState, context: Context): CaseEventData<'RestorationOrdered'> {
  const { calendar } = context.law;
  const { onDay, emergency } = restorationVisit(state, context, wrongsOf(state, context).length > 0);
  const opensAt = at(calendar, onDay, calendar.officeOpensAt);
  return {
    workOrderId: `${state.caseId}.w${state.workOrders.length + 1}`,
    onDay,
    windowFromAt: emergency || opensAt < context.now ? context.now : opensAt,
    windowToAt: emergency ? startOfDay(plusDays(onDay, 1), calendar.zone) : at(calendar, onDay, officeClosesOn(calendar, onDay)),
    // The meter whose valve was closed, also where it was another than the account's.
    meterSerial: closingOf(state, context)?.meterSerial ?? context.account.meterSerial,
    district: context.account.district,
    emergency,
  };
}
