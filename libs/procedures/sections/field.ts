import type { Law } from '../../policy/facts.ts';
import type { Pack } from '../../policy/pack.ts';
import { statement, type Section } from '../statement.ts';
import { counted, spoken } from '../words.ts';

type Next = Pack['fieldResults'][string]['next'];

const follows: Record<Next, string> = {
  'shut-off': 'the water counts as turned off',
  'plan-again': 'another day is planned',
  review: 'a person looks into it before anything else is done',
  'already-off': 'the water counts as off without this visit, and a person looks into it',
  hold: 'a hold stands, and nothing is done until it ends',
  'reported-payment': 'the payment is waited for, and nothing is done until then',
};

export function field({ pack }: Law): Section {
  return {
    id: 'field',
    title: 'What a crew reports, and what follows',
    about: 'Whatever a crew did is recorded. A closing without a valid clearance is an incident, whatever the report says.',
    groups: [
      {
        id: 'field-results',
        title: 'Reports at a shut-off',
        statements: Object.entries(pack.fieldResults).map(([result, { next, maxVisits, fee }]) => {
          const visits = maxVisits === undefined ? '' : `, at the most ${counted(maxVisits, 'time')}; then a person is asked`;
          const charged = fee === undefined ? 'No fee is charged.' : `The ${spoken(fee).toLowerCase()} fee is charged.`;
          return statement(`fieldResults.${result}`, `${spoken(result)}: ${follows[next]}${visits}. ${charged}`, 'GEN-EXEC');
        }),
      },
    ],
  };
}
