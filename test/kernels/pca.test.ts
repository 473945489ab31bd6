import { PCA } from 'ml-pca';
import { describe, expect, it } from 'vitest';
import { crossProduct, timesMatrix } from '../../src/kernels/dense-products.js';
import { pca, project } from '../../src/kernels/pca.js';
import { symmetricEigen } from '../../src/kernels/symmetric-eigen.js';
import { cloud, expectClose, expectOrthonormal, product, transposed } from './linear.js';

const rowsOf = (table: Float64Array, d: number) => Array.from({ length: table.length / d }, (_, i) => [...table.subarray(i * d, (i + 1) * d)]);

describe('dense products', () => {
  it.each([[1, 1, 1], [3, 5, 2], [260, 7, 9], [513, 8, 4], [5, 33, 17]])('are those of the plain loops (%i x %i, %i)', (n, d, c) => {
    const x = cloud(n, d);
    const m = cloud(d, c, 2);
    expectClose(crossProduct(x, n, d), product(transposed(x, n, d), x, d, n, d), 1e-7);
    expectClose(timesMatrix(x, n, d, m, c), product(x, m, n, d, c), 1e-8);
    expectClose(timesMatrix(Float32Array.from(x), n, d, m, c), product(Float32Array.from(x), m, n, d, c), 1e-8);
  });

  it('take the mean off first', () => {
    const x = cloud(300, 6);
    const mean = Float64Array.from({ length: 6 }, (_, i) => i);
    const centred = x.map((value, at) => value - mean[at % 6]!);
    expectClose(crossProduct(x, 300, 6, mean), crossProduct(centred, 300, 6), 1e-9);
  });
});

describe('eigenvectors of a symmetric matrix', () => {
  it.each([1, 2, 3, 8, 41, 100])('make it up again (%i)', (n) => {
    const half = cloud(n, n);
    const matrix = half.map((value, at) => value + half[(at % n) * n + Math.floor(at / n)]!);
    const { values, vectors } = symmetricEigen(matrix, n);
    expectOrthonormal(vectors, n, n);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
    const scaled = vectors.map((value, at) => value * values[Math.floor(at / n)]!);
    expectClose(product(transposed(vectors, n, n), scaled, n, n, n), matrix, 1e-9 * n * n);
  });

  it('are right for zeros, equal values, blocks and tiny numbers', () => {
    expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
    expect(symmetricEigen(new Float64Array(0), 0).values).toHaveLength(0);
    expectClose(symmetricEigen(Float64Array.of(2, 0, 0, 0, 2, 0, 0, 0, 2), 3).values, [2, 2, 2], 1e-15);
    const blocks = symmetricEigen(Float64Array.of(0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 3, 0), 4);
    expectClose(blocks.values, [3, 1, -1, -3], 1e-14);
    expectOrthonormal(blocks.vectors, 4, 4);
    expectClose(symmetricEigen(Float64Array.of(3e-200, 0, 0, 1e-200), 2).values.map((value) => value * 1e200), [3, 1], 1e-12);
    expect(() => symmetricEigen(Float64Array.of(1, NaN, NaN, 1), 2)).toThrow(RangeError);
  });
});

describe('principal components', () => {
  const [n, d] = [500, 7];
  const table = cloud(n, d);

  it.each([false, true])('are those of ml-pca (standardised: %s)', (standardise) => {
    const own = pca(table, n, d, { standardise });
    const other = new PCA(rowsOf(table, d), { scale: standardise });
    expectClose(own.variance, other.getEigenvalues(), 1e-9);
    expectClose(own.explained, other.getExplainedVariance(), 1e-12);
    const loadings = other.getLoadings().to2DArray();
    for (let i = 0; i < d; i++) {
      const mine = own.components.subarray(i * d, (i + 1) * d);
      const sign = Math.sign(mine.reduce((sum, value, j) => sum + value * loadings[i]![j]!, 0));
      expectClose(mine, loadings[i]!.map((value) => value * sign), 1e-8);
    }
  });

  it('are orthonormal, hold all variance, and project to it', () => {
    const model = pca(table, n, d);
    expectOrthonormal(model.components, d, d);
    expect(model.explained.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const scores = project(model, table, n);
    const spread = crossProduct(scores, n, d).map((sum) => sum / (n - 1));
    expectClose(spread, Float64Array.from({ length: d * d }, (_, at) => (at % (d + 1) === 0 ? model.variance[at % d]! : 0)), 1e-8);
    const back = product(scores, model.components, n, d, d).map((value, at) => value + model.mean[at % d]!);
    expectClose(back, table, 1e-9);
  });

  it('do not mind a shift, and grow with the table', () => {
    const own = pca(table, n, d);
    const moved = pca(table.map((value, at) => 2 * (value + 100 * (at % d))), n, d);
    expectClose(moved.components, own.components, 1e-7);
    expectClose(moved.variance, own.variance.map((value) => 4 * value), 1e-7);
  });

  it('have their largest loading positive, and the same bytes again', () => {
    const own = pca(table, n, d);
    for (let i = 0; i < d; i++) {
      const loading = own.components.subarray(i * d, (i + 1) * d);
      expect(Math.max(...loading)).toBeGreaterThan(-Math.min(...loading));
    }
    expect(pca(table, n, d)).toEqual(own);
  });

  it('of columns that do not vary are zeros without NaN', () => {
    const flat = Float64Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 5 : at));
    for (const standardise of [false, true]) {
      const model = pca(flat, 10, 2, { standardise });
      expectClose(model.explained, [1, 0], 1e-12);
      expect([...project(model, flat, 10)].every(Number.isFinite)).toBe(true);
    }
    expect([...pca(new Float64Array(8), 4, 2).explained]).toEqual([0, 0]);
  });

  it('refuse what has none', () => {
    expect(() => pca(new Float64Array(3), 1, 3)).toThrow('two rows');
    expect(() => pca(new Float64Array(5), 2, 3)).toThrow('2 x 3');
    expect(() => pca(Float64Array.of(1, 2, NaN, 4), 2, 2)).toThrow(RangeError);
    expect(() => pca(table, n, d, { components: 0 })).toThrow(RangeError);
    expect(pca(table, n, d, { components: 99 }).count).toBe(d);
  });
});
