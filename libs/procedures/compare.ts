import type { Law } from '../policy/facts.ts';
import { changedLeaves, withLeaf, type ChangedLeaf } from './leaves.ts';
import { instead } from './instead.ts';
import { statementsOf } from './procedures.ts';

/** What differs between two laws, a sentence each. */
export interface Comparison {
  readonly sentences: readonly string[];
  /** Values that no sentence of the procedures tells; they are told by their path. There should be none. */
  readonly untold: readonly string[];
}

/** From one law to the other, in the order of the procedures. */
export function compareLaws(before: Law, after: Law): Comparison {
  const old = keyed(before);
  const told = sentencesBetween({ law: before, old }, after);
  const leaves = changedLeaves({ pack: before.pack, calendar: before.calendar }, { pack: after.pack, calendar: after.calendar }).filter((leaf) => !isNothing(leaf));
  // A value that alone differs is what everything told speaks of.
  const untold = (leaves.length === 1 && told.length > 0 ? [] : leaves.filter((leaf) => !isTold({ law: before, old }, leaf)))
    .map(({ path, from, to }) => `Changed ${path.join('.')} from ${JSON.stringify(from) ?? 'nothing'} to ${JSON.stringify(to) ?? 'nothing'}.`);
  return { sentences: told, untold };
}

type Known = ReturnType<typeof statementsOf>[number];
const keyed = (law: Law): Map<string, Known> => new Map(statementsOf(law).map((known) => [known.statement.key, known]));

interface Before {
  readonly law: Law;
  /** Its sentences, by key. */
  readonly old: ReadonlyMap<string, Known>;
}

function sentencesBetween({ law: before, old }: Before, after: Law): string[] {
  const now = keyed(after);
  // A day that only one of the calendars knows is no difference of its own: how far each of them reaches is told.
  const isShared = (key: string) => {
    const on = /^calendar\.\w+\.(\d{4}-\d\d-\d\d)$/.exec(key)?.[1];
    return on === undefined || [before, after].every(({ calendar }) => on >= calendar.knownFrom && on <= calendar.knownThrough);
  };
  const gone = [...old].filter(([key]) => !now.has(key) && isShared(key)).map(([, { section, group, statement }]) => `${place(section, group)}: no longer: ${statement.text}${lawOf(statement.rules)}`);
  const changed = [...now].flatMap(([key, { section, group, statement }]) => {
    const known = old.get(key)?.statement;
    if (known === undefined && !isShared(key)) return [];
    if (known === undefined) return [`${place(section, group)}: new: ${statement.text}${lawOf(statement.rules)}`];
    const sameRules = known.rules.join() === statement.rules.join();
    if (known.text === statement.text && sameRules) return [];
    const text = known.text === statement.text ? statement.text : instead(known.text, statement.text);
    return [`${place(section, group)}: ${text}${sameRules ? lawOf(statement.rules) : ` (${statement.rules.join(', ')} instead of ${known.rules.join(', ')})`}`];
  });
  return [...changed, ...gone];
}

/** Changing this value alone changes some sentence. */
function isTold(before: Before, leaf: ChangedLeaf): boolean {
  const whole = { pack: before.law.pack, calendar: before.law.calendar };
  try {
    return sentencesBetween(before, { ...before.law, ...withLeaf(whole, leaf) }).length > 0;
  } catch {
    // Alone it makes no sense, such as a step without its parts: it comes together with others that are told.
    return true;
  }
}

/** An empty list instead of none. */
function isNothing({ from, to }: ChangedLeaf): boolean {
  return [from, to].every((value) => value === undefined || (Array.isArray(value) && value.length === 0));
}

function place(section: string, group: string): string {
  return section === group ? section : group;
}

function lawOf(rules: readonly string[]): string {
  return rules.length === 0 ? '' : ` (${rules.join(', ')})`;
}
