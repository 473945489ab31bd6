import type { PairIndex } from './pair-index.js';
import { PairColumns, type PairBatch } from './pair-rows.js';

/**
 * How many tags have no row: the pairs among the commonest are counted in a square of counters, going through all posts in
 * order. They stand in most posts, so that this spares a row's way through memory; and the square fits about into the processor's cache.
 */
export const commonestTags = 1024;

/** Tags of an index that have no row: the side of the square. */
export const commonIn = ({ tagOfRank, firstCommon }: PairIndex): number => tagOfRank.length - firstCommon;

/** The pairs of at least `minimum` in the sum of some squares, in order of ranks. */
export function readSquares(squares: readonly Uint32Array[], index: PairIndex, minimum: number): PairBatch {
  const { tagOfRank, firstCommon } = index;
  const side = commonIn(index);
  const columns = new PairColumns();
  for (let row = 0; row < side; row++) {
    columns.reserve(side);
    for (let column = row + 1; column < side; column++) {
      let both = 0;
      for (const square of squares) both += square[row * side + column]!;
      if (both >= minimum) columns.push(tagOfRank[firstCommon + row]!, tagOfRank[firstCommon + column]!, both);
    }
  }
  return columns.finish();
}
