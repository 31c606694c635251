import type { Schemas } from '../api/client';
import { dollars } from '../words/figures';

export type Measure = Exclude<keyof Schemas['WhatIfTotals'], 'accounts'>;

export const measureWords: Readonly<Record<Measure, string>> = {
  cases: 'Cases opened',
  resolvedCases: 'Cases resolved',
  meanDaysToResolution: 'Days to resolution',
  notices: 'Notices',
  shutOffs: 'Lock-offs',
  meanDaysToShutOff: 'Days to lock-off',
  restorations: 'Turned on again',
  collectedCents: 'Collected in cases',
  penaltiesCents: 'Penalties',
  feesCents: 'Fees',
};

export const measures = Object.keys(measureWords) as Measure[];

/** `$1,240.05`, `12.4 days`, `318`; a dash for the mean of nothing. */
export function amountOf(measure: Measure, value: number | null): string {
  if (value === null) return '–';
  if (measure.endsWith('Cents')) return dollars(value);
  return measure.startsWith('meanDays') ? `${value.toFixed(1)} days` : value.toLocaleString('en-US');
}

/** `+12.5 %`, `same`, `from none`; a dash beside the mean of nothing. */
export function changeOf(before: number | null, after: number | null): string {
  if (before === null || after === null) return '–';
  if (before === after) return 'same';
  if (before === 0) return 'from none';
  const percent = (100 * (after - before)) / Math.abs(before);
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent).toFixed(1)} %`;
}
