import { csvText } from '../../../libs/kernel/csv.ts';
import type { ExportedCase } from '../../../libs/store/index.ts';

const columns: readonly (readonly [name: string, of: (row: ExportedCase) => string | number | null])[] = [
  ['case', ({ line }) => line.caseId],
  ['account', ({ line }) => line.accountId],
  ['status', ({ line }) => line.status],
  ['opened_at', ({ line }) => line.openedAt],
  ['closed_at', ({ line }) => line.closedAt],
  ['next_at', ({ line }) => line.nextDeadlineAt],
  ['planned_on', ({ line }) => line.plannedOn],
  ['held_by', ({ line }) => line.heldBy.map(({ kind }) => kind).join(' ')],
  ['stuck', ({ line }) => (line.isStuck ? 'yes' : 'no')],
  ['balance_dollars', ({ line }) => line.balanceCents / 100],
  ['oldest_due_on', ({ line }) => line.oldestDueOn],
  ['class', ({ line }) => line.customerClass],
  ['language', ({ line }) => line.language],
  ['pack', ({ line }) => line.pack],
  ['assigned_to', ({ assignee }) => assignee],
  ['as_of', ({ asOfAt }) => asOfAt],
];
const names: typeof columns = [
  ['name', ({ customer }) => customer?.name ?? null],
  ['premise', ({ customer }) => customer?.premiseAddress ?? null],
];

const columnsFor = (withNames: boolean) => (withNames ? [...columns, ...names] : columns);

export const csvHeading = (withNames: boolean) => `${columnsFor(withNames).map(([name]) => name).join(',')}\r\n`;

/** A record for each case. Numbers are numbers; a text that a spreadsheet would take for a formula begins with an apostrophe. */
export function csvRows(rows: readonly ExportedCase[], withNames: boolean): string {
  return rows.map((row) => `${columnsFor(withNames).map(([, of]) => field(of(row))).join(',')}\r\n`).join('');
}

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return value.toFixed(2);
  return csvText(value);
}
