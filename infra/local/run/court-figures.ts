import type { Sql } from '../../../libs/store/index.ts';

/** What courts brought: petitions on accounts and what came of them. */
export interface CourtFigures {
  readonly petitions: number;
  /** Accounts under a stay: at any time, and now. */
  readonly everStayed: number;
  readonly stayedNow: number;
  readonly billsSplit: number;
  readonly dismissals: number;
  /** What a person has to look at in them. */
  readonly reviews: number;
}

const query = `
with told as (select account_id, type from account_event where utility_id = ? and type in ('PetitionFiled', 'BillSplit', 'BankruptcyDismissed', 'BankruptcyReviewOpened'))
select
  (select count(*)::int from told where type = 'PetitionFiled') as "petitions",
  (select count(distinct account_id)::int from told where type = 'PetitionFiled') as "everStayed",
  (select count(*)::int from account where utility_id = ? and exists (select 1 from json_array_elements(state -> 'petitions') p where p ->> 'filedAt' is not null and p ->> 'ending' is null)) as "stayedNow",
  (select count(*)::int from told where type = 'BillSplit') as "billsSplit",
  (select count(*)::int from told where type = 'BankruptcyDismissed') as "dismissals",
  (select count(*)::int from told where type = 'BankruptcyReviewOpened') as "reviews"`;

/** Looks through every account: for the end, not for the board. */
export async function readCourtFigures(em: Sql, utilityId: string): Promise<CourtFigures> {
  const [row] = await em.execute<CourtFigures[]>(query, [utilityId, utilityId]);
  return row as CourtFigures;
}
