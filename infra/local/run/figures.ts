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
  /** Accounts under a stay: now, and at any time. */
  readonly stayedNow: number;
  readonly everStayed: number;
  readonly dismissals: number;
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
  (select count(distinct account_id)::int from account_event where utility_id = ? and type = 'PetitionFiled') as stayed,
  (select count(*)::int from account where utility_id = ? and exists (select 1 from json_array_elements(state -> 'petitions') p where p ->> 'filedAt' is not null and p ->> 'ending' is null)) as stayed_now,
  (select count(*)::int from account_event where utility_id = ? and type = 'BankruptcyDismissed') as dismissals,
  (select count(*)::int from account_event where utility_id = ? and type = 'BillSplit') as splits,
  (select count(*)::int from account_event where utility_id = ? and type = 'BankruptcyReviewOpened') as reviews,
  (select count(distinct feed) = 5 and bool_and(next_at is null) from feed_mark where utility_id = ?) as done`;

type Row = Record<'taken_in' | 'petitions' | 'stayed' | 'stayed_now' | 'dismissals' | 'splits' | 'reviews', number> & { readonly done: boolean | null };

export async function readFigures(db: Database, utilityId: string): Promise<Figures> {
  const { now } = await readClock(db, utilityId);
  return db.forUtility(utilityId, async (em) => {
    const [row] = await em.execute<Row[]>(query, Array.from({ length: 8 }, () => utilityId));
    const board = await readBoard(em, utilityId);
    const [season = null] = await listSeasons(em, utilityId);
    const { taken_in = 0, petitions = 0, stayed = 0, stayed_now = 0, dismissals = 0, splits = 0, reviews = 0, done } = row ?? {};
    return { ...board, now, eventsTakenIn: taken_in, petitions, everStayed: stayed, stayedNow: stayed_now, dismissals, billsSplit: splits, bankruptcyReviews: reviews, season, feedsAreDone: done ?? false };
  });
}
