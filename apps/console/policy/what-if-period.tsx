import type { Schemas } from '../api/client';
import { Chart } from '../look/chart';
import { Table } from '../look/table';
import { amountOf, changeOf, measures, measureWords, type Measure } from './measures';

const charts: readonly { readonly title: string; readonly of: readonly Measure[] }[] = [
  { title: 'Cases, notices and lock-offs', of: ['cases', 'resolvedCases', 'notices', 'shutOffs', 'restorations'] },
  { title: 'Days', of: ['meanDaysToResolution', 'meanDaysToShutOff'] },
  { title: 'Dollars', of: ['penaltiesCents', 'feesCents'] },
];

interface PeriodProps {
  readonly title: string;
  readonly says: string;
  readonly period: Schemas['WhatIfPeriod'];
}

/** Both laws beside each other over one time: charts, and every measure in figures. */
export function Period({ title, says, period: { total, unchangedAccounts, segments } }: PeriodProps) {
  const id = title.replaceAll(/\W/g, '');
  const { current, draft } = total;
  const byClass = segments.filter(({ dimension, value }) => dimension === 'class' && value !== 'unknown');
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p className="faint">
        {says}. For {unchangedAccounts.toLocaleString('en-US')} of {current.accounts.toLocaleString('en-US')} nothing changes.
      </p>
      {charts.map(({ title: of, of: all }) => {
        const shown = all.filter((measure) => current[measure] || draft[measure]);
        if (shown.length === 0) return null;
        const figure = (value: number) => amountOf(all[0] as Measure, value);
        return <Chart key={of} title={`${of}, ${title.toLowerCase()}`} of="Measure" kind="bars" names={shown.map((measure) => measureWords[measure])} series={both((side) => shown.map((measure) => total[side][measure]))} figure={figure} />;
      })}
      {byClass.length > 1 && (
        <Chart title={`Lock-offs by class, ${title.toLowerCase()}`} of="Class" kind="bars" names={byClass.map(({ value }) => value)} series={both((side) => byClass.map((segment) => segment[side].shutOffs))} figure={String} />
      )}
      <Table of={{ id }} head={['Measure', 'Now', 'With the draft', 'Change']} rows={measures.map((measure) => ({ key: measure, cells: [measureWords[measure], amountOf(measure, current[measure]), amountOf(measure, draft[measure]), changeOf(current[measure], draft[measure])] }))} />
    </section>
  );
}

function both(values: (side: 'current' | 'draft') => readonly (number | null)[]) {
  return [
    { name: 'Now', values: values('current') },
    { name: 'With the draft', values: values('draft') },
  ];
}
