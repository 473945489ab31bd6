import { labelOf, nameOf, numberOf, optionalField, pickField, readFields } from './fields.js';
import { defaultWidth, emptyChart, frame, seriesColor, type Spec, tickFormat, xTitle, yTitle } from './frame.js';
import { compact } from './numbers.js';
import type { Chart, ChartOptions, Row } from './options.js';
import { withRow } from './rownumber.js';
import { cutPixels, dropNote, keepNames } from './series.js';
import { textPixels } from './text.js';
import { paint, seriesPaints } from './theme.js';

interface Dot {
  x: number;
  y: number;
  size: number;
  series: string;
  name: string;
  tip: string;
  /** The tip with the number of its row before it, for `toSvg`. */
  about: string;
}

/** How a plane is drawn: its height in pixels, and the span that the drawing shows. */
export interface Plane {
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

const labelGap = 8;
const labelSize = 11;

/** Points by two measures. Measures above zero that span more than a thousandfold get a logarithmic axis. */
export function scatterChart(rows: readonly Row[], options: ChartOptions): Chart {
  return pointChart(rows, options);
}

/** Points by two measures, or on a plane: there both axes have one scale and no figures, and more points are named. */
export function pointChart(rows: readonly Row[], options: ChartOptions, plane?: Plane): Chart {
  if (rows.length === 0) return emptyChart(options);
  const fields = readFields(rows);
  const x = pickField(fields, options.x, ['number', 'year', 'time'], [], 'x');
  const y = pickField(fields, options.y, ['number'], [x], 'y');
  const color = optionalField(fields, options.color, 'color');
  const size = optionalField(fields, options.size, 'size');
  const label = optionalField(fields, options.label, 'label');
  const groups = color && keepNames(rows, color, () => 1, options.limit ?? 7, 'rows', (options.width ?? defaultWidth) * 0.3);
  const dots = rows.map((row, i): Dot => {
    const name = label ? nameOf(row[label.name]) : '';
    const place = { x: numberOf(row[x.name]), y: numberOf(row[y.name]), size: size ? numberOf(row[size.name]) : 1 };
    const series = groups && color ? (groups.labels.get(nameOf(row[color.name])) ?? 'other') : '';
    const tip = [name, series, x.kind === 'number' ? `${compact(place.x)} ${labelOf(x)}` : nameOf(row[x.name]), `${compact(place.y)} ${labelOf(y)}`].filter(Boolean).join(', ');
    return { ...place, series, name: cutPixels(name, 130), tip, about: withRow(i, tip) };
  }).filter((dot) => !Number.isNaN(dot.x) && !Number.isNaN(dot.y) && !Number.isNaN(dot.size));
  const logX = !plane && x.kind === 'number' && spreads(dots.map((dot) => dot.x), options.log, 'x');
  const logY = !plane && spreads(dots.map((dot) => dot.y), options.log, 'y');
  const time = x.kind === 'time';
  const axes = plane ? planeAxes(options, plane) : {
    x: { field: 'x', type: time ? 'temporal' : 'quantitative', scale: scaleOf(logX, time), axis: { ...xTitle(options, named(options.xlabel ?? labelOf(x), logX)), ...ticks(options, dots.map((dot) => dot.x), logX), ...(time ? { format: undefined } : x.kind === 'year' ? { format: 'd' } : {}) } },
    y: { field: 'y', type: 'quantitative', scale: scaleOf(logY, false), axis: { ...yTitle(options, named(options.ylabel ?? labelOf(y), logY)), ...ticks(options, dots.map((dot) => dot.y), logY) } },
  };
  const colors = groups ? seriesColor(options, [...groups.labels.values()], groups.dropped > 0 ? 'other' : undefined) : { value: seriesPaints[0] };
  const sizes = size ? { size: { field: 'size', type: 'quantitative', legend: null, scale: { range: [16, 700] } } } : {};
  const width = options.width ?? defaultWidth;
  const room = plane ? { width, height: plane.height, most: width / 15, across: within(plane.x), up: within(plane.y) }
    : { width: width - 90, height: 360, most: 16, across: unit(dots.map((dot) => dot.x), logX), up: unit(dots.map((dot) => dot.y), logY) };
  const spec = scatterSpec({ ...options, height: options.height ?? plane?.height }, dots, axes, { color: colors, ...sizes }, label && !options.bare ? namedDots(dots, room) : []);
  return { spec, notes: groups && color ? dropNote(groups, labelOf(color), 'the rest is "other"') : [] };
}

function scatterSpec(options: ChartOptions, dots: Dot[], axes: Spec, look: Spec, texts: Dot[]): Spec {
  const mark = { type: 'point', filled: true, size: dots.length > 300 ? 20 : 45, fillOpacity: 0.65, stroke: paint('paper'), strokeWidth: 0.5 };
  const text = { data: { values: texts }, mark: { type: 'text', align: 'left', dx: labelGap, aria: false, fill: paint('ink'), fontSize: labelSize }, encoding: { text: { field: 'name', type: 'nominal' } } };
  return frame(options, 420, {
    data: { values: dots },
    encoding: axes,
    layer: [{ mark, encoding: { ...look, description: { field: 'about', type: 'nominal' } } }, ...(texts.length ? [text] : [])],
  });
}

function named(text: string, log: boolean): string {
  return log ? `${text}, log scale` : text;
}

/** Ticks of an axis; on a logarithmic one the powers of ten, with 2 and 5 between them when they are few. */
function ticks(options: ChartOptions, values: readonly number[], log: boolean): Spec {
  const base = { ...tickFormat(values), tickCount: options.bare ? 3 : 6, labelOverlap: 'greedy', labelSeparation: 8 };
  if (!log) return base;
  const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(Math.max(...values)))];
  const powers = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  return { ...base, values: powers.length > 3 ? powers : powers.flatMap((power) => [power, 2 * power, 5 * power]) };
}

