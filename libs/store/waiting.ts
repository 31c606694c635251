import { buryAll } from './dead-letters.ts';
import type { Database } from './database.ts';
import { readWaiting } from './inbox.ts';
import { utilityIds } from './utility.ts';

/** Facts whose account stayed unknown for too long become dead letters. @returns how many did */
export async function expireWaiting(db: Database, olderThanSeconds: number): Promise<number> {
  let expired = 0;
  for (const utilityId of await db.shared((em) => utilityIds(em))) {
    expired += await db.retrying(utilityId, async (em) => {
      const rows = await em.execute<{ source: string; event_id: string; account_id: string; body: string }[]>(
        `select source, event_id, account_id, body from inbox
         where utility_id = ? and status = 'waiting' and received_at < now() - make_interval(secs => ?) order by source, event_id limit 200 for update skip locked`,
        [utilityId, olderThanSeconds],
      );
      for (const row of rows) {
        const { claim, key, value } = readWaiting(row.body);
        const detail = `Account ${row.account_id} is still unknown after ${olderThanSeconds} s: send its opening, then replay this letter.`;
        await buryAll(em, utilityId, [{ raw: { ...claim.item.raw, key, value }, reason: 'unknown-account', detail, accountIds: [row.account_id], source: row.source, eventId: row.event_id }]);
        await em.execute(`update inbox set status = 'dead', body = null where utility_id = ? and source = ? and event_id = ? and account_id = ?`, [utilityId, row.source, row.event_id, row.account_id]);
      }
      return rows.length;
    });
  }
  return expired;
}

