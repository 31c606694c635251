import { csvField } from '../kernel/csv.ts';
import { whatIfMeasures } from '../policy/activation.ts';
import { comparisonsOf } from './report-of.ts';
import type { WhatIfReport } from './report.ts';

/** A line for each period, segment and measure; amounts in cents, durations in days, empty for the mean of nothing. */
export function csvOf(report: WhatIfReport): string {
  const rows = comparisonsOf(report).flatMap(({ period, dimension, value, current, draft }) =>
    whatIfMeasures.map((measure) => [period, dimension, value, measure, String(current[measure] ?? ''), String(draft[measure] ?? '')]),
  );
  return [['period', 'dimension', 'value', 'measure', 'current', 'draft'], ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** A field that a spreadsheet would take for a formula is made a text. */
function field(text: string): string {
  return csvField(/^[=+@\t\r]/.test(text) ? `'${text}` : text);
}
