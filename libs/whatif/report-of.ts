import { segmentDimensions, whatIfPeriods, type WhatIfPeriod } from '../policy/activation.ts';
import type { Law } from '../policy/facts.ts';
import { packReference } from '../policy/pack.ts';
import type { WhatIf } from './comparison.ts';
import { addCounts, noCounts, type Counts } from './course.ts';
import type { PeriodReport, Totals, WhatIfReport } from './report.ts';
import { modelInWords } from './responder.ts';
import type { Cell, Tally } from './tally.ts';

/** The report of a whole tally. */
export function reportOf(whatIf: WhatIf, tally: Tally): WhatIfReport {
  const { accounts, facts, openCases, failures, firstFailures, changedMost } = tally;
  return {
    draft: packOf(whatIf.draft),
    current: packOf(whatIf.current),
    accounts,
    facts,
    openCases,
    history: periodOf('history', whatIf, tally),
    ahead: periodOf('ahead', whatIf, tally),
    calibration: calibrationOf(tally),
    changedMost: changedMost.map(({ changed }) => changed),
    failures: { count: failures, first: firstFailures },
    assumptions: [...limits, ...modelInWords(whatIf.model)],
  };
}

const limits = [
  'Both packs are given the same recorded facts, each when it was recorded. What answered orders of Arrears in the recorded course fits those orders alone, and is played anew for both packs in the same way.',
  'Payments are taken as recorded: whether somebody would have paid earlier, later or not at all under another pack is not guessed.',
  'What people decided in single cases (approvals, skipped steps, closings, moved days) is left out; holds that they placed stay.',
  'Feeds count as complete at all times.',
  'In what comes next, open cases go on from where they really stand; nothing is billed, paid or asked for any more.',
];

function packOf({ pack, packHash, calendarHash }: Law): WhatIfReport['draft'] {
  return { reference: packReference(pack), title: pack.title, packHash, calendarHash };
}

function periodOf(period: WhatIfPeriod, whatIf: WhatIf, tally: Tally): PeriodReport {
  const cells = [...tally.cells[period].values()];
  const segments = segmentDimensions.flatMap((dimension) => {
    const byValue = Map.groupBy(cells, ({ segment }) => segment[dimension]);
    return [...byValue].sort(([first], [second]) => (first < second ? -1 : 1)).map(([value, group]) => ({ dimension, value, ...bothOf(group) }));
  });
  const [fromAt, toAt] = period === 'history' ? [whatIf.sinceAt, whatIf.asOfAt] : [whatIf.asOfAt, whatIf.aheadUntilAt];
  return { fromAt, toAt, total: bothOf(cells), segments, unchangedAccounts: tally.unchanged[period] };
}

function bothOf(cells: readonly Cell[]): { current: Totals; draft: Totals } {
  const accounts = cells.reduce((sum, cell) => sum + cell.accounts, 0);
  const sum = (side: 'current' | 'draft') => {
    const counts = noCounts();
    for (const cell of cells) addCounts(counts, cell[side]);
    return totalsOf(accounts, counts);
  };
  return { current: sum('current'), draft: sum('draft') };
}

function totalsOf(accounts: number, { resolutionDays, shutOffDays, ...counts }: Counts): Totals {
  return { accounts, ...counts, meanDaysToResolution: meanOf(resolutionDays, counts.resolvedCases), meanDaysToShutOff: meanOf(shutOffDays, counts.shutOffs) };
}

function meanOf(sum: number, count: number): number | null {
  return count === 0 ? null : Math.round((100 * sum) / count) / 100;
}

const calibrated = ['cases', 'resolvedCases', 'notices', 'shutOffs', 'restorations', 'penaltiesCents', 'feesCents'] as const;

function calibrationOf({ cells, recorded }: Tally): WhatIfReport['calibration'] {
  const simulated = noCounts();
  for (const { current } of cells.history.values()) addCounts(simulated, current);
  return calibrated.map((measure) => ({ measure, recorded: recorded[measure], simulated: simulated[measure] }));
}

/** Every comparison of a report by its period, for those who walk them. */
export function comparisonsOf(report: WhatIfReport) {
  return whatIfPeriods.flatMap((period) => [
    { period, dimension: 'all' as const, value: 'all', ...report[period].total },
    ...report[period].segments.map((segment) => ({ period, ...segment })),
  ]);
}
