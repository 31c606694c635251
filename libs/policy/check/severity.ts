import type { Law } from '../facts.ts';
import type { StepName } from '../pack.ts';
import { predicateOf, type Guard } from '../predicates/index.ts';
import { error, type Finding } from './fault.ts';

/** From mild to severe: who may not be written to may not be shut off either. */
const bySeverity: readonly StepName[] = ['notice', 'occupant-notice', 'door-tag', 'shut-off', 'clearance'];

/** Arguments of which more protects more; of the others any change between steps is left to the pack. */
const moreProtects = new Set(['days', 'hours', 'cents', 'businessDays', 'months']);

/** Guards that ask about the moment of one step, not about the account: a later step need not ask again. */
const ofOneStepOnly = new Set(['days-past-due-at-least', 'days-since-bill-at-least', 'notice-names-a-person', 'notice-contains', 'paper-contains']);

/** A severer step asks all that a milder one asked, and asks no less of it (GEN-EXEC); the valve closes under the guards of the order. */
export function severity({ pack }: Law): Finding[] {
  return bySeverity.flatMap((step, index) => bySeverity.slice(0, index).flatMap((milder) => [...comparison(pack.steps, milder, step)]));
}

function* comparison(steps: Law['pack']['steps'], milder: StepName, step: StepName): Generator<Finding> {
  if (steps[step] === undefined) return;
  for (const guard of steps[milder]?.guards ?? []) {
    const { predicate, args } = predicateOf(guard);
    const index = guardsIn(steps, step).findIndex((other) => predicateOf(other).predicate === predicate);
    if (index < 0) {
      if (ofOneStepOnly.has(predicate.name)) continue;
      yield error(['steps', step, 'guards'], `The step "${step}" does not ask ${predicate.name}, which the milder "${milder}" asks.`, `Add "- ${predicate.name}" to it, with the same arguments.`);
      continue;
    }
    const asks = predicateOf(guardsIn(steps, step)[index] as Guard).args;
    for (const [name, value] of Object.entries(args)) {
      const asked = asks[name];
      if (!moreProtects.has(name) || typeof value !== 'number' || typeof asked !== 'number' || asked >= value) continue;
      yield error(['steps', step, 'guards', index, predicate.name, name], `The step "${step}" asks for ${asked} ${name} in ${predicate.name}, the milder "${milder}" for ${value}.`, 'Let the severer step ask for as much, or the milder one for less.');
    }
  }
}

function guardsIn(steps: Law['pack']['steps'], step: StepName): readonly Guard[] {
  return steps[step]?.guards ?? [];
}
