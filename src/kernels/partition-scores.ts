/** How well a grouping agrees with the true one: figures from the table of how many items share both groups. */

export interface PrecisionRecall {
  readonly precision: number;
  readonly recall: number;
  /** Harmonic mean of the two; 0 when both are 0. */
  readonly f1: number;
}

export interface PartitionScores {
  /** Items scored. */
  readonly items: number;
  /** True groups and predicted groups among all items. */
  readonly truths: number;
  readonly predictions: number;
  /** Of pairs of items put together the share that belongs together, and the reverse. */
  readonly pairwise: PrecisionRecall;
  /** L. Hubert, P. Arabie, "Comparing partitions", 1985, their formula for the index corrected for chance: 1 for equal partitions, about 0 for random ones. */
  readonly adjustedRand: number;
  /** A. Bagga, B. Baldwin, "Algorithms for scoring coreference chains", 1998, as E. Amigó and others define it for groups, 2009: precision and recall of each item, averaged. */
  readonly bCubed: PrecisionRecall;
  /** A. Rosenberg, J. Hirschberg, "V-measure", 2007: each predicted group holds one true group only; each true group is in one predicted group; their harmonic mean (beta 1). */
  readonly homogeneity: number;
  readonly completeness: number;
  readonly vMeasure: number;
}

/** Items by true and predicted group: only the cells that hold some. */
export interface Contingency {
  readonly items: number;
  /** Numbers from 0 of each item's true and predicted group, in order of first appearance. */
  readonly truth: Int32Array;
  readonly predicted: Int32Array;
  /** Items of each true group and of each predicted group. */
  readonly truthSizes: Int32Array;
  readonly predictedSizes: Int32Array;
  /** Cells: true group, predicted group, items that are in both; and the cell of each item. */
  readonly cellTruth: Int32Array;
  readonly cellPredicted: Int32Array;
  readonly cellItems: Int32Array;
  readonly cellOf: Int32Array;
}

/** Counts items by their two groups, in O(n). Labels are any whole numbers. Throws RangeError when the lengths differ. */
export function contingencyOf(truth: Int32Array, predicted: Int32Array): Contingency {
  if (truth.length !== predicted.length) throw new RangeError(`${truth.length} true labels but ${predicted.length} predicted ones`);
  const rows = numbered(truth);
  const columns = numbered(predicted);
  const cells = numbered(Float64Array.from(rows.of, (row, item) => row * columns.sizes.length + columns.of[item]!));
  const cellTruth = new Int32Array(cells.sizes.length);
  const cellPredicted = new Int32Array(cells.sizes.length);
  cells.of.forEach((cell, item) => {
    cellTruth[cell] = rows.of[item]!;
    cellPredicted[cell] = columns.of[item]!;
  });
  return {
    items: truth.length, truth: rows.of, predicted: columns.of, truthSizes: rows.sizes, predictedSizes: columns.sizes,
    cellTruth, cellPredicted, cellItems: cells.sizes, cellOf: cells.of,
  };
}

function numbered(labels: Int32Array | Float64Array): { of: Int32Array; sizes: Int32Array } {
  const numbers = new Map<number, number>();
  const of = new Int32Array(labels.length);
  const sizes: number[] = [];
  labels.forEach((label, item) => {
    let number = numbers.get(label);
    if (number === undefined) numbers.set(label, (number = sizes.push(0) - 1));
    of[item] = number;
    sizes[number]!++;
  });
  return { of, sizes: Int32Array.from(sizes) };
}

/**
 * Scores predicted groups against the true ones. A share of nothing is 1: no pair put together means no wrong pair, so all-singletons have
 * precision 1, and no item at all scores 1 everywhere. Throws RangeError when the lengths differ.
 */
export function partitionScores(truth: Int32Array, predicted: Int32Array): PartitionScores {
  const table = contingencyOf(truth, predicted);
  const whole = itemScores(table);
  const both = pairsOf(table.cellItems);
  const [true_, found, all] = [pairsOf(table.truthSizes), pairsOf(table.predictedSizes), (table.items * (table.items - 1)) / 2];
  const expected = all === 0 ? 0 : (true_ * found) / all;
  const most = (true_ + found) / 2;
  const homogeneity = purity(table, table.truthSizes, table.cellPredicted, table.predictedSizes);
  const completeness = purity(table, table.predictedSizes, table.cellTruth, table.truthSizes);
  return {
    items: table.items, truths: table.truthSizes.length, predictions: table.predictedSizes.length, ...whole,
    adjustedRand: most === expected ? 1 : (both - expected) / (most - expected),
    homogeneity, completeness, vMeasure: harmonic(homogeneity, completeness),
  };
}

/**
 * Pairwise and B-cubed scores of some of the items against all: of the pairs that have an item of `some` as their first, and of these items' own
 * precision and recall. Without `some` those of all items.
 */
export function itemScores(table: Contingency, some?: (item: number) => boolean): Pick<PartitionScores, 'pairwise' | 'bCubed'> {
  let [items, both, found, true_, precision, recall] = [0, 0, 0, 0, 0, 0];
  for (let item = 0; item < table.items; item++) {
    if (some && !some(item)) continue;
    const shared = table.cellItems[table.cellOf[item]!]!;
    const inFound = table.predictedSizes[table.predicted[item]!]!;
    const inTrue = table.truthSizes[table.truth[item]!]!;
    items++;
    both += shared - 1;
    found += inFound - 1;
    true_ += inTrue - 1;
    precision += shared / inFound;
    recall += shared / inTrue;
  }
  return { pairwise: precisionRecall(share(both, found), share(both, true_)), bCubed: precisionRecall(share(precision, items), share(recall, items)) };
}

const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);

const harmonic = (a: number, b: number) => (a + b === 0 ? 0 : (2 * a * b) / (a + b));

const precisionRecall = (precision: number, recall: number): PrecisionRecall => ({ precision, recall, f1: harmonic(precision, recall) });

const pairsOf = (sizes: Int32Array) => sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);

/** 1 - H(groups | given) / H(groups); 1 when there is one group only. */
function purity({ items, cellItems }: Contingency, sizes: Int32Array, givenOfCell: Int32Array, given: Int32Array): number {
  let entropy = 0;
  for (const size of sizes) entropy -= (size / items) * Math.log(size / items);
  if (sizes.length <= 1) return 1;
  let left = 0;
  cellItems.forEach((both, cell) => (left -= (both / items) * Math.log(both / given[givenOfCell[cell]!]!)));
  return Math.min(1, Math.max(0, 1 - left / entropy));
}
