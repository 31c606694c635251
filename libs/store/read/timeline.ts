import type { AccountEvent } from '../../account/account.events.ts';
import type { CaseEvent } from '../../case/case.events.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';
import { readBody, type StoredBody } from '../stored-event.ts';
import { instantText } from './sql-times.ts';

/** A place in a timeline, to go on from. */
export interface TimelinePlace {
  readonly at: string;
  /** The version of the account that it was decided from, or has itself: what came about in one moment keeps its order. */
  readonly since: number;
  readonly rank: number;
  readonly streamId: string;
  readonly version: number;
}

export interface TimelineEntry {
  readonly place: TimelinePlace;
  readonly stream: 'account' | 'case';
  readonly eventId: string;
  readonly stored: StoredBody<AccountEvent | CaseEvent>;
}

interface Row {
  at: Instant;
  since: number;
  rank: number;
  stream_id: string;
  version: number;
  event_id: string;
  body: string;
}

/** What happened to an account and what was decided about it, by effective time. */
export async function readAccountTimeline(em: Sql, utilityId: string, accountId: string, page: { after: TimelinePlace | null; limit: number }): Promise<TimelineEntry[]> {
  const caseEvents = `select e.at, ${decidedFrom('e.body', '0')} as since, 1 as rank, e.case_id as stream_id, e.version, e.event_id, e.body from case_event e
    join case_record c on c.utility_id = e.utility_id and c.case_id = e.case_id where c.utility_id = ? and c.account_id = ?`;
  return entries(em, page, `${accountEvents()} union all ${caseEvents}`, [utilityId, accountId, utilityId, accountId]);
}

/**
 * The same for one case: its own decisions, and what happened to the account since the case before it ended.
 * @param knownAt leaves out what was recorded later
 */
export async function readCaseTimeline(em: Sql, utilityId: string, episode: { caseId: string; accountId: string; episode: number }, page: { after: TimelinePlace | null; limit: number }, knownAt: Instant | null = null): Promise<TimelineEntry[]> {
  const span = `and effective_at > coalesce((select closed_at from case_record where utility_id = ? and account_id = ? and episode = ?), '-infinity')
    and effective_at <= coalesce((select closed_at from case_record where utility_id = ? and case_id = ?), 'infinity')`;
  const caseEvents = `select at, ${decidedFrom('body', '0')} as since, 1 as rank, case_id as stream_id, version, event_id, body from case_event where utility_id = ? and case_id = ?`;
  const { caseId, accountId } = episode;
  const [toldBy, decidedBy] = knownAt === null ? ['', ''] : ['and recorded_at <= ?::timestamptz', 'and at <= ?::timestamptz'];
  const known = knownAt === null ? [] : [knownAt];
  return entries(em, page, `${accountEvents(`${span} ${toldBy}`)} union all ${caseEvents} ${decidedBy}`, [utilityId, accountId, utilityId, accountId, episode.episode - 1, utilityId, caseId, ...known, utilityId, caseId, ...known]);
}

/** What was recorded of an account and its case after what somebody has seen, by effective time. */
export async function readSince(em: Sql, utilityId: string, { caseId, accountId }: { caseId: string; accountId: string }, seen: { accountVersion: number; caseVersion: number }, limit: number): Promise<TimelineEntry[]> {
  const caseEvents = `select at, ${decidedFrom('body', '0')} as since, 1 as rank, case_id as stream_id, version, event_id, body from case_event where utility_id = ? and case_id = ? and version > ?`;
  return entries(em, { after: null, limit }, `${accountEvents('and version > ?')} union all ${caseEvents}`, [utilityId, accountId, seen.accountVersion, utilityId, caseId, seen.caseVersion]);
}

function decidedFrom(body: string, otherwise: string): string {
  return `coalesce((${body}::jsonb #>> '{inputs,accountVersion}')::int, ${otherwise})`;
}

function accountEvents(span = ''): string {
  return `select effective_at as at, ${decidedFrom('body', 'version')} as since, 0 as rank, account_id as stream_id, version, event_id, body from account_event where utility_id = ? and account_id = ? ${span}`;
}

async function entries(em: Sql, page: { after: TimelinePlace | null; limit: number }, union: string, parameters: readonly unknown[]): Promise<TimelineEntry[]> {
  const { after, limit } = page;
  const from = after === null ? '' : 'where (t.at, t.since, t.rank, t.stream_id, t.version) > (?::timestamptz, ?::int, ?::int, ?::text, ?::int)';
  const place = after === null ? [] : [after.at, after.since, after.rank, after.streamId, after.version];
  const rows = await em.execute<Row[]>(
    `select ${instantText('t.at')} as at, t.since, t.rank, t.stream_id, t.version, t.event_id, t.body from (${union}) t ${from} order by t.at, t.since, t.rank, t.stream_id, t.version limit ?`,
    [...parameters, ...place, limit],
  );
  return rows.map((row) => ({
    place: { at: row.at, since: row.since, rank: row.rank, streamId: row.stream_id, version: row.version },
    stream: row.rank === 0 ? 'account' : 'case',
    eventId: row.event_id,
    stored: readBody<AccountEvent | CaseEvent>(row.body),
  }));
}
