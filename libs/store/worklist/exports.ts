import type { Instant } from '../../kernel/time.ts';
import type { Database, Sql } from '../database.ts';
import type { CaseFilter, CasePlace, CaseSort } from '../read/case-filter.ts';
import { listCases, type CaseLine } from '../read/cases.ts';
import { instantText } from '../read/sql-times.ts';
import { readUtility } from '../utility.ts';
import { assignmentsOf } from './assignments.ts';

/** A list that left the system, and when, by the clock on the wall. `cases`: null where it broke off. */
export interface CaseExport {
  readonly exportId: string;
  readonly by: string;
  readonly at: Instant;
  readonly filter: unknown;
  readonly sort: CaseSort;
  readonly withNames: boolean;
  readonly cases: number | null;
}

/** A case as it goes out, and when it was read. */
export interface ExportedCase {
  readonly line: CaseLine;
  readonly assignee: string | null;
  readonly customer: { readonly name: string; readonly premiseAddress: string } | null;
  readonly asOfAt: Instant;
}

const pageLimit = 500;

/**
 * Every case that a filter means, page by page, each page in a short transaction of its own: as much memory for a hundred thousand as for five hundred. The
 * export is on record before its first row leaves, and says how many left once the last one has.
 */
export async function* exportCases(db: Database, utilityId: string, wish: Omit<CaseExport, 'at' | 'cases'> & { readonly resolved: CaseFilter }): AsyncGenerator<readonly ExportedCase[]> {
  const { exportId, by, filter, resolved, sort, withNames } = wish;
  // By the clock on the wall: a sandbox stands still, and who took what out did so at some moment.
  await db.forUtility(utilityId, (em) =>
    em.execute(`insert into case_export (utility_id, export_id, by_subject, at, filter, sort, with_names) values (?, ?, ?, date_trunc('milliseconds', clock_timestamp()), ?::jsonb, ?, ?)`, [utilityId, exportId, by, JSON.stringify(filter), sort, withNames]),
  );
  let cases = 0;
  for (let after: CasePlace | null = null; ; ) {
    const page: { rows: ExportedCase[]; last: CasePlace | null } = await db.forUtility(utilityId, async (em) => readPage(em, utilityId, { filter: resolved, sort, after, withNames }));
    cases += page.rows.length;
    if (page.rows.length > 0) yield page.rows;
    if (page.rows.length < pageLimit) break;
    after = page.last;
  }
  await db.forUtility(utilityId, (em) => em.execute('update case_export set cases = ? where utility_id = ? and export_id = ?', [cases, utilityId, exportId]));
}

async function readPage(em: Sql, utilityId: string, { filter, sort, after, withNames }: { filter: CaseFilter; sort: CaseSort; after: CasePlace | null; withNames: boolean }): Promise<{ rows: ExportedCase[]; last: CasePlace | null }> {
  const utility = await readUtility(em, utilityId);
  const lines = await listCases(em, utility, { filter, sort, after, limit: pageLimit });
  const assigned = await assignmentsOf(em, utility, lines.map(({ line }) => line.caseId));
  const people = withNames
    ? await em.execute<{ accountId: string; name: string; premiseAddress: string }[]>(`select account_id as "accountId", name, premise_address as "premiseAddress" from account_person where utility_id = ? and account_id = any(?::text[])`, [
        utilityId,
        lines.map(({ line }) => line.accountId),
      ])
    : [];
  const byAccount = new Map(people.map(({ accountId, ...customer }) => [accountId, customer]));
  return {
    rows: lines.map(({ line }) => ({ line, assignee: assigned.get(line.caseId)?.assignee ?? null, customer: byAccount.get(line.accountId) ?? null, asOfAt: utility.now })),
    last: lines.at(-1)?.place ?? null,
  };
}

/** The latest exports, newest first. */
export function listExports(em: Sql, utilityId: string, page: { readonly after: { readonly at: string; readonly exportId: string } | null; readonly limit: number }): Promise<CaseExport[]> {
  const { after, limit } = page;
  return em.execute<CaseExport[]>(
    `select export_id as "exportId", by_subject as by, ${instantText('at')} as at, filter, sort, with_names as "withNames", cases from case_export
     where utility_id = ? ${after === null ? '' : 'and (at, export_id) < (?::timestamptz, ?)'} order by at desc, export_id desc limit ?`,
    [utilityId, ...(after === null ? [] : [after.at, after.exportId]), limit],
  );
}
