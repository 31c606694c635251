import Table from 'cli-table3';
import { isMet, type Failure, type Goal, type Result } from '../measure.ts';

export const headings = ['Measure', 'Goal', 'Result', 'Ratio', ''] as const;

/** The cells of a line, the same on the terminal and in the document. */
export function cellsOf(result: Result | Failure): [string, string, string, string, string] {
  if ('failed' in result) return [result.measure, '', 'not measured', '', 'failed'];
  const { measure, goal, value, unit, ratio } = result;
  const met = isMet(result);
  return [measure, goal ? goalInWords(goal, unit) : '', `${numberOf(value)} ${unit}`, ratioInWords(result, ratio), met === null ? '' : met ? 'met' : 'missed'];
}

export function goalInWords(goal: Goal, unit: string): string {
  if ('atLeast' in goal) return `≥ ${numberOf(goal.atLeast)} ${unit}`;
  if ('below' in goal) return `< ${numberOf(goal.below)} ${unit}`;
  return `≥ ${goal.atLeastTimesBare} × bare`;
}

function ratioInWords({ goal, value }: Result, ratio: Result['ratio']): string {
  if (ratio) return `${numberOf(ratio.value)} × bare`;
  if (goal && 'atLeast' in goal) return `${numberOf(value / goal.atLeast)} × goal`;
  if (goal && 'below' in goal) return `${numberOf(value / goal.below)} × goal`;
  return '';
}

/** By how much a goal was missed, in percent of it; null when it was met or there is none. */
export function missedByPercent(result: Result): number | null {
  if (isMet(result) !== false || !result.goal) return null;
  const { goal, value, ratio } = result;
  if ('atLeast' in goal) return Math.ceil(100 * (1 - value / goal.atLeast));
  if ('below' in goal) return Math.ceil(100 * (value / goal.below - 1));
  return Math.ceil(100 * (1 - (ratio?.value ?? 0) / goal.atLeastTimesBare));
}

export function numberOf(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

export function tableOf(results: readonly (Result | Failure)[]): string {
  const table = new Table({ head: [...headings], style: { head: [], border: [] }, colAligns: ['left', 'right', 'right', 'right', 'left'] });
  for (const result of results) table.push(cellsOf(result));
  return table.toString();
}
