import type { PairCode } from './pair-code.js';
import type { PairIndex } from './pair-index.js';

/** Pairs of tags and in how many posts both occur: three columns of equal length. */
export interface PairBatch {
  /** The rarer tag of each pair; of two in equally many posts the one of the smaller number. */
  readonly tagA: Uint32Array;
  readonly tagB: Uint32Array;
  readonly both: Uint32Array;
}

/** Counters cleared in the time it takes to look up one. */
const clearedAtOnce = 16;

/** Other tags that a rare tag meets in a post, about. */
const usualMeetings = 20;

/** The memory a thread counts rows in: addresses of one counter and one rank for each rank. */
export interface RowMemory {
  readonly counters: number;
  readonly reached: number;
}

/** Counters and ranks that counting the rows of an index takes. */
export const rowLength = ({ tagOfRank }: PairIndex): number => tagOfRank.length + 1;

/** Counts rows of a filled index, one after the other, into one dense row of counters that is kept between calls. */
export class PairRows {
  private readonly counters: Uint32Array;
  private readonly reached: Uint32Array;

  /** @param minimum pairs of fewer posts are left out, at least 1 */
  constructor(private readonly index: PairIndex, private readonly memory: RowMemory, private readonly code: PairCode, private readonly minimum: number) {
    this.counters = new Uint32Array(index.memory.buffer, memory.counters, rowLength(index));
    this.reached = new Uint32Array(index.memory.buffer, memory.reached, rowLength(index));
  }

  /** The pairs of the rows `from` up to `to` - 1, in order of rows and within a row in the order in which they reach the minimum. */
  count(from: number, to: number): PairBatch {
    const { index: { tagOfRank, rowStarts }, memory, code, counters, reached, minimum } = this;
    const columns = new PairColumns();
    for (let row = from; row < to; row++) {
      const [start, end] = [rowStarts[row]!, rowStarts[row + 1]!];
      const found = code.countRow(start, end, memory.counters, memory.reached, minimum) >>> 0;
      columns.reserve(found);
      for (let i = 0; i < found; i++) columns.push(tagOfRank[row]!, tagOfRank[reached[i]!]!, counters[reached[i]!]!);
      this.clear(row, start, end);
    }
    return columns.finish();
  }

  /** Puts the counters back to 0: all that a row reaches, or, for one of few posts, those it has counted. */
  private clear(row: number, start: number, end: number): void {
    const { memory, code, counters } = this;
    const meetings = ((end - start) / 4) * usualMeetings;
    if (meetings < (counters.length - row) / clearedAtOnce) code.clearRow(start, end, memory.counters);
    else code.clear(memory.counters + 4 * row, 4 * (counters.length - row));
  }
}

/** Three columns of pairs that grow. */
export class PairColumns {
  private tagA = new Uint32Array(1024);
  private tagB = new Uint32Array(1024);
  private both = new Uint32Array(1024);
  private length = 0;

  /** Makes room for `more` pairs. */
  reserve(more: number): void {
    if (this.length + more <= this.both.length) return;
    const size = Math.max(this.length + more, 2 * this.both.length);
    this.tagA = wider(this.tagA, size);
    this.tagB = wider(this.tagB, size);
    this.both = wider(this.both, size);
  }

  /** Adds a pair for which there is room. */
  push(tagA: number, tagB: number, both: number): void {
    const at = this.length++;
    this.tagA[at] = tagA;
    this.tagB[at] = tagB;
    this.both[at] = both;
  }

  finish(): PairBatch {
    return { tagA: this.tagA.slice(0, this.length), tagB: this.tagB.slice(0, this.length), both: this.both.slice(0, this.length) };
  }
}

function wider(column: Uint32Array, length: number): Uint32Array {
  const copy = new Uint32Array(length);
  copy.set(column);
  return copy;
}
