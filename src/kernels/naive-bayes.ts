import { classCounts, logPriors, type Examples, type LinearModel, type Scorer } from './linear-model.js';

/**
 * Multinomial naive Bayes (A. McCallum, K. Nigam, "A comparison of event models for naive Bayes text classification", 1998, eq. 4 and 6) with
 * `alpha` added to each count (Lidstone). Values must not be negative. O(cells + width * classes).
 */
export function fitNaiveBayes({ data, labels, classes }: Examples, rows: Uint32Array, alpha = 0.1): LinearModel {
  const counts = new Float64Array(data.width * classes);
  const totals = new Float64Array(classes);
  for (const row of rows) {
    const label = labels[row]!;
    for (let cell = data.offsets[row]!; cell < data.offsets[row + 1]!; cell++) {
      const value = data.values === null ? 1 : data.values[cell]!;
      counts[data.columns[cell]! * classes + label]! += value;
      totals[label]! += value;
    }
  }
  const logTotals = totals.map((total) => Math.log(total + alpha * data.width));
  const weights = Float32Array.from(counts, (count, at) => Math.log(count + alpha) - logTotals[at % classes]!);
  return { classes, weights, bias: logPriors({ labels, classes }, rows) };
}

/**
 * Gaussian naive Bayes: each class has a mean and a variance in each column, for rows of measured values (C. Bishop, "Pattern recognition and
 * machine learning", 2006, section 4.2). Variances are raised by a billionth of the widest column's. Every row must have all columns.
 */
export function fitGaussianBayes({ data, labels, classes }: Examples, rows: Uint32Array): Scorer {
  const { width } = data;
  const counts = classCounts({ labels, classes }, rows);
  const sums = new Float64Array(width * classes);
  const each = (add: (at: number, value: number, column: number) => void) => {
    for (const row of rows) {
      for (let cell = data.offsets[row]!; cell < data.offsets[row + 1]!; cell++) {
        const column = data.columns[cell]!;
        add(column * classes + labels[row]!, data.values === null ? 1 : data.values[cell]!, column);
      }
    }
  };
  each((at, value) => (sums[at]! += value));
  const means = sums.map((sum, at) => sum / Math.max(1, counts[at % classes]!));
  const squares = new Float64Array(width * classes);
  const spread = new Float64Array(width);
  each((at, value, column) => {
    squares[at]! += (value - means[at]!) ** 2;
    spread[column]! += value ** 2;
  });
  const floor = 1e-9 * Math.max(1e-9, ...spread.map((sum) => sum / Math.max(1, rows.length)));
  // A class of one example has no variance of its own: it takes that of all columns' values.
  const variances = squares.map((sum, at) => (counts[at % classes]! > 1 ? sum / counts[at % classes]! : spread[Math.floor(at / classes)]! / Math.max(1, rows.length)) + floor);
  const bias = logPriors({ labels, classes }, rows);
  variances.forEach((variance, at) => (bias[at % classes]! -= Math.log(variance) / 2));
  return (some, row, out) => {
    out.set(bias);
    for (let cell = some.offsets[row]!; cell < some.offsets[row + 1]!; cell++) {
      const value = some.values === null ? 1 : some.values[cell]!;
      const base = some.columns[cell]! * classes;
      for (let k = 0; k < classes; k++) out[k]! -= (value - means[base + k]!) ** 2 / (2 * variances[base + k]!);
    }
  };
}
