import type { Sql } from './database.ts';

/** Which accounts changed since a moment, for the screens that show them. */
export interface LiveChanges {
  /** A snapshot of PostgreSQL: what it did not see yet comes with the next look. */
  readonly seen: string;
  readonly accountIds: readonly string[];
}

/** In the transaction of the change, so that nobody hears of what was rolled back. */
export async function noteLiveChanges(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await em.execute(`insert into live_change (utility_id, account_id) select ?, unnest(?::text[])`, [utilityId, accountIds]);
}

/**
 * What was committed since an earlier look, each account once; nothing for the first look, which has no earlier one. By snapshots and not by numbers or
 * times: a transaction that began earlier may well commit later, and is not missed.
 */
export async function readLiveChanges(em: Sql, utilityId: string, since: string | null, most: number): Promise<LiveChanges> {
  const [row] = await em.execute<{ seen: string; accounts: string[] | null }[]>(
    `select pg_current_snapshot()::text as seen, (
       select array_agg(c.account_id) from (
         select distinct account_id from live_change
         where utility_id = ? and xid >= pg_snapshot_xmin(?::pg_snapshot) and not pg_visible_in_snapshot(xid, ?::pg_snapshot) limit ?) c) as accounts`,
    [utilityId, since, since, most],
  );
  return { seen: row?.seen ?? '', accountIds: row?.accounts ?? [] };
}

/** What every screen has heard of by now. */
export async function forgetLiveChanges(em: Sql, utilityId: string): Promise<void> {
  await em.execute(`delete from live_change where utility_id = ? and at < clock_timestamp() - interval '1 minute'`, [utilityId]);
}
