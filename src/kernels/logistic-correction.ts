/** Examples of two outcomes, with log-odds that are thought to be about right. */
export interface CorrectionExamples {
  /** Features of example i from i * width. */
  readonly features: Float64Array;
  readonly width: number;
  /** Log-odds of each example before the correction. */
  readonly offsets: Float64Array;
  /** 1 where the outcome came true, 0 where not. */
  readonly labels: Uint8Array;
}

const mostSteps = 60;

/**
 * What to add to the log-odds for each unit of each feature: the most probable weights of a logistic regression with the offsets given, when each weight is
 * normal around 0 with the deviation given, so that few examples change little (C. Bishop, "Pattern recognition and machine learning", 2006, section 4.5).
 * Newton's method, halving steps that do not help; 0 of no examples.
 */
export function fitCorrection({ features, width, offsets, labels }: CorrectionExamples, deviation: number): Float64Array {
  const precision = 1 / deviation ** 2;
  const oddsAt = (weights: Float64Array, row: number): number => {
    let sum = offsets[row]!;
    for (let column = 0; column < width; column++) sum += weights[column]! * features[row * width + column]!;
    return sum;
  };
  const lossAt = (weights: Float64Array): number => {
    let loss = 0.5 * precision * weights.reduce((sum, weight) => sum + weight ** 2, 0);
    for (let row = 0; row < labels.length; row++) {
      const odds = labels[row] === 1 ? oddsAt(weights, row) : -oddsAt(weights, row);
      loss += odds > 0 ? Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds)) - odds;
    }
    return loss;
  };
  let weights = new Float64Array(width);
  let loss = lossAt(weights);
  for (let step = 0; step < mostSteps; step++) {
    const gradient = weights.map((weight) => precision * weight);
    const curvature = new Float64Array(width * width);
    for (let column = 0; column < width; column++) curvature[column * width + column] = precision;
    for (let row = 0; row < labels.length; row++) {
      const p = 1 / (1 + Math.exp(-oddsAt(weights, row)));
      for (let i = 0; i < width; i++) {
        const value = features[row * width + i]!;
        if (value === 0) continue;
        gradient[i]! += (p - labels[row]!) * value;
        for (let j = 0; j < width; j++) curvature[i * width + j]! += p * (1 - p) * value * features[row * width + j]!;
      }
    }
    const move = solve(curvature, gradient);
    let [length, next, nextLoss] = [1, weights, Infinity];
    for (; length > 1e-6 && !(nextLoss < loss); length /= 2) {
      next = weights.map((weight, column) => weight - length * move[column]!);
      nextLoss = lossAt(next);
    }
    if (!(nextLoss < loss)) break;
    const gain = loss - nextLoss;
    [weights, loss] = [next, nextLoss];
    if (gain < 1e-10) break;
  }
  return weights;
}

/** Solves a positive definite system by Cholesky's factors. */
function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const factor = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= factor[i * n + k]! * factor[j * n + k]!;
      factor[i * n + j] = i === j ? Math.sqrt(sum) : sum / factor[j * n + j]!;
    }
  }
  const found = Float64Array.from(right);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) found[i]! -= factor[i * n + k]! * found[k]!;
    found[i]! /= factor[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) found[i]! -= factor[k * n + i]! * found[k]!;
    found[i]! /= factor[i * n + i]!;
  }
  return found;
}
