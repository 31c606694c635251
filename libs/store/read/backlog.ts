import type { BreakerKind } from '../../policy/breaker.ts';
import type { Database } from '../database.ts';

/** What of a utility waits: for people, for accounts, for the relay. */
export interface Backlog {
  /** Dead letters that nobody has repaired; they hold the accounts that they name. */
  readonly parkedMessages: number;
  /** Facts whose account is not open yet. */
  readonly waitingMessages: number;
  readonly outboxMessages: number;
  readonly outboxNudges: number;
  /** Kinds of orders whose breaker is open, until two people reset it. */
  readonly openBreakers: readonly BreakerKind[];
}

const query = `
select
  (select count(*)::int from dead_letter where utility_id = ? and status <> 'repaired') as "parkedMessages",
  (select count(*)::int from inbox where utility_id = ? and status = 'waiting') as "waitingMessages",
  (select count(*)::int from outbox where utility_id = ? and kind = 'message') as "outboxMessages",
  (select count(*)::int from outbox where utility_id = ? and kind = 'nudge') as "outboxNudges",
  (select coalesce(json_agg(kind order by kind), '[]') from breaker_trip where utility_id = ? and reset_at is null) as "openBreakers"`;

export async function readBacklog(db: Database, utilityId: string): Promise<Backlog> {
  const [row] = await db.forUtility(utilityId, (em) => em.execute<Backlog[]>(query, Array.from({ length: 5 }, () => utilityId)));
  return row as Backlog;
}
