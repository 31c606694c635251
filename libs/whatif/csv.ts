import { csvText } from '../kernel/csv.ts';
import { whatIfMeasures } from '../policy/activation.ts';
import { comparisonsOf } from './report-of.ts';
import type { WhatIfReport } from './report.ts';

/** A line for each period, segment and measure; amounts in cents, durations in days, empty for the mean of nothing. */
export function csvOf(report: WhatIfReport): string {
  const rows = comparisonsOf(report).flatMap(({ period, dimension, value, current, draft }) =>
    whatIfMeasures.map((measure) => [period, dimension, csvText(value), measure, String(current[measure] ?? ''), String(draft[measure] ?? '')]),
  );
  return [['period', 'dimension', 'value', 'measure', 'current', 'draft'], ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}
