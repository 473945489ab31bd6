import { type Field, nameOf, readFields } from './fields.js';
import type { ChartOptions, Row } from './options.js';

/** When nothing is said of columns: the names of a scatter's points, and the series that tell bars or points of one place apart. */
export function guessRoles(rows: readonly Row[], options: ChartOptions): ChartOptions {
  const { mark, x, y, color, size, label } = options;
  if ((x ?? y ?? color ?? size ?? label) !== undefined) return options;
  const fields = readFields(rows);
  const texts = fields.filter((field) => field.kind === 'text');
  if (mark === 'scatter') {
    const name = texts.find((field) => !repeats(rows, field));
    return name ? { ...options, label: name.name } : options;
  }
  const place = mark === 'bar' ? texts[0] : mark === 'line' || mark === 'area' ? lineOf(fields) : undefined;
  const series = texts.find((field) => field !== place);
  return place && series && repeats(rows, place) ? { ...options, color: series.name } : options;
}

function lineOf(fields: readonly Field[]): Field | undefined {
  return (['time', 'year', 'number'] as const).map((kind) => fields.find((field) => field.kind === kind)).find((field) => field !== undefined);
}

function repeats(rows: readonly Row[], field: Field): boolean {
  return new Set(rows.map((row) => nameOf(row[field.name]))).size < rows.length;
}
