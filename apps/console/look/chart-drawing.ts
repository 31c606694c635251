import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

export interface ChartData {
  /** Bars side by side, each with its figure; or lines over time. */
  readonly kind: 'bars' | 'lines';
  readonly names: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** A value as it is read. */
  readonly figure: (value: number) => string;
}

const width = 820;
const colours = { light: ['#505b66', '#9a3412', '#0b5cad', '#17633a'], dark: ['#a9b4bf', '#ffb18a', '#8ec3ff', '#8fd9ae'] };

/** The chart as SVG text. Patterns and dashes tell the series apart without colours. */
export function drawn({ kind, names, series, figure }: ChartData, isDark: boolean): string {
  const [ink, lines] = isDark ? ['#e9edf1', '#3a434c'] : ['#16191d', '#c9d0d7'];
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: kind === 'bars' ? 60 + (14 + 18 * series.length) * names.length : 280 });
  const named = { position: 'right' as const, show: true, color: ink, formatter: ({ value }: { value?: unknown }) => (typeof value === 'number' ? figure(value) : '') };
  const dashes = ['solid', 'dashed', 'dotted', [8, 3, 2, 3]] as const;
  const category = { type: 'category' as const, data: [...names], axisTick: { show: false }, axisLabel: { color: ink }, axisLine: { lineStyle: { color: lines } } };
  const value = { type: 'value' as const, min: 0, axisLabel: { show: kind === 'lines', color: ink, formatter: figure }, splitLine: { lineStyle: { color: lines } } };
  chart.setOption({
    animation: false,
    aria: { enabled: true, label: { enabled: false }, decal: { show: kind === 'bars' } },
    color: isDark ? colours.dark : colours.light,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    legend: { top: 0, left: 0, itemGap: 24, textStyle: { color: ink } },
    grid: { left: kind === 'bars' ? 190 : 60, right: kind === 'bars' ? 110 : 16, top: 36, bottom: kind === 'bars' ? 8 : 28 },
    xAxis: kind === 'bars' ? value : { ...category, boundaryGap: false },
    yAxis: kind === 'bars' ? { ...category, inverse: true } : value,
    series: series.map(({ name, values }, index) =>
      kind === 'bars'
        ? { type: 'bar' as const, name, data: [...values], label: named, barGap: '10%' }
        : { type: 'line' as const, name, data: [...values], showSymbol: false, lineStyle: { type: dashes[index % dashes.length] as 'solid' } },
    ),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
