import Table from 'cli-table3';
import { whatIfMeasures } from '../../../libs/policy/activation.ts';
import { comparisonsOf } from '../../../libs/whatif/report-of.ts';
import type { ChangedAccount, Totals, WhatIfReport } from '../../../libs/whatif/report.ts';
import { amountOf, changeInWords, measureWords, type ThresholdReason } from '../../../libs/whatif/thresholds.ts';

/** No line between rows, and no colours: it may go into a file. */
const plain = { style: { head: [], border: [] }, chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' } };
const numbers = (columns: number) => ({ colAligns: ['left' as const, ...Array.from({ length: columns }, () => 'right' as const)] });

/** The report as it is read on a terminal. */
export function tablesOf(report: WhatIfReport, reasons: readonly ThresholdReason[]): string {
  const { draft, current, accounts, facts, openCases, failures } = report;
  return [
    `${draft.reference} (draft) against ${current.reference}: ${accounts} accounts, ${facts} recorded facts, ${openCases} open cases`,
    failures.count === 0 ? null : `${failures.count} could not be decided, such as ${failures.first.map(({ accountId, law, reason }) => `${accountId} under ${law}: ${reason}`).join('; ')}`,
    '',
    `Recorded history, ${dayText(report.history.fromAt)} to ${dayText(report.history.toAt)}, decided anew by both`,
    totalsTable(report.history.total),
    '',
    `What comes next in the open cases, through ${dayText(report.ahead.toAt)}`,
    totalsTable(report.ahead.total),
    '',
    'By segment',
    segmentsTable(report),
    '',
    'Changed most',
    report.changedMost.length === 0 ? 'Nobody: both packs decide the same at the same times.' : changedTable(report.changedMost),
    '',
    'How far the simulation of the pack in force is from what was recorded',
    calibrationTable(report),
    '',
    ...report.assumptions.map((assumption) => `· ${assumption}`),
    '',
    ...(reasons.length === 0 ? ['No difference passes the thresholds of the pack in force.'] : ['Two people have to sign for this draft:', ...reasons.map(({ sentence }) => `✗ ${sentence}`)]),
  ]
    .filter((line) => line !== null)
    .join('\n');
}

const dayText = (at: string) => at.slice(0, 10);

function totalsTable({ current, draft }: { current: Totals; draft: Totals }): string {
  const table = new Table({ ...plain, ...numbers(3), head: ['', 'current', 'draft', 'change'] });
  for (const measure of whatIfMeasures) table.push([measureWords[measure], amountOf(measure, current[measure]), amountOf(measure, draft[measure]), changeInWords(current[measure], draft[measure])]);
  return table.toString();
}

const bySegment = ['cases', 'notices', 'shutOffs', 'meanDaysToShutOff', 'penaltiesCents', 'feesCents'] as const;

function segmentsTable(report: WhatIfReport): string {
  const table = new Table({ ...plain, ...numbers(1 + bySegment.length), head: ['', 'accounts', ...bySegment.map((measure) => measureWords[measure])] });
  for (const { period, dimension, value, current, draft } of comparisonsOf(report)) {
    if (dimension === 'all') continue;
    const cells = bySegment.map((measure) => `${amountOf(measure, current[measure])} → ${amountOf(measure, draft[measure])}`);
    table.push([`${period}: ${dimension} ${value}`, current.accounts, ...cells]);
  }
  return table.toString();
}

function changedTable(changed: readonly ChangedAccount[]): string {
  const table = new Table({ ...plain, head: ['Account', '', 'Shut-offs', 'First shut-off', 'Notices', 'Charged', 'First difference'] });
  for (const account of changed) {
    const pair = (both: { current: unknown; draft: unknown }) => `${String(both.current ?? '–')} → ${String(both.draft ?? '–')}`;
    const { current, draft } = account.firstDifference;
    const told = (decision: typeof current) => (decision ? `${decision.on} ${decision.type}` : 'nothing');
    const charged = pair({ current: amountOf('feesCents', account.chargedCents.current), draft: amountOf('feesCents', account.chargedCents.draft) });
    table.push([account.accountId, account.period, pair(account.shutOffs), pair(account.firstShutOffOn), pair(account.notices), charged, `${told(current)} → ${told(draft)}`]);
  }
  return table.toString();
}

function calibrationTable({ calibration }: WhatIfReport): string {
  const table = new Table({ ...plain, ...numbers(3), head: ['', 'recorded', 'simulated', 'difference'] });
  for (const { measure, recorded, simulated } of calibration) {
    table.push([measureWords[measure], amountOf(measure, recorded), amountOf(measure, simulated), changeInWords(recorded, simulated)]);
  }
  return table.toString();
}
