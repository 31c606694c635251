import type { AccountState } from '../../account/account.state.ts';
import type { Sql } from '../database.ts';
import { putIntoOutbox } from '../outbox.ts';
import type { WorkingAccount } from '../working-account.ts';
import { seasonNudge } from './season-nudge.ts';

/**
 * Accounts that changed and have something on a tax roll: their lines are noted in the same transaction, so that a petition is followed
 * by its withdrawal whatever becomes of the nudge. No season is locked here: its own transactions lock accounts first.
 */
export async function touchLines(em: Sql, utilityId: string, touched: readonly WorkingAccount[]): Promise<void> {
  const lines = touched.flatMap(({ folded, appended }) => (appended.length === 0 ? [] : folded.state.certified.map(({ lineId }) => placeOf(lineId))));
  if (lines.length === 0) return;
  // What a closed season left is followed in the next one of its authority.
  const noted = await em.execute<{ season_id: string }[]>(
    `insert into roll_touch (utility_id, season_id, line_id)
     select distinct s.utility_id, follows.season_id, r.line_id from json_to_recordset(?::json) as r(season_id text, line_id text)
       join roll_season s on s.utility_id = ? and s.season_id = r.season_id
       join lateral (select o.season_id from roll_season o where o.utility_id = s.utility_id and o.status <> 'closed' and o.season_id >= s.season_id
                       and split_part(o.season_id, '.', 1) = split_part(s.season_id, '.', 1) and (s.status = 'closed' or o.season_id = s.season_id) order by o.season_id limit 1) follows on true
     returning season_id`,
    [JSON.stringify(lines), utilityId],
  );
  await putIntoOutbox(em, utilityId, [...new Set(noted.map(({ season_id }) => season_id))].map(seasonNudge));
}

/** `county-auditor.2027/A1` → season and line */
function placeOf(lineId: string): { readonly season_id: string; readonly line_id: string } {
  const slash = lineId.indexOf('/');
  return { season_id: lineId.slice(0, slash), line_id: lineId.slice(slash + 1) };
}

/** Accounts whose parcel was told in this transaction. */
export function toldParcels(touched: readonly WorkingAccount[]): AccountState[] {
  const isTold = ({ appended }: WorkingAccount) => appended.some(({ event }) => (event.type === 'AccountOpened' || event.type === 'AccountChanged') && event.data.parcelId !== undefined);
  return touched.filter(isTold).map(({ folded }) => folded.state);
}

/** Which parcel each account lies on. */
export async function writeParcels(em: Sql, utilityId: string, accounts: readonly Pick<AccountState, 'accountId' | 'parcelId'>[]): Promise<void> {
  const rows = accounts.flatMap(({ accountId, parcelId }) => (parcelId === undefined ? [] : [{ account_id: accountId, parcel_id: parcelId }]));
  if (rows.length === 0) return;
  await em.execute(
    `insert into account_parcel (utility_id, account_id, parcel_id) select ?, r.* from json_to_recordset(?::json) as r(account_id text, parcel_id text)
     on conflict (utility_id, account_id) do update set parcel_id = excluded.parcel_id`,
    [utilityId, JSON.stringify(rows)],
  );
}
