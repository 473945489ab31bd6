import { crossProduct } from './dense-products.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** Rows of features, NaN where one is not known, and what they are to tell. */
export interface RidgeExamples {
  /** Rows of `features` numbers each. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly features: number;
}

/** A linear function of features that are set off by their mean and divided by their deviation; a feature not known counts as its mean. */
export interface RidgeModel {
  readonly intercept: number;
  readonly weights: Float64Array;
  readonly means: Float64Array;
  /** 0 for features that do not vary: they have no weight. */
  readonly deviations: Float64Array;
  /** Weight of the squared weights, in rows. */
  readonly penalty: number;
}

/**
 * Ridge regression (A. E. Hoerl, R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal problems", Technometrics 12, 1970): the weights
 * of least squared error plus `penalty` times their squares, for each of the penalties. Throws RangeError without rows or on y that is not finite.
 */
export function fitRidge({ x, y, features: d }: RidgeExamples, rows: Uint32Array, penalties: readonly number[]): RidgeModel[] {
  const n = rows.length;
  const intercept = rows.reduce((sum, row) => sum + y[row]!, 0) / n;
  if (!Number.isFinite(intercept)) throw new RangeError('a regression needs rows, each with a finite y');
  const { means, deviations } = moments(x, rows, d);
  const standard = new Float64Array(n * d);
  const xy = new Float64Array(d);
  rows.forEach((row, i) => {
    for (let k = 0; k < d; k++) xy[k]! += (standard[i * d + k] = standardised(x[row * d + k]!, means[k]!, deviations[k]!)) * (y[row]! - intercept);
  });
  const { values, vectors } = symmetricEigen(crossProduct(standard, n, d), d);
  const projected = values.map((_, i) => dot(vectors, i * d, xy));
  return penalties.map((penalty) => {
    const weights = new Float64Array(d);
    values.forEach((value, i) => {
      if (value + penalty <= 1e-9 * (values[0]! + penalty)) return;
      const step = projected[i]! / (Math.max(0, value) + penalty);
      for (let k = 0; k < d; k++) weights[k]! += step * vectors[i * d + k]!;
    });
    return { intercept, weights, means, deviations, penalty };
  });
}

/** What a model says of rows of features. */
export function ridgeValues({ intercept, weights, means, deviations }: RidgeModel, x: Float64Array, rows: Uint32Array): Float64Array {
  const d = weights.length;
  return Float64Array.from(rows, (row) => {
    let sum = intercept;
    for (let k = 0; k < d; k++) sum += weights[k]! * standardised(x[row * d + k]!, means[k]!, deviations[k]!);
    return sum;
  });
}

/** The penalty of least squared error when each fold in turn is told by a model of the others. `fold` is that of each row, from 0 to `folds` - 1. */
export function choosePenalty(examples: RidgeExamples, rows: Uint32Array, penalties: readonly number[], fold: (row: number) => number, folds: number): number {
  const errors = penalties.map(() => 0);
  for (let aside = 0; aside < folds; aside++) {
    const [kept, tried] = [rows.filter((row) => fold(row) !== aside), rows.filter((row) => fold(row) === aside)];
    if (kept.length === 0 || tried.length === 0) continue;
    fitRidge(examples, kept, penalties).forEach((model, i) => {
      ridgeValues(model, examples.x, tried).forEach((value, at) => (errors[i]! += (value - examples.y[tried[at]!]!) ** 2));
    });
  }
  return penalties[errors.indexOf(Math.min(...errors))]!;
}

const standardised = (value: number, mean: number, deviation: number) => (deviation === 0 || Number.isNaN(value) ? 0 : (value - mean) / deviation);

function moments(x: Float64Array, rows: Uint32Array, d: number): Pick<RidgeModel, 'means' | 'deviations'> {
  const [means, deviations] = [new Float64Array(d), new Float64Array(d)];
  for (let k = 0; k < d; k++) {
    let [known, sum, square] = [0, 0, 0];
    for (const row of rows) {
      if (Number.isNaN(x[row * d + k]!)) continue;
      known++;
      sum += x[row * d + k]!;
    }
    const mean = known === 0 ? 0 : sum / known;
    for (const row of rows) if (!Number.isNaN(x[row * d + k]!)) square += (x[row * d + k]! - mean) ** 2;
    means[k] = mean;
    const deviation = known === 0 ? 0 : Math.sqrt(square / known);
    deviations[k] = deviation > 1e-9 * (Math.abs(mean) + 1e-9) ? deviation : 0;
  }
  return { means, deviations };
}

function dot(matrix: Float64Array, start: number, vector: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += matrix[start + k]! * vector[k]!;
  return sum;
}
