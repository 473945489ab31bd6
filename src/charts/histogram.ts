import { type Field, labelOf, numberOf, optionalField, pickField, readFields } from './fields.js';
import { emptyChart, frame, tickFormat, xTitle, yTitle } from './frame.js';
import { compact, niceStep } from './numbers.js';
import type { Chart, ChartOptions, Row } from './options.js';
import { paint, seriesPaints } from './theme.js';

export interface Bin {
  from: number;
  to: number;
  count: number;
  tip: string;
}

/** What a histogram shows, before it is drawn. */
export interface Bins {
  readonly bins: readonly Bin[];
  readonly x: Field;
  readonly y: Field | undefined;
  readonly isLog: boolean;
}

/** How often the values of x occur, in some 30 bins of a round width; y, when given, is how often a row counts. Undefined when no row has a value. */
export function histogramBins(rows: readonly Row[], options: ChartOptions): Bins | undefined {
  const fields = readFields(rows);
  const x = pickField(fields, options.x, ['number', 'year'], [], 'x');
  const y = optionalField(fields, options.y, 'y');
  const values = rows
    .map((row) => ({ value: numberOf(row[x.name]), weight: y ? numberOf(row[y.name]) : 1 }))
    .filter(({ value, weight }) => Number.isFinite(value) && Number.isFinite(weight));
  if (values.length === 0) return undefined;
  const isLog = options.log?.includes('x') === true && values.every(({ value }) => value > 0);
  return { bins: isLog ? ratioBins(values) : evenBins(values, values.every(({ value }) => Number.isInteger(value))), x, y, isLog };
}

/** The bins as a drawing. */
export function histogramChart(rows: readonly Row[], options: ChartOptions): Chart {
  const found = rows.length === 0 ? undefined : histogramBins(rows, options);
  if (found === undefined) return emptyChart(options);
  const { bins, x, y, isLog } = found;
  const values = rows.map((row) => numberOf(row[x.name])).filter(Number.isFinite);
  const edges = { field: 'from', type: 'quantitative', scale: { nice: false, zero: false, ...(isLog ? { type: 'log' } : {}) }, axis: { ...xTitle(options, options.xlabel ?? labelOf(x)), grid: false, ...(x.kind === 'year' ? { format: 'd' } : tickFormat(values)), tickCount: 8, labelOverlap: true } };
  const count = { field: 'count', type: 'quantitative', axis: { ...yTitle(options, options.ylabel ?? (y ? labelOf(y) : 'rows')), ...tickFormat(bins.map((bin) => bin.count)), tickCount: 5 }, scale: options.log?.includes('y') ? { type: 'symlog' } : {} };
  const mark = { type: 'rect', color: seriesPaints[0], stroke: paint('paper'), strokeWidth: 1 };
  const encoding = { x: edges, x2: { field: 'to' }, y: count, y2: { datum: 0 }, description: { field: 'tip', type: 'nominal' } };
  return { spec: frame(options, 320, { data: { values: bins }, mark, encoding }), notes: [] };
}

interface Weighed {
  value: number;
  weight: number;
}

function evenBins(values: readonly Weighed[], whole: boolean): Bin[] {
  const [low, high] = extent(values);
  const step = Math.max(niceStep(high - low, 30), whole ? 1 : 0) || 1;
  const first = Math.floor(low / step);
  const edges = Array.from({ length: Math.floor(high / step) - first + 2 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
  return fill(edges, values, (value) => Math.floor(value / step) - first);
}

function ratioBins(values: readonly Weighed[]): Bin[] {
  const [low, high] = extent(values).map(Math.log10) as [number, number];
  const step = (high - low || 1) / 30;
  const edges = Array.from({ length: 31 }, (_, i) => 10 ** (low + i * step));
  return fill(edges, values, (value) => Math.floor((Math.log10(value) - low) / step));
}

function extent(values: readonly Weighed[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { value } of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

function fill(edges: readonly number[], values: readonly Weighed[], binOf: (value: number) => number): Bin[] {
  const counts = new Float64Array(edges.length - 1);
  for (const { value, weight } of values) counts[Math.min(counts.length - 1, Math.max(0, binOf(value)))]! += weight;
  return [...counts].map((count, i) => ({ from: edges[i]!, to: edges[i + 1]!, count, tip: `${compact(edges[i]!)} to ${compact(edges[i + 1]!)}: ${compact(count)}` }));
}
