import type { Sql } from '../../../libs/store/index.ts';

/** One event of a kind that people ask about, and the id by which `arrears why` explains it. */
export interface Explained {
  readonly what: string;
  readonly eventId: string;
}

const onAccount = (type: string, first = 'event_id') => `select event_id as id from account_event where utility_id = ? and type = '${type}' order by ${first} limit 1`;
const onCase = (type: string, text: string) => `select event_id as id from case_event where utility_id = ? and type = '${type}' and strpos(body, '${text}') > 0 order by event_id limit 1`;
const inSeason = (type: string) => `select season_id || '#' || version as id from roll_event where utility_id = ? and type = '${type}' order by season_id, version limit 1`;

const kinds: readonly (readonly [what: string, query: string])[] = [
  ['a petition', onAccount('PetitionFiled')],
  ['a case held by a stay', onCase('CollectionHeld', '"kind":"bankruptcy"')],
  ['a bill that was split', onAccount('BillSplit')],
  ['a dismissal, and a fresh start', onCase('CollectionResumed', '"afterDismissal":true')],
  ['left out of the roll', inSeason('LineExcluded')],
  ['certified', inSeason('LineCertified')],
  ['withdrawn from the roll', inSeason('WithdrawalSent')],
  ['settled by the county', inSeason('SettlementPosted')],
];

/** One event of each kind that there was. */
export async function readExplained(em: Sql, utilityId: string): Promise<Explained[]> {
  const found: Explained[] = [];
  for (const [what, query] of kinds) {
    const [row] = await em.execute<{ id: string }[]>(query, [utilityId]);
    if (row) found.push({ what, eventId: row.id });
  }
  return found;
}
