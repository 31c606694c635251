import { dollars } from '../kernel/money.ts';
import { whatIfPeriods, type ActivationThreshold, type SegmentDimension, type WhatIfMeasure, type WhatIfPeriod } from '../policy/activation.ts';
import type { PeriodReport, Totals, WhatIfReport } from './report.ts';

/** One difference that passes a threshold: what stands in the way of activating a draft with one signature. */
export interface ThresholdReason {
  readonly measure: WhatIfMeasure;
  readonly period: WhatIfPeriod;
  /** Null for all accounts together. */
  readonly segment: { readonly dimension: SegmentDimension; readonly value: string } | null;
  readonly current: number | null;
  readonly draft: number | null;
  /** Null where the pack in force brings none: any change is then beyond every share. */
  readonly changePercent: number | null;
  readonly limitPercent: number;
  readonly sentence: string;
}

/**
 * Which differences of a report pass the thresholds, in the order of the thresholds. Exactly at a threshold passes it not.
 * @param thresholds of the pack in force or of the utility, never of the draft: a draft must not loosen what it is measured by
 */
export function thresholdsExceeded(report: WhatIfReport, thresholds: readonly ActivationThreshold[]): readonly ThresholdReason[] {
  return thresholds.flatMap((threshold) =>
    whatIfPeriods.filter((period) => threshold.in === undefined || threshold.in === period).flatMap((period) => exceededIn(report[period], period, threshold)),
  );
}

function exceededIn(report: PeriodReport, period: WhatIfPeriod, threshold: ActivationThreshold): ThresholdReason[] {
  const compared = threshold.of === 'all' ? [{ segment: null, ...report.total }] : report.segments.filter((segment) => !saysNothing(segment, report)).map(({ dimension, value, current, draft }) => ({ segment: { dimension, value }, current, draft }));
  return compared.flatMap(({ segment, current, draft }) => reasonOf(threshold, period, segment, current, draft));
}

/** Where nobody's language is known, "unknown" is everybody once more. */
function saysNothing({ value, current }: PeriodReport['segments'][number], { total }: PeriodReport): boolean {
  return value === 'unknown' && current.accounts === total.current.accounts;
}

function reasonOf(threshold: ActivationThreshold, period: WhatIfPeriod, segment: ThresholdReason['segment'], before: Totals, after: Totals): ThresholdReason[] {
  const { measure, percent: limitPercent, direction } = threshold;
  const [current, draft] = [before[measure], after[measure]];
  const change = (draft ?? 0) - (current ?? 0);
  const counts = direction === 'either' ? Math.abs(change) : direction === 'rises' ? change : -change;
  // A mean of nothing is no number: there is nothing that it could have risen from or fallen to.
  if (current === null || draft === null || counts <= 0 || Math.abs(change) < threshold.butAtLeast) return [];
  // Compared as a product, so that exactly five percent of a round number is not a hair more.
  if (counts * 100 <= limitPercent * Math.abs(current)) return [];
  const changePercent = current === 0 ? null : (100 * change) / Math.abs(current);
  const sentence = `${sentenceOf(measure, period, segment)} ${change > 0 ? 'rise' : 'fall'} from ${amountOf(measure, current)} to ${amountOf(measure, draft)} (${shareOf(changePercent)}); the limit is ${limitPercent} %.`;
  return [{ measure, period, segment, current, draft, changePercent, limitPercent, sentence }];
}

/** What people call a measure. */
export const measureWords: Readonly<Record<WhatIfMeasure, string>> = {
  cases: 'Cases opened',
  resolvedCases: 'Cases resolved',
  meanDaysToResolution: 'Days to resolution',
  notices: 'Notices',
  shutOffs: 'Shut-offs',
  meanDaysToShutOff: 'Days to shut-off',
  restorations: 'Restorations',
  collectedCents: 'Dollars collected in cases',
  penaltiesCents: 'Penalties',
  feesCents: 'Fees',
};

function sentenceOf(measure: WhatIfMeasure, period: WhatIfPeriod, segment: ThresholdReason['segment']): string {
  const where = segment === null ? '' : ` for ${segment.dimension} ${segment.value}`;
  return `${measureWords[measure]}${where} ${period === 'history' ? 'over recorded history' : 'in the cases that are open'}`;
}

/** A value of a measure in its unit: `$1,240.05`, `12.4 days`, `318`. */
export function amountOf(measure: WhatIfMeasure, value: number | null): string {
  if (value === null) return '–';
  if (measure.endsWith('Cents')) return dollars(value);
  return measure.startsWith('meanDays') ? `${value.toFixed(1)} days` : String(value);
}

/** `+12.5 %`; `from none` where there was nothing to compare with. */
export function shareOf(changePercent: number | null): string {
  if (changePercent === null) return 'from none';
  return `${changePercent > 0 ? '+' : changePercent < 0 ? '−' : '±'}${Math.abs(changePercent).toFixed(1)} %`;
}

/** How far the second is from the first: `+12.5 %`, `same`, nothing where one of them is the mean of nothing. */
export function changeInWords(before: number | null, after: number | null): string {
  if (before === null || after === null) return '';
  return before === after ? 'same' : shareOf(before === 0 ? null : (100 * (after - before)) / Math.abs(before));
}
