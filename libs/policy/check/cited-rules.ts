import { engineRules } from '../engine-rules.ts';
import type { Law } from '../facts.ts';
import { error, warning, type Finding } from './fault.ts';
import { nearest } from './nearest.ts';
import { citationsOf } from './walk.ts';

/** Every rule that speaks is listed with its citation and status; what is listed speaks somewhere. */
export function citedRules({ pack, bankruptcy }: Law): Finding[] {
  const listed = Object.keys(pack.rules);
  const citations = [...citationsOf(pack)];
  const speaking = new Set<string>([...engineRules, ...citations.map(({ rule }) => rule)]);
  return [
    ...citations.filter(({ rule }) => !listed.includes(rule) && bankruptcy.rules[rule] === undefined).map(({ path, rule }) => error(path, `The rule ${rule} is cited but not listed under "rules".`, mendOf(rule, listed))),
    ...engineRules
      .filter((rule) => !listed.includes(rule))
      .map((rule) => error(['rules'], `The rule ${rule} is not listed under "rules"; decisions of every pack may cite it.`, 'List it with its citation and status.')),
    ...listed.filter((rule) => !speaking.has(rule)).map((rule) => warning(['rules', rule], `The rule ${rule} is listed, but nothing cites it.`, 'Cite it where it governs, or leave it out.')),
  ];
}

function mendOf(rule: string, listed: readonly string[]): string {
  const near = nearest(rule, listed);
  return near === null ? 'List it with its citation and status.' : `Did you mean ${near}? Otherwise list it with its citation and status.`;
}
