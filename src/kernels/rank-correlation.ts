/** Ranks from 1; equal values share the mean of their ranks. */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (let i = first; i < end; i++) ranks[order[i]!] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}

/** Pearson's correlation; NaN when either side does not vary. Throws RangeError when the lengths differ. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} numbers beside ${b.length}`);
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    sumA += a[i]!;
    sumB += b[i]!;
  }
  const [meanA, meanB] = [sumA / a.length, sumB / a.length];
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]! - meanA, b[i]! - meanB];
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
  return Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
}

/** Spearman's rank correlation, ties by mean ranks; NaN when either side does not vary. Throws RangeError when the lengths differ. */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return correlation(averageRanks(a), averageRanks(b));
}

const normal95 = 1.959963984540054;

/**
 * 95 % confidence interval of Spearman's r over n pairs: Fisher's z with the variance (1 + r^2 / 2) / (n - 3) of D. G. Bonett and T. A. Wright, "Sample
 * size requirements for estimating Pearson, Kendall and Spearman correlations", Psychometrika 65, 2000. From -1 to 1 of fewer than 4 pairs or an r that is not known.
 */
export function spearmanInterval(r: number, n: number): [low: number, high: number] {
  if (!(n > 3) || Number.isNaN(r)) return [-1, 1];
  if (Math.abs(r) === 1) return [r, r];
  const z = Math.atanh(r);
  const half = normal95 * Math.sqrt((1 + r ** 2 / 2) / (n - 3));
  return [Math.tanh(z - half), Math.tanh(z + half)];
}
