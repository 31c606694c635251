import { plusSeconds } from '../calendar/days.ts';
import type { Because, Refusal } from '../kernel/because.ts';
import { versionsOf } from './both-versions.ts';
import type { CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { proposalFor } from './proposal.ts';
import type { CaseDraft } from './decision.ts';

/** A crew at the door asks whether it may close the valve of that meter. */
export interface ClearanceRequest {
  readonly workOrderId: string;
  readonly meterSerial: string;
  readonly clearanceId: string;
  readonly askedBy: string;
}

export type ClearanceAnswer =
  | { readonly granted: true; readonly event: Extract<CaseDraft, { type: 'ClearanceGranted' }> }
  | { readonly granted: false; readonly event: Extract<CaseDraft, { type: 'ClearanceRefused' }>; readonly refusal: Refusal };

const secondsInMinute = 60;

/** Every shut-off guard once more, at the door (GEN-EXEC). Bound to one order and one meter, and minutes long; never longer than the window. */
export function decideClearance(request: ClearanceRequest, state: CaseState | null, context: Context): ClearanceAnswer {
  const reasons = refusals(request, state, context);
  const { workOrderId, meterSerial, askedBy, clearanceId } = request;
  const first = reasons[0];
  if (first) {
    return {
      granted: false,
      event: { type: 'ClearanceRefused', data: { workOrderId, meterSerial, askedBy }, because: reasons },
      refusal: { refused: true, because: first, notBefore: null },
    };
  }
  const runsOutAt = plusSeconds(context.now, Math.min(...versionsOf(context).map(({ law }) => law.pack.clearance.validMinutes)) * secondsInMinute);
  const closesAt = orderOf(request, state)?.order.windowToAt;
  const expiresAt = closesAt !== undefined && closesAt < runsOutAt ? closesAt : runsOutAt;
  const because = proposalFor('clearance', context).verdicts.map((verdict) => verdict.because);
  return { granted: true, event: { type: 'ClearanceGranted', data: { clearanceId, workOrderId, meterSerial, expiresAt, grantedTo: askedBy }, because } };
}

function orderOf({ workOrderId }: ClearanceRequest, state: CaseState | null) {
  return state?.workOrders.find((known) => known.workOrderId === workOrderId && known.work === 'shut-off');
}

function refusals(request: ClearanceRequest, state: CaseState | null, context: Context): Because[] {
  const { workOrderId, meterSerial } = request;
  const order = orderOf(request, state);
  const no = (sentence: string) => why(context, 'GEN-EXEC', sentence, { workOrderId });
  if (!state || !order) return [no(`${workOrderId} is no shut-off order of this account.`)];
  const found: Because[] = proposalFor('clearance', context).verdicts.filter((verdict) => !verdict.holds).map((verdict) => verdict.because);
  if (order.status === 'recalled') found.push(no(`${workOrderId} was recalled at ${order.recalledAt}.`));
  if (order.status === 'ended') found.push(no(`${workOrderId} is done.`));
  if (order.order.meterSerial === null || order.order.meterSerial !== meterSerial) found.push(no('The meter at the door is not the meter of the order.'));
  if (context.now < order.order.windowFromAt || context.now >= order.order.windowToAt) {
    found.push(no(`The order is for ${order.order.windowFromAt} to ${order.order.windowToAt}.`));
  }
  return found;
}
