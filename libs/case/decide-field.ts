import type { FieldWork } from '../account/account.state.ts';
import type { Because } from '../kernel/because.ts';
import { why, type Context } from './context.ts';
import type { CaseState, CaseWorkOrder } from './case.state.ts';
import { nothing, type CaseDraft, type Rule } from './decision.ts';

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
  if (work.endedAt !== null && work.result !== null && work.result !== 'posted') return visitResult(state, context, order, work);
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
  if (order.work === 'shut-off' && work.result === 'off') return shutOff(state, context, order, work);
  const result = work.result as string;
  const next = nextAfter(state, context, order, result);
  const because = [why(context, 'GEN-EXEC', `The crew reported "${result}" on ${workOrderId}: ${nextWords[next] ?? next}.`, { result })];
  const ended: CaseDraft = { type: 'FieldVisitEnded', data: { workOrderId, work: order.work, result, next }, because };
  if (next !== 'review') return [ended];
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

/** What a crew did is always recorded; what it may not have done is an incident as well. */
function shutOff(state: CaseState, context: Context, order: CaseWorkOrder, work: FieldWork): readonly CaseDraft[] {
  const { workOrderId } = order;
  const closedAt = work.endedAt as NonNullable<FieldWork['endedAt']>;
  const closed: CaseDraft = {
    type: 'ServiceShutOff',
    data: { workOrderId, closedAt },
    because: [why(context, 'GEN-EXEC', `The crew closed the valve at ${closedAt}.`, { closedAt })],
  };
  return [closed, ...incidents(state, context, order, work)];
}

type Incident = Extract<CaseDraft, { type: 'IncidentOpened' }>['data']['incident'];

function incidents(state: CaseState, context: Context, order: CaseWorkOrder, work: FieldWork): CaseDraft[] {
  const closedAt = work.endedAt as NonNullable<FieldWork['endedAt']>;
  const incident = (name: Incident, rule: string, sentence: string): CaseDraft => ({
    type: 'IncidentOpened',
    data: { incident: name, workOrderId: order.workOrderId },
    because: [why(context, rule, sentence, incidentFacts(context, order, work))],
  });
  const found: CaseDraft[] = [];
  const before = context.holds.filter((hold) => hold.sinceAt <= closedAt);
  for (const hold of before.filter((known) => known.kind === 'bankruptcy')) {
    found.push(incident('shut-off-under-stay', 'BK-STAY', `The valve was closed at ${closedAt}, after this: ${hold.sentence}`));
  }
  for (const hold of before.filter((known) => known.kind !== 'bankruptcy').slice(0, 1)) {
    found.push(incident('shut-off-under-hold', context.law.pack.holds[hold.kind].rule, `The valve was closed at ${closedAt}, while this stood: ${hold.sentence}`));
  }
  if (order.recalledAt !== null && order.recalledAt < closedAt) {
    found.push(incident('shut-off-after-recall', 'GEN-EXEC', `The order was recalled at ${order.recalledAt}, and the valve was closed at ${closedAt}.`));
  }
  const clearance = state.clearances.find((granted) => granted.clearanceId === work.clearanceId && granted.workOrderId === order.workOrderId);
  if (!clearance || closedAt > clearance.expiresAt) {
    found.push(incident('shut-off-without-clearance', 'GEN-EXEC', 'The valve was closed without a clearance that was valid at that moment.'));
  }
  return found;
}

/** Who knew what when: the times of the order, its recall and the closing, and every contact with the household since the order. */
function incidentFacts({ account }: Context, order: CaseWorkOrder, work: FieldWork): Because['facts'] {
  const contacts = account.contacts.filter((contact) => contact.at >= order.orderedAt).map((contact) => `${contact.channel} ${contact.contactId} at ${contact.at}`);
  return {
    orderedAt: order.orderedAt,
    dispatchedAt: work.dispatchedAt,
    closedAt: work.endedAt,
    recalledAt: order.recalledAt,
    recallAcknowledgedAt: work.recallAcknowledgedAt,
    contacts: contacts.join(', '),
  };
}

/** A stay that became known after the valve was closed makes the closing an incident all the same. */
export const lateStay: Rule = (state, context) => {
  if (state.shutOff === null) return nothing;
  const { workOrderId, closedAt } = state.shutOff;
  const stay = context.holds.find((hold) => hold.kind === 'bankruptcy' && hold.sinceAt <= closedAt);
  if (!stay || state.incidents.includes(`shut-off-under-stay:${workOrderId}`)) return nothing;
  const sentence = `The valve was closed at ${closedAt}, after this: ${stay.sentence}`;
  return [{ type: 'IncidentOpened', data: { incident: 'shut-off-under-stay', workOrderId }, because: [why(context, 'BK-STAY', sentence, { closedAt })] }];
};
