import { DenseMemory } from './dense.js';

export interface SymmetricEigen {
  /** Falling. */
  readonly values: Float64Array;
  /** n x n, row i the unit eigenvector of value i; its largest component in magnitude (of equal ones the first) is positive. */
  readonly vectors: Float64Array;
}

const epsilon = 2 ** -52;
const mostSweeps = 60;

/**
 * All eigenvalues and eigenvectors of a symmetric matrix (n x n, row-major): Householder reduction to tridiagonal form, then
 * implicit QL with Wilkinson's shift (A. Dubrulle, R. S. Martin, J. H. Wilkinson, "The implicit QL algorithm", Numerische
 * Mathematik 12, 1968; G. H. Golub, C. F. Van Loan, "Matrix Computations", 8.3). Values are exact to about n times the
 * rounding of the largest. Throws RangeError when a number is not finite.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  let scale = 0;
  for (const value of matrix) scale = Math.max(scale, Math.abs(value));
  if (!Number.isFinite(scale)) throw new RangeError('a matrix with numbers that are not finite has no eigenvectors');
  if (n === 0 || scale === 0) return { values: new Float64Array(n), vectors: identity(n) };
  const a = matrix.map((value) => value / scale);
  const { diagonal, beside, factors } = tridiagonalise(a, n);
  const width = Math.ceil(n / 8) * 8;
  const memory = new DenseMemory([8 * n * width, 16 * n]);
  const rows = memory.float64(n * width);
  writeReflections(rows, width, a, n, factors);
  implicitQl(diagonal, beside, memory, rows, width);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[j]! - diagonal[i]! || i - j);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    vectors.set(rows.subarray(from * width, from * width + n), to * n);
    fixSign(vectors.subarray(to * n, (to + 1) * n));
  });
  return { values: Float64Array.from(order, (i) => diagonal[i]! * scale), vectors };
}

/** Turns a vector so that its largest component in magnitude is positive. */
export function fixSign(vector: Float64Array): void {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest) * (1 + 1e-9)) largest = value;
  if (largest < 0) for (let i = 0; i < vector.length; i++) vector[i] = -vector[i]!;
}

/** Reduces `a` in place. Row k keeps behind its diagonal the vector v of its reflection I - f v v'; f stands in `factors`. */
function tridiagonalise(a: Float64Array, n: number): { diagonal: Float64Array; beside: Float64Array; factors: Float64Array } {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const factors = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    diagonal[k] = a[k * n + k]!;
    if (k + 1 === n) break;
    const v = a.subarray(k * n, (k + 1) * n);
    let tail = 0;
    for (let j = k + 2; j < n; j++) tail += v[j]! * v[j]!;
    const head = v[k + 1]!;
    if (tail === 0) {
      beside[k] = head;
      continue;
    }
    const norm = Math.sqrt(head * head + tail);
    beside[k] = head > 0 ? -norm : norm;
    v[k + 1] = head - beside[k]!;
    const factor = (factors[k] = 2 / (v[k + 1]! * v[k + 1]! + tail));
    let along = 0;
    for (let i = k + 1; i < n; i++) {
      w[i] = factor * dot(a, i * n, v, k + 1, n);
      along += w[i]! * v[i]!;
    }
    for (let i = k + 1; i < n; i++) w[i]! -= 0.5 * factor * along * v[i]!;
    for (let i = k + 1; i < n; i++) {
      const vi = v[i]!;
      const wi = w[i]!;
      for (let j = k + 1, at = i * n + k + 1; j < n; j++, at++) a[at]! -= vi * w[j]! + wi * v[j]!;
    }
  }
  return { diagonal, beside, factors };
}

/** Four sums side by side, for the processor does not wait for one to add the next. */
function dot(a: Float64Array, row: number, v: Float64Array, from: number, to: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let j = from;
  for (; j + 3 < to; j += 4) {
    s0 += a[row + j]! * v[j]!;
    s1 += a[row + j + 1]! * v[j + 1]!;
    s2 += a[row + j + 2]! * v[j + 2]!;
    s3 += a[row + j + 3]! * v[j + 3]!;
  }
  for (; j < to; j++) s0 += a[row + j]! * v[j]!;
  return s0 + s1 + (s2 + s3);
}

/** The product of all reflections, transposed: row i is the vector of the tridiagonal matrix's coordinate i. */
function writeReflections(rows: Float64Array, width: number, a: Float64Array, n: number, factors: Float64Array): void {
  for (let i = 0; i < n; i++) rows[i * width + i] = 1;
  for (let k = n - 2; k >= 0; k--) {
    if (factors[k] === 0) continue;
    const v = a.subarray(k * n, (k + 1) * n);
    for (let i = k + 1; i < n; i++) {
      const share = factors[k]! * dot(rows, i * width, v, k + 1, n);
      for (let j = k + 1, at = i * width + k + 1; j < n; j++, at++) rows[at]! -= share * v[j]!;
    }
  }
}

function implicitQl(diagonal: Float64Array, beside: Float64Array, memory: DenseMemory, rows: Float64Array, width: number): void {
  const n = diagonal.length;
  const turns = memory.float64(2 * n);
  let scale = 0;
  for (let i = 0; i < n; i++) scale = Math.max(scale, Math.abs(diagonal[i]!) + Math.abs(beside[i]!));
  for (let low = 0; low < n; low++) {
    for (let sweep = 0; ; sweep++) {
      let high = low;
      while (high + 1 < n && Math.abs(beside[high]!) > epsilon * scale) high++;
      if (high === low) break;
      if (sweep === mostSweeps) throw new Error('the eigenvalues do not settle');
      const count = chase(diagonal, beside, low, high, turns);
      memory.loops.rotate(rows.byteOffset + 8 * width * (high - 1), 8 * width, turns.byteOffset, count, width / 8);
    }
  }
}

/** One QL sweep over the block low..high: chases the bulge from its end to its start, and keeps (cosine, sine) of each turn. */
function chase(diagonal: Float64Array, beside: Float64Array, low: number, high: number, turns: Float64Array): number {
  const half = (diagonal[low + 1]! - diagonal[low]!) / (2 * beside[low]!);
  const root = Math.sqrt(half * half + 1);
  let g = diagonal[high]! - diagonal[low]! + beside[low]! / (half + (half < 0 ? -root : root));
  let [sine, cosine, shift, count] = [1, 1, 0, 0];
  for (let i = high - 1; i >= low; i--) {
    const f = sine * beside[i]!;
    const b = cosine * beside[i]!;
    const r = Math.sqrt(f * f + g * g);
    beside[i + 1] = r;
    if (r === 0) {
      diagonal[i + 1]! -= shift;
      beside[high] = 0;
      return count;
    }
    sine = f / r;
    cosine = g / r;
    g = diagonal[i + 1]! - shift;
    const t = (diagonal[i]! - g) * sine + 2 * cosine * b;
    shift = sine * t;
    diagonal[i + 1] = g + shift;
    g = cosine * t - b;
    turns[2 * count] = cosine;
    turns[2 * count++ + 1] = sine;
  }
  diagonal[low]! -= shift;
  beside[low] = g;
  beside[high] = 0;
  return count;
}

function identity(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
  return matrix;
}
