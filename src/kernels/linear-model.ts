import type { SparseRows } from './sparse-rows.js';

/** Scores of classes that are a sum over a row's cells. */
export interface LinearModel {
  readonly classes: number;
  /** Weight of column c for class k at c * classes + k. */
  readonly weights: Float32Array;
  readonly bias: Float64Array;
}

/** What is learned from: rows with the number of their class. */
export interface Examples {
  readonly data: SparseRows;
  /** Class of every row of `data`, from 0 to `classes` - 1. */
  readonly labels: Int32Array;
  readonly classes: number;
}

/** A fitted model: writes the score (log of a probability, up to a constant) of each class for a row. */
export type Scorer = (data: SparseRows, row: number, out: Float64Array) => void;

/** The scores of a linear model. */
export function linearScorer({ classes, weights, bias }: LinearModel): Scorer {
  return (data, row, out) => {
    out.set(bias);
    const end = data.offsets[row + 1]!;
    let cell = data.offsets[row]!;
    if (data.values === null) {
      // Four columns at a time: the sums are then read and written a quarter as often.
      for (; cell + 3 < end; cell += 4) {
        const [a, b, c, d] = [data.columns[cell]! * classes, data.columns[cell + 1]! * classes, data.columns[cell + 2]! * classes, data.columns[cell + 3]! * classes];
        for (let k = 0; k < classes; k++) out[k]! += weights[a + k]! + weights[b + k]! + (weights[c + k]! + weights[d + k]!);
      }
    }
    for (; cell < end; cell++) {
      const value = data.values === null ? 1 : data.values[cell]!;
      const base = data.columns[cell]! * classes;
      for (let k = 0; k < classes; k++) out[k]! += value * weights[base + k]!;
    }
  };
}

/** Turns scores into probabilities in place: softmax of scores / temperature. */
export function softmax(scores: Float64Array, temperature = 1): void {
  let top = -Infinity;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp((scores[k]! - top) / temperature);
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
}

/** Number of examples of each class among the rows. */
export function classCounts({ labels, classes }: Pick<Examples, 'labels' | 'classes'>, rows: Uint32Array): Uint32Array {
  const counts = new Uint32Array(classes);
  for (const row of rows) counts[labels[row]!]!++;
  return counts;
}

/** Logarithms of the classes' shares with one example of each added, so that none is -Infinity. */
export function logPriors(examples: Pick<Examples, 'labels' | 'classes'>, rows: Uint32Array): Float64Array {
  return Float64Array.from(classCounts(examples, rows), (count) => Math.log((count + 1) / (rows.length + examples.classes)));
}
