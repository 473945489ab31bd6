import { expect } from 'vitest';
import { Random } from '../../src/kernels/random.js';

/** n x d normal numbers, column i of deviation 1 + i. */
export function cloud(n: number, d: number, seed = 1): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: n * d }, (_, at) => 3 + random.normal() * (1 + (at % d)));
}

/** A B of row-major matrices, in the plainest way. */
export function product(a: ArrayLike<number>, b: ArrayLike<number>, n: number, m: number, c: number): Float64Array {
  const result = new Float64Array(n * c);
  for (let i = 0; i < n; i++) for (let j = 0; j < c; j++) for (let k = 0; k < m; k++) result[i * c + j]! += a[i * m + k]! * b[k * c + j]!;
  return result;
}

export function transposed(a: ArrayLike<number>, n: number, d: number): Float64Array {
  return Float64Array.from({ length: n * d }, (_, at) => a[(at % n) * d + Math.floor(at / n)]!);
}

export function expectClose(found: ArrayLike<number>, wanted: ArrayLike<number>, error = 1e-9): void {
  expect(found.length).toBe(wanted.length);
  let worst = 0;
  for (let i = 0; i < found.length; i++) worst = Math.max(worst, found[i] === wanted[i] ? 0 : Math.abs(found[i]! - wanted[i]!), Number.isNaN(found[i]!) ? Infinity : 0);
  expect(worst).toBeLessThan(error);
}

/** That the `count` rows of length d are of length 1 and at right angles. */
export function expectOrthonormal(rows: Float64Array, count: number, d: number, error = 1e-10): void {
  const identity = Float64Array.from({ length: count * count }, (_, at) => (at % (count + 1) === 0 ? 1 : 0));
  expectClose(product(rows, transposed(rows, count, d), count, d, count), identity, error);
}

/** Rows of `k` planted groups around far centres; row i is of group i % k. */
export function planted(n: number, d: number, k: number, seed = 1, spread = 0.3): Float32Array {
  const random = new Random(seed);
  const centres = Float64Array.from({ length: k * d }, () => 4 * random.normal());
  return Float32Array.from({ length: n * d }, (_, at) => centres[(Math.floor(at / d) % k) * d + (at % d)]! + spread * random.normal());
}

/** That two groupings are the same but for the numbers of the groups. */
export function expectSameGroups(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  const pairs = new Set(Array.from(found, (group, i) => `${group}:${wanted[i]}`));
  expect(pairs.size).toBe(new Set(Array.from(found)).size);
  expect(pairs.size).toBe(new Set(Array.from(wanted)).size);
}
