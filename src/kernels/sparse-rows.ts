/** Rows of a matrix of which only the cells that are not 0 are kept, row after row. */
export interface SparseRows {
  /** Where each row's cells begin; one more than there are rows. */
  readonly offsets: Uint32Array;
  /** Column of each cell, rising within a row. */
  readonly columns: Uint32Array;
  /** Value of each cell; null when all are 1. */
  readonly values: Float32Array | null;
  /** Number of columns. */
  readonly width: number;
}

/**
 * The matrix of 1s at the given pairs of row and column, in any order; a pair given twice counts once. The result depends on the pairs alone,
 * not on their order, so that sums over a row come out the same to the last bit. O(pairs + rows + width).
 */
export function sparseRows(row: ArrayLike<number>, column: ArrayLike<number>, rows: number, width: number): SparseRows {
  const byColumn = stableOrder(column, width, Uint32Array.from({ length: column.length }, (_, pair) => pair));
  const order = stableOrder(row, rows, byColumn);
  const offsets = new Uint32Array(rows + 1);
  const columns = new Uint32Array(order.length);
  let cells = 0;
  let last = -1;
  for (const pair of order) {
    const at = row[pair]!;
    if (at === last && columns[cells - 1] === column[pair]) continue;
    columns[cells++] = column[pair]!;
    offsets[at + 1] = cells;
    last = at;
  }
  for (let at = 1; at <= rows; at++) offsets[at] = Math.max(offsets[at]!, offsets[at - 1]!);
  return { offsets, columns: columns.subarray(0, cells), values: null, width };
}

/** Counting sort of `items` by key, from 0 to `keys` - 1; equal ones stay in order. */
function stableOrder(keyOf: ArrayLike<number>, keys: number, items: Uint32Array): Uint32Array {
  const next = new Uint32Array(keys + 1);
  for (const item of items) next[keyOf[item]! + 1]!++;
  for (let key = 0; key < keys; key++) next[key + 1]! += next[key]!;
  const order = new Uint32Array(items.length);
  for (const item of items) order[next[keyOf[item]!]!++] = item;
  return order;
}

/** A full matrix, given row after row, in the same form. */
export function denseRows(values: Float32Array, width: number): SparseRows {
  const rows = width === 0 ? 0 : values.length / width;
  return {
    offsets: Uint32Array.from({ length: rows + 1 }, (_, row) => row * width),
    columns: Uint32Array.from(values, (_, cell) => cell % width), values, width,
  };
}

/** In how many of the rows each column is not 0. */
export function columnCounts(data: SparseRows, rows: Uint32Array): Uint32Array {
  const counts = new Uint32Array(data.width);
  for (const row of rows) for (let cell = data.offsets[row]!; cell < data.offsets[row + 1]!; cell++) counts[data.columns[cell]!]!++;
  return counts;
}

/** The matrix without the columns that are not in at least `least` of the rows given; the others are numbered anew, in order. */
export function withCommonColumns(data: SparseRows, rows: Uint32Array, least: number): SparseRows {
  const renumbered = new Int32Array(data.width).fill(-1);
  let width = 0;
  columnCounts(data, rows).forEach((count, column) => {
    if (count >= least) renumbered[column] = width++;
  });
  const offsets = new Uint32Array(data.offsets.length);
  const columns = new Uint32Array(data.columns.length);
  const values = data.values === null ? null : new Float32Array(data.columns.length);
  let cells = 0;
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let cell = data.offsets[row]!; cell < data.offsets[row + 1]!; cell++) {
      const column = renumbered[data.columns[cell]!]!;
      if (column < 0) continue;
      if (values) values[cells] = data.values![cell]!;
      columns[cells++] = column;
    }
    offsets[row + 1] = cells;
  }
  return { offsets, columns: columns.subarray(0, cells), values: values?.subarray(0, cells) ?? null, width };
}
