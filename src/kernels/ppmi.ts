/** Pairs of things numbered from 0 to size - 1 and how often they meet; each pair once, in either order; a pair of a thing with itself is skipped. */
export interface PairColumns {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly both: ArrayLike<number>;
}

/** A symmetric sparse matrix (size x size): row i has `values` in `columns` from `starts[i]` up to `starts[i + 1]`. */
export interface SparseMatrix {
  readonly size: number;
  /** size + 1 of them. */
  readonly starts: Float64Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

export interface PpmiOptions {
  /** Exponent on how often a context occurs: under 1, rare contexts count less. Default 0.75. */
  readonly smoothing?: number;
  /** Taken off before negative values are cut: log k for k negative samples. Default 0. */
  readonly shift?: number;
}

/**
 * Positive pointwise mutual information of pairs, max(0, log(n_ab S / (n_a n_b^s)) - shift) with n_a the pairs that a is in and
 * S the sum of all n^s: context distribution smoothing of O. Levy, Y. Goldberg, I. Dagan, "Improving distributional
 * similarity with lessons learned from word embeddings", TACL 3, 2015, and the shift of O. Levy, Y. Goldberg, "Neural word
 * embedding as implicit matrix factorization", NIPS 2014. Smoothing tells word from context, so that the matrix is not
 * symmetric; here a cell is the mean of both directions. The diagonal is 0. Rows are in order of columns when pairs are given
 * in order of (a, b) with a < b. Pairs that never meet are left out.
 */
export function ppmi(pairs: PairColumns, size: number, options: PpmiOptions = {}): SparseMatrix {
  const { smoothing = 0.75, shift = 0 } = options;
  const sums = new Float64Array(size);
  forEachPair(pairs, (a, b, both) => {
    sums[a]! += both;
    sums[b]! += both;
  });
  const logs = sums.map(Math.log);
  const all = Math.log(sums.reduce((sum, own) => sum + own ** smoothing, 0));
  const weight = (1 + smoothing) / 2;
  const information = (a: number, b: number, both: number) => Math.log(both) + all - weight * (logs[a]! + logs[b]!) - shift;
  const starts = new Float64Array(size + 1);
  forEachPair(pairs, (a, b, both) => {
    if (!(information(a, b, both) > 0)) return;
    starts[a + 1]!++;
    starts[b + 1]!++;
  });
  for (let i = 0; i < size; i++) starts[i + 1]! += starts[i]!;
  const columns = new Uint32Array(starts[size]!);
  const values = new Float32Array(starts[size]!);
  const next = starts.slice();
  forEachPair(pairs, (a, b, both) => {
    const value = information(a, b, both);
    if (!(value > 0)) return;
    columns[next[a]!] = b;
    values[next[a]!++] = value;
    columns[next[b]!] = a;
    values[next[b]!++] = value;
  });
  return { size, starts, columns, values };
}

function forEachPair({ a, b, both }: PairColumns, visit: (a: number, b: number, both: number) => void): void {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && both[i]! > 0) visit(a[i]!, b[i]!, both[i]!);
}
