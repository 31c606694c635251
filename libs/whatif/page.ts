import { whatIfMeasures, type WhatIfMeasure } from '../policy/activation.ts';
import { chartOf, escaped } from './charts.ts';
import { comparisonsOf } from './report-of.ts';
import type { PeriodReport, Totals, WhatIfReport } from './report.ts';
import { amountOf, changeInWords, measureWords, type ThresholdReason } from './thresholds.ts';

/** All that the page needs beside its text; a server may allow this style alone. */
export const pageStyle = `
body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 80rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { margin-top: 2.5rem; border-bottom: 2px solid #222; }
table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; font-weight: 600; padding: .3rem 0; }
th, td { white-space: nowrap; padding: .25rem .7rem; border-bottom: 1px solid #ccc; text-align: right; } th:first-child, td:first-child { text-align: left; }
thead th { border-bottom: 2px solid #222; } tbody th { font-weight: normal; }
figure { margin: 1.5rem 0; } figcaption { font-weight: 600; } svg { max-width: 100%; height: auto; }
.sign { border-left: 6px solid #b3541e; padding: .2rem 1rem; background: #fbf1ea; } .fine { border-left: 6px solid #3d7a4f; padding: .2rem 1rem; background: #eef6f0; }
.wide { overflow-x: auto; font-size: .9rem; } .hint { color: #555; }
@media print { body { margin: 0; } h2 { break-after: avoid; } figure, tr { break-inside: avoid; } }
`;

/** The whole report as one file: no script, no picture from elsewhere, every chart beside its table. */
export function pageOf(report: WhatIfReport, reasons: readonly ThresholdReason[]): string {
  const { draft, current, accounts, facts, openCases, history, ahead } = report;
  const title = `What if: ${draft.reference} in place of ${current.reference}`;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${pageStyle}</style></head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(draft.title)}. ${number(accounts)} accounts with ${number(facts)} recorded facts were decided anew by both packs; ${number(openCases)} open cases were carried on.</p>
${signatures(reasons)}
${failures(report)}
<h2>Over recorded history</h2>
<p class="hint">${day(history.fromAt)} to ${day(history.toAt)}. For ${number(history.unchangedAccounts)} of ${number(history.total.current.accounts)} accounts both packs decide the same at the same times.</p>
${periodCharts(history, 'history')}
${totalsTable(history, 'Recorded history, decided anew by both packs')}
<h2>What comes next in the open cases</h2>
<p class="hint">Through ${day(ahead.toAt)}, if nothing further is billed, paid or asked for. For ${number(ahead.unchangedAccounts)} of ${number(ahead.total.current.accounts)} cases nothing changes.</p>
${periodCharts(ahead, 'ahead')}
${totalsTable(ahead, 'What comes next in the open cases')}
<h2>By segment</h2>
${segmentsTable(report)}
<h2>Changed most</h2>
${changedTable(report)}
<h2>How far to trust it</h2>
${calibrationTable(report)}
<ul>${report.assumptions.map((assumption) => `<li>${escaped(assumption)}</li>`).join('')}</ul>
<p class="hint">Draft ${escaped(draft.packHash.slice(0, 12))}, calendar ${escaped(draft.calendarHash.slice(0, 12))}; current ${escaped(current.packHash.slice(0, 12))}, calendar ${escaped(current.calendarHash.slice(0, 12))}.</p>
</body>
</html>
`;
}

const number = (value: number) => value.toLocaleString('en-US');
const day = (at: string) => at.slice(0, 10);

function signatures(reasons: readonly ThresholdReason[]): string {
  if (reasons.length === 0) return '<p class="fine">No difference passes the thresholds of the pack in force.</p>';
  return `<div class="sign"><p><strong>Two people have to sign for this draft:</strong></p><ul>${reasons.map(({ sentence }) => `<li>${escaped(sentence)}</li>`).join('')}</ul></div>`;
}

function failures({ failures: { count, first } }: WhatIfReport): string {
  if (count === 0) return '';
  const named = first.map(({ accountId, law, reason }) => `<li>${escaped(accountId)} under the ${law}: ${escaped(reason)}</li>`).join('');
  return `<div class="sign"><p><strong>${number(count)} accounts could not be decided and are left out of both sides:</strong></p><ul>${named}</ul></div>`;
}

const charts: readonly { readonly title: string; readonly measures: readonly WhatIfMeasure[] }[] = [
  { title: 'Cases, notices and shut-offs', measures: ['cases', 'resolvedCases', 'notices', 'shutOffs', 'restorations'] },
  { title: 'Days', measures: ['meanDaysToResolution', 'meanDaysToShutOff'] },
  { title: 'Dollars', measures: ['penaltiesCents', 'feesCents'] },
];

function periodCharts({ total, segments }: PeriodReport, id: string): string {
  const drawn = charts.flatMap(({ title, measures: all }, index) => {
    const measures = all.filter((measure) => total.current[measure] || total.draft[measure]);
    if (measures.length === 0) return [];
    const bars = measures.map((measure) => ({ name: measureWords[measure], current: total.current[measure], draft: total.draft[measure] }));
    const description = measures.map((measure) => `${measureWords[measure]}: ${amountOf(measure, total.current[measure])} now, ${amountOf(measure, total.draft[measure])} under the draft.`).join(' ');
    return figure(title, chartOf({ title, description, bars, label: (value) => amountOf(all[0] as WhatIfMeasure, value) }, `${id}-${index}`));
  });
  const classes = segments.filter(({ value }) => value !== 'unknown');
  if (classes.length < 2) return drawn.join('\n');
  const bars = classes.map(({ dimension, value, current, draft }) => ({ name: `${dimension} ${value}`, current: current.shutOffs, draft: draft.shutOffs }));
  const description = bars.map(({ name, current, draft }) => `${name}: ${current} now, ${draft} under the draft.`).join(' ');
  return [...drawn, figure('Shut-offs by segment', chartOf({ title: 'Shut-offs by segment', description, bars, label: String }, `${id}-segments`))].join('\n');
}

function figure(title: string, svg: string): string {
  return `<figure><figcaption>${escaped(title)}</figcaption>${svg}</figure>`;
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = ([first = '', ...rest]: readonly string[]) => `<tr><th scope="row">${escaped(first)}</th>${rest.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
  return `<div class="wide"><table><caption>${escaped(caption)}</caption><thead><tr>${head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr></thead><tbody>${rows.map(cells).join('')}</tbody></table></div>`;
}

