import { pca, project } from '../kernels/pca.js';

export interface FeaturePca {
  /** Names of the columns used, in the order of the loadings. */
  readonly columns: string[];
  /** Numbers of the rows used: those that have a finite number in every column. */
  readonly rows: number[];
  /** Share of all variance, of each component. */
  readonly explained: number[];
  readonly variance: number[];
  /** For each component the weight of each column. */
  readonly loadings: number[][];
  /** For each row used its coordinates along the components. */
  readonly scores: number[][];
}

export interface FeaturePcaOptions {
  /** Which columns; default all whose first value known is a number. */
  readonly columns?: readonly string[];
  /** Default 2. */
  readonly components?: number;
  /** Makes columns of different units count alike. Default true. */
  readonly standardise?: boolean;
}

/**
 * Principal components of a table given as rows (objects, as `lake.rows` gives them) or as columns (arrays of equal length, as
 * `lake.columns` gives them). Rows with a missing number are left out. Throws RangeError when fewer than two rows or no column remain.
 */
export function pcaOf(table: readonly Readonly<Record<string, unknown>>[] | Readonly<Record<string, ArrayLike<unknown>>>, options: FeaturePcaOptions = {}): FeaturePca {
  const isRows = (given: typeof table): given is readonly Readonly<Record<string, unknown>>[] => Array.isArray(given);
  const length = isRows(table) ? table.length : Math.max(0, ...Object.values(table).map((column) => column.length));
  const cell = isRows(table) ? (row: number, name: string) => table[row]![name] : (row: number, name: string) => table[name]?.[row];
  const names = isRows(table) ? [...new Set(table.flatMap((row) => Object.keys(row)))] : Object.keys(table);
  const columns = options.columns === undefined ? names.filter((name) => firstKnown(length, (row) => cell(row, name))) : [...options.columns];
  if (columns.length === 0) throw new RangeError('the table has no column of numbers');
  const rows: number[] = [];
  const numbers: number[] = [];
  for (let row = 0; row < length; row++) {
    const values = columns.map((name) => numberOf(cell(row, name)));
    if (!values.every(Number.isFinite)) continue;
    rows.push(row);
    numbers.push(...values);
  }
  const data = Float64Array.from(numbers);
  const model = pca(data, rows.length, columns.length, { components: options.components ?? 2, standardise: options.standardise ?? true });
  const scores = project(model, data, rows.length);
  const split = (values: Float64Array, width: number) => Array.from({ length: values.length / width }, (_, i) => [...values.subarray(i * width, (i + 1) * width)]);
  return { columns, rows, explained: [...model.explained], variance: [...model.variance], loadings: split(model.components, columns.length), scores: split(scores, model.count) };
}

const numberOf = (value: unknown) => (typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : NaN);

function firstKnown(length: number, valueOf: (row: number) => unknown): boolean {
  for (let row = 0; row < length; row++) {
    const value = valueOf(row);
    if (value !== null && value !== undefined) return Number.isFinite(numberOf(value)) || typeof value === 'number';
  }
  return false;
}
