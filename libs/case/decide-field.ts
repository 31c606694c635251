import type { FieldWork } from '../account/account.state.ts';
import { why, type Context } from './context.ts';
import { leftAtVisit } from './decide-visit.ts';
import type { CaseState, CaseWorkOrder } from './case.state.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';
import { waitsLeftAt } from './schedule.ts';

/** What crews answered to the case's open or recalled orders. */
export const fieldAnswers: Rule = (state, context) => {
  for (const order of state.workOrders) {
    if (order.status === 'ended') continue;
    const work = context.account.fieldWork.find((known) => known.workOrderId === order.workOrderId);
    const drafts = work ? answerTo(state, context, order, work) : nothing;
    if (drafts.length > 0) return drafts;
  }
  return nothing;
};

function answerTo(state: CaseState, context: Context, order: CaseWorkOrder, work: FieldWork): readonly CaseDraft[] {
  if (order.work === 'door-tag' && work.postedAt !== null) return tagPosted(state, context, order, work);
  // A closed valve is judged by itself.
  if (work.endedAt !== null && work.result !== null && work.result !== 'posted' && work.result !== 'off') return visitResult(state, context, order, work);
  if (order.status === 'recalled' && work.recallAcknowledgedAt !== null) {
    const sentence = `The crew acknowledged the recall of ${order.workOrderId} at ${work.recallAcknowledgedAt}.`;
    return [{ type: 'RecallConfirmed', data: { workOrderId: order.workOrderId }, because: [why(context, 'GEN-EXEC', sentence)] }];
  }
  return nothing;
}

/** A tag hung although it was recalled proves nothing for a case that has gone another way. */
function tagPosted(state: CaseState, context: Context, order: CaseWorkOrder, work: FieldWork): readonly CaseDraft[] {
  const postedAt = work.postedAt as NonNullable<FieldWork['postedAt']>;
  if (order.status === 'recalled' || state.status !== 'door-tag-ordered') {
    return [{ type: 'RecallConfirmed', data: { workOrderId: order.workOrderId }, because: [why(context, 'GEN-EXEC', 'The tag was posted before the recall reached the crew; it counts for nothing.')] }];
  }
  if (state.visitOrder?.workOrderId === order.workOrderId && postedAt >= order.orderedAt) return leftAtVisit(state.visitOrder, context, postedAt);
  if (postedAt < order.orderedAt) {
    const { workOrderId } = order;
    const because = [why(context, 'OP-DOORTAG', `The proof says that the tag of ${workOrderId} was posted at ${postedAt}, before it was ordered at ${order.orderedAt}.`)];
    return [
      { type: 'FieldVisitEnded', data: { workOrderId, work: order.work, result: 'posted', next: 'review' }, because },
      { type: 'ReviewNeeded', data: { question: `The tag of ${workOrderId} cannot have been posted at ${postedAt}. When was it?`, workOrderId }, because },
    ];
  }
  const early = waitsLeftAt(postedAt, 'door-tag', context).map((verdict) => verdict.because);
  if (early.length > 0) {
    const { workOrderId } = order;
    return [{ type: 'FieldVisitEnded', data: { workOrderId, work: order.work, result: 'posted', next: 'plan-again' }, because: early }];
  }
  return [
    {
      type: 'DoorTagConfirmed',
      data: { workOrderId: order.workOrderId, postedAt },
      because: [why(context, 'OP-DOORTAG', `The tag was posted at ${postedAt}, with photo and name.`, { postedAt })],
    },
  ];
}

function visitResult(state: CaseState, context: Context, order: CaseWorkOrder, work: FieldWork): readonly CaseDraft[] {
  const { workOrderId } = order;
  if (order.work === 'restoration' && work.result === 'on') {
    const restoredAt = work.endedAt as NonNullable<FieldWork['endedAt']>;
    return [{ type: 'ServiceRestored', data: { workOrderId, restoredAt }, because: [why(context, 'OP-RECONNECT', `The water runs again since ${restoredAt}.`)] }];
  }
  const result = work.result as string;
  const next = nextAfter(state, context, order, result);
  const because = [why(context, 'GEN-EXEC', `The crew reported "${result}" on ${workOrderId}: ${nextWords[next] ?? next}.`, { result })];
  const ended: CaseDraft = { type: 'FieldVisitEnded', data: { workOrderId, work: order.work, result, next }, because };
  if (next !== 'review' && next !== 'hold') return [ended];
  return [ended, { type: 'ReviewNeeded', data: { question: `The crew reported "${result}" on ${workOrderId}. What now?`, workOrderId }, because }];
}

const nextWords: Record<string, string> = {
  'plan-again': 'the visit is planned again',
  review: 'a person decides',
  'already-off': 'nothing is left to shut off',
  hold: 'collection is held and a person looks',
  'reported-payment': 'the payment is waited for',
};

function nextAfter(state: CaseState, context: Context, order: CaseWorkOrder, result: string): string {
  if (order.work !== 'shut-off') return 'plan-again';
  const rule = context.law.pack.fieldResults[result];
  if (!rule) return 'review';
  const tooOften = rule.next === 'plan-again' && rule.maxVisits !== undefined && state.visits + 1 >= rule.maxVisits;
  return tooOften ? 'review' : rule.next;
}
