import type { AccountEvent } from '../account/account.events.ts';
import { unopenedAccount, type AccountState } from '../account/account.state.ts';
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
  last_case_id: string | null;
  failure: string | null;
}

interface CaseRecord {
  case_id: string;
  state: CaseState;
  head_hash: string;
  deadline_ms: string | null;
}

const lockAndLoad = `select account_id, version, head_hash, last_key, state, last_case_id, failure from account
where utility_id = ? and account_id = any(?::text[]) order by account_id for update`;

/** Never joined to the statement above: that one sees whatever else it reads as it was before it began to wait for the locks. */
const loadCases = `select case_id, state, head_hash, (extract(epoch from next_deadline_at) * 1000)::bigint::text as deadline_ms from case_record
where utility_id = ? and case_id = any(?::text[])`;

/**
 * Locks accounts in sorted order and loads them with their last case. Those that are not there come back in `missing`; whoever
 * may create them, or makes something wait for them, holds their advisory lock from here on, so that neither misses the other.
 */
export async function lockAccounts(em: Sql, utilityId: string, accountIds: readonly string[]): Promise<{ found: Map<string, WorkingAccount>; missing: string[] }> {
  const ids = [...new Set(accountIds)].sort();
  const found = await load(em, utilityId, ids);
  const absent = ids.filter((id) => !found.has(id));
  if (absent.length === 0) return { found, missing: [] };
  await lockAbsent(em, utilityId, absent);
  for (const [id, account] of await load(em, utilityId, absent)) found.set(id, account);
  return { found, missing: absent.filter((id) => !found.has(id)) };
}

/** Locks for what has no row share one table of PostgreSQL's, of some thousands; a message may name more, and must not fill it. */
const locksAtOnce = 1_000;

async function lockAbsent(em: Sql, utilityId: string, ids: readonly string[]): Promise<void> {
  if (ids.length > locksAtOnce) return void (await em.execute(`lock table account in exclusive mode`));
  await em.execute(
    `select pg_advisory_xact_lock(hashtextextended(k, 7)) from (select k from unnest(?::text[]) as k order by k) as keys`,
    [ids.map((id) => `${utilityId}/${id}`)],
  );
}

async function load(em: Sql, utilityId: string, ids: readonly string[]): Promise<Map<string, WorkingAccount>> {
  if (ids.length === 0) return new Map();
  const accounts = await em.execute<AccountRecord[]>(lockAndLoad, [utilityId, ids]);
  const caseIds = accounts.flatMap(({ last_case_id }) => last_case_id ?? []);
  const cases = caseIds.length === 0 ? [] : await em.execute<CaseRecord[]>(loadCases, [utilityId, caseIds]);
  const byId = new Map(cases.map((record) => [record.case_id, record]));
  return new Map(accounts.map((account) => [account.account_id, fromRecords(account, byId.get(account.last_case_id ?? ''))]));
}

function fromRecords(account: AccountRecord, lastCase: CaseRecord | undefined): WorkingAccount {
  return WorkingAccount.loaded({
    accountId: account.account_id,
    version: account.version,
    headHash: account.head_hash,
    // A list that was added since the account was folded is empty.
    folded: { state: { ...unopenedAccount(account.account_id), ...account.state }, lastKey: account.last_key },
    state: lastCase?.state ?? null,
    caseHeadHash: lastCase?.head_hash ?? chainStart,
    failure: account.failure,
    deadlineAt: lastCase?.deadline_ms ? instantOfEpoch(Number(lastCase.deadline_ms)) : null,
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
