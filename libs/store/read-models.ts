import type { AccountEvent } from '../account/account.events.ts';
import type { AccountState } from '../account/account.state.ts';
import { ledgerOf } from '../account/ledger.ts';
import { nextReviewOn } from '../account/next-review.ts';
import { oldestUnpaidDueOn } from '../account/past-due.ts';
import { isOpen } from '../case/advance.ts';
import type { CaseState } from '../case/case.state.ts';
import type { Instant } from '../kernel/time.ts';
import type { Law } from '../policy/facts.ts';
import type { Sql } from './database.ts';

/** An account as its row tells it: where its stream ends, what follows from it, and which case is its last. */
export interface FoldedRow {
  readonly accountId: string;
  readonly version: number;
  readonly headHash: string;
  readonly lastKey: string;
  readonly account: AccountState;
  readonly lastCase: CaseState | null;
  /** Why the last decision failed; also of an account that has no case to show it. */
  readonly failure: string | null;
  /** Those of its cases whose rows change with it. */
  readonly cases: readonly CaseRow[];
}

export interface CaseRow {
  readonly state: CaseState;
  readonly headHash: string;
  readonly deadlineAt: Instant | null;
  readonly failure: string | null;
}

/** Accounts and their cases. What an account owes is worked out once for its row and for those of its cases: of every account the last ledger alone is remembered. */
export async function writeAccounts(em: Sql, utilityId: string, law: Law, folded: readonly FoldedRow[]): Promise<void> {
  if (folded.length === 0) return;
  const rows = folded.map((row) => ({ account: accountRow(row, law), cases: row.cases.map((own) => caseRow(own, row.account, law)) }));
  await insertCases(em, utilityId, rows.flatMap(({ cases }) => cases));
  await em.execute(
    `insert into account (utility_id, account_id, version, head_hash, last_key, state, balance_cents, review_on, open_case_id, last_case_id, failure, awaits_answer)
     select ?, r.* from json_to_recordset(?::json) as r(account_id text, version int, head_hash text, last_key text, state json, balance_cents bigint, review_on date, open_case_id text, last_case_id text, failure text, awaits_answer boolean)
     on conflict (utility_id, account_id) do update set version = excluded.version, head_hash = excluded.head_hash, last_key = excluded.last_key, state = excluded.state,
       balance_cents = excluded.balance_cents, review_on = excluded.review_on, open_case_id = excluded.open_case_id, last_case_id = excluded.last_case_id, failure = excluded.failure, awaits_answer = excluded.awaits_answer`,
    [utilityId, JSON.stringify(rows.map(({ account }) => account))],
  );
}

function accountRow({ accountId, version, headHash, lastKey, account, lastCase, failure }: FoldedRow, law: Law) {
  return {
    account_id: accountId,
    version,
    head_hash: headHash,
    last_key: lastKey,
    state: account,
    balance_cents: ledgerOf(account, law).balanceCents,
    review_on: nextReviewOn(account, law),
    open_case_id: isOpen(lastCase) ? lastCase.caseId : null,
    last_case_id: lastCase?.caseId ?? null,
    failure,
    awaits_answer: awaitsAnswer(account),
  };
}

/** Whether `read/stuck.ts` may find something in the account's state: what it asks of billing, of a supervisor, or of who reads its dockets. */
function awaitsAnswer({ unacknowledged, arrangements, beyondLimits, petitions }: AccountState): boolean {
  return (
    unacknowledged.length > 0 ||
    arrangements.some(({ approvedBy }) => approvedBy === null) ||
    beyondLimits.some(({ answer }) => answer === null) ||
    petitions.some(({ reviews }) => reviews.some(({ answeredAt }) => answeredAt === null))
  );
}

/** @param account as it is now, also for an earlier case of it */
function caseRow({ state, headHash, deadlineAt, failure }: CaseRow, account: AccountState, law: Law) {
  return {
    case_id: state.caseId,
    account_id: state.accountId,
    episode: state.episode,
    status: state.status,
    version: state.version,
    head_hash: headHash,
    state,
    next_deadline_at: isOpen(state) ? deadlineAt : null,
    opened_at: state.openedAt,
    closed_at: state.closedAt,
    failure,
    ...listedOf(state, account, law),
  };
}

