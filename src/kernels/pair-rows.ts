import { ranksBehind, type PairIndex } from './pair-index.js';

/** Pairs of tags and in how many posts both occur: three columns of equal length. */
export interface PairBatch {
  /** The rarer tag of each pair; of two in equally many posts the one of the smaller number. */
  readonly tagA: Uint32Array;
  readonly tagB: Uint32Array;
  readonly both: Uint32Array;
}

const highest = 2 ** 31 - 1;
/** Posts fetched together. */
const ahead = 64;

/** Counts rows of an index, one after the other, into one dense row of counters that is kept between calls. */
export class PairRows {
  private readonly counters: Int32Array;
  private readonly reached: Uint32Array;
  /** Counters at or below it are of earlier rows and count as 0, so that no row has to be cleared. */
  private base = 0;
  /** Keeps the early reads of posts from being optimised away. */
  protected touched = 0;

  /** @param minimum pairs of fewer posts are left out, at least 1 */
  constructor(private readonly index: PairIndex, private readonly minimum: number) {
    this.counters = new Int32Array(index.tagOfRank.length);
    this.reached = new Uint32Array(index.tagOfRank.length);
  }

  /** The pairs of the rows `from` up to `to` - 1, in order of rows and within a row in the order in which they reach the minimum. */
  count(from: number, to: number): PairBatch {
    const { tagOfRank, rowStarts } = this.index;
    const columns = [new Uint32Array(1024), new Uint32Array(1024), new Uint32Array(1024)] as [Uint32Array, Uint32Array, Uint32Array];
    let length = 0;
    for (let row = from; row < to; row++) {
      const posts = rowStarts[row + 1]! - rowStarts[row]!;
      if (this.base > highest - posts) {
        this.counters.fill(0);
        this.base = 0;
      }
      const found = this.countRow(row);
      if (length + found > columns[0].length) grow(columns, length + found);
      const [tagA, tagB, both] = columns;
      for (let i = 0; i < found; i++, length++) {
        const rank = this.reached[i]!;
        tagA[length] = tagOfRank[row]!;
        tagB[length] = tagOfRank[rank]!;
        both[length] = this.counters[rank]! - this.base;
      }
      this.base += posts;
    }
    const [tagA, tagB, both] = columns.map((column) => column.slice(0, length)) as [Uint32Array, Uint32Array, Uint32Array];
    return { tagA, tagB, both };
  }

  /** Counts one row above `base`; `reached` then begins with the ranks that have the minimum, as many as it returns. */
  private countRow(row: number): number {
    const { counters, reached, base } = this;
    const { ranks, places, rowStarts } = this.index;
    const goal = base + this.minimum;
    const end = rowStarts[row + 1]!;
    let found = 0;
    let touched = 0;
    for (let first = rowStarts[row]!; first < end; first += ahead) {
      const stop = Math.min(first + ahead, end);
      // Posts lie scattered in memory: reading a little of many of them first lets the processor fetch them side by side.
      for (let at = first; at < stop; at++) touched ^= ranks[places[at]! + 1]! ^ ranks[places[at]! + ranksBehind]!;
      for (let at = first; at < stop; at++) {
        let place = places[at]! + 1;
        for (let rank = ranks[place]!; rank !== 0; rank = ranks[++place]!) {
          let count = counters[rank]!;
          if (count < base) count = base;
          counters[rank] = ++count;
          if (count === goal) reached[found++] = rank;
        }
      }
    }
    this.touched = touched;
    return found;
  }
}

function grow(columns: Uint32Array[], least: number): void {
  for (const [i, column] of columns.entries()) {
    const wider = new Uint32Array(Math.max(least, 2 * column.length));
    wider.set(column);
    columns[i] = wider;
  }
}
