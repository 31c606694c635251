import type { ClosingWrong } from '../account/account.events.ts';
import type { Closing } from '../account/account.state.ts';
import type { EntryDraft } from '../account/decide-entries.ts';
import { standingHolds } from '../account/holds.ts';
import { pastDueCentsAt } from '../account/past-due.ts';
import type { Because } from '../kernel/because.ts';
import { evaluateGuard, ruleOfHold } from '../policy/evaluate.ts';
import { inForceAt } from '../policy/law-book.ts';
import { guardsOf } from '../policy/path.ts';
import type { CaseEventData } from './case.events.ts';
import type { CaseState, CaseWorkOrder } from './case.state.ts';
import { why, type Context } from './context.ts';
import { recalls } from './decide-holds.ts';
import type { CaseDraft } from './decision.ts';
import { nextCaseId, openEpisode } from './open-episode.ts';

/** What a closing turns out to be: an entry on the account, for good, and what follows for the case. Both or neither are recorded. */
export interface Judgement {
  readonly entry: EntryDraft;
  readonly drafts: readonly CaseDraft[];
}

interface Wrong {
  readonly wrong: ClosingWrong;
  readonly because: Because;
}

/**
 * Judges each closing of a valve by what was true at that moment, on whatever order and however late it came to be known, with
 * an open case, a closed one or none. Told before whatever else is decided, so that no fee comes before its judgement.
 * @param state the open case, or the last one
 */
export function judgeClosings(state: CaseState | null, context: Context): Judgement | null {
  for (const closing of context.account.openedAt === null ? [] : context.account.closings) {
    // A version that came into force later does not make a closing wrong that was right, nor right what was wrong.
    const then = { ...context, law: inForceAt(context.law, closing.closedAt) };
    const found = wrongsOf(closing, state, then).filter(({ wrong }) => !closing.wrongs?.includes(wrong));
    if (closing.wrongs === null || found.length > 0) return { entry: judged(closing, found, context), drafts: consequences(closing, found, state, context) };
  }
  return null;
}

/** Fences and money are asked about again when late facts come; what the crew had in hand was known when it answered. */
function wrongsOf(closing: Closing, state: CaseState | null, context: Context): Wrong[] {
  return [...underHolds(closing, state, context), ...notOwed(closing, state, context), ...(closing.wrongs === null ? againstTheOrder(closing, state, context) : [])];
}

function underHolds(closing: Closing, state: CaseState | null, context: Context): Wrong[] {
  const { closedAt } = closing;
  const holds = standingHolds(context.account, context.law, closedAt);
  const stay = holds.find((hold) => hold.kind === 'bankruptcy');
  const other = holds.find((hold) => hold.kind !== 'bankruptcy');
  const found: Wrong[] = [];
  if (stay) found.push(wrong('shut-off-under-stay', 'BK-STAY', `The valve was closed at ${closedAt}, after this: ${stay.sentence}`, closing, state, context));
  if (other) {
    const rule = ruleOfHold(other, context.law);
    found.push(wrong('shut-off-under-hold', rule, `The valve was closed at ${closedAt}, while this stood: ${other.sentence}`, closing, state, context));
  }
  return found;
}

/** Paid, or nearly: less was past due than a crew is sent for. */
function notOwed(closing: Closing, state: CaseState | null, context: Context): Wrong[] {
  const { law, facts } = context;
  const asks = guardsOf('clearance', facts, law).find((guard) => 'past-due-at-least' in guard);
  if (!asks) return [];
  const { holds, because } = evaluateGuard(asks, { ...facts, pastDueCents: pastDueCentsAt(context.account, law, closing.closedAt) }, law);
  return holds ? [] : [wrong('shut-off-not-owed', because.rule, `When the valve was closed at ${closing.closedAt}: ${because.sentence}`, closing, state, context)];
}

function againstTheOrder(closing: Closing, state: CaseState | null, context: Context): Wrong[] {
  const { closedAt, meterSerial } = closing;
  const order = shutOffOrderOf(closing, state);
  const isOver = state?.closedAt !== null && state !== null && state.closedAt <= closedAt && order?.recalledAt === null;
  if (!order || isOver) return [wrong('shut-off-without-order', 'GEN-EXEC', `The valve was closed at ${closedAt}, and ${closing.workOrderId} was no order to shut off.`, closing, state, context)];
  const found: Wrong[] = [];
  if (order.recalledAt !== null && order.recalledAt < closedAt)
    found.push(wrong('shut-off-after-recall', 'GEN-EXEC', `The order was recalled at ${order.recalledAt}, and the valve was closed at ${closedAt}.`, closing, state, context));
  const ordered = order.order.meterSerial;
  if (meterSerial !== null && ordered !== null && meterSerial !== ordered)
    found.push(wrong('shut-off-at-wrong-meter', 'GEN-EXEC', `The valve of meter ${meterSerial} was closed, and the order was for ${ordered}.`, closing, state, context));
  return found;
}

