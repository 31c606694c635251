import { instant, type Instant, type LocalDate } from '../kernel/time.ts';
import { instantOfEpoch } from '../calendar/days.ts';
import type { DeclaredMoratorium } from '../account/moratoriums.ts';
import type { FeedMark } from '../case/context.ts';
import type { OpenBreaker } from '../policy/breaker.ts';
import type { Law } from '../policy/facts.ts';
import { inForceAt } from '../policy/law-book.ts';
import { loadLaw } from '../policy/load.ts';
import type { Sql } from './database.ts';
import { lawOfVersions, type VersionRow } from './versions.ts';
import { instantText } from './read/sql-times.ts';

export interface Utility {
  readonly utilityId: string;
  /** The version in force now; it knows the others (see `libs/policy/law-book.ts`). */
  readonly law: Law;
  readonly clockMode: 'real' | 'stepped';
  /** Read after the locks of the transaction were taken. */
  readonly now: Instant;
  readonly targetAt: Instant | null;
  readonly sweptThroughOn: LocalDate | null;
  readonly feeds: readonly FeedMark[];
  /** That tripped and are not reset. */
  readonly breakers: readonly OpenBreaker[];
  /** Every one that may concern the accounts that were asked for, also those that are over; the turns after it are those of these accounts. */
  readonly moratoriums: readonly DeclaredMoratorium[];
}

/** A utility that nobody has set up. */
export class UnknownUtility extends Error {
  constructor(utilityId: string) {
    super(`There is no utility "${utilityId}"`);
    this.name = 'UnknownUtility';
  }
}

interface UtilityRecord {
  first_version: VersionRow;
  later_versions: VersionRow[] | null;
  clock_mode: 'real' | 'stepped';
  now_ms: string;
  target_ms: string | null;
  swept_through_on: string | null;
  feeds: { name: string; limitHours: number }[];
  marks: Record<string, string> | null;
  breakers: OpenBreaker[] | null;
  moratoriums: DeclaredMoratorium[] | null;
}

const query = `
select u.clock_mode, u.feeds, u.swept_through_on::text as swept_through_on,
  (extract(epoch from coalesce(u.clock_now_at, clock_timestamp())) * 1000)::bigint::text as now_ms,
  (extract(epoch from u.clock_target_at) * 1000)::bigint::text as target_ms,
  json_build_object('pack', u.pack, 'packHash', u.pack_hash, 'calendarHash', u.calendar_hash, 'fromMs', null) as first_version,
  (select json_agg(json_build_object('pack', a.pack, 'packHash', a.pack_hash, 'calendarHash', a.calendar_hash, 'fromMs', (extract(epoch from a.in_force_at) * 1000)::bigint)
     order by a.in_force_at, a.activation_id) from pack_activation a where a.utility_id = u.utility_id and a.status = 'stands') as later_versions,
  (select json_object_agg(m.feed, (extract(epoch from m.through_at) * 1000)::bigint::text)
   from (select feed, min(through_at) as through_at from feed_mark where utility_id = u.utility_id group by feed) m) as marks,
  (select json_agg(json_build_object('kind', b.kind, 'trippedAt', ${instantText('b.tripped_at')}, 'sentence', b.sentence) order by b.kind)
   from breaker_trip b where b.utility_id = u.utility_id and b.reset_at is null) as breakers,
  (select json_agg(json_build_object('moratoriumId', m.moratorium_id, 'reason', m.reason, 'area', m.area, 'fromAt', ${instantText('m.from_at')}, 'endsAt', ${instantText('m.ends_at')}, 'evidence', m.evidence,
      'turns', case when m.turns_given and cardinality(asked.ids) > 0
        then (select coalesce(json_object_agg(t.account_id, t.turn), '{}') from moratorium_turn t where t.utility_id = m.utility_id and t.moratorium_id = m.moratorium_id and t.account_id = any(asked.ids)) end)
     order by m.from_at, m.moratorium_id)
   from moratorium m, (select ?::text[] as ids) asked
   where m.utility_id = u.utility_id and (not jsonb_exists(m.area, 'accounts') or jsonb_exists_any(m.area -> 'accounts', asked.ids))) as moratoriums
from utility u where u.utility_id = ?`;

/**
 * The utility's law, clock and feeds, as of now. Call it after the locks (I3).
 * @param accountIds who is to be decided about or shown, for the moratoriums and their turns
 * @throws UnknownUtility @throws PackChanged
 */
export async function readUtility(em: Sql, utilityId: string, accountIds: readonly string[] = []): Promise<Utility> {
  const [row] = await em.execute<UtilityRecord[]>(query, [accountIds, utilityId]);
  if (!row) throw new UnknownUtility(utilityId);
  const now = instantOfEpoch(Number(row.now_ms));
  return {
    utilityId,
    law: inForceAt(lawOfVersions([row.first_version, ...(row.later_versions ?? [])]), now),
    clockMode: row.clock_mode,
    now,
    targetAt: row.target_ms === null ? null : instantOfEpoch(Number(row.target_ms)),
    sweptThroughOn: row.swept_through_on as LocalDate | null,
    feeds: row.feeds.map((feed) => {
      const mark = row.marks?.[feed.name];
      return { ...feed, throughAt: mark === undefined ? null : instantOfEpoch(Number(mark)) };
    }),
    breakers: row.breakers ?? [],
    moratoriums: row.moratoriums ?? [],
  };
}

export interface NewUtility {
  readonly utilityId: string;
  readonly pack: string;
  readonly clock: { readonly mode: 'real' } | { readonly mode: 'stepped'; readonly startAt: Instant };
  /** Feeds that must be complete before anything adverse; the limits of the pack unless given. */
  readonly feeds?: readonly { readonly name: string; readonly limitHours: number }[];
}

/** Sets up a utility; leaves one that is there as it is. @throws BrokenPack */
export async function createUtility(em: Sql, utility: NewUtility): Promise<void> {
  const { pack, packHash, calendarHash } = loadLaw(utility.pack);
  const feeds = utility.feeds ?? Object.entries(pack.feeds).map(([name, { limitHours }]) => ({ name, limitHours }));
  const startAt = utility.clock.mode === 'stepped' ? instant(utility.clock.startAt) : null;
  await em.execute(
    `insert into utility (utility_id, pack, pack_hash, calendar_hash, clock_mode, clock_now_at, feeds) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    [utility.utilityId, utility.pack, packHash, calendarHash, utility.clock.mode, startAt, JSON.stringify(feeds)],
  );
}

export async function utilityIds(em: Sql): Promise<string[]> {
  const rows = await em.execute<{ utility_id: string }[]>('select utility_id from utility order by utility_id');
  return rows.map((row) => row.utility_id);
}
