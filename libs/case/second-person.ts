import { isRefusal, type Refusal } from '../kernel/because.ts';
import { canonicalText } from '../kernel/canonical.ts';
import { askedInterventionSchema, type AskedAnswer, type AskedIntervention } from './asked-interventions.ts';
import type { AwaitedSignature, CaseState } from './case.state.ts';
import { why, type Context } from './context.ts';
import { intervene, ruleOfSecondPerson, type HoldRole, type Intervened, type Intervener, type Intervention } from './interventions.ts';

/**
 * Does what a person wants, or asks for the second signature that the case's pack wants for it. What would be refused now is refused at once, and not
 * asked for. A bulk was approved by a second person already.
 */
export function interveneOrAsk(intervention: Intervention, who: Intervener, state: CaseState, context: Context): Intervened | Refusal {
  const judged = intervene(intervention, who, state, context);
  const asked = isRefusal(judged) || who.bulk ? null : needsSignature(intervention, context);
  return asked === null ? judged : ask(asked, intervention.reason, who, state, context);
}

/** The intervention as it is asked for, where the pack has somebody sign for it; null where it is done at once. */
function needsSignature({ reason: _reason, ...intervention }: Intervention, { law }: Context): AskedIntervention | null {
  const named: readonly string[] = law.pack.secondPerson?.interventions ?? [];
  return named.includes(intervention.type) ? askedInterventionSchema.parse(intervention) : null;
}

function ask(intervention: AskedIntervention, reason: string, { by, as, interventionId }: Intervener, state: CaseState, context: Context): Intervened | Refusal {
  const rule = ruleOfSecondPerson(context);
  const same = state.asked?.find((known) => canonicalText(known.intervention) === canonicalText(intervention));
  if (same) return refuse(context, `${same.by} has asked for this already, and somebody else has to sign.`);
  const because = [why(context, 'AUTHORITY', `${by}: ${reason}`, { by }), why(context, rule, `Somebody else has to sign before this: ${wishOf(intervention)}.`, { interventionId })];
  const data = { interventionId, intervention, by, ...(as ? { as } : {}), reason };
  return { caseEvents: [{ type: 'InterventionAsked', data, because }], entries: [] };
}

/** What was said of something that waits for its signature. */
export interface SaidOfAsked {
  readonly interventionId: string;
  readonly answer: AskedAnswer;
  readonly by: string;
  readonly reason: string;
}

/**
 * What an answer brings about. A signature has the intervention judged anew, with the case as it is now, in the name and the role of who asked; where
 * a rule refuses it by now, whoever signs is told, and nothing is recorded. Nobody signs for oneself; only who asked withdraws.
 */
export function answerAsked(said: SaidOfAsked, state: CaseState, context: Context): Intervened | Refusal {
  const waiting = state.asked?.find(({ interventionId }) => interventionId === said.interventionId);
  if (!waiting) return refuse(context, `Nothing called ${said.interventionId} waits for a signature in case ${state.caseId}.`);
  const isAsker = said.by === waiting.by;
  if (said.answer === 'signed' && isAsker) return refuse(context, `${said.by} asked for this: somebody else has to sign.`);
  if (said.answer === 'refused' && isAsker) return refuse(context, `${said.by} asked for this, and may withdraw it.`);
  if (said.answer === 'withdrawn' && !isAsker) return refuse(context, `${waiting.by} asked for this: nobody else withdraws it.`);
  const outcome = said.answer === 'signed' ? doWhatWasAsked(waiting, said.by, state, context) : nothingDone;
  if (isRefusal(outcome)) return outcome;
  const { by, reason } = said;
  const because = [why(context, 'AUTHORITY', `${by}: ${reason}`, { by }), why(context, ruleOfSecondPerson(context), `${waiting.by} had asked for this: ${wishOf(waiting.intervention)}. ${answerWords[said.answer](by)}`, { askedBy: waiting.by })];
  return { caseEvents: [{ type: 'InterventionAnswered', data: { ...said }, because }, ...outcome.caseEvents], entries: outcome.entries };
}

const nothingDone: Intervened = { caseEvents: [], entries: [] };

const answerWords: Readonly<Record<AskedAnswer, (by: string) => string>> = {
  signed: (by) => `${by} signed.`,
  refused: (by) => `${by} refused it.`,
  withdrawn: () => 'It was withdrawn.',
};

function doWhatWasAsked({ intervention, reason, by, as, interventionId }: AwaitedSignature, signedBy: string, state: CaseState, context: Context): Intervened | Refusal {
  return intervene({ ...intervention, reason } as Intervention, { by, as: (as ?? null) as HoldRole | null, interventionId, signedBy }, state, context);
}

function wishOf(intervention: AskedIntervention): string {
  switch (intervention.type) {
    case 'SkipStep':
      return 'skip the step';
    case 'AccountForCrew':
      return `account for the crew of ${intervention.workOrderId}`;
    case 'RewindCase':
      return `take the case back to its ${intervention.to === 'notice' ? 'notice' : 'posting'}`;
    case 'PostNotice':
      return 'post the notice at the door now';
    case 'FinishReview':
      return 'finish the review';
    case 'CloseCase':
      return 'close the case';
  }
}

function refuse(context: Context, sentence: string): Refusal {
  return { refused: true, because: why(context, ruleOfSecondPerson(context), sentence), notBefore: null };
}
