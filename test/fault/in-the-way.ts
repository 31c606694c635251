import type { Database } from '../../libs/store/index.ts';

/** Somebody else's transaction that holds what another one needs next. */
export interface InTheWay {
  /** Is there a transaction that has come so far as to hold `reached`, and waits? */
  isWaitedFor(reached: Reached): Promise<boolean>;
  leave(): Promise<void>;
}

/** `page`: it holds the season. `written`: it has written events into the season's stream, and has not committed. */
export type Reached = 'page' | 'written';

const locks = { page: { relation: 'roll_season', mode: 'RowShareLock' }, written: { relation: 'roll_event', mode: 'RowExclusiveLock' } } as const;

/**
 * Holds a line or a table until it is told to leave: whoever comes to it stands still in the middle of a transaction, for as long as it
 * takes to kill it there.
 */
export async function standInTheWay(db: Database, utilityId: string, of: { readonly line: string } | { readonly table: 'roll_file' | 'outbox' }): Promise<InTheWay> {
  const held = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  const standing = db.forUtility(utilityId, async (em) => {
    if ('line' in of) await em.execute('select 1 from roll_line where line_id = ? for update', [of.line]);
    else await em.execute(`lock table ${of.table} in share mode`);
    held.resolve();
    await left.promise;
  });
  standing.catch(held.reject);
  await held.promise;
  return {
    isWaitedFor: async (reached) => {
      const { relation, mode } = locks[reached];
      const statement = `select 1 from pg_locks waits join pg_locks has on has.pid = waits.pid where not waits.granted and has.granted and has.relation = ?::regclass and has.mode = ?`;
      return (await db.forUtility<unknown[]>(utilityId, (em) => em.execute(statement, [relation, mode]))).length > 0;
    },
    leave: async () => {
      left.resolve();
      await standing;
    },
  };
}
