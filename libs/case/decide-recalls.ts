import { earlierOf, type Instant } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { CaseState } from './case.state.ts';
import { why } from './context.ts';
import { nothing, type Rule } from './decision.ts';
import { openObligations, type Obligation } from './obligations.ts';

const incident = 'recall-not-acknowledged';

/** A crew that does not say that it turned back may be closing a valve: after its time that is an incident (GEN-EXEC). */
export const silentRecall: Rule = (state, context) => {
  const silent = unreported(state, context.law).find((recall) => recall.answerDueAt <= context.now);
  if (!silent) return nothing;
  const workOrderId = workOrderOf(silent);
  const sentence = `The recall of ${workOrderId} was sent at ${silent.orderedAt} and not acknowledged by ${silent.answerDueAt}.`;
  return [{ type: 'IncidentOpened', data: { incident, workOrderId }, because: [why(context, 'GEN-EXEC', sentence, { recalledAt: silent.orderedAt })] }];
};

/** When the next recall that nobody acknowledged becomes an incident, or null. */
export function recallSilentAt(state: CaseState, law: Law): Instant | null {
  return unreported(state, law).reduce<Instant | null>((first, recall) => earlierOf(first, recall.answerDueAt), null);
}

function unreported(state: CaseState, law: Law): readonly Obligation[] {
  const recalls = openObligations(state, law).filter((obligation) => obligation.kind === 'recall');
  return recalls.filter((recall) => !state.incidents.includes(`${incident}:${workOrderOf(recall)}`));
}

function workOrderOf(recall: Obligation): string {
  return recall.key.replace(/\/recall$/, '');
}
