/** Are probabilities what they say? And what makes them so. */

/** Scores of rows: those of row i at i * classes. */
export interface ScoredRows {
  readonly scores: Float32Array;
  readonly labels: Int32Array;
  readonly classes: number;
}

/** Mean of -ln of the probability given to the true class, at a temperature; 0 of no rows. */
export function logLoss({ scores, labels, classes }: ScoredRows, temperature = 1): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const base = row * classes;
    let top = -Infinity;
    for (let k = 0; k < classes; k++) if (scores[base + k]! > top) top = scores[base + k]!;
    let total = 0;
    for (let k = 0; k < classes; k++) total += Math.exp((scores[base + k]! - top) / temperature);
    sum += Math.log(total) - (scores[base + labels[row]!]! - top) / temperature;
  }
  return labels.length === 0 ? 0 : sum / labels.length;
}

const golden = (Math.sqrt(5) - 1) / 2;

/**
 * The temperature of least log-loss: scores are divided by it before the softmax, which changes how sure a model is but not what it says
 * (C. Guo and others, "On calibration of modern neural networks", 2017, section 4.2). Its logarithm has a standard normal prior: few rows that are
 * all right do not make a model sure beyond measure. By golden section, between 1/50 and 50; 1 of no rows.
 */
export function fitTemperature(rows: ScoredRows): number {
  if (rows.labels.length === 0) return 1;
  let [low, high] = [Math.log(1 / 50), Math.log(50)];
  const lossAt = (log: number) => logLoss(rows, Math.exp(log)) + log ** 2 / (2 * rows.labels.length);
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [lossA, lossB] = [lossAt(a), lossAt(b)];
  while (high - low > 1e-3) {
    if (lossA <= lossB) {
      [high, b, lossB] = [b, a, lossA];
      a = high - golden * (high - low);
      lossA = lossAt(a);
    } else {
      [low, a, lossA] = [a, b, lossB];
      b = low + golden * (high - low);
      lossB = lossAt(b);
    }
  }
  return Math.exp((low + high) / 2);
}

/** Predictions of like confidence: what they promised and how many came true. */
export interface ReliabilityBin {
  /** The bin is from here on, up to `to`; the last one has 1 too. */
  readonly from: number;
  readonly to: number;
  readonly predictions: number;
  /** Mean probability given to what was predicted. */
  readonly confidence: number;
  /** Share of the predictions that are right. */
  readonly accuracy: number;
}

/** Predictions by their probability, in bins of equal width; empty bins are left out. */
export function reliability(probabilities: ArrayLike<number>, isRight: ArrayLike<boolean | number>, bins = 10): ReliabilityBin[] {
  const sums = Array.from({ length: bins }, () => ({ predictions: 0, confidence: 0, right: 0 }));
  for (let i = 0; i < probabilities.length; i++) {
    const sum = sums[Math.max(0, Math.min(bins - 1, Math.floor(probabilities[i]! * bins)))]!;
    sum.predictions++;
    sum.confidence += probabilities[i]!;
    sum.right += Number(isRight[i]);
  }
  return sums.map(({ predictions, confidence, right }, bin) => ({ from: bin / bins, to: (bin + 1) / bins, predictions, confidence: confidence / predictions, accuracy: right / predictions }))
    .filter(({ predictions }) => predictions > 0);
}

/** Expected calibration error: the mean gap between confidence and accuracy, by predictions (M. Naeini and others, 2015; Guo, 2017, eq. 3). 0 of none. */
export function calibrationError(bins: readonly ReliabilityBin[]): number {
  const all = bins.reduce((sum, bin) => sum + bin.predictions, 0);
  return bins.reduce((sum, bin) => sum + (bin.predictions / all) * Math.abs(bin.confidence - bin.accuracy), 0);
}
