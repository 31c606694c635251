import type { RuleStatus } from '../kernel/because.ts';
import type { Law } from '../policy/facts.ts';
import { packReference } from '../policy/pack.ts';
import { stepDiagram, type Diagram } from './diagram.ts';
import { proceduresOf } from './procedures.ts';
import type { Group, Section } from './statement.ts';

/** A rule as it is marked beside a sentence. */
export interface RuleMark {
  readonly id: string;
  readonly citation: string;
  readonly status: RuleStatus;
}

/** The procedures as a document, before it has a form. */
export interface Manual {
  readonly title: string;
  readonly subtitle: string;
  readonly sections: readonly Section[];
  readonly rules: ReadonlyMap<string, RuleMark>;
  readonly diagram: Diagram;
  /** How many rules are not confirmed; said at the front, so that nobody takes the document for more than it is. */
  readonly warning: string;
}

/** Days are printed for so many years from the one in which the pack may take effect. */
const yearsPrinted = 3;

/** The written procedures of a law, from its data alone: the same law gives the same document. */
export function manualOf(law: Law): Manual {
  const { pack } = law;
  const firstYear = Number(pack.effectiveFrom.slice(0, 4));
  const isPrinted = ({ year }: Group) => year === undefined || (year >= firstYear && year < firstYear + yearsPrinted);
  return {
    title: 'Procedures for unpaid bills',
    subtitle: `${pack.title} · ${packReference(pack)}, from ${pack.effectiveFrom} on`,
    sections: proceduresOf(law)
      .map((section) => ({ ...section, groups: section.groups.filter((group) => isPrinted(group) && group.statements.length + (group.conditions?.length ?? 0) > 0) }))
      .filter((section) => section.groups.length > 0),
    rules: new Map(Object.entries(pack.rules).map(([id, { citation, status }]) => [id, { id, citation, status }])),
    diagram: stepDiagram(law),
    warning: warningOf(Object.values(pack.rules).map((rule) => rule.status)),
  };
}

function warningOf(statuses: readonly RuleStatus[]): string {
  const count = (status: RuleStatus) => statuses.filter((known) => known === status).length;
  const counsel = count('needs-counsel');
  const told = counsel === 0 ? 'Every rule of law was confirmed in its source' : `${counsel} of ${statuses.length} rules were not confirmed and need counsel before anybody relies on them`;
  return `${told}; ${count('default')} are defaults of this utility and not law. Each sentence names its rule, and each rule that needs counsel says so beside every sentence.`;
}

/** `needs counsel`, `default` or nothing: what is written beside a rule wherever it speaks. */
export function markOf(status: RuleStatus): string | null {
  return { verified: null, 'needs-counsel': 'needs counsel', default: 'default' }[status];
}

/** The rules of a sentence that the pack lists. */
export function marksOf(manual: Manual, rules: readonly string[]): RuleMark[] {
  return rules.flatMap((rule) => manual.rules.get(rule) ?? []);
}
