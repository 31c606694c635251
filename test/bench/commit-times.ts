import type { Database } from '../../libs/store/index.ts';

export interface Taken {
  readonly facts: number;
  /** From the first transaction's begin to the last one's commit. */
  readonly elapsedMs: number;
}

/** How long the facts of the inbox took to be durable in their accounts' streams, by PostgreSQL's own commit times. */
export async function factsTaken(db: Database): Promise<Taken> {
  const [row] = await db.orm.em.getConnection().execute<{ facts: number; elapsed_ms: number }[]>(
    `select count(*)::int as facts, (extract(epoch from max(pg_xact_commit_timestamp(e.xmin)) - min(i.received_at)) * 1000)::float8 as elapsed_ms
     from inbox i join account_event e on e.utility_id = i.utility_id and e.account_id = i.account_id and e.event_id = i.source || '#' || i.event_id
     where i.status = 'applied' and e.type <> 'AccountOpened'`,
  );
  return { facts: row?.facts ?? 0, elapsedMs: row?.elapsed_ms ?? NaN };
}

export async function countOf(db: Database, sql: string): Promise<number> {
  const [row] = await db.orm.em.getConnection().execute<{ count: number }[]>(`select (${sql})::int as count`);
  return row?.count ?? 0;
}