function totalsTable({ total }: PeriodReport, caption: string): string {
  const rows = whatIfMeasures.map((measure) => [measureWords[measure], ...both(measure, total), changeInWords(total.current[measure], total.draft[measure])]);
  return table(caption, ['', 'Current', 'Draft', 'Change'], rows);
}

function both(measure: WhatIfMeasure, { current, draft }: { current: Totals; draft: Totals }): [string, string] {
  return [amountOf(measure, current[measure]), amountOf(measure, draft[measure])];
}

const bySegment = ['cases', 'notices', 'shutOffs', 'meanDaysToShutOff', 'penaltiesCents', 'feesCents'] as const;

function segmentsTable(report: WhatIfReport): string {
  const rows = comparisonsOf(report).flatMap(({ period, dimension, value, ...total }) =>
    dimension === 'all' ? [] : [[`${period === 'history' ? 'History' : 'Ahead'}: ${dimension} ${value}`, number(total.current.accounts), ...bySegment.map((measure) => both(measure, total).join(' → '))]],
  );
  return table('Current → draft', ['', 'Accounts', ...bySegment.map((measure) => measureWords[measure])], rows);
}

function changedTable({ changedMost }: WhatIfReport): string {
  if (changedMost.length === 0) return '<p>Nobody: both packs decide the same at the same times.</p>';
  const pair = (values: { current: unknown; draft: unknown }) => `${String(values.current ?? '–')} → ${String(values.draft ?? '–')}`;
  const told = (decision: { on: string; type: string } | null) => (decision === null ? 'nothing' : `${decision.on} ${decision.type}`);
  const rows = changedMost.map(({ accountId, period, shutOffs, firstShutOffOn, notices, chargedCents, firstDifference }) => [
    accountId,
    period,
    pair(shutOffs),
    pair(firstShutOffOn),
    pair(notices),
    `${amountOf('feesCents', chargedCents.current)} → ${amountOf('feesCents', chargedCents.draft)}`,
    `${told(firstDifference.current)} → ${told(firstDifference.draft)}`,
  ]);
  return table('Current → draft', ['Account', 'Period', 'Shut-offs', 'First shut-off', 'Notices', 'Charged', 'First difference'], rows);
}

function calibrationTable({ calibration }: WhatIfReport): string {
  const rows = calibration.map(({ measure, recorded, simulated }) => [measureWords[measure], amountOf(measure, recorded), amountOf(measure, simulated), changeInWords(recorded, simulated)]);
  return table('The pack in force: what was recorded, and what the simulation says of it', ['', 'Recorded', 'Simulated', 'Difference'], rows);
}
