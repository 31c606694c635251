import type { AccountEvent } from '../account/account.events.ts';
import type { AccountState } from '../account/account.state.ts';
import { instantOfEpoch } from '../calendar/days.ts';
import type { CaseState } from '../case/case.state.ts';
import { chainStart } from '../kernel/chain.ts';
import type { Sql } from './database.ts';
import { readBody } from './stored-event.ts';
import { WorkingAccount } from './working-account.ts';

interface AccountRecord {
  account_id: string;
  version: number;
  head_hash: string;
  last_key: string;
  state: AccountState;
  case_state: CaseState | null;
  case_head_hash: string | null;
  deadline_ms: string | null;
}

const lockAndLoad = `
select a.account_id, a.version, a.head_hash, a.last_key, a.state, c.state as case_state, c.head_hash as case_head_hash,
  (extract(epoch from c.next_deadline_at) * 1000)::bigint::text as deadline_ms
from (
  select * from account where utility_id = ? and account_id = any(?::text[]) order by account_id for update
) a
left join case_record c on c.utility_id = a.utility_id and c.case_id = a.last_case_id`;

/**
 * Locks accounts in sorted order and loads them with their last case. Those that are not there come back in `missing`; whoever
 * may create them, or makes something wait for them, holds their advisory lock from here on, so that neither misses the other.
 */
export async function lockAccounts(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<{ found: Map<string, WorkingAccount>; missing: string[] }> {
  const ids = [...new Set(accountIds)].sort();
  const found = await load(em, utilityId, ids);
  const absent = ids.filter((id) => !found.has(id));
  if (absent.length === 0) return { found, missing: [] };
  await em.execute(
    `select pg_advisory_xact_lock(hashtextextended(k, 7)) from (select k from unnest(?::text[]) as k order by k) as keys`,
    [absent.map((id) => `${utilityId}/${id}`)],
  );
  for (const [id, account] of await load(em, utilityId, absent)) found.set(id, account);
  return { found, missing: absent.filter((id) => !found.has(id)) };
}

async function load(em: Sql, utilityId: string, ids: readonly string[]): Promise<Map<string, WorkingAccount>> {
  if (ids.length === 0) return new Map();
  const rows = await em.execute<AccountRecord[]>(lockAndLoad, [utilityId, ids]);
  return new Map(rows.map((row) => [row.account_id, fromRecord(row)]));
}

function fromRecord(row: AccountRecord): WorkingAccount {
  return WorkingAccount.loaded({
    accountId: row.account_id,
    version: row.version,
    headHash: row.head_hash,
    folded: { state: row.state, lastKey: row.last_key },
    state: row.case_state,
    caseHeadHash: row.case_head_hash ?? chainStart,
    deadlineAt: row.deadline_ms === null ? null : instantOfEpoch(Number(row.deadline_ms)),
  });
}

/** An account's whole stream, in order of its versions. */
export async function loadStream(em: Sql, utilityId: string, accountId: string): Promise<AccountEvent[]> {
  const rows = await em.execute<{ body: string }[]>(`select body from account_event where utility_id = ? and account_id = ? order by version`, [utilityId, accountId]);
  return rows.map(({ body }) => readBody<AccountEvent>(body).event);
}

/** The same of many accounts, in one question. */
export async function loadStreams(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<Map<string, AccountEvent[]>> {
  const streams = new Map<string, AccountEvent[]>(accountIds.map((id) => [id, []]));
  if (accountIds.length === 0) return streams;
  const rows = await em.execute<{ account_id: string; body: string }[]>(
    `select account_id, body from account_event where utility_id = ? and account_id = any(?::text[]) order by account_id, version`,
    [utilityId, accountIds],
  );
  for (const { account_id, body } of rows) streams.get(account_id)?.push(readBody<AccountEvent>(body).event);
  return streams;
}
