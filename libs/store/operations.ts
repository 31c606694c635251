import type { Instant } from '../kernel/time.ts';
import type { Database, Sql } from './database.ts';
import { deadlineToleranceSeconds } from './read/case-filter.ts';
import { instantText } from './read/sql-times.ts';
import { readUtility } from './utility.ts';

/** How the work of a utility stands at a moment. Counts, and seconds. */
export interface OperationsFigures {
  /** Rows that wait to be sent, to Kafka or to wake a process. */
  readonly outboxRows: number;
  /** How long the oldest of them waits, by the clock of the database. */
  readonly outboxSeconds: number;
  /** Cases whose deadline has passed beyond the tolerance, and by how long the worst, by the clock of the utility. */
  readonly overdueDeadlines: number;
  readonly latestSeconds: number;
  readonly overdueAnswers: number;
  /** Obligations whose last try failed. */
  readonly failing: number;
  /** Messages that nobody has repaired, and facts whose account is not open yet. */
  readonly parked: number;
  readonly waiting: number;
}

/** An hour of the utility's clock: what was recorded in it, and the worst of the figures that was seen. */
export interface OperationsHour extends OperationsFigures {
  readonly hour: Instant;
  readonly onAccounts: number;
  readonly inCases: number;
}

const figures = `
select
  (select count(*)::int from outbox where utility_id = ?) as "outboxRows",
  (select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::int from outbox where utility_id = ?) as "outboxSeconds",
  late.count as "overdueDeadlines", late.seconds as "latestSeconds",
  (select count(*)::int from obligation where utility_id = ? and status = 'open' and answer_due_at < ?) as "overdueAnswers",
  (select count(*)::int from obligation where utility_id = ? and status = 'open' and failure is not null) as failing,
  (select count(*)::int from dead_letter where utility_id = ? and status <> 'repaired') as parked,
  (select count(*)::int from inbox where utility_id = ? and status = 'waiting') as waiting
from (select count(*)::int as count, coalesce(max(extract(epoch from ?::timestamptz - next_deadline_at)), 0)::int as seconds
  from case_record where utility_id = ? and status <> 'closed' and next_deadline_at < ?::timestamptz - make_interval(secs => ${deadlineToleranceSeconds})) late`;

/** @param now of the utility */
export async function readFigures(em: Sql, utilityId: string, now: Instant): Promise<OperationsFigures> {
  const [row] = await em.execute<OperationsFigures[]>(figures, [utilityId, utilityId, utilityId, now, utilityId, utilityId, utilityId, now, utilityId, now]);
  return row as OperationsFigures;
}

const keptDays = 92;
/** The first time, so much of what is recorded already is counted. */
const countedDays = 7;

/** Both streams by the hour, from the last hour that was noted on: that one may not have been over. */
const counted = `
with since as (select coalesce(max(hour), date_trunc('hour', ?::timestamptz) - interval '${countedDays} days') as at from operations_hour where utility_id = ?),
  recorded as (
    select date_trunc('hour', recorded_at) as hour, count(*)::int as on_accounts, 0 as in_cases from account_event, since
      where utility_id = ? and recorded_at >= since.at and recorded_at <= ? group by 1
    union all select date_trunc('hour', e.at), 0, count(*)::int from case_event e, since where e.utility_id = ? and e.at >= since.at and e.at <= ? group by 1)
insert into operations_hour (utility_id, hour, on_accounts, in_cases) select ?, hour, sum(on_accounts), sum(in_cases) from recorded group by hour
on conflict (utility_id, hour) do update set on_accounts = excluded.on_accounts, in_cases = excluded.in_cases`;

const worst = ['outbox_rows', 'outbox_seconds', 'overdue_deadlines', 'latest_seconds', 'overdue_answers', 'failing', 'parked', 'waiting'] as const;
const seen = `insert into operations_hour (utility_id, hour, ${worst.join(', ')}) values (?, date_trunc('hour', ?::timestamptz), ${worst.map(() => '?').join(', ')})
on conflict (utility_id, hour) do update set ${worst.map((column) => `${column} = greatest(operations_hour.${column}, excluded.${column})`).join(', ')}`;

/** Notes the hour of a utility: what was recorded since it was last noted, and how its work stands now. As often as one likes. */
export async function noteOperations(db: Database, utilityId: string): Promise<void> {
  await db.retrying(utilityId, async (em) => {
    const { now } = await readUtility(em, utilityId);
    await em.execute(counted, [now, utilityId, utilityId, now, utilityId, now, utilityId]);
    const { outboxRows, outboxSeconds, overdueDeadlines, latestSeconds, overdueAnswers, failing, parked, waiting } = await readFigures(em, utilityId, now);
    await em.execute(seen, [utilityId, now, outboxRows, outboxSeconds, overdueDeadlines, latestSeconds, overdueAnswers, failing, parked, waiting]);
    await em.execute(`delete from operations_hour where utility_id = ? and hour < ?::timestamptz - interval '${keptDays} days'`, [utilityId, now]);
  });
}

/** The hours up to that moment of which anything is known, in order. */
export async function listOperationsHours(em: Sql, utilityId: string, now: Instant, hours: number): Promise<OperationsHour[]> {
  return em.execute(
    `select ${instantText('hour')} as hour, on_accounts as "onAccounts", in_cases as "inCases", outbox_rows as "outboxRows", outbox_seconds as "outboxSeconds", overdue_deadlines as "overdueDeadlines",
       latest_seconds as "latestSeconds", overdue_answers as "overdueAnswers", failing, parked, waiting
     from operations_hour where utility_id = ? and hour > ?::timestamptz - make_interval(hours => ?) and hour <= ? order by operations_hour.hour`,
    [utilityId, now, hours, now],
  );
}

/** What is open of each kind of order, how much of it should have been answered, and how much fails. */
export async function openObligations(em: Sql, utilityId: string, now: Instant): Promise<{ kind: string; open: number; overdue: number; failing: number; oldestAt: Instant }[]> {
  return em.execute(
    `select kind, count(*)::int as open, count(*) filter (where answer_due_at < ?)::int as overdue, count(*) filter (where failure is not null)::int as failing, ${instantText('min(ordered_at)')} as "oldestAt"
     from obligation where utility_id = ? and status = 'open' group by kind order by kind`,
    [now, utilityId],
  );
}
