import { type Field, labelOf, nameOf, numberOf, optionalField, pickField, readFields } from './fields.js';
import { defaultWidth, emptyChart, frame, seriesColor, type Spec, tickFormat, xTitle, yTitle } from './frame.js';
import { compact, niceBounds } from './numbers.js';
import type { Chart, ChartOptions, Row } from './options.js';
import { dropNote, keepNames } from './series.js';
import { paint, seriesPaints } from './theme.js';

interface Point {
  x: number;
  value: number;
  series: string;
  rank: number;
  tip: string;
}

/** Lines over time or a number, each named at its end; or areas standing on each other. */
export function lineChart(rows: readonly Row[], options: ChartOptions): Chart {
  if (rows.length === 0) return emptyChart(options);
  const fields = readFields(rows);
  const color = optionalField(fields, options.color, 'color');
  const x = pickField(fields, options.x, ['time', 'year', 'number'], [color], 'x');
  const y = pickField(fields, options.y, ['number'], [x, color], 'y');
  const area = options.mark === 'area';
  const groups = color && keepNames(rows, color, (row) => numberOf(row[y.name]), options.limit ?? 7, 'rows', (options.width ?? defaultWidth) * 0.28);
  const rest = area && groups && groups.dropped > 0 ? 'other' : undefined;
  const labels = groups ? [...groups.labels.values()] : [''];
  const points = sumPoints(rows, { x, y }, (row) => (groups && color ? (groups.labels.get(nameOf(row[color.name])) ?? rest) : ''), labels);
  const notes = groups && color ? dropNote(groups, labelOf(color), rest ? 'the rest is "other"' : `those with most ${labelOf(y)}`) : [];
  const titles = { x: options.xlabel ?? (x.kind === 'number' ? labelOf(x) : ''), y: options.ylabel ?? labelOf(y) };
  const shape = { points, x, titles, series: groups && labels, rest };
  return { spec: area ? areas(options, shape) : lines(options, shape), notes };
}

function sumPoints(rows: readonly Row[], { x, y }: { x: Field; y: Field }, seriesOf: (row: Row) => string | undefined, labels: readonly string[]): Point[] {
  const sums = new Map<string, Point>();
  for (const row of rows) {
    const series = seriesOf(row);
    const [at, amount] = [numberOf(row[x.name]), numberOf(row[y.name])];
    if (series === undefined || Number.isNaN(at) || Number.isNaN(amount)) continue;
    const key = JSON.stringify([at, series]);
    const rank = labels.indexOf(series);
    const point = sums.get(key) ?? { x: at, value: 0, series, rank: rank < 0 ? labels.length : rank, tip: '' };
    point.value += amount;
    point.tip = `${nameOf(row[x.name])}${series ? `, ${series}` : ''}: ${compact(point.value)} ${labelOf(y)}`;
    sums.set(key, point);
  }
  return [...sums.values()].sort((a, b) => a.rank - b.rank || a.x - b.x);
}

interface Shape {
  points: Point[];
  x: Field;
  titles: { x: string; y: string };
  series: string[] | undefined;
  rest: string | undefined;
}

function xAxis(options: ChartOptions, { points, x, titles }: Shape): Spec {
  const title = { ...xTitle(options, titles.x), grid: false, labelOverlap: 'greedy', tickCount: options.bare ? 4 : Math.floor((options.width ?? defaultWidth) / 80) };
  const places = points.map((point) => point.x);
  const domain = [Math.min(...places), Math.max(...places)];
  if (x.kind === 'time') return { field: 'x', type: 'temporal', scale: { type: 'utc', domain }, axis: title };
  const whole = x.kind === 'year' ? { format: 'd', tickMinStep: 1 } : tickFormat(places);
  return { field: 'x', type: 'quantitative', scale: { domain, nice: false, ...(options.log?.includes('x') ? { type: 'log' } : {}) }, axis: { ...title, ...whole } };
}

