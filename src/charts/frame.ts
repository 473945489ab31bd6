import type { Chart, ChartOptions } from './options.js';
import { paint, seriesPaints } from './theme.js';
import { textPixels } from './text.js';

export type Spec = Record<string, unknown>;

export const defaultWidth = 760;
export const fontSize = 12;

const config: Spec = {
  background: null,
  font: 'sans-serif',
  view: { stroke: null },
  axis: {
    labelFontSize: fontSize, labelColor: paint('soft'), labelLimit: 0, labelPadding: 6, labelAngle: 0, ticks: false, domain: false,
    grid: false, gridColor: paint('rule'), titleFontSize: fontSize, titleFontWeight: 'normal', titleColor: paint('soft'), titlePadding: 8,
  },
  axisQuantitative: { grid: true },
  axisX: { titleAnchor: 'end', titleAlign: 'right' },
  legend: { labelFontSize: fontSize, labelColor: paint('ink'), labelLimit: 0, titleFontSize: fontSize, titleFontWeight: 'normal', titleColor: paint('soft'), symbolType: 'circle', symbolSize: 90, symbolStrokeWidth: 0 },
  text: { fontSize, fill: paint('ink') },
};

/** A whole specification round its data and its view or layers. */
export function frame(options: ChartOptions, height: number | { step: number }, view: Spec): Spec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: options.width ?? defaultWidth,
    height: options.height ?? height,
    usermeta: { boorulab: options.mark },
    autosize: { type: options.height === undefined && typeof height !== 'number' ? 'fit-x' : 'fit', contains: 'padding' },
    padding: 4,
    config,
    ...view,
  };
}

/** An axis title set level above the axis, as a reader reads. None in a preview. */
export function yTitle(options: ChartOptions, text: string): Spec {
  if (options.bare || !text) return { title: null };
  return { title: text, titleAngle: 0, titleAlign: 'left', titleAnchor: 'end', titleBaseline: 'bottom', titleX: 0, titleY: -8 };
}

/** The title of a horizontal axis. None in a preview. */
export function xTitle(options: ChartOptions, text: string): Spec {
  return { title: options.bare || !text ? null : text };
}

/** Names down the side at most: fewer on a phone's width and in a preview. */
export function rowLimit({ limit, width = defaultWidth, bare }: ChartOptions, usual: number): number {
  return Math.min(limit ?? usual, bare ? 7 : width < 480 ? 20 : Infinity);
}

/** How the figures along an axis are written, by the largest of them. */
export function tickFormat(values: readonly number[]): Spec {
  return Math.max(...values.map(Math.abs)) >= 1000 ? { format: '~s', labelExpr: "replace(datum.label, /^0\\D$/, '0')" } : { format: '~r' };
}

/** Colours of the series in order, the rest of them grey, with a legend in as many columns as fit. */
export function seriesColor(options: ChartOptions, names: readonly string[], rest: string | undefined): Spec {
  const shown = rest === undefined ? [...names] : [...names, rest];
  const colors = shown.map((name, i) => (name === rest ? paint('other') : seriesPaints[i % seriesPaints.length]!));
  const widest = Math.max(...shown.map((name) => textPixels(name, fontSize)), 0) + 40;
  const columns = Math.max(1, Math.floor((options.width ?? defaultWidth) / widest));
  const legend = options.bare || shown.length < 2 ? null : { orient: 'top', direction: 'horizontal', title: null, columns, columnPadding: 18, offset: 30 };
  return { field: 'series', type: 'nominal', scale: { domain: shown, range: colors }, sort: null, legend };
}

/** A chart of nothing: says so. */
export function emptyChart(options: ChartOptions): Chart {
  const mark = { type: 'text', text: 'no rows', fill: paint('soft') };
  return { spec: frame(options, 80, { data: { values: [{}] }, mark, usermeta: {} }), notes: [] };
}
