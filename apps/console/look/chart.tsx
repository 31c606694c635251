import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ChartData } from './chart-drawing';
import { Table } from './table';
import './chart.css';

interface ChartProps extends ChartData {
  readonly title: string;
  /** What stands before the names in the table: "Hour", "Measure". */
  readonly of: string;
}

const darkness = window.matchMedia('(prefers-color-scheme: dark)');
function heedDarkness(changed: () => void): () => void {
  darkness.addEventListener('change', changed);
  return () => darkness.removeEventListener('change', changed);
}

/**
 * A chart with its figures beside it. The library that draws comes when the first chart is shown; what it draws is a picture, since the
 * policy of the page takes no style that a script writes into it.
 */
export function Chart({ title, of, ...data }: ChartProps) {
  const isDark = useSyncExternalStore(heedDarkness, () => darkness.matches);
  const [picture, setPicture] = useState<string | null>(null);
  const known = JSON.stringify([data.kind, data.names, data.series]);
  useEffect(() => {
    let isGone = false;
    void import('./chart-drawing').then(({ drawn }) => (isGone ? undefined : setPicture(drawn(data, isDark))));
    return () => void (isGone = true);
    // The same figures are the same chart, however often they are asked for.
  }, [known, isDark]);
  const { names, series, figure } = data;
  return (
    <figure className="chart">
      <figcaption>{title}</figcaption>
      {picture !== null && <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`} alt={`${title}: the figures stand in the table below.`} />}
      <details>
        <summary>The figures of “{title}”</summary>
        <Table of={{ name: `The figures of ${title}` }} head={[of, ...series.map(({ name }) => name)]} rows={names.map((name, index) => ({ key: String(index), cells: [name, ...series.map(({ values }) => (values[index] == null ? '–' : figure(values[index])))] }))} />
      </details>
    </figure>
  );
}
