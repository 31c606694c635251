import type { AccountState } from '../../account/account.state.ts';
import { mattersOf, type Matter } from '../../bankruptcy/index.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';
import { instantText } from './sql-times.ts';

/**
 * A docket over all accounts that it concerns, as one of them knows it; null where that account knows no such docket. A petition's message
 * names its accounts; one that was read from the docket itself stands on each account that was confirmed, and names that one alone.
 */
export async function readMatter(em: Sql, utilityId: string, accountId: string, docket: string): Promise<Matter | null> {
  const named = await em.execute<{ account_id: string }[]>(
    `select distinct jsonb_array_elements_text(coalesce(data -> 'accountIds', '[]') || coalesce(data -> 'coDebtorAccountIds', '[]')) as account_id
       from (select body::jsonb #> '{event,data}' as data from account_event where utility_id = ? and account_id = ? and type = 'PetitionFiled') as filed
      where data ->> 'docket' = ?
     union select account_id from matter_account where utility_id = ? and docket = ?`,
    [utilityId, accountId, docket, utilityId, docket],
  );
  const accountIds = [...new Set([accountId, ...named.map((row) => row.account_id)])];
  const rows = await em.execute<{ state: AccountState }[]>(`select state from account where utility_id = ? and account_id = any(?::text[]) order by account_id`, [utilityId, accountIds]);
  return mattersOf(rows.map(({ state }) => state)).find((matter) => matter.docket === docket && matter.accounts.some(({ state }) => state.accountId === accountId)) ?? null;
}

/** When the docket's process looks at it next of itself, on whichever of its accounts; null where it waits for the court or for a person, or is over. */
export async function readNextLook(em: Sql, utilityId: string, docket: string): Promise<Instant | null> {
  const [row] = await em.execute<{ next: Instant | null }[]>(`select ${instantText('min(next_look_at)')} as next from matter_account where utility_id = ? and docket = ? and is_open`, [utilityId, docket]);
  return row?.next ?? null;
}
