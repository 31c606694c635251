import type { BulkWish } from '../../case/bulk-wishes.ts';
import type { HoldRole } from '../../case/interventions.ts';
import type { Database, Sql } from '../database.ts';
import { putIntoOutbox } from '../outbox.ts';
import { readUtility } from '../utility.ts';
import { bulkNudge } from './bulk-nudge.ts';
import { readBulk, type Bulk, type BulkWord } from './bulk-rows.ts';

/** Why a bulk does not do what it was told, in words that say what it does instead. */
export class NotInBulk extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotInBulk';
  }
}

export interface AskedBulk {
  readonly bulkId: string;
  readonly wish: BulkWish;
  readonly chosen: Readonly<Record<string, unknown>>;
  /** Each once. */
  readonly caseIds: readonly string[];
  readonly canary: number;
  readonly perMinute: number;
}

/** Those of these ids that name no case of the utility. */
export async function unknownCases(em: Sql, utilityId: string, caseIds: readonly string[]): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `select given.id from unnest(?::text[]) with ordinality as given(id, place) where not exists (select 1 from case_record c where c.utility_id = ? and c.case_id = given.id) order by given.place`,
    [caseIds, utilityId],
  );
  return rows.map(({ id }) => id);
}

/** Settles which cases are meant, and has each of them looked at; nothing is done yet. */
export async function askBulk(db: Database, utilityId: string, { bulkId, wish, chosen, caseIds, canary, perMinute }: AskedBulk, by: string, as: HoldRole | null): Promise<Bulk> {
  return db.retrying(utilityId, async (em) => {
    const { now } = await readUtility(em, utilityId);
    const said: BulkWord[] = [{ what: 'asked', by, at: now, reason: wish.reason }];
    await em.execute('insert into bulk (utility_id, bulk_id, wish, chosen, asked_by, asked_as, asked_at, canary, per_minute, said) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', [
      utilityId,
      bulkId,
      JSON.stringify(wish),
      JSON.stringify(chosen),
      by,
      as,
      now,
      canary,
      perMinute,
      JSON.stringify(said),
    ]);
    await em.execute(
      `insert into bulk_line (utility_id, bulk_id, case_id, place) select ?, ?, id, row_number() over (order by md5(?::text || id), id) from unnest(?::text[]) as given(id)`,
      [utilityId, bulkId, bulkId, caseIds],
    );
    await putIntoOutbox(em, utilityId, [bulkNudge(bulkId)]);
    return (await readBulk(em, utilityId, bulkId)) as Bulk;
  });
}

/**
 * A second person approves: the canary begins, with cases in which something would be done, from all over the set.
 * @throws NotInBulk @returns null when there is no such bulk
 */
export async function approveBulk(db: Database, utilityId: string, bulkId: string, by: string): Promise<Bulk | null> {
  return tell(db, utilityId, bulkId, { what: 'approved', by, reason: null }, async (em, bulk) => {
    if (bulk.status === 'looking') throw new NotInBulk('Its cases are still being looked at; it can be approved when it is known what would come of it.');
    if (bulk.status !== 'asked') throw new NotInBulk(`It was approved or stopped before: it is ${bulk.status}.`);
    if (by === bulk.askedBy) throw new NotInBulk(`${by} asked for it; it needs somebody else.`);
    await em.execute(
      `update bulk_line l set is_canary = true from (select case_id from bulk_line where utility_id = ? and bulk_id = ? order by foreseen desc, place limit ?) first
       where l.utility_id = ? and l.bulk_id = ? and l.case_id = first.case_id`,
      [utilityId, bulkId, bulk.canary, utilityId, bulkId],
    );
    return { status: 'canary', approvedBy: by };
  });
}

/** After the canary, or after a pause. @throws NotInBulk @returns null when there is no such bulk */
export async function goOnWithBulk(db: Database, utilityId: string, bulkId: string, by: string): Promise<Bulk | null> {
  return tell(db, utilityId, bulkId, { what: 'went-on', by, reason: null }, async (_em, { status, pausedIn }) => {
    if (status === 'canary-done') return { status: 'running' };
    if (status === 'paused') return { status: pausedIn as 'canary' | 'running' };
    throw new NotInBulk(`It does not wait for the word to go on: it is ${status}.`);
  });
}

/** No further case is begun until somebody says to go on. @throws NotInBulk @returns null when there is no such bulk */
export async function pauseBulk(db: Database, utilityId: string, bulkId: string, by: string, reason: string): Promise<Bulk | null> {
  return tell(db, utilityId, bulkId, { what: 'paused', by, reason }, async (_em, { status }) => {
    if (status !== 'canary' && status !== 'running') throw new NotInBulk(`Nothing is being carried out that could pause: it is ${status}.`);
    return { status: 'paused', pausedIn: status };
  });
}

/** For good: what was not done is left. @throws NotInBulk @returns null when there is no such bulk */
export async function stopBulk(db: Database, utilityId: string, bulkId: string, by: string, reason: string): Promise<Bulk | null> {
  return tell(db, utilityId, bulkId, { what: 'stopped', by, reason }, async (em, { status }) => {
    if (status === 'stopped' || status === 'done') throw new NotInBulk(`It is ${status} already.`);
    await em.execute(`update bulk_line set status = 'left' where utility_id = ? and bulk_id = ? and status = 'waiting'`, [utilityId, bulkId]);
    return { status: 'stopped' };
  });
}

interface Change {
  readonly status: Bulk['status'];
  readonly pausedIn?: 'canary' | 'running';
  readonly approvedBy?: string;
}

/** Whoever tells something waits for the case that is being done at the moment, and for no other. */
async function tell(db: Database, utilityId: string, bulkId: string, word: Omit<BulkWord, 'at'>, decide: (em: Sql, bulk: Bulk) => Promise<Change>): Promise<Bulk | null> {
  return db.retrying(utilityId, async (em) => {
    await em.execute('select 1 from bulk where utility_id = ? and bulk_id = ? for update', [utilityId, bulkId]);
    const bulk = await readBulk(em, utilityId, bulkId);
    if (!bulk) return null;
    const { status, pausedIn = null, approvedBy = bulk.approvedBy } = await decide(em, bulk);
    const { now } = await readUtility(em, utilityId);
    await em.execute('update bulk set status = ?, paused_in = ?, approved_by = ?, next_at = clock_timestamp() where utility_id = ? and bulk_id = ?', [status, pausedIn, approvedBy, utilityId, bulkId]);
    await noteWord(em, utilityId, bulkId, { ...word, at: now });
    await putIntoOutbox(em, utilityId, [bulkNudge(bulkId)]);
    return readBulk(em, utilityId, bulkId);
  });
}

/** Adds to what was said of a bulk. */
export async function noteWord(em: Sql, utilityId: string, bulkId: string, word: BulkWord): Promise<void> {
  await em.execute('update bulk set said = (said::jsonb || ?::jsonb)::json where utility_id = ? and bulk_id = ?', [JSON.stringify([word]), utilityId, bulkId]);
}
