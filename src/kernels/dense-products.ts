import { DenseMemory } from './dense.js';

export type Numbers = Float32Array | Float64Array;

/** Rows packed and multiplied at a time, so that a panel of them stays in the first cache. */
const blockRows = 256;
const panelColumns = 4;

/** X' X (d x d, both triangles) of the n x d matrix X in row-major order, after `mean` (length d) is taken off every row. */
export function crossProduct(x: Numbers, n: number, d: number, mean?: Float64Array): Float64Array {
  const panels = Math.ceil(d / panelColumns);
  const width = panels * panelColumns;
  const memory = new DenseMemory([8 * blockRows * width, 8 * width * width]);
  const packed = memory.float64(blockRows * width);
  const product = memory.float64(width * width);
  const rowBytes = 8 * width;
  for (let first = 0; first < n; first += blockRows) {
    const depth = Math.min(blockRows, n - first);
    packRows(packed, x, first, depth, d, mean);
    const panelBytes = 8 * panelColumns * depth;
    for (let panel = 0; panel < panels; panel++) {
      const from = packed.byteOffset + panel * panelBytes;
      memory.loops.multiply64(from, from, panels - panel, depth, product.byteOffset + panel * panelColumns * (rowBytes + 8), rowBytes);
    }
  }
  const result = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let j = i; j < d; j++) result[i * d + j] = result[j * d + i] = product[i * width + j]!;
  return result;
}

/** X M (n x c) of X (n x d) and M (d x c), all row-major. */
export function timesMatrix(x: Numbers, n: number, d: number, m: Float64Array, c: number): Float64Array {
  if (n === 0 || d === 0 || c === 0) return new Float64Array(n * c);
  const panels = Math.ceil(c / panelColumns);
  const width = panels * panelColumns;
  const memory = new DenseMemory([8 * d * width, 8 * 4 * d, 8 * 4 * width]);
  const right = memory.float64(d * width);
  const left = memory.float64(4 * d);
  const rows = memory.float64(4 * width);
  packRows(right, m, 0, d, c);
  const result = new Float64Array(n * c);
  for (let first = 0; first < n; first += 4) {
    const count = Math.min(4, n - first);
    for (let r = 0; r < count; r++) for (let p = 0; p < d; p++) left[4 * p + r] = x[(first + r) * d + p]!;
    rows.fill(0);
    memory.loops.multiply64(left.byteOffset, right.byteOffset, panels, d, rows.byteOffset, 8 * width);
    for (let r = 0; r < count; r++) result.set(rows.subarray(r * width, r * width + c), (first + r) * c);
  }
  return result;
}

/** Lays out rows in panels of 4 columns, each panel row by row; columns that fill up the last panel hold 0. */
function packRows(packed: Float64Array, x: Numbers, first: number, depth: number, d: number, mean?: Float64Array): void {
  for (let column = 0; column < d; column++) {
    const shift = mean?.[column] ?? 0;
    let to = (column >> 2) * panelColumns * depth + (column & 3);
    for (let row = 0, from = first * d + column; row < depth; row++, from += d, to += panelColumns) packed[to] = x[from]! - shift;
  }
  for (let column = d; column % panelColumns !== 0; column++) {
    for (let row = 0, to = (column >> 2) * panelColumns * depth + (column & 3); row < depth; row++, to += panelColumns) packed[to] = 0;
  }
}
