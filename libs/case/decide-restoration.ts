import { at, openDayFrom } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import { evaluateGuards } from '../policy/evaluate.ts';
import type { CaseEventData } from './case.events.ts';
import type { CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { nothing, type Rule } from './decision.ts';

/** The promise of the water's return: paid, or under a hold that restores it. */
export const restorationDue: Rule = (state, context) => {
  if (state.status !== 'shut-off') return nothing;
  const { pack } = context.law;
  const hold = context.holds.find((known) => pack.holds[known.kind].restores);
  const proposal = evaluateGuards(pack.steps.restoration.guards, context.facts, context.law);
  if (!hold && !proposal.allowed) return nothing;
  const emergency = hold?.kind === 'bankruptcy';
  const because = hold
    ? [why(context, emergency ? 'BK-RESTORE' : pack.holds[hold.kind].rule, `The water comes back: ${hold.sentence}`, { [hold.kind]: hold.evidence })]
    : [why(context, 'OP-RECONNECT', 'Paid; the water comes back.'), ...proposal.verdicts.map((verdict) => verdict.because)];
  return [{ type: 'RestorationOrdered', data: restorationOrder(state, context, emergency), because }];
};

/** An emergency goes out at once, at any hour; else the same day when paid by the cut-off hour, and the next office day after it. */
function restorationOrder(state: CaseState, context: Context, emergency: boolean): CaseEventData<'RestorationOrdered'> {
  const { pack, calendar } = context.law;
  const inTime = context.now < at(calendar, context.today, pack.restoration.sameDayUntil);
  const officeDay = openDayFrom(calendar, inTime ? context.today : plusDays(context.today, 1));
  const onDay = emergency ? context.today : officeDay;
  const opensAt = at(calendar, onDay, calendar.officeOpensAt);
  return {
    workOrderId: `${state.caseId}.w${state.workOrders.length + 1}`,
    onDay,
    windowFromAt: emergency || opensAt < context.now ? context.now : opensAt,
    windowToAt: emergency ? startOfDay(plusDays(onDay, 1), calendar.zone) : at(calendar, onDay, calendar.officeClosesAt),
    meterSerial: context.account.meterSerial,
    district: context.account.district,
    emergency,
  };
}
