import { at, openDayFrom } from '../calendar/business-calendar.ts';
import { plusDays, startOfDay } from '../calendar/days.ts';
import type { Closing } from '../account/account.state.ts';
import type { Because } from '../kernel/because.ts';
import { evaluateGuards } from '../policy/evaluate.ts';
import type { CaseEventData } from './case.events.ts';
import type { CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { nothing, type Rule } from './decision.ts';

/** The promise of the water's return: paid, under a hold that restores it, or because it should never have been turned off. */
export const restorationDue: Rule = (state, context) => {
  if (state.status !== 'shut-off') return nothing;
  const because = reasons(state, context);
  if (because.length === 0) return nothing;
  const isStayed = context.holds.some((hold) => hold.kind === 'bankruptcy');
  const emergency = isStayed || (closingOf(state, context)?.wrongs?.length ? !goesOutToday(context) : false);
  return [{ type: 'RestorationOrdered', data: restorationOrder(state, context, emergency), because }];
};

function reasons(state: CaseState, context: Context): Because[] {
  const { pack } = context.law;
  const hold = context.holds.find((known) => pack.holds[known.kind].restores);
  if (hold?.kind === 'bankruptcy') return [why(context, 'BK-RESTORE', `The water comes back: ${hold.sentence}`, { bankruptcy: hold.evidence })];
  const wrongs = closingOf(state, context)?.wrongs ?? [];
  if (wrongs.length > 0) return [why(context, 'GEN-EXEC', `The water comes back at once: the valve should not have been closed (${wrongs.join(', ')}).`)];
  if (hold) return [why(context, pack.holds[hold.kind].rule, `The water comes back: ${hold.sentence}`, { [hold.kind]: hold.evidence })];
  const proposal = evaluateGuards(pack.steps.restoration.guards, context.facts, context.law);
  return proposal.allowed ? [why(context, 'OP-RECONNECT', 'Paid; the water comes back.'), ...proposal.verdicts.map((verdict) => verdict.because)] : [];
}

/** The closing by which the water is off. */
function closingOf({ shutOff }: CaseState, { account }: Context): Closing | undefined {
  return account.closings.findLast((closing) => closing.workOrderId === shutOff?.workOrderId);
}

function goesOutToday({ law, now, today }: Context): boolean {
  return openDayFrom(law.calendar, today) === today && now < at(law.calendar, today, law.pack.restoration.sameDayUntil);
}

/** An emergency goes out at once, at any hour; else the same day when paid by the cut-off hour, and the next office day after it. */
function restorationOrder(state: CaseState, context: Context, emergency: boolean): CaseEventData<'RestorationOrdered'> {
  const { calendar } = context.law;
  const officeDay = goesOutToday(context) ? context.today : openDayFrom(calendar, plusDays(context.today, 1));
  const onDay = emergency ? context.today : officeDay;
  const opensAt = at(calendar, onDay, calendar.officeOpensAt);
  return {
    workOrderId: `${state.caseId}.w${state.workOrders.length + 1}`,
    onDay,
    windowFromAt: emergency || opensAt < context.now ? context.now : opensAt,
    windowToAt: emergency ? startOfDay(plusDays(onDay, 1), calendar.zone) : at(calendar, onDay, calendar.officeClosesAt),
    // The meter whose valve was closed, also where it was another than the account's.
    meterSerial: closingOf(state, context)?.meterSerial ?? context.account.meterSerial,
    district: context.account.district,
    emergency,
  };
}
