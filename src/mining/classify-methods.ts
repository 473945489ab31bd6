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
  /** What was chosen on the calibration part: alpha of naive Bayes, penalty of logistic regression; null where there is nothing to choose. */
  readonly setting: number | null;
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

/** Settings tried, in order, until one is worse than the one before: what naive Bayes adds to each count, and the penalty of logistic regression. */
const alphas = [0.1, 0.3, 1];
const penalties = [0.3, 3, 30, 300];
/** A penalty is chosen by learning from so many rows at most. */
const trialRows = 5000;

interface Fit {
  readonly scorer: Scorer;
  readonly setting: number | null;
}

/**
 * Learns each method on the training part, chooses its setting (least log-loss) and fits its temperature on the calibration part, and scores it on the
 * test part. Majority says the most frequent class of the training part with its share. The same input and seed give the same bits.
 */
export async function runMethods(input: Partitioned, seed: number, onProgress?: (label: string, done: number, total: number) => void): Promise<MethodResult[]> {
  const { examples, isMeasured } = input;
  const train = rowsOfPart(input, parts.train);
  const told = (label: string) => (done: number, total: number) => onProgress?.(label, done, total);
  const every = Math.ceil(train.length / trialRows);
  const trial = train.filter((_, at) => at % every === 0);
  const fits: Record<ClassifyMethod, () => Promise<Fit>> = {
    majority: () => Promise.resolve({ scorer: constantScorer(logPriors(examples, train)), setting: null }),
    naive_bayes: () => (isMeasured ? Promise.resolve({ scorer: fitGaussianBayes(examples, train), setting: null }) : best(input, alphas, (alpha) => linearScorer(fitNaiveBayes(examples, train, alpha)))),
    logistic: async () => {
      const learn = async (rows: Uint32Array, penalty: number, label: string) => linearScorer(await fitLogistic(examples, rows, { seed, penalty, onProgress: told(label) }));
      const { setting } = await best(input, penalties, (penalty) => learn(trial, penalty, `trying penalty ${penalty}`));
      return { scorer: await learn(train, setting!, 'learning by logistic'), setting };
    },
  };
  const results: MethodResult[] = [];
  for (const method of classifyMethods) {
    told(`learning by ${method}`)(0, 1);
    results.push(scored(method, input, await fits[method]()));
  }
  return results;
}

const constantScorer = (scores: Float64Array): Scorer => (_data, _row, out) => out.set(scores);

async function best(input: Partitioned, settings: readonly number[], fit: (setting: number) => Scorer | Promise<Scorer>): Promise<Fit> {
  let chosen: (Fit & { loss: number }) | null = null;
  for (const setting of settings) {
    const scorer = await fit(setting);
    const rows = scoredRows(input, scorer, parts.calibration);
    const loss = logLoss(rows, fitTemperature(rows));
    if (chosen !== null && loss >= chosen.loss) break;
    chosen = { scorer, setting, loss };
  }
  return chosen!;
}

/** Numbers of the rows of a part, rising. */
export function rowsOfPart({ part }: Pick<Partitioned, 'part'>, which: number): Uint32Array {
  return Uint32Array.from(part.keys()).filter((row) => part[row] === which);
}

function scored(method: ClassifyMethod, input: Partitioned, { scorer, setting }: Fit): MethodResult {
  const test = scoredRows(input, scorer, parts.test);
  const temperature = method === 'majority' ? 1 : fitTemperature(scoredRows(input, scorer, parts.calibration));
  const calibrated = predictions(test, temperature);
  const raw = predictions(test, 1);
  const { accuracy, macroF1 } = classScores(test.labels, calibrated.predicted, test.classes);
  return {
    method, setting, accuracy, macro_f1: macroF1, log_loss: logLoss(test, temperature), log_loss_raw: logLoss(test), ece: calibrationError(calibrated.bins), ece_raw: calibrationError(raw.bins),
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
