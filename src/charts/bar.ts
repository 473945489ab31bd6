import { type BarData, barData } from './bardata.js';
import { defaultWidth, emptyChart, fontSize, frame, seriesColor, type Spec, tickFormat, xTitle, yTitle } from './frame.js';
import type { Chart, ChartOptions, Row } from './options.js';
import { textPixels } from './text.js';
import { paint, seriesPaints } from './theme.js';

/** Bars by category: lying with the names on the left, or standing when the category is on x. */
export function barChart(rows: readonly Row[], options: ChartOptions): Chart {
  if (rows.length === 0) return emptyChart(options);
  const data = barData(rows, options);
  const spec = !data.lying ? standing(options, data) : data.series || options.stack ? lyingStacks(options, data) : lyingBars(options, data);
  return { spec, notes: data.notes };
}

const tip = { field: 'tip', type: 'nominal' };
const order = { field: 'rank', type: 'quantitative' };

function nameAxis(labels: readonly string[]): Spec {
  return { field: 'category', type: 'nominal', axis: { title: null, labelColor: paint('ink') }, scale: { domain: labels, paddingInner: 0.22, paddingOuter: 0.1 } };
}

function rowStep(options: ChartOptions): { step: number } {
  return { step: options.bare ? 20 : 24 };
}

/** Few bars in a drawing of fixed height stay bars instead of growing into blocks. */
function thickness(options: ChartOptions, labels: readonly string[]): Spec {
  return options.height !== undefined && labels.length * 30 < options.height ? { size: 22 } : {};
}

function valueFormat(options: ChartOptions, { bars }: BarData): Spec {
  return { ...(options.stack === 'normalize' ? { format: '%' } : tickFormat(bars.map((bar) => bar.value))), tickCount: options.bare ? 3 : 5 };
}

function valueTitle(options: ChartOptions, data: BarData): string {
  return options.stack === 'normalize' ? `share of ${data.valueTitle}` : data.valueTitle;
}

/** Room for the figure of a bar that ends left of zero, px. */
const figureRoom = 44;

/** One bar a name, its figure at the end instead of an axis. */
function lyingBars(options: ChartOptions, { bars, labels, valueTitle }: BarData): Spec {
  const scale = { nice: false, ...(bars.some(({ value }) => value < 0) ? { padding: figureRoom } : {}), ...(options.log?.includes('x') ? { type: 'symlog' } : {}) };
  const title = { ...xTitle(options, valueTitle), orient: 'top', titleAnchor: 'start', titleAlign: 'left', titlePadding: 2 };
  const x = { field: 'value', type: 'quantitative', axis: { ...title, labels: false, grid: false }, scale };
  const atEnd = { align: { expr: "datum.value < 0 ? 'right' : 'left'" }, dx: { expr: 'datum.value < 0 ? -5 : 5' } };
  return frame(options, rowStep(options), {
    data: { values: bars },
    encoding: { y: nameAxis(labels), x },
    layer: [
      { mark: { type: 'bar', color: seriesPaints[0], ...thickness(options, labels) }, encoding: { description: tip } },
      { mark: { type: 'text', ...atEnd, aria: false, fill: paint('soft') }, encoding: { text: { field: 'text', type: 'nominal' } } },
    ],
  });
}

function lyingStacks(options: ChartOptions, data: BarData): Spec {
  const axis = { ...xTitle(options, valueTitle(options, data)), ...valueFormat(options, data) };
  const x = { field: 'value', type: 'quantitative', stack: options.stack ?? 'zero', axis };
  const encoding = { y: nameAxis(data.labels), x, color: seriesColor(options, data.series ?? [''], data.rest), description: tip, order };
  return frame(options, rowStep(options), { data: { values: data.bars }, mark: { type: 'bar', ...thickness(options, data.labels) }, encoding });
}

function standing(options: ChartOptions, data: BarData): Spec {
  const axis = { ...yTitle(options, valueTitle(options, data)), ...valueFormat(options, data) };
  const scale = options.log?.includes('y') ? { type: 'symlog' } : {};
  const y = { field: 'value', type: 'quantitative', stack: options.stack ?? 'zero', axis, scale };
  const x = { field: 'category', type: 'ordinal', axis: standingAxis(options, data), scale: { domain: data.labels, paddingInner: 0.2, paddingOuter: 0.1 } };
  const look = data.series ? { color: seriesColor(options, data.series, data.rest), order } : { color: { value: seriesPaints[0] } };
  return frame(options, 320, { data: { values: data.bars }, mark: { type: 'bar' }, encoding: { x, y, ...look, description: tip } });
}

/** Labels under standing bars: years thinned to every 2, 5, 10; other names turned when they do not fit. */
function standingAxis(options: ChartOptions, { labels, categoryTitle }: BarData): Spec {
  const each = ((options.width ?? defaultWidth) * 0.9) / labels.length;
  const crowding = Math.ceil((Math.max(...labels.map((label) => textPixels(label, fontSize))) + 8) / each);
  if (labels.every((label) => /^\d{4}$/.test(label))) {
    const every = [1, 2, 5, 10, 20].find((step) => step >= crowding) ?? 50;
    return { title: null, values: labels.filter((label) => Number(label) % every === 0) };
  }
  if (options.bare && crowding > 1) return { title: null, labels: false };
  return { ...xTitle(options, categoryTitle), ...(crowding > 1 ? { labelAngle: -40, labelAlign: 'right', labelBaseline: 'middle' } : {}) };
}