function areas(options: ChartOptions, shape: Shape): Spec {
  const share = options.stack === 'normalize';
  const axis = { ...yTitle(options, share ? `share of ${shape.titles.y}` : shape.titles.y), ...(share ? { format: '%' } : tickFormat(shape.points.map((point) => point.value))), tickCount: options.bare ? 3 : 5 };
  const y = { field: 'value', type: 'quantitative', stack: options.stack ?? 'zero', axis };
  const color = shape.series ? seriesColor(options, shape.series, shape.rest) : { value: seriesPaints[0] };
  const edge = { stroke: paint('paper'), strokeWidth: 0.75 };
  const encoding = { x: xAxis(options, shape), y, color, order: { field: 'rank', type: 'quantitative' } };
  const named = { mark: { type: 'point', filled: true, size: 26, opacity: 0 }, encoding: { description: { field: 'tip', type: 'nominal' } } };
  const area = { mark: { type: 'area', ...edge, aria: false } };
  return frame(options, 340, { data: { values: shape.points }, encoding, layer: options.bare ? [area] : [area, named] });
}

function lines(options: ChartOptions, shape: Shape): Spec {
  const { points, series, titles } = shape;
  const values = points.map((point) => point.value);
  const log = options.log?.includes('y') === true && Math.min(...values) > 0;
  const domain = log ? [Math.min(...values), Math.max(...values)] : niceBounds(Math.min(0, ...values), Math.max(...values));
  const axis = { ...yTitle(options, titles.y), ...tickFormat(values), tickCount: options.bare ? 3 : 5 };
  const y = { field: 'value', type: 'quantitative', axis, scale: { domain, nice: false, ...(log ? { type: 'log' } : {}) } };
  const color = series ? { ...seriesColor(options, series, undefined), legend: null } : { value: seriesPaints[0] };
  const named = series !== undefined && !options.bare;
  const dots = points.length <= 60 * (series?.length ?? 1) && !options.bare;
  const height = options.height ?? 340;
  const ends = named ? endLabels(points, domain as [number, number], height - 60, log) : [];
  const tip = { field: 'tip', type: 'nominal' };
  return frame(options, height, {
    data: { values: points },
    encoding: { x: xAxis(options, shape), color },
    layer: [
      { mark: { type: 'line', strokeWidth: 2, strokeJoin: 'round', strokeCap: 'round', aria: false }, encoding: { y, order: { field: 'x', type: 'quantitative' } } },
      { mark: { type: 'point', filled: true, size: 26, opacity: dots ? 1 : 0 }, encoding: { y, description: tip } },
      ...(named ? [{ data: { values: ends }, encoding: { y: { ...y, field: 'at' } }, layer: [
        { mark: { type: 'point', filled: true, size: 60, opacity: 1, xOffset: 14, aria: false } },
        { mark: { type: 'text', align: 'left', dx: 22, aria: false }, encoding: { text: { field: 'series', type: 'nominal' }, color: { value: paint('ink') } } },
      ] }] : []),
    ],
  });
}

/** Where the names at the line ends stand: at the last value, moved apart until no two are closer than a line of text. */
function endLabels(points: readonly Point[], [low, high]: readonly [number, number], pixels: number, log: boolean): { x: number; series: string; at: number }[] {
  const bend = log ? Math.log : (value: number): number => value;
  const unbend = log ? Math.exp : (value: number): number => value;
  const least = ((bend(high) - bend(low)) / pixels) * 14;
  const last = new Map(points.map((point) => [point.series, point]));
  const right = Math.max(...points.map((point) => point.x));
  const ends = [...last.values()].map(({ series, value }) => ({ x: right, series, at: bend(value) })).sort((a, b) => b.at - a.at);
  for (let i = 1; i < ends.length; i++) ends[i]!.at = Math.min(ends[i]!.at, ends[i - 1]!.at - least);
  for (let i = ends.length - 1, floor = bend(low); i >= 0 && ends[i]!.at < floor; i--, floor += least) ends[i]!.at = floor;
  return ends.map((end) => ({ ...end, at: unbend(end.at) }));
}