async function insertCases(em: Sql, utilityId: string, rows: readonly ReturnType<typeof caseRow>[]): Promise<void> {
  if (rows.length === 0) return;
  await em.execute(
    `insert into case_record (utility_id, case_id, account_id, episode, status, version, head_hash, state, next_deadline_at, opened_at, closed_at, failure,
       pack, planned_on, held_kinds, awaits_approval, awaits_signature, is_parked, balance_cents, oldest_due_on, customer_class, language)
     select ?, r.* from json_to_recordset(?::json) as r(case_id text, account_id text, episode int, status text, version int, head_hash text, state json, next_deadline_at timestamptz, opened_at timestamptz, closed_at timestamptz, failure text,
       pack text, planned_on date, held_kinds text[], awaits_approval boolean, awaits_signature boolean, is_parked boolean, balance_cents bigint, oldest_due_on date, customer_class text, language text)
     on conflict (utility_id, case_id) do update set status = excluded.status, version = excluded.version, head_hash = excluded.head_hash, state = excluded.state,
       next_deadline_at = excluded.next_deadline_at, closed_at = excluded.closed_at, failure = excluded.failure, pack = excluded.pack, planned_on = excluded.planned_on,
       held_kinds = excluded.held_kinds, awaits_approval = excluded.awaits_approval, awaits_signature = excluded.awaits_signature, is_parked = excluded.is_parked, balance_cents = excluded.balance_cents,
       oldest_due_on = excluded.oldest_due_on, customer_class = excluded.customer_class, language = excluded.language`,
    [utilityId, JSON.stringify(rows)],
  );
}

/** What lists of cases are filtered and sorted by. A closed case keeps what its account was when it was last written. */
function listedOf(state: CaseState, account: AccountState, law: Law) {
  return {
    pack: state.pack,
    planned_on: state.plannedOn,
    held_kinds: [...new Set(state.heldBy.map(({ kind }) => kind))],
    awaits_approval: isOpen(state) && state.approvalRequested && state.approvedBy === null,
    awaits_signature: (state.asked ?? []).length > 0,
    is_parked: isOpen(state) && account.parked.length > 0,
    balance_cents: ledgerOf(account, law).balanceCents,
    oldest_due_on: oldestUnpaidDueOn(account, law),
    customer_class: account.customerClass,
    language: account.language ?? null,
  };
}

export interface ToldOfAccount {
  readonly accountId: string;
  /** In the order of the stream. */
  readonly events: readonly AccountEvent[];
}

/** Names and addresses, from whatever told them last. */
export async function writePeople(em: Sql, utilityId: string, told: readonly ToldOfAccount[]): Promise<void> {
  const rows = told.flatMap(({ accountId, events }) => {
    const customers = events.flatMap((event) => ((event.type === 'AccountOpened' || event.type === 'AccountChanged') && event.data.customer ? [event.data.customer] : []));
    const customer = customers.at(-1);
    return customer ? [{ account_id: accountId, name: customer.name, mailing_address: customer.mailingAddress, premise_address: customer.premiseAddress, e_mail: customer.eMail ?? null, phone: customer.phone ?? null }] : [];
  });
  if (rows.length === 0) return;
  await em.execute(
    `insert into account_person (utility_id, account_id, name, mailing_address, premise_address, e_mail, phone)
     select ?, r.* from json_to_recordset(?::json) as r(account_id text, name text, mailing_address text, premise_address text, e_mail text, phone text)
     on conflict (utility_id, account_id) do update set name = excluded.name, mailing_address = excluded.mailing_address, premise_address = excluded.premise_address, e_mail = excluded.e_mail, phone = excluded.phone`,
    [utilityId, JSON.stringify(rows)],
  );
}