function wrong(name: ClosingWrong, rule: string, sentence: string, closing: Closing, state: CaseState | null, context: Context): Wrong {
  return { wrong: name, because: why(context, rule, sentence, timesOf(closing, state, context)) };
}

/** Who knew what when: the times of the order, its recall and the closing, and every contact with the household since the order. */
function timesOf({ workOrderId, closedAt }: Closing, state: CaseState | null, { account }: Context): Because['facts'] {
  const order = orderOf(workOrderId, state);
  const work = account.fieldWork.find((known) => known.workOrderId === workOrderId);
  const contacts = account.contacts.filter((contact) => order !== undefined && contact.at >= order.orderedAt).map((contact) => `${contact.channel} ${contact.contactId} at ${contact.at}`);
  return {
    orderedAt: order?.orderedAt ?? null,
    dispatchedAt: work?.dispatchedAt ?? null,
    closedAt,
    recalledAt: order?.recalledAt ?? null,
    recallAcknowledgedAt: work?.recallAcknowledgedAt ?? null,
    contacts: contacts.join(', '),
  };
}

function orderOf(workOrderId: string, state: CaseState | null): CaseWorkOrder | undefined {
  return state?.workOrders.find((known) => known.workOrderId === workOrderId);
}

function shutOffOrderOf({ workOrderId }: Closing, state: CaseState | null): CaseWorkOrder | undefined {
  const order = orderOf(workOrderId, state);
  return order?.work === 'shut-off' ? order : undefined;
}

function judged(closing: Closing, found: readonly Wrong[], context: Context): EntryDraft {
  const { workOrderId, closedAt } = closing;
  const again = closing.wrongs === null ? '' : `/${closing.wrongs.length + 1}`;
  const right = why(context, 'GEN-EXEC', `The valve was closed at ${closedAt}; nothing that is known forbade it.`, { closedAt });
  return {
    type: 'ClosingJudged',
    id: `arrears#${workOrderId}/closed/${closedAt}${again}`,
    data: { workOrderId, closedAt, wrongs: found.map((known) => known.wrong) },
    because: found.length > 0 ? found.map(({ because }) => because) : [right],
  };
}

/** What a crew did is always recorded; what it may not have done is an incident as well, whether the case is open or has ended. */
function consequences(closing: Closing, found: readonly Wrong[], state: CaseState | null, context: Context): CaseDraft[] {
  const { workOrderId } = closing;
  const incidents = found.map(({ wrong: incident, because }): CaseDraft => ({ type: 'IncidentOpened', data: { incident, workOrderId }, because: [because] }));
  if (closing.wrongs !== null) return incidents;
  const isOpen = state !== null && state.status !== 'closed';
  const records = recordsShutOff(closing, state, context);
  const because = [why(context, 'GEN-EXEC', `The crew closed the valve at ${closing.closedAt}.`, { closedAt: closing.closedAt })];
  const opens = !isOpen && (records || state === null);
  return [
    ...(opens ? [openEpisode(state, context, [why(context, 'GEN-EXEC', `Case ${nextCaseId(state, context)} opens: a crew closed the valve at ${closing.closedAt}, and no case was open.`)])] : []),
    ...(records ? [{ type: 'ServiceShutOff', data: { workOrderId, closedAt: closing.closedAt }, because } as const] : []),
    ...incidents,
    ...withoutClearance(closing, state, context),
    // Another crew that is out for the same valve would close it again.
    ...(isOpen && found.length > 0 ? recalls(state, context, because).filter((recall) => (recall.data as CaseEventData<'WorkOrderRecalled'>).workOrderId !== workOrderId) : []),
  ];
}

/** The water is off by this closing: not if it was off already, or if a crew has opened the valve since. */
function recordsShutOff({ workOrderId, closedAt }: Closing, state: CaseState | null, { account }: Context): boolean {
  const order = orderOf(workOrderId, state);
  if (order && order.status !== 'ended') return true;
  const openedSince = account.fieldWork.some((work) => work.result === 'on' && work.endedAt !== null && work.endedAt > closedAt);
  return state?.status !== 'shut-off' && !openedSince;
}

function withoutClearance(closing: Closing, state: CaseState | null, context: Context): CaseDraft[] {
  const { workOrderId, closedAt, clearanceId } = closing;
  const order = shutOffOrderOf(closing, state);
  const clearance = state?.clearances.find((granted) => granted.clearanceId === clearanceId && granted.workOrderId === workOrderId);
  const isCleared = clearance !== undefined && clearance.grantedAt <= closedAt && closedAt <= clearance.expiresAt;
  if (!order || isCleared) return [];
  const because = [why(context, 'GEN-EXEC', 'The valve was closed without a clearance that was valid at that moment.', timesOf(closing, state, context))];
  return [{ type: 'IncidentOpened', data: { incident: 'shut-off-without-clearance', workOrderId }, because }];
}
