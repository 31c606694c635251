import type { AccountEvent } from '../../account/account.events.ts';
import type { CaseEvent } from '../../case/case.events.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Sql } from '../database.ts';
import { readBody } from '../stored-event.ts';
import { instantText } from './sql-times.ts';

export const morningKinds = ['returned-mail', 'returned-payments', 'broken-plans', 'expiring-holds'] as const;
export type MorningKind = (typeof morningKinds)[number];

/** What came in, or ends, since when or at the latest when. */
export interface MorningRow {
  readonly at: Instant;
  readonly accountId: string;
  /** The open case of the account. */
  readonly caseId: string | null;
  readonly eventId: string;
  /** Null for a hold that ends: no event says so yet. */
  readonly event: AccountEvent | CaseEvent | null;
}

export interface MorningPlace {
  readonly at: string;
  readonly accountId: string;
  readonly eventId: string;
}

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

const onAccounts = (types: string) =>
  `select e.recorded_at as at, e.account_id, a.open_case_id as case_id, e.event_id, e.body from account_event e join account a on a.utility_id = e.utility_id and a.account_id = e.account_id
   where e.utility_id = ? and e.recorded_at >= ? and e.recorded_at < ? and e.type in (${types})`;

const sources: Readonly<Record<MorningKind, string>> = {
  'returned-mail': onAccounts(`'NoticeReturned', 'NoticeBounced'`),
  'returned-payments': onAccounts(`'PaymentReturned', 'PlanPaymentReturned'`),
  'broken-plans': `select e.at, c.account_id, c.case_id, e.event_id, e.body from case_event e join case_record c on c.utility_id = e.utility_id and c.case_id = e.case_id
    where e.utility_id = ? and e.at >= ? and e.at < ? and e.type = 'ArrangementBroken'`,
  // The end of a hold is an occasion of its case: none ends in the span whose case is not due in it.
  'expiring-holds': `select c.next_deadline_at as at, c.account_id, c.case_id, c.case_id as event_id, null as body from case_record c
    where c.utility_id = ? and c.next_deadline_at >= ? and c.next_deadline_at < ? and c.status <> 'closed' and c.held_kinds <> '{}'`,
};

/** One page of a list of the morning, oldest or soonest first. */
export async function listMorning(em: Sql, utilityId: string, kind: MorningKind, span: Span, page: { readonly after: MorningPlace | null; readonly limit: number }): Promise<MorningRow[]> {
  const { after, limit } = page;
  const rows = await em.execute<{ at: Instant; account_id: string; case_id: string | null; event_id: string; body: string | null }[]>(
    `select ${instantText('t.at')} as at, t.account_id, t.case_id, t.event_id, t.body from (${sources[kind]}) t
     where ${after === null ? 'true' : '(t.at, t.account_id, t.event_id) > (?::timestamptz, ?, ?)'} order by t.at, t.account_id, t.event_id limit ?`,
    [utilityId, span.from, span.to, ...(after === null ? [] : [after.at, after.accountId, after.eventId]), limit],
  );
  return rows.map(({ at, account_id, case_id, event_id, body }) => ({ at, accountId: account_id, caseId: case_id, eventId: event_id, event: body === null ? null : readBody<AccountEvent | CaseEvent>(body).event }));
}
