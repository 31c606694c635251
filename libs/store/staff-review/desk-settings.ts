import type { Instant } from '../../kernel/time.ts';
import type { Database, Sql } from '../database.ts';
import { readUtility } from '../utility.ts';

/** What a utility may set for its desk. None of it is law: what the law asks for stands in the pack. */
export const deskSettings = {
  'review-percent': { usual: 10, least: 1, most: 100, says: 'Of each person and each kind of act so many in a hundred are reviewed, one at least.' },
  'expiring-within-days': { usual: 7, least: 1, most: 60, says: 'The morning’s lists show holds that end within so many days, and what came in within as many days before.' },
} as const;
export type DeskSetting = keyof typeof deskSettings;

/** @param asOf as it was set at that moment; as it is now where none is named */
export async function readDeskSetting(em: Sql, utilityId: string, setting: DeskSetting, asOf: Instant | null = null): Promise<number> {
  const [row] = await em.execute<{ value: number }[]>(
    `select value from desk_setting where utility_id = ? and setting = ? and (?::timestamptz is null or at < ?::timestamptz) order by number desc limit 1`,
    [utilityId, setting, asOf, asOf],
  );
  return row?.value ?? deskSettings[setting].usual;
}

export async function changeDeskSetting(db: Database, utilityId: string, change: { readonly setting: DeskSetting; readonly value: number; readonly by: string }): Promise<void> {
  const { setting, value, by } = change;
  await db.retrying(utilityId, async (em) => {
    const { now } = await readUtility(em, utilityId);
    await em.execute('insert into desk_setting (utility_id, setting, value, at, by) values (?, ?, ?, ?, ?)', [utilityId, setting, value, now, by]);
  });
}
