import type { Sql } from '../database.ts';
import type { ToldOfAccount } from '../read-models.ts';
import { termsTold } from './terms.ts';

/** By what accounts are found, from whatever told it last; in the transaction of what told it. */
export async function writeTerms(em: Sql, utilityId: string, told: readonly ToldOfAccount[]): Promise<void> {
  const all = told.map(({ accountId, events }) => ({ accountId, ...termsTold(accountId, events) }));
  const gone = all.flatMap(({ accountId, anew }) => anew.map((kind) => ({ account_id: accountId, kind })));
  const rows = all.flatMap(({ accountId, terms }) => terms.map(({ kind, term }) => ({ account_id: accountId, kind, term })));
  if (gone.length > 0)
    await em.execute(`delete from account_term t using json_to_recordset(?::json) as g(account_id text, kind text) where t.utility_id = ? and t.account_id = g.account_id and t.kind = g.kind`, [JSON.stringify(gone), utilityId]);
  if (rows.length > 0)
    await em.execute(`insert into account_term (utility_id, account_id, kind, term) select distinct ?, r.* from json_to_recordset(?::json) as r(account_id text, kind text, term text) on conflict do nothing`, [utilityId, JSON.stringify(rows)]);
}
