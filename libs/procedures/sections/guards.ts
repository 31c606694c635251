import type { Law } from '../../policy/facts.ts';
import { predicateOf, type Guard } from '../../policy/predicates/index.ts';
import { statement, type Statement } from '../statement.ts';

/** What must be true, guard by guard, in the predicates' own sentences. A guard that is asked twice is told twice. */
export function guardStatements(key: string, guards: readonly Guard[], law: Law): Statement[] {
  const asked = new Map<string, number>();
  return guards.map((guard) => {
    const { predicate, args } = predicateOf(guard);
    const nth = asked.get(predicate.name) ?? 0;
    asked.set(predicate.name, nth + 1);
    return statement(`${key}.guards.${predicate.name}${nth === 0 ? '' : `.${nth + 1}`}`, predicate.says(args, law), args.rule);
  });
}
