import { type Field, numberOf, optionalField, pickField, readFields } from './fields.js';
import { defaultWidth, emptyChart } from './frame.js';
import type { Chart, ChartOptions, Row } from './options.js';
import { type Plane, pointChart } from './scatter.js';

/** Kinds of points that colours can tell apart. */
const mostKinds = 8;

/**
 * Named points on a plane where only nearness counts: columns `x` and `y`, or the first two numbers; named by the first text,
 * as large as a third number, coloured by a text of few values.
 */
export function mapChart(rows: readonly Row[], options: ChartOptions): Chart {
  if (rows.length === 0) return emptyChart(options);
  const fields = readFields(rows);
  const named = (name: string): string | undefined => (fields.some((field) => field.name === name && field.kind === 'number') ? name : undefined);
  const x = pickField(fields, options.x ?? named('x'), ['number'], [], 'x');
  const y = pickField(fields, options.y ?? named('y'), ['number'], [x], 'y');
  const label = optionalField(fields, options.label, 'label') ?? fields.find((field) => field.kind === 'text');
  const size = optionalField(fields, options.size, 'size') ?? fields.find((field) => field.kind === 'number' && field !== x && field !== y);
  const color = optionalField(fields, options.color, 'color') ?? fields.find((field) => field.kind === 'text' && field !== label && isKind(rows, field));
  return pointChart(rows, { ...options, x: x.name, y: y.name, label: label?.name, size: size?.name, color: color?.name }, planeOf(rows, x, y, options));
}

function isKind(rows: readonly Row[], field: Field): boolean {
  return new Set(rows.map((row) => row[field.name])).size <= mostKinds;
}

/** A plane as high as its points need at one scale for both axes, with a margin for the names on the right. */
function planeOf(rows: readonly Row[], x: Field, y: Field, { width = defaultWidth, height }: ChartOptions): Plane {
  const [left, right] = span(rows, x, 0.04, 0.12);
  const [bottom, top] = span(rows, y, 0.04, 0.04);
  const high = height ?? Math.min(Math.max(((top - bottom) / (right - left)) * width, width * 0.4), width * 0.85, 640);
  const scale = Math.max((right - left) / width, (top - bottom) / high);
  const [spareX, spareY] = [(scale * width - (right - left)) / 2, (scale * high - (top - bottom)) / 2];
  return { height: Math.round(high), x: [left - spareX, right + spareX], y: [bottom - spareY, top + spareY] };
}

function span(rows: readonly Row[], field: Field, before: number, after: number): [number, number] {
  const values = rows.map((row) => numberOf(row[field.name])).filter(Number.isFinite);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const wide = high - low || 1;
  return [low - wide * before, high + wide * after];
}
