import { calibrationError, fitTemperature, logLoss, reliability, type ReliabilityBin, type ScoredRows } from '../kernels/calibration.js';
import { classScores } from '../kernels/class-scores.js';
import { linearScorer, logPriors, softmax, type Examples, type Scorer } from '../kernels/linear-model.js';
import { fitLogistic } from '../kernels/logistic.js';
import { fitGaussianBayes, fitNaiveBayes } from '../kernels/naive-bayes.js';
import { parts } from '../kernels/split.js';

export const classifyMethods = ['majority', 'naive_bayes', 'logistic'] as const;
export type ClassifyMethod = (typeof classifyMethods)[number];

/** How a method did on the test part. */
export interface MethodScore {
  readonly method: ClassifyMethod;
  readonly accuracy: number;
  readonly macro_f1: number;
  /** Mean -ln of the probability of the true class, calibrated; and before. */
  readonly log_loss: number;
  readonly log_loss_raw: number;
  /** Expected calibration error, calibrated; and before. */
  readonly ece: number;
  readonly ece_raw: number;
  /** What scores are divided by; fitted on the calibration part. */
  readonly temperature: number;
  readonly reliability: readonly ReliabilityBin[];
}

export interface MethodResult extends MethodScore {
  /** Predicted class of each row of the test part, in order of rows, and its calibrated probability. */
  readonly predicted: Int32Array;
  readonly probability: Float64Array;
}

export interface Partitioned {
  readonly examples: Examples;
  /** Part of each row: see `parts`. */
  readonly part: Uint8Array;
  /** True when the values are measures, false when they say which tags a row has. */
  readonly isMeasured: boolean;
}

/**
 * Learns each method on the training part, fits its temperature on the calibration part and scores it on the test part. Majority says the most
 * frequent class of the training part with its share. The same input and seed give the same bits.
 */
export async function runMethods(input: Partitioned, seed: number, onProgress?: (method: ClassifyMethod, done: number, total: number) => void): Promise<MethodResult[]> {
  const { examples, isMeasured } = input;
  const train = rowsOfPart(input, parts.train);
  const results: MethodResult[] = [];
  for (const method of classifyMethods) {
    onProgress?.(method, 0, 1);
    results.push(scored(method, input, await fit(method)));
  }
  return results;

  async function fit(method: ClassifyMethod): Promise<Scorer> {
    if (method === 'logistic') return linearScorer(await fitLogistic(examples, train, { seed, ...(onProgress ? { onProgress: (done, total) => onProgress(method, done, total) } : {}) }));
    if (method === 'naive_bayes') return isMeasured ? fitGaussianBayes(examples, train) : linearScorer(fitNaiveBayes(examples, train));
    const priors = logPriors(examples, train);
    return (_data, _row, out) => out.set(priors);
  }
}

/** Numbers of the rows of a part, rising. */
export function rowsOfPart({ part }: Pick<Partitioned, 'part'>, which: number): Uint32Array {
  return Uint32Array.from(part.keys()).filter((row) => part[row] === which);
}

function scored(method: ClassifyMethod, input: Partitioned, scorer: Scorer): MethodResult {
  const test = scoredRows(input, scorer, parts.test);
  const temperature = method === 'majority' ? 1 : fitTemperature(scoredRows(input, scorer, parts.calibration));
  const calibrated = predictions(test, temperature);
  const raw = predictions(test, 1);
  const { accuracy, macroF1 } = classScores(test.labels, calibrated.predicted, test.classes);
  return {
    method, accuracy, macro_f1: macroF1, log_loss: logLoss(test, temperature), log_loss_raw: logLoss(test), ece: calibrationError(calibrated.bins), ece_raw: calibrationError(raw.bins),
    temperature, reliability: calibrated.bins, predicted: calibrated.predicted, probability: calibrated.probability,
  };
}

function scoredRows(input: Partitioned, scorer: Scorer, part: number): ScoredRows {
  const { data, labels, classes } = input.examples;
  const rows = rowsOfPart(input, part);
  const scores = new Float32Array(rows.length * classes);
  const out = new Float64Array(classes);
  rows.forEach((row, at) => {
    scorer(data, row, out);
    // Scores far from 0 would lose their differences in 32 bits.
    const top = out.reduce((most, score) => Math.max(most, score), -Infinity);
    scores.set(out.map((score) => score - top), at * classes);
  });
  return { scores, labels: Int32Array.from(rows, (row) => labels[row]!), classes };
}

function predictions({ scores, labels, classes }: ScoredRows, temperature: number): { predicted: Int32Array; probability: Float64Array; bins: ReliabilityBin[] } {
  const predicted = new Int32Array(labels.length);
  const probability = new Float64Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    const of = Float64Array.from(scores.subarray(row * classes, (row + 1) * classes));
    softmax(of, temperature);
    let best = 0;
    for (let k = 1; k < classes; k++) if (of[k]! > of[best]!) best = k;
    predicted[row] = best;
    probability[row] = of[best]!;
  }
  return { predicted, probability, bins: reliability(probability, predicted.map((label, row) => Number(label === labels[row]))) };
}
