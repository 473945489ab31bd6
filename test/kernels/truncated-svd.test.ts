import { describe, expect, it } from 'vitest';
import { ppmi, type SparseMatrix } from '../../src/kernels/ppmi.js';
import { Random } from '../../src/kernels/random.js';
import { symmetricEigen } from '../../src/kernels/symmetric-eigen.js';
import { truncatedSvd } from '../../src/kernels/truncated-svd.js';
import { expectClose, expectOrthonormal, transposed } from './linear.js';

function dense({ size, starts, columns, values }: SparseMatrix): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row++) for (let at = starts[row]!; at < starts[row + 1]!; at++) matrix[row * size + columns[at]!] = values[at]!;
  return matrix;
}

/** Pairs of things in 6 groups that meet often within a group. */
function groupPairs(size: number) {
  const random = new Random(2);
  const [a, b, both]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      if (!random.chance(i % 6 === j % 6 ? 0.9 : 0.2)) continue;
      a.push(i);
      b.push(j);
      both.push(i % 6 === j % 6 ? 40 + random.int(20) : 1 + random.int(5));
    }
  }
  return { a: Uint32Array.from(a), b: Uint32Array.from(b), both: Uint32Array.from(both) };
}

describe('positive mutual information', () => {
  const pairs = { a: Uint32Array.of(0, 0, 1), b: Uint32Array.of(1, 2, 2), both: [8, 1, 1] };

  it('is that of the formula, symmetric, with nothing on the diagonal', () => {
    const [sums, all] = [[9, 9, 2], 9 ** 0.75 * 2 + 2 ** 0.75];
    const one = (n: number, a: number, b: number) => Math.max(0, (Math.log((n * all) / (sums[a]! * sums[b]! ** 0.75)) + Math.log((n * all) / (sums[b]! * sums[a]! ** 0.75))) / 2);
    expectClose(dense(ppmi(pairs, 3)), [0, one(8, 0, 1), one(1, 0, 2), one(8, 0, 1), 0, one(1, 1, 2), one(1, 0, 2), one(1, 1, 2), 0], 1e-6);
    expect(one(8, 0, 1)).toBeGreaterThan(0);
  });

  it('without smoothing does not change when all counts double; a shift takes its weight off', () => {
    const twice = { ...pairs, both: [16, 2, 2] };
    expectClose(dense(ppmi(twice, 3, { smoothing: 1 })), dense(ppmi(pairs, 3, { smoothing: 1 })), 1e-6);
    expectClose(dense(ppmi(pairs, 3, { shift: 0.2 })), dense(ppmi(pairs, 3)).map((value) => Math.max(0, value - 0.2)), 1e-6);
  });

  it('leaves out pairs that never meet, and things without pairs', () => {
    const none = ppmi({ a: Uint32Array.of(0, 1), b: Uint32Array.of(1, 1), both: [0, 5] }, 4);
    expect(none.values).toHaveLength(0);
    expect(ppmi({ a: new Uint32Array(), b: new Uint32Array(), both: [] }, 0).starts).toHaveLength(1);
    expect(ppmi(pairs, 9).values.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
  });
});

describe('truncated SVD', () => {
  const size = 150;
  const matrix = ppmi(groupPairs(size), size);
  const exact = [...symmetricEigen(dense(matrix), size).values].map(Math.abs).sort((x, y) => y - x);

  it('finds the largest singular values and orthonormal vectors of them', async () => {
    const found = await truncatedSvd(matrix, { rank: 6, seed: 1 });
    expectClose(found.values, exact.slice(0, 6), 1e-2);
    expectOrthonormal(transposed(found.vectors, size, 6), 6, size);
    expect(found.total).toBeCloseTo(exact.reduce((sum, value) => sum + value * value, 0), 3);
  });

  it('is exact when it looks at all directions: the matrix squared is made up again', async () => {
    const { rank, vectors, values } = await truncatedSvd(matrix, { rank: size, seed: 1 });
    expectClose(values, exact.slice(0, rank), 1e-8);
    const m = dense(matrix);
    for (const [i, j] of [[0, 0], [3, 77], [149, 12]] as const) {
      let [own, wanted] = [0, 0];
      for (let k = 0; k < rank; k++) own += vectors[i * rank + k]! * vectors[j * rank + k]! * values[k]! ** 2;
      for (let k = 0; k < size; k++) wanted += m[i * size + k]! * m[k * size + j]!;
      expect(own).toBeCloseTo(wanted, 7);
    }
  });

  it('gives the same bytes for a seed, and nearly the same for another', async () => {
    const [one, again, other] = await Promise.all([1, 1, 2].map((seed) => truncatedSvd(matrix, { rank: 6, seed })));
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
    expectClose(other!.values, one!.values, 1e-2);
  });

  it('gives no more than the matrix has', async () => {
    const pair: SparseMatrix = { size: 5, starts: Float64Array.of(0, 1, 2, 2, 2, 2), columns: Uint32Array.of(1, 0), values: Float32Array.of(3, 3) };
    const { rank, values, vectors } = await truncatedSvd(pair, { rank: 4, seed: 1 });
    expect(rank).toBe(2);
    expectClose(values, [3, 3], 1e-9);
    expect(vectors.every(Number.isFinite)).toBe(true);
    const zero = await truncatedSvd({ size: 3, starts: new Float64Array(4), columns: new Uint32Array(), values: new Float32Array() }, { rank: 2, seed: 1 });
    expect(zero).toMatchObject({ rank: 0, total: 0 });
    expect((await truncatedSvd({ size: 0, starts: new Float64Array(1), columns: new Uint32Array(), values: new Float32Array() }, { rank: 2, seed: 1 })).rank).toBe(0);
    await expect(truncatedSvd(pair, { rank: 0, seed: 1 })).rejects.toThrow(RangeError);
  });
});
