import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);

/** Bars in pairs: what the pack in force brings, and what the draft would. */
export interface PairedBars {
  readonly title: string;
  /** What the chart shows, for those who do not see it. */
  readonly description: string;
  readonly bars: readonly { readonly name: string; readonly current: number | null; readonly draft: number | null }[];
  /** A value as it stands at its bar. */
  readonly label: (value: number) => string;
}

const colours = ['#5b6770', '#b3541e'];
const width = 760;

/** The chart as SVG text, drawn without a browser; no script is needed to see it, and patterns tell the bars apart without colours. */
export function chartOf({ title, description, bars, label }: PairedBars, id: string): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: 70 + 46 * bars.length });
  const named = { position: 'right' as const, show: true, color: '#222', formatter: ({ value }: { value?: unknown }) => (typeof value === 'number' ? label(value) : '') };
  const series = (name: string, values: readonly (number | null)[]) => ({ type: 'bar' as const, name, data: [...values], label: named, barGap: '10%', animation: false });
  chart.setOption({
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    color: colours,
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    legend: { top: 0, left: 0, itemGap: 28, data: ['current', 'draft'] },
    grid: { left: 180, right: 110, top: 36, bottom: 8 },
    xAxis: { type: 'value', axisLabel: { show: false }, splitLine: { lineStyle: { color: '#e5e5e5' } }, min: 0 },
    yAxis: { type: 'category', inverse: true, data: bars.map(({ name }) => name), axisTick: { show: false }, axisLabel: { color: '#222' } },
    series: [series('current', bars.map(({ current }) => current)), series('draft', bars.map(({ draft }) => draft))],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  const spoken = `<title id="${id}-title">${escaped(title)}</title><desc id="${id}-desc">${escaped(description)}</desc>`;
  return withoutStyles(svg).replace(/^<svg([^>]*)>/, `<svg$1 role="img" aria-labelledby="${id}-title ${id}-desc">${spoken}`);
}

/** A page whose policy allows one style alone shows no other: what the chart styles becomes attributes of SVG, which say the same. */
function withoutStyles(svg: string): string {
  const attributes = (css: string) => css.split(';').filter(Boolean).map((declaration) => ` ${declaration.replace(/^\s*([\w-]+)\s*:\s*(.*)$/, '$1="$2"')}`);
  return svg.replaceAll(/<style[^>]*>[^]*?<\/style>/g, '').replaceAll(/ style="([^"]*)"/g, (_, css: string) => attributes(css).join(''));
}

/** Text as it stands in HTML and SVG, in attributes too. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
