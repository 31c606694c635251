import type { AccountState } from '../../account/account.state.ts';
import type { CaseState } from '../../case/case.state.ts';
import type { Cents } from '../../kernel/money.ts';
import type { LocalDate } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';

export interface AccountLine {
  readonly accountId: string;
  readonly customerClass: string;
  readonly district: string;
  readonly valve: 'on' | 'off' | 'none';
  readonly balanceCents: Cents;
  readonly openCaseId: string | null;
  readonly lastCaseId: string | null;
}

export interface AccountFilter {
  readonly hasOpenCase?: boolean | undefined;
  readonly after: string | null;
  readonly limit: number;
}

/** One page of accounts, in the order of their ids. */
export async function listAccounts(em: Sql, utilityId: string, { hasOpenCase, after, limit }: AccountFilter): Promise<AccountLine[]> {
  const openness = hasOpenCase === undefined ? '' : `and open_case_id is ${hasOpenCase ? 'not null' : 'null'}`;
  const rows = await em.execute<(AccountLine & { cents: string })[]>(
    `select account_id as "accountId", state ->> 'customerClass' as "customerClass", state ->> 'district' as district, state ->> 'valve' as valve,
       balance_cents::text as cents, open_case_id as "openCaseId", last_case_id as "lastCaseId"
     from account where utility_id = ? and account_id > ? ${openness} order by account_id limit ?`,
    [utilityId, after ?? '', limit],
  );
  return rows.map(({ cents, ...line }) => ({ ...line, balanceCents: Number(cents) }));
}

export interface StoredAccount {
  readonly accountId: string;
  readonly version: number;
  readonly state: AccountState;
  readonly openCaseId: string | null;
  readonly lastCaseId: string | null;
  /** The last case, open or closed. */
  readonly lastCase: CaseState | null;
  /** Why the last sweep opened no case, if it looked and did not. */
  readonly leftAlone: { readonly reviewedOn: LocalDate; readonly rule: string; readonly sentence: string } | null;
}

const accountQuery = `
select a.account_id as "accountId", a.version, a.state, a.open_case_id as "openCaseId", a.last_case_id as "lastCaseId", c.state as "lastCase",
  case when s.account_id is null then null else json_build_object('reviewedOn', s.reviewed_on::text, 'rule', s.rule, 'sentence', s.sentence) end as "leftAlone"
from account a
left join case_record c on c.utility_id = a.utility_id and c.case_id = a.last_case_id
left join sweep_review s on s.utility_id = a.utility_id and s.account_id = a.account_id
where a.utility_id = ? and a.account_id = ?`;

export async function readAccount(em: Sql, utilityId: string, accountId: string): Promise<StoredAccount | null> {
  const [row] = await em.execute<StoredAccount[]>(accountQuery, [utilityId, accountId]);
  return row ?? null;
}

export interface Person {
  readonly name: string;
  readonly mailingAddress: string;
  readonly premiseAddress: string;
  readonly phone: string | null;
}

/** Who lives there and gets the letters: for those alone who need it. */
export async function readPerson(em: Sql, utilityId: string, accountId: string): Promise<Person | null> {
  const [row] = await em.execute<Person[]>(
    `select name, mailing_address as "mailingAddress", premise_address as "premiseAddress", phone from account_person where utility_id = ? and account_id = ?`,
    [utilityId, accountId],
  );
  return row ?? null;
}