function spreads(values: readonly number[], asked: ChartOptions['log'], axis: 'x' | 'y'): boolean {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low > 0 && (asked?.includes(axis) === true || high / low > 1000);
}

function scaleOf(log: boolean, time: boolean): Spec {
  return log ? { type: 'log', nice: true } : time ? { type: 'utc' } : { zero: false, nice: true };
}

/** Where names may stand: the drawing in pixels, names at most, and places as parts of width and height. */
interface Room {
  readonly width: number;
  readonly height: number;
  readonly most: number;
  readonly across: (x: number) => number;
  readonly up: (y: number) => number;
}

/** Points that get their name beside them: the largest first, or those farthest out when all are of one size; none whose name would run into another name. */
function namedDots(dots: readonly Dot[], { width, height, most, across, up }: Room): Dot[] {
  const sized = new Set(dots.map((dot) => dot.size)).size > 1;
  const places = dots.map((dot) => ({ dot, x: across(dot.x) * width, y: up(dot.y) * height, long: labelGap + textPixels(dot.name, labelSize) }));
  places.sort((a, b) => (sized ? b.dot.size - a.dot.size : 0) || b.x / (width + 90) + b.y / height - a.x / (width + 90) - a.y / height);
  const chosen: typeof places = [];
  for (const place of places) {
    if (chosen.length >= most) break;
    const free = chosen.every((other) => Math.abs(other.y - place.y) > labelSize + 3 || other.x > place.x + place.long || place.x > other.x + other.long);
    if (free) chosen.push(place);
  }
  return chosen.map(({ dot }) => dot);
}

function planeAxes(options: ChartOptions, { x, y }: Plane): Spec {
  const bare = { labels: false, grid: false, domain: false };
  return {
    x: { field: 'x', type: 'quantitative', scale: { domain: x, nice: false, zero: false }, axis: { ...xTitle(options, options.xlabel ?? ''), ...bare } },
    y: { field: 'y', type: 'quantitative', scale: { domain: y, nice: false, zero: false }, axis: { ...yTitle(options, options.ylabel ?? ''), ...bare } },
  };
}

function within([low, high]: readonly [number, number]): (value: number) => number {
  return (value) => (value - low) / (high - low);
}

function unit(values: readonly number[], log: boolean): (value: number) => number {
  const bend = log ? Math.log : (value: number): number => value;
  const [low, high] = [bend(Math.min(...values)), bend(Math.max(...values))];
  return (value) => (bend(value) - low) / (high - low || 1);
}
