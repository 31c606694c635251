import type { AccountState } from '../account/account.state.ts';
import { openCallbacks } from '../account/callbacks.ts';
import type { LocalDate, Instant } from '../kernel/time.ts';
import type { Sql } from './database.ts';
import { instantText } from './read/sql-times.ts';

/** The callbacks that these accounts still owe, in place of what was known of them; in the transaction of what told it. */
export async function writeCallbacks(em: Sql, utilityId: string, accounts: readonly Pick<AccountState, 'accountId' | 'callbacks'>[]): Promise<void> {
  if (accounts.length === 0) return;
  await em.execute(`delete from callback where utility_id = ? and account_id = any(?::text[])`, [utilityId, accounts.map(({ accountId }) => accountId)]);
  const rows = accounts.flatMap((account) => openCallbacks(account).map(({ contactId, dueOn, owner, promisedAt }) => ({ account_id: account.accountId, contact_id: contactId, due_on: dueOn, owner, promised_at: promisedAt })));
  if (rows.length === 0) return;
  await em.execute(
    `insert into callback (utility_id, account_id, contact_id, due_on, owner, promised_at)
     select ?, r.* from json_to_recordset(?::json) as r(account_id text, contact_id text, due_on date, owner text, promised_at timestamptz)`,
    [utilityId, JSON.stringify(rows)],
  );
}

export interface CallbackPlace {
  readonly dueOn: LocalDate;
  readonly accountId: string;
  readonly contactId: string;
}

export interface CallbackLine extends CallbackPlace {
  readonly owner: string | null;
  readonly promisedAt: Instant;
  readonly name: string | null;
  readonly phone: string | null;
  readonly doNotCall: boolean;
  /** Who called, and what about, as whoever took the call wrote it. */
  readonly caller: string | null;
  readonly callerName: string | null;
  readonly said: string | null;
}

export interface CallbackFilter {
  readonly owner?: string | undefined;
  /** Due by that day. */
  readonly throughOn?: LocalDate | undefined;
  readonly after: CallbackPlace | null;
  readonly limit: number;
}

/** One page of what was promised and not done, the longest overdue first. */
export async function listCallbacks(em: Sql, utilityId: string, { owner, throughOn, after, limit }: CallbackFilter): Promise<CallbackLine[]> {
  const wanted = [
    ...(owner === undefined ? [] : [{ sql: 'c.owner = ?', parameters: [owner] }]),
    ...(throughOn === undefined ? [] : [{ sql: 'c.due_on <= ?::date', parameters: [throughOn] }]),
    ...(after === null ? [] : [{ sql: '(c.due_on, c.account_id, c.contact_id) > (?::date, ?, ?)', parameters: [after.dueOn, after.accountId, after.contactId] }]),
  ];
  return em.execute<CallbackLine[]>(
    `select c.due_on::text as "dueOn", c.account_id as "accountId", c.contact_id as "contactId", c.owner, ${instantText('c.promised_at')} as "promisedAt", n.name, n.phone,
       coalesce((a.state ->> 'doNotCall')::boolean, false) as "doNotCall", said.data ->> 'caller' as caller, said.data ->> 'callerName' as "callerName", said.data ->> 'outcome' as said
     from (select * from callback c where c.utility_id = ? ${wanted.map(({ sql }) => `and ${sql}`).join(' ')} order by c.due_on, c.account_id, c.contact_id limit ?) c
     join account a on a.utility_id = c.utility_id and a.account_id = c.account_id
     left join account_person n on n.utility_id = c.utility_id and n.account_id = c.account_id
     left join lateral (select e.body::json -> 'event' -> 'data' as data from account_event e where e.utility_id = c.utility_id and e.account_id = c.account_id and e.type = 'ContactLogged'
       and e.body::json -> 'event' -> 'data' ->> 'contactId' = c.contact_id order by e.version desc limit 1) said on true
     order by c.due_on, c.account_id, c.contact_id`,
    [utilityId, ...wanted.flatMap(({ parameters }) => parameters), limit],
  );
}

export interface CallbackCounts {
  readonly open: number;
  /** Due today, or before. */
  readonly due: number;
  readonly overdue: number;
  /** Of those that are due: the one's who asks. */
  readonly mineDue: number;
}

export async function countCallbacks(em: Sql, utilityId: string, { today, owner }: { readonly today: LocalDate; readonly owner: string }): Promise<CallbackCounts> {
  const [row] = await em.execute<CallbackCounts[]>(
    `select count(*)::int as open, count(*) filter (where due_on <= ?::date)::int as due, count(*) filter (where due_on < ?::date)::int as overdue,
       count(*) filter (where due_on <= ?::date and owner = ?)::int as "mineDue" from callback where utility_id = ?`,
    [today, today, today, owner, utilityId],
  );
  return row ?? { open: 0, due: 0, overdue: 0, mineDue: 0 };
}
