import type { Law } from '../facts.ts';
import { error, type Finding } from './fault.ts';

/** No step goes on for ever: a visit that is planned again is counted, and a hold that a crew or a caller causes runs out. */
export function endings({ pack }: Law): Finding[] {
  const visits = Object.entries(pack.fieldResults)
    .filter(([, rule]) => rule.next === 'plan-again' && rule.maxVisits === undefined)
    .map(([result]) => error(['fieldResults', result], `After "${result}" the visit is planned again, for ever.`, 'Add "maxVisits": after so many a person is asked.'));
  const holds = (['field', 'reported-payment'] as const)
    .filter((kind) => pack.holds[kind].maxBusinessDays === undefined)
    .map((kind) => error(['holds', kind], `A hold of the kind "${kind}" has no end: nothing that comes later ends it.`, 'Add "maxBusinessDays".'));
  return [...visits, ...holds];
}
