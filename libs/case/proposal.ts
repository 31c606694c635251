import { evaluateStep, type Proposal } from '../policy/evaluate.ts';
import type { Law } from '../policy/facts.ts';
import type { StepName } from '../policy/pack.ts';
import { underBoth } from './both-versions.ts';
import type { Context } from './context.ts';

/** A step's guards over the facts of now, under the case's own version of the law and the one in force. */
export function proposalFor(step: StepName, context: Context): Proposal {
  return underBoth(context, ({ facts, law }) => evaluateStep(step, facts, law));
}

/** The rule on which a step itself rests. */
export function ruleOf(step: StepName, { pack }: Law): string {
  return pack.steps[step]?.rule ?? 'CASE-PATH';
}
