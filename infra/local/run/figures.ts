import type { Instant } from '../../../libs/kernel/time.ts';
import { type Board, readBoard } from '../../../libs/store/read/index.ts';
import { type Database, listSeasons, readClock, type SeasonSummary } from '../../../libs/store/index.ts';

/** What the board shows, as it stands in the database. */
export interface Figures extends Board {
  readonly now: Instant;
  readonly eventsTakenIn: number;
  /** The season of the tax roll, once it is open. */
  readonly season: SeasonSummary | null;
  /** No feed means to speak again: the clock stands until somebody moves it. */
  readonly feedsAreDone: boolean;
}

const query = `
select
  (select count(*)::int from inbox where utility_id = ? and status = 'applied') as taken_in,
  (select count(distinct feed) = 5 and bool_and(next_at is null) from feed_mark where utility_id = ?) as done`;

export async function readFigures(db: Database, utilityId: string): Promise<Figures> {
  const { now } = await readClock(db, utilityId);
  return db.forUtility(utilityId, async (em) => {
    const [row] = await em.execute<{ taken_in: number; done: boolean | null }[]>(query, [utilityId, utilityId]);
    const board = await readBoard(em, utilityId);
    const [season = null] = await listSeasons(em, utilityId);
    return { ...board, now, eventsTakenIn: row?.taken_in ?? 0, season, feedsAreDone: row?.done ?? false };
  });
}
