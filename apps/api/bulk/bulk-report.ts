import { csvText } from '../../../libs/kernel/csv.ts';
import type { Bulk, BulkLine } from '../../../libs/store/index.ts';

const columns = ['case', 'account', 'first', 'foreseen', 'foreseen rule', 'foreseen reason', 'outcome', 'rule', 'rule is', 'reason', 'recorded', 'at'] as const;

/** A record for each case. Text that a spreadsheet would take for a formula is kept from being one. */
export function reportAsCsv(report: unknown): string {
  const { lines } = report as { readonly bulk: Bulk; readonly lines: readonly BulkLine[] };
  const records = lines.map((line) => [
    line.caseId,
    line.accountId,
    line.isCanary ? 'yes' : 'no',
    line.foreseen ?? 'not looked at',
    line.foreseenBecause?.rule ?? '',
    line.foreseenBecause?.sentence ?? line.foreseenEvents.join(' '),
    line.status,
    line.because?.rule ?? '',
    line.because?.status ?? '',
    line.because?.sentence ?? line.failure ?? '',
    line.eventIds.join(' '),
    line.doneAt ?? '',
  ]);
  return [[...columns], ...records].map((record) => `${record.map(csvText).join(',')}\r\n`).join('');
}
