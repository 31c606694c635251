import type { RuleStatus } from '../../kernel/because.ts';
import type { Law } from '../../policy/facts.ts';
import { statement, type Section } from '../statement.ts';

/** How far a rule was confirmed, for people who are no lawyers. */
export const statusWords: Record<RuleStatus, string> = {
  verified: 'confirmed in its source',
  'needs-counsel': 'not confirmed: needs counsel',
  default: 'a default of this utility, not law',
};

export function rules({ pack }: Law): Section {
  return {
    id: 'rules',
    title: 'The rules and where they are written',
    about: 'Every sentence above names its rule. This is where each rule stands, and how far that was confirmed.',
    groups: [
      {
        id: 'rule-list',
        title: 'Rules',
        statements: Object.entries(pack.rules).map(([id, { citation, status }]) => statement(`rules.${id}`, `${id}: ${citation} (${statusWords[status]}).`, id)),
      },
    ],
  };
}
