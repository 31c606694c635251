import type { Database } from './database.ts';
import { nudgeRow, putIntoOutbox } from './outbox.ts';

export interface TakenRow {
  readonly id: string;
  readonly stream: string;
  readonly topic: string | null;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Record<string, string> | null;
}

/**
 * Gives the oldest rows of one kind to `send`, in order, and deletes them when it has returned. Only one taker of a utility's rows
 * works at a time, so that the order per account holds; a crash in between sends them again, under the same ids (I4).
 * @returns how many were sent; 0 also while another taker works
 */
export async function takeOutbox(db: Database, utilityId: string, kind: 'message' | 'nudge', limit: number, send: (rows: readonly TakenRow[]) => Promise<void>): Promise<number> {
  return db.forUtility(utilityId, async (em) => {
    const [lock] = await em.execute<{ taken: boolean }[]>(`select pg_try_advisory_xact_lock(hashtextextended(?, 11)) as taken`, [`outbox/${kind}/${utilityId}`]);
    if (!lock?.taken) return 0;
    const rows = await em.execute<TakenRow[]>(
      `select id::text as id, stream, topic, key, value, headers from outbox where utility_id = ? and kind = ? order by id limit ? for update skip locked`,
      [utilityId, kind, limit],
    );
    if (rows.length === 0) return 0;
    await send(rows);
    await em.execute(`delete from outbox where utility_id = ? and id = any(?::bigint[])`, [utilityId, rows.map((row) => row.id)]);
    return rows.length;
  });
}

/** Asks processes to look again. */
export async function nudgeCases(db: Database, utilityId: string, caseIds: readonly string[]): Promise<void> {
  await db.forUtility(utilityId, (em) => putIntoOutbox(em, utilityId, [...new Set(caseIds)].map((caseId) => nudgeRow(caseId))));
}
