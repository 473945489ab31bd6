import { crossProduct, timesMatrix, type Numbers } from './dense-products.js';
import { symmetricEigen } from './symmetric-eigen.js';

export interface PcaOptions {
  /** How many components are kept. Default all. */
  readonly components?: number;
  /** Divides every column by its standard deviation first; a column that does not vary stays 0. */
  readonly standardise?: boolean;
}

export interface Pca {
  readonly columns: number;
  readonly count: number;
  /** count x columns, row-major: row i the direction of component i, of length 1, its largest loading positive. */
  readonly components: Float64Array;
  /** Variance along each component (divided by n - 1), falling. */
  readonly variance: Float64Array;
  /** Share of all variance, of each component. */
  readonly explained: Float64Array;
  readonly mean: Float64Array;
  /** What columns are divided by after the mean is taken off; null unless standardised. */
  readonly deviation: Float64Array | null;
}

/**
 * Principal components of an n x d table in row-major order, from its covariance (I. T. Jolliffe, "Principal Component
 * Analysis", 2002, chapter 1). Components whose variance is under 1e-15 of the largest are rounding. Throws RangeError
 * for fewer than two rows, a length that does not fit, and numbers that are not finite.
 */
export function pca(table: Numbers, n: number, d: number, options: PcaOptions = {}): Pca {
  if (table.length !== n * d) throw new RangeError(`${n} x ${d} numbers expected, not ${table.length}`);
  if (n < 2) throw new RangeError('principal components need two rows at least');
  const { components = d, standardise = false } = options;
  if (!(components >= 1)) throw new RangeError(`the number of components is at least 1, not ${components}`);
  const count = Math.min(components, d);
  const mean = columnMeans(table, n, d);
  const covariance = crossProduct(table, n, d, mean).map((sum) => sum / (n - 1));
  const deviation = standardise ? Float64Array.from(mean, (_, i) => Math.sqrt(covariance[i * d + i]!)) : null;
  if (deviation !== null) {
    const inverse = deviation.map((value) => (value > 0 ? 1 / value : 0));
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) covariance[i * d + j]! *= inverse[i]! * inverse[j]!;
  }
  const { values, vectors } = symmetricEigen(covariance, d);
  let total = 0;
  for (let i = 0; i < d; i++) total += covariance[i * d + i]!;
  const variance = values.subarray(0, count).map((value) => Math.max(0, value));
  return {
    columns: d, count, components: vectors.slice(0, count * d), variance, explained: variance.map((value) => (total > 0 ? value / total : 0)), mean, deviation,
  };
}

/** Coordinates (n x count, row-major) of rows of the same columns along the components. */
export function project(model: Pca, table: Numbers, n: number): Float64Array {
  const { columns: d, count, components, mean, deviation } = model;
  if (table.length !== n * d) throw new RangeError(`${n} x ${d} numbers expected, not ${table.length}`);
  const directions = new Float64Array(d * count);
  const origin = new Float64Array(count);
  for (let j = 0; j < d; j++) {
    const scale = deviation === null ? 1 : deviation[j]! > 0 ? 1 / deviation[j]! : 0;
    for (let i = 0; i < count; i++) {
      directions[j * count + i] = components[i * d + j]! * scale;
      origin[i]! += mean[j]! * components[i * d + j]! * scale;
    }
  }
  const result = timesMatrix(table, n, d, directions, count);
  for (let at = 0, row = 0; row < n; row++) for (let i = 0; i < count; i++, at++) result[at]! -= origin[i]!;
  return result;
}

function columnMeans(table: Numbers, n: number, d: number): Float64Array {
  const mean = new Float64Array(d);
  for (let row = 0, at = 0; row < n; row++) for (let i = 0; i < d; i++, at++) mean[i]! += table[at]!;
  return mean.map((sum) => sum / n);
}
