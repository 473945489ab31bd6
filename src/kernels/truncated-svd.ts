import { crossProduct, timesMatrix } from './dense-products.js';
import { DenseMemory } from './dense.js';
import type { SparseMatrix } from './ppmi.js';
import { Random } from './random.js';
import { fixSign, symmetricEigen } from './symmetric-eigen.js';

export interface SvdOptions {
  readonly rank: number;
  readonly seed: number;
  /** Directions looked at beyond those wanted. Default 16. */
  readonly oversampling?: number;
  /** Default 2: enough where singular values fall slowly. */
  readonly powerIterations?: number;
  /** Told before each multiplication with the matrix, and waited for. */
  readonly onProgress?: (done: number, total: number) => void | Promise<void>;
}

export interface TruncatedSvd {
  /** At most what was asked for, and at most what the matrix has that is not rounding. */
  readonly rank: number;
  /** size x rank, row-major; columns orthonormal, the largest of each in magnitude positive. */
  readonly vectors: Float64Array;
  /** Falling, positive. */
  readonly values: Float64Array;
  /** Sum of the squares of all cells: what the squares of all singular values add up to. */
  readonly total: number;
}

/**
 * The largest singular values and left vectors of a symmetric sparse matrix by a randomised range finder with power
 * iterations, made orthonormal after every multiplication (N. Halko, P. G. Martinsson, J. A. Tropp, "Finding structure with
 * randomness", SIAM Review 53, 2011, algorithms 4.4 and 5.3). A singular value is the magnitude of an eigenvalue.
 * Throws RangeError for a rank under 1.
 */
export async function truncatedSvd(matrix: SparseMatrix, options: SvdOptions): Promise<TruncatedSvd> {
  const { seed, oversampling = 16, powerIterations = 2, onProgress } = options;
  if (!(options.rank >= 1)) throw new RangeError(`the rank is at least 1, not ${options.rank}`);
  const { size } = matrix;
  const total = matrix.values.reduce((sum, value) => sum + value * value, 0);
  const width = Math.min(size, options.rank + oversampling);
  const multiply = multiplier(matrix, width);
  const passes = 2 * powerIterations + 2;
  const random = new Random(seed);
  let range: Float64Array = Float64Array.from({ length: size * width }, () => random.normal());
  for (let pass = 1; pass < passes; pass++) {
    await onProgress?.(pass - 1, passes);
    range = orthonormal(multiply(range), size, width);
  }
  await onProgress?.(passes - 1, passes);
  const image = multiply(range);
  const small = new Float64Array(width * width);
  for (let row = 0; row < size; row++) {
    for (let i = 0; i < width; i++) {
      const left = range[row * width + i]!;
      if (left !== 0) for (let j = 0, to = i * width, from = row * width; j < width; j++) small[to++]! += left * image[from++]!;
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) small[i * width + j] = small[j * width + i] = (small[i * width + j]! + small[j * width + i]!) / 2;
  const { values, vectors } = symmetricEigen(small, width);
  const order = Array.from(values.keys()).sort((i, j) => Math.abs(values[j]!) - Math.abs(values[i]!) || i - j);
  const most = order.length > 0 ? Math.abs(values[order[0]!]!) : 0;
  const kept = order.slice(0, options.rank).filter((i) => Math.abs(values[i]!) > 1e-10 * most);
  const turn = new Float64Array(width * kept.length);
  kept.forEach((i, to) => {
    for (let row = 0; row < width; row++) turn[row * kept.length + to] = vectors[i * width + row]!;
  });
  return { rank: kept.length, vectors: signed(timesMatrix(range, size, width, turn, kept.length), size, kept.length), values: Float64Array.from(kept, (i) => Math.abs(values[i]!)), total };
}

/** The matrix times a block of `width` columns (row-major), as often as asked. A row of the block is read as a whole for every cell. */
function multiplier({ size, starts, columns, values }: SparseMatrix, width: number): (block: Float64Array) => Float64Array {
  const strips = Math.ceil(width / 8);
  const stride = 8 * strips;
  const memory = new DenseMemory([8 * size * stride, 8 * size * stride, 8]);
  const [from, to, weight] = [memory.float64(size * stride), memory.float64(size * stride), memory.float64(1)];
  const { addScaled } = memory.loops;
  return (block) => {
    to.fill(0);
    for (let row = 0; row < size; row++) from.set(block.subarray(row * width, (row + 1) * width), row * stride);
    for (let row = 0; row < size; row++) {
      const sum = to.byteOffset + 8 * stride * row;
      for (let at = starts[row]!, end = starts[row + 1]!; at < end; at++) {
        weight[0] = values[at]!;
        addScaled(sum, from.byteOffset + 8 * stride * columns[at]!, weight.byteOffset, strips);
      }
    }
    const product = new Float64Array(size * width);
    for (let row = 0; row < size; row++) product.set(to.subarray(row * stride, row * stride + width), row * width);
    return product;
  };
}

/**
 * An orthonormal basis of the columns, by the eigenvectors of their products; twice, since once leaves what rounding did.
 * Where columns depend on each other, as many come out as zeros.
 */
function orthonormal(block: Float64Array, n: number, width: number): Float64Array {
  let basis = block;
  for (let round = 0; round < 2; round++) {
    const { values, vectors } = symmetricEigen(crossProduct(basis, n, width), width);
    const turn = new Float64Array(width * width);
    for (let i = 0; i < width; i++) {
      if (!(values[i]! > 1e-14 * values[0]!)) continue;
      const scale = 1 / Math.sqrt(values[i]!);
      for (let row = 0; row < width; row++) turn[row * width + i] = vectors[i * width + row]! * scale;
    }
    basis = timesMatrix(basis, n, width, turn, width);
  }
  return basis;
}

function signed(vectors: Float64Array, n: number, rank: number): Float64Array {
  const column = new Float64Array(n);
  for (let j = 0; j < rank; j++) {
    for (let row = 0; row < n; row++) column[row] = vectors[row * rank + j]!;
    fixSign(column);
    for (let row = 0; row < n; row++) vectors[row * rank + j] = column[row]!;
  }
  return vectors;
}
