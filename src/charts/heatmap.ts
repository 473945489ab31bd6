import { labelOf, nameOf, numberOf, pickField, readFields } from './fields.js';
import { defaultWidth, emptyChart, fontSize, frame, rowLimit, type Spec, tickFormat, xTitle } from './frame.js';
import { compact, niceStep } from './numbers.js';
import type { Chart, ChartOptions, Row } from './options.js';
import { dropNote, keepNames } from './series.js';
import { textPixels } from './text.js';
import { paint, stepPaints } from './theme.js';

interface Cell {
  x: string;
  y: string;
  value: number;
  text: string;
  strong: boolean;
  tip: string;
}

/** A grid of two categories coloured by a measure in nine steps, with the figures written in when there is room. */
export function heatmapChart(rows: readonly Row[], options: ChartOptions): Chart {
  if (rows.length === 0) return emptyChart(options);
  const fields = readFields(rows);
  const x = pickField(fields, options.x, ['year', 'text', 'time'], [], 'x');
  const y = pickField(fields, options.y, ['text', 'year', 'time'], [x], 'y');
  const measure = pickField(fields, options.color, ['number'], [x, y], 'color');
  const weight = (row: Row): number => numberOf(row[measure.name]);
  const width = options.width ?? defaultWidth;
  const kept = keepNames(rows, y, weight, rowLimit(options, 30), options.sort ?? 'rows', width * 0.28);
  const across = keepNames(rows, x, weight, 60, x.kind === 'text' ? 'rows' : 'name', 90);
  const cells: Cell[] = [];
  for (const row of rows) {
    const [xLabel, yLabel, value] = [across.labels.get(nameOf(row[x.name])), kept.labels.get(nameOf(row[y.name])), weight(row)];
    if (xLabel === undefined || yLabel === undefined || Number.isNaN(value)) continue;
    const text = compact(value);
    cells.push({ x: xLabel, y: yLabel, value, text, strong: false, tip: `${nameOf(row[y.name])}, ${nameOf(row[x.name])}: ${text} ${labelOf(measure)}` });
  }
  const bounds = stepBounds(cells.map((cell) => cell.value), options.log === 'color');
  for (const cell of cells) cell.strong = bounds.filter((bound) => cell.value >= bound).length >= stepPaints.length / 2;
  const spec = heatmapSpec(options, cells, [...across.labels.values()], [...kept.labels.values()], bounds, labelOf(measure));
  return { spec, notes: [...dropNote(kept, labelOf(y), `those with most ${labelOf(measure)}`), ...dropNote(across, labelOf(x), `those with most ${labelOf(measure)}`)] };
}

/** Values at which the next colour starts: even steps, or even ratios when asked or when the values span more than a hundredfold. */
export function stepBounds(values: readonly number[], log: boolean): number[] {
  const steps = stepPaints.length;
  const positive = values.filter((value) => value > 0);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const least = Math.min(...positive);
  if (positive.length > 0 && low >= 0 && (log || high / least > 100)) {
    const ratio = (high / least) ** (1 / steps);
    const bounds = Array.from({ length: steps - 1 }, (_, i) => Number((least * ratio ** (i + 1)).toPrecision(2)));
    return [...new Set(bounds)];
  }
  const step = niceStep(high - low, steps - 1);
  const start = Math.floor(low / step) * step;
  return Array.from({ length: steps - 1 }, (_, i) => Number((start + step * (i + 1)).toPrecision(12)));
}

function heatmapSpec(options: ChartOptions, cells: Cell[], columns: string[], names: string[], bounds: number[], measure: string): Spec {
  const width = options.width ?? defaultWidth;
  const cellWidth = (width - Math.max(...names.map((name) => textPixels(name, fontSize))) - 20) / columns.length;
  const widestLabel = Math.max(...columns.map((label) => textPixels(label, fontSize)));
  const every = Math.ceil((widestLabel + 6) / cellWidth);
  const written = !options.bare && Math.max(...cells.map((cell) => textPixels(cell.text, 11))) + 6 <= cellWidth;
  const turned = every > 1 && !options.bare && !columns.every((label) => /^\d+$/.test(label));
  const xAxis = {
    ...xTitle(options, ''), orient: 'top', values: turned ? columns : columns.filter((_, i) => i % every === 0), domain: false,
    ...(turned ? { labelAngle: -40, labelAlign: 'left', labelBaseline: 'middle' } : {}),
  };
  const legend = options.bare || written ? null : { orient: 'bottom', title: measure, direction: 'horizontal', gradientLength: Math.min(320, width * 0.55), ...tickFormat(bounds), labelOverlap: 'greedy', labelSeparation: 6, offset: 10 };
  const range = stepPaints.slice(0, bounds.length + 1);
  return frame(options, { step: options.bare ? 20 : 26 }, {
    data: { values: cells },
    encoding: {
      x: { field: 'x', type: 'ordinal', scale: { domain: columns, padding: 0 }, axis: xAxis },
      y: { field: 'y', type: 'nominal', scale: { domain: names, padding: 0 }, axis: { title: null, labelColor: paint('ink') } },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: paint('paper'), strokeWidth: 1.5, cornerRadius: 3 },
        encoding: { color: { field: 'value', type: 'quantitative', scale: { type: 'threshold', domain: bounds, range }, legend }, description: { field: 'tip', type: 'nominal' } },
      },
      ...(written ? [{ mark: { type: 'text', fontSize: 11, aria: false, fill: { expr: `datum.strong ? '${paint('paper')}' : '${paint('ink')}'` } }, encoding: { text: { field: 'text', type: 'nominal' } } }] : []),
    ],
  });
}
