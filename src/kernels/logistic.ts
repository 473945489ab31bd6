import { setImmediate } from 'node:timers/promises';
import { logPriors, linearScorer, softmax, type Examples, type LinearModel } from './linear-model.js';
import { Random } from './random.js';
import { columnCounts } from './sparse-rows.js';

export interface LogisticOptions {
  readonly seed: number;
  /** Passes over the examples. Default 6. */
  readonly epochs?: number;
  /** Strength of the penalty on squared weights. Default 1. */
  readonly penalty?: number;
  /** Length of a first step. Default 1. */
  readonly rate?: number;
  /** Told now and then how many of all steps are done; what it throws ends the work. */
  readonly onProgress?: (done: number, total: number) => void;
}

const breath = 4096;

/**
 * Multinomial logistic regression: least sum of log-losses + penalty / 2 * sum of squared weights (the bias is free), by stochastic gradient
 * descent in an order drawn from the seed. A column's step shrinks with the gradients it has seen (AdaGrad: J. Duchi, E. Hazan, Y. Singer, 2011,
 * with one length a column for all classes) and to 0 at the end. Its share of the penalty is paid whenever it occurs, as a proximal step, which stays
 * stable however strong the penalty is. The same input gives the same bits.
 */
export async function fitLogistic(examples: Examples, rows: Uint32Array, options: LogisticOptions): Promise<LinearModel> {
  const { data, labels, classes } = examples;
  const { seed, epochs = 6, penalty = 1, rate = 1, onProgress } = options;
  const random = new Random(seed, 21);
  const weights = new Float32Array(data.width * classes);
  const bias = logPriors(examples, rows);
  const seen = new Float64Array(data.width).fill(1);
  const columnPenalty = Float64Array.from(columnCounts(data, rows), (count) => penalty / Math.max(1, count));
  const order = Uint32Array.from(rows);
  const slope = new Float64Array(classes);
  const score = linearScorer({ classes, weights, bias });
  let biasSeen = 1;
  for (let step = 0; step < epochs * order.length; step++) {
    const at = step % order.length;
    if (at === 0) shuffle(order, random);
    const row = order[at]!;
    score(data, row, slope);
    softmax(slope);
    slope[labels[row]!]! -= 1;
    let square = 0;
    for (let k = 0; k < classes; k++) square += slope[k]! * slope[k]!;
    biasSeen += square;
    const left = rate * (1 - step / (epochs * order.length));
    const biasStep = left / Math.sqrt(biasSeen);
    for (let k = 0; k < classes; k++) bias[k]! -= biasStep * slope[k]!;
    for (let cell = data.offsets[row]!; cell < data.offsets[row + 1]!; cell++) {
      const column = data.columns[cell]!;
      const value = data.values === null ? 1 : data.values[cell]!;
      seen[column]! += square * value * value;
      const length = left / Math.sqrt(seen[column]!);
      const kept = 1 / (1 + length * columnPenalty[column]!);
      const base = column * classes;
      for (let k = 0; k < classes; k++) weights[base + k] = kept * (weights[base + k]! - length * value * slope[k]!);
    }
    if (step % breath === breath - 1) {
      onProgress?.(step + 1, epochs * order.length);
      await setImmediate();
    }
  }
  return { classes, weights, bias };
}

function shuffle(order: Uint32Array, random: Random): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.int(last + 1);
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
}
