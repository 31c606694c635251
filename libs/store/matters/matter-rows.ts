import type { AccountState } from '../../account/account.state.ts';
import { docketLetters } from '../../account/docket-letters.ts';
import { docketOutlooks } from '../../account/docket-outlook.ts';
import type { Sql } from '../database.ts';
import { putIntoOutbox } from '../outbox.ts';
import type { Utility } from '../utility.ts';
import type { WorkingAccount } from '../working-account.ts';
import { matterNudge } from './matter-nudge.ts';

/**
 * Accounts that changed and know of a docket: what its process has to know stands there with the change. It is told to look where something
 * names the docket, or where that has changed; not for each bill of somebody who was discharged years ago.
 */
export async function touchMatters(em: Sql, utility: Utility, touched: readonly WorkingAccount[]): Promise<void> {
  const known = touched.filter(({ folded, appended }) => appended.length > 0 && folded.state.petitions.length + folded.state.misattributed.length > 0);
  const changed = await writeMatters(em, utility, known.map(({ folded }) => folded.state));
  const named = known.flatMap(({ appended }) => appended.flatMap(({ event }) => ('docket' in event.data ? [event.data.docket] : [])));
  const mailed = known.flatMap(({ folded, appended }) => appended.flatMap(({ event }) => (event.type === 'NoticeMailed' ? docketsOfLetter(folded.state, event.data.noticeId) : [])));
  await putIntoOutbox(em, utility.utilityId, [...new Set([...changed, ...named, ...mailed])].sort().map(matterNudge));
}

/** Writes what each docket's process has to know of these accounts, as of now. @returns the dockets for which that is something else than before */
export async function writeMatters(em: Sql, { utilityId, law, now }: Utility, accounts: readonly AccountState[]): Promise<string[]> {
  const rows = accounts.flatMap((state) => docketOutlooks(state, law, now).map(({ docket, isOpen, nextLookAt }) => ({ docket, account_id: state.accountId, is_open: isOpen, next_look_at: nextLookAt })));
  if (rows.length === 0) return [];
  const changed = await em.execute<{ docket: string }[]>(
    `insert into matter_account as known (utility_id, docket, account_id, is_open, next_look_at)
     select ?, r.* from json_to_recordset(?::json) as r(docket text, account_id text, is_open boolean, next_look_at timestamptz)
     on conflict (utility_id, docket, account_id) do update set is_open = excluded.is_open, next_look_at = excluded.next_look_at
       where (known.is_open, known.next_look_at) is distinct from (excluded.is_open, excluded.next_look_at)
     returning docket`,
    [utilityId, JSON.stringify(rows)],
  );
  return changed.map(({ docket }) => docket);
}

function docketsOfLetter(state: AccountState, noticeId: string): string[] {
  return docketLetters(state).flatMap((letter) => (letter.noticeId === noticeId ? [letter.docket] : []));
}
