import type { Instant } from '../../../libs/kernel/time.ts';
import { type Board, readBoard } from '../../../libs/store/read/index.ts';
import { type Database, listSeasons, readClock, type SeasonSummary } from '../../../libs/store/index.ts';

/** What the board shows, as it stands in the database. */
export interface Figures extends Board {
  readonly now: Instant;
  readonly eventsTakenIn: number;
  /** Petitions on accounts, bills that they divided, and what a person has to look at in them. */
  readonly petitions: number;
  readonly billsSplit: number;
  readonly bankruptcyReviews: number;
  /** The season of the tax roll, once it is open. */
  readonly season: SeasonSummary | null;
  /** No feed means to speak again: the clock stands until somebody moves it. */
  readonly feedsAreDone: boolean;
}

const query = `
select
  (select count(*)::int from inbox where utility_id = ? and status = 'applied') as taken_in,
  (select count(*)::int from account_event where utility_id = ? and type = 'PetitionFiled') as petitions,
  (select count(*)::int from account_event where utility_id = ? and type = 'BillSplit') as splits,
  (select count(*)::int from account_event where utility_id = ? and type = 'BankruptcyReviewOpened') as reviews,
  (select count(distinct feed) = 5 and bool_and(next_at is null) from feed_mark where utility_id = ?) as done`;

export async function readFigures(db: Database, utilityId: string): Promise<Figures> {
  const { now } = await readClock(db, utilityId);
  return db.forUtility(utilityId, async (em) => {
    const [row] = await em.execute<{ taken_in: number; petitions: number; splits: number; reviews: number; done: boolean | null }[]>(query, Array.from({ length: 5 }, () => utilityId));
    const board = await readBoard(em, utilityId);
    const [season = null] = await listSeasons(em, utilityId);
    return { ...board, now, eventsTakenIn: row?.taken_in ?? 0, petitions: row?.petitions ?? 0, billsSplit: row?.splits ?? 0, bankruptcyReviews: row?.reviews ?? 0, season, feedsAreDone: row?.done ?? false };
  });
}
