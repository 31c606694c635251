import type { BulkWish } from '../../case/bulk-wishes.ts';
import type { HoldRole } from '../../case/interventions.ts';
import type { Because } from '../../kernel/because.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';
import { instantText } from '../read/sql-times.ts';

/** `looking` asks each case beforehand, `asked` waits for a second person, `canary-done` for the word to go on. */
export const bulkStatuses = ['looking', 'asked', 'canary', 'canary-done', 'running', 'paused', 'stopped', 'done'] as const;
export type BulkStatus = (typeof bulkStatuses)[number];
export const bulkLineStatuses = ['waiting', 'done', 'refused', 'failed', 'left'] as const;
export type BulkLineStatus = (typeof bulkLineStatuses)[number];
export type Foreseen = 'would-do' | 'refused';

/** What was said of a bulk, or what came about by itself (`by` is null). */
export interface BulkWord {
  readonly what: 'asked' | 'looked' | 'approved' | 'canary-done' | 'went-on' | 'paused' | 'stopped' | 'done';
  readonly by: string | null;
  readonly at: Instant;
  readonly reason: string | null;
}

export interface Bulk {
  readonly bulkId: string;
  readonly wish: BulkWish;
  /** How the cases were chosen, for people; which ones they are was settled then. */
  readonly chosen: Readonly<Record<string, unknown>>;
  readonly askedBy: string;
  readonly askedAs: HoldRole | null;
  readonly askedAt: Instant;
  readonly approvedBy: string | null;
  /** How many are done before somebody says to go on. */
  readonly canary: number;
  readonly perMinute: number;
  readonly status: BulkStatus;
  readonly pausedIn: 'canary' | 'running' | null;
  readonly said: readonly BulkWord[];
  readonly counts: Readonly<Record<BulkLineStatus, number>>;
  readonly foreseen: { readonly wouldDo: number; readonly refused: number; readonly pending: number };
}

const columns = `b.bulk_id as "bulkId", b.wish, b.chosen, b.asked_by as "askedBy", b.asked_as as "askedAs", ${instantText('b.asked_at')} as "askedAt", b.approved_by as "approvedBy",
  b.canary, b.per_minute as "perMinute", b.status, b.paused_in as "pausedIn", b.said, n.counts, n.foreseen`;

const counted = `cross join lateral (select
    json_build_object(${bulkLineStatuses.map((status) => `'${status}', (count(*) filter (where l.status = '${status}'))::int`).join(', ')}) as counts,
    json_build_object('wouldDo', (count(*) filter (where l.foreseen = 'would-do'))::int, 'refused', (count(*) filter (where l.foreseen = 'refused'))::int,
      'pending', (count(*) filter (where l.foreseen is null))::int) as foreseen
  from bulk_line l where l.utility_id = b.utility_id and l.bulk_id = b.bulk_id) n`;

/** Where a page of bulks begins: after this one. */
export interface BulkPlace {
  readonly askedAt: string;
  readonly bulkId: string;
}

/** Newest first. */
export async function listBulks(em: Sql, utilityId: string, page: { readonly limit: number; readonly after: BulkPlace | null }): Promise<Bulk[]> {
  const { limit, after } = page;
  return em.execute<Bulk[]>(
    `select ${columns} from (select * from bulk b where b.utility_id = ? and (?::text is null or b.asked_at < ?::timestamptz or (b.asked_at = ?::timestamptz and b.bulk_id > ?)) order by b.asked_at desc, b.bulk_id limit ?) b ${counted}
     order by b.asked_at desc, b.bulk_id`,
    [utilityId, after?.bulkId ?? null, after?.askedAt ?? null, after?.askedAt ?? null, after?.bulkId ?? null, limit],
  );
}

export async function readBulk(em: Sql, utilityId: string, bulkId: string): Promise<Bulk | null> {
  const [row] = await em.execute<Bulk[]>(`select ${columns} from bulk b ${counted} where b.utility_id = ? and b.bulk_id = ?`, [utilityId, bulkId]);
  return row ?? null;
}

export interface BulkLine {
  readonly caseId: string;
  readonly accountId: string;
  readonly isCanary: boolean;
  readonly foreseen: Foreseen | null;
  readonly foreseenBecause: Because | null;
  /** What the first look said would be recorded, by the names of events. */
  readonly foreseenEvents: readonly string[];
  readonly status: BulkLineStatus;
  /** Why it was refused when its turn came: the case may have changed since the first look. */
  readonly because: Because | null;
  readonly eventIds: readonly string[];
  readonly failure: string | null;
  readonly doneAt: Instant | null;
}

export interface BulkLineWish {
  readonly limit: number;
  readonly after: string | null;
  readonly status?: BulkLineStatus | undefined;
  readonly foreseen?: Foreseen | undefined;
  readonly isCanary?: boolean | undefined;
}

/** The cases of a bulk in the order of their ids, a page at a time. */
export async function bulkLines(em: Sql, utilityId: string, bulkId: string, { limit, after, status, foreseen, isCanary }: BulkLineWish): Promise<BulkLine[]> {
  return em.execute<BulkLine[]>(
    `select l.case_id as "caseId", regexp_replace(l.case_id, '\\.\\d+$', '') as "accountId", l.is_canary as "isCanary", l.foreseen, l.foreseen_because as "foreseenBecause",
       coalesce(l.foreseen_events, '{}') as "foreseenEvents", l.status, l.because, coalesce(l.event_ids, '{}') as "eventIds", l.failure, ${instantText('l.done_at')} as "doneAt"
     from bulk_line l where l.utility_id = ? and l.bulk_id = ? and l.case_id > ?
       and (?::text is null or l.status = ?) and (?::text is null or l.foreseen = ?) and (?::bool is null or l.is_canary = ?) order by l.case_id limit ?`,
    [utilityId, bulkId, after ?? '', status ?? null, status ?? null, foreseen ?? null, foreseen ?? null, isCanary ?? null, isCanary ?? null, limit],
  );
}

/** Cases of which the same is to be said: foreseen, or come about. */
export interface BulkReason {
  readonly of: 'foreseen' | 'outcome';
  readonly status: Foreseen | BulkLineStatus;
  readonly because: Because | null;
  /** What would be recorded, where something would. */
  readonly events: readonly string[];
  /** What went wrong, where something failed. */
  readonly failure: string | null;
  readonly cases: number;
}

/** Counted by what is said, most first; of the sentences of one rule the first stands for all. */
export async function bulkReasons(em: Sql, utilityId: string, bulkId: string): Promise<BulkReason[]> {
  return em.execute<BulkReason[]>(
    `select * from (
       select 'foreseen' as of, l.foreseen as status, min(l.foreseen_because::text)::json as because, coalesce(l.foreseen_events, '{}') as events, null as failure, count(*)::int as cases
       from bulk_line l where l.utility_id = ? and l.bulk_id = ? and l.foreseen is not null group by l.foreseen, l.foreseen_because ->> 'rule', l.foreseen_events
       union all
       select 'outcome', l.status, min(l.because::text)::json, '{}', min(l.failure), count(*)::int
       from bulk_line l where l.utility_id = ? and l.bulk_id = ? and l.status <> 'waiting' group by l.status, l.because ->> 'rule', l.failure
     ) r order by r.of, r.cases desc, r.status, r.because ->> 'rule'`,
    [utilityId, bulkId, utilityId, bulkId],
  );
}
