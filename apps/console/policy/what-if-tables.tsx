import type { ReactNode } from 'react';
import type { Schemas } from '../api/client';
import { Table } from '../look/table';
import { day, dollars } from '../words/figures';
import { eventTitle } from '../words/glossary';
import { amountOf, changeOf, measureWords, type Measure } from './measures';

type Report = Schemas['WhatIfReport'];

const bySegment: readonly Measure[] = ['cases', 'notices', 'shutOffs', 'meanDaysToShutOff', 'penaltiesCents', 'feesCents'];

/** Whom the draft would meet: every segment of both times. */
export function SegmentsTable({ report }: { readonly report: Report }) {
  const rows = (['history', 'ahead'] as const).flatMap((period) => report[period].segments.map((segment) => ({ ...segment, name: `${period === 'history' ? 'History' : 'Ahead'}: ${segment.dimension} ${segment.value}` })));
  return (
    <Titled id="segments" title="By segment">
      <Table
        of={{ id: 'segments' }}
        head={['Segment', 'Accounts', ...bySegment.map((measure) => measureWords[measure])]}
        rows={rows.map(({ name, current, draft }) => ({ key: name, cells: [name, current.accounts.toLocaleString('en-US'), ...bySegment.map((measure) => `${amountOf(measure, current[measure])} → ${amountOf(measure, draft[measure])}`)] }))}
      />
    </Titled>
  );
}

/** Accounts that the draft treats otherwise. */
export function ChangedTable({ changed }: { readonly changed: Report['changedMost'] }) {
  const pair = (values: { current: unknown; draft: unknown }) => `${String(values.current ?? '–')} → ${String(values.draft ?? '–')}`;
  const told = (decision: { on: string; type: string } | null) => (decision === null ? 'nothing' : `${day(decision.on)} ${eventTitle(decision.type).toLowerCase()}`);
  return (
    <Titled id="changed" title="Changed most">
      {changed.length === 0 ? (
        <p>Nobody: both decide the same at the same times.</p>
      ) : (
        <Table
          of={{ id: 'changed' }}
          head={['Account', 'When', 'Lock-offs', 'First lock-off', 'Notices', 'Charged', 'First difference']}
          rows={changed.map(({ accountId, period, shutOffs, firstShutOffOn, notices, chargedCents, firstDifference }) => ({
            key: `${accountId} ${period}`,
            cells: [
              accountId,
              period === 'history' ? 'History' : 'Ahead',
              pair(shutOffs),
              pair(firstShutOffOn),
              pair(notices),
              `${dollars(chargedCents.current)} → ${dollars(chargedCents.draft)}`,
              `${told(firstDifference.current)} → ${told(firstDifference.draft)}`,
            ],
          }))}
        />
      )}
    </Titled>
  );
}

/** How far the law in force, played over history, is from what was recorded. */
export function CalibrationTable({ calibration }: { readonly calibration: Report['calibration'] }) {
  return (
    <Titled id="trust" title="How far to trust it">
      <Table of={{ id: 'trust' }} head={['Measure', 'Recorded', 'Played', 'Difference']} rows={calibration.map(({ measure, recorded, simulated }) => ({ key: measure, cells: [measureWords[measure], amountOf(measure, recorded), amountOf(measure, simulated), changeOf(recorded, simulated)] }))} />
    </Titled>
  );
}

function Titled({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
