import type { Database, Sql } from './database.ts';

/** What a transaction came to that was only tried. */
class Tried extends Error {
  readonly outcome: unknown;

  constructor(outcome: unknown) {
    super('tried, and rolled back');
    this.name = 'Tried';
    this.outcome = outcome;
  }
}

/** Does something to see what would come of it, and takes all of it back. */
export async function takenBack<T>(db: Database, utilityId: string, work: (em: Sql) => Promise<T>): Promise<T> {
  try {
    return await db.retrying(utilityId, async (em) => {
      throw new Tried(await work(em));
    });
  } catch (error) {
    if (error instanceof Tried) return error.outcome as T;
    throw error;
  }
}
