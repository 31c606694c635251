import { pastDueOn } from '../account/past-due.ts';
import { dayOf } from '../calendar/business-calendar.ts';
import type { Sql } from './database.ts';
import type { Utility } from './utility.ts';
import type { WorkingAccount } from './working-account.ts';

/** The correlation ids under which cases were opened: what time alone decides later goes on under them, to the letter. */
export async function correlationOfCases(em: Sql, utilityId: string, caseIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await em.execute<{ case_id: string; id: string }[]>(
    `select case_id, body::jsonb ->> 'correlationId' as id from case_event where utility_id = ? and case_id = any(?::text[]) and version = 1`,
    [utilityId, caseIds],
  );
  return new Map(rows.map((row) => [row.case_id, row.id]));
}

/** By account: the correlation id of the bill that is past due for the longest. A case that the sweep opens is about that bill. */
export async function correlationOfDebts(em: Sql, { utilityId, law, now }: Utility, accounts: Iterable<WorkingAccount>): Promise<Map<string, string>> {
  const today = dayOf(law.calendar, now);
  const oldest = [...accounts].flatMap(({ accountId, folded }) => {
    const billId = pastDueOn(folded.state, law, today).charges.find((charge) => charge.billId !== null)?.billId;
    return billId ? [{ account_id: accountId, bill_id: billId }] : [];
  });
  if (oldest.length === 0) return new Map();
  const rows = await em.execute<{ account_id: string; id: string }[]>(
    `select e.account_id, e.body::jsonb ->> 'correlationId' as id from account_event e
     join json_to_recordset(?::json) as r(account_id text, bill_id text) on r.account_id = e.account_id
     where e.utility_id = ? and e.type = 'BillIssued' and e.body::jsonb #>> '{event,data,billId}' = r.bill_id order by e.version desc`,
    [JSON.stringify(oldest), utilityId],
  );
  return new Map(rows.map((row) => [row.account_id, row.id]));
}
