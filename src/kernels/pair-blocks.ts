import { PairColumns, type PairBatch } from './pair-rows.js';

/**
 * Posts as ranks of their tags, which count from 1, the rarest tag: rising within a post, with a 0 behind each post. They come in pieces of whole posts, the same
 * each time they are asked for; a piece need not stay when the next has come.
 */
export type RankedPosts = () => AsyncIterable<Uint16Array | Uint32Array>;

export interface BlockOptions {
  /** Tag number of each rank; [0] is not used. */
  readonly tagOfRank: Uint32Array;
  /** For each rank, how many commoner tags it meets in all posts together. */
  readonly meetings: Float64Array;
  /** Pairs in fewer posts are left out; at least 1. */
  readonly minimum: number;
  /** Counters of 4 bytes to hold at a time, or as many as there are tags. */
  readonly cells: number;
  /** Told after each piece how many ranks have been gone through. */
  readonly onProgress?: (done: number) => void;
}

/** Rows of consecutive ranks, which are counted in one pass over all posts. */
interface Block {
  readonly from: number;
  readonly to: number;
  /** Where each row begins in the cells, and where the last ends. */
  readonly starts: Float64Array;
}

/** Pairs handed on at a time, about. */
const batchPairs = 2 ** 20;

/** A row of a rank has a counter for each commoner tag or, where this takes less room, a list of those it meets. */
const isDense = (rank: number, { meetings, tagOfRank }: BlockOptions): boolean => meetings[rank]! >= tagOfRank.length - 1 - rank;

/** The blocks that `countPairsInBlocks` goes through. */
export function planBlocks(options: BlockOptions): Block[] {
  const { meetings, tagOfRank, cells } = options;
  const last = tagOfRank.length - 1;
  const blocks: Block[] = [];
  for (let from = 1; from <= last; ) {
    const starts = [0];
    let to = from;
    for (; to <= last; to++) {
      const end = starts.at(-1)! + (isDense(to, options) ? last - to : meetings[to]!);
      if (end > cells && to > from) break;
      starts.push(end);
    }
    blocks.push({ from, to, starts: Float64Array.from(starts) });
    from = to;
  }
  return blocks;
}

/**
 * For every pair of different tags that share at least `minimum` posts, how many they share: the pairs of `countPairs`, in another order. Posts are gone through once for
 * each block of rows that fits into `cells`, so that memory is bounded by these whatever the number of posts.
 */
export async function* countPairsInBlocks(posts: RankedPosts, options: BlockOptions): AsyncGenerator<PairBatch> {
  const blocks = planBlocks(options);
  const counters = new Uint32Array(blocks.reduce((most, { starts }) => Math.max(most, starts.at(-1)!), 0));
  const row = new Uint32Array(options.tagOfRank.length);
  let done = 0;
  for (const block of blocks) {
    counters.fill(0, 0, block.starts.at(-1));
    const nexts = block.starts.slice();
    const dense = Uint8Array.from({ length: block.to - block.from }, (_, at) => Number(isDense(block.from + at, options)));
    for await (const piece of posts()) {
      countPiece(piece, block, dense, nexts, counters);
      options.onProgress?.((done += piece.length));
    }
    yield* pairsOf(block, dense, counters, row, options);
  }
}

function countPiece(piece: Uint16Array | Uint32Array, { from, to, starts }: Block, dense: Uint8Array, nexts: Float64Array, counters: Uint32Array): void {
  for (let i = 0; i < piece.length; i++) {
    const rank = piece[i]!;
    if (rank < from) continue;
    if (rank >= to) {
      while (piece[i] !== 0) i++;
      continue;
    }
    const at = rank - from;
    if (dense[at] === 1) {
      const before = starts[at]! - rank - 1;
      for (let j = i + 1, other = piece[j]!; other !== 0; other = piece[++j]!) counters[before + other]!++;
    } else {
      let next = nexts[at]!;
      for (let j = i + 1, other = piece[j]!; other !== 0; other = piece[++j]!) counters[next++] = other;
      nexts[at] = next;
    }
  }
}

/** The pairs of a block that has been counted; `row` is all 0 before and after. */
function* pairsOf({ from, to, starts }: Block, dense: Uint8Array, counters: Uint32Array, row: Uint32Array, { tagOfRank, minimum }: BlockOptions): Generator<PairBatch> {
  let columns = new PairColumns();
  let pairs = 0;
  const add = (rank: number, other: number, both: number): void => {
    if (both < minimum) return;
    columns.push(tagOfRank[rank]!, tagOfRank[other]!, both);
    pairs++;
  };
  for (let rank = from; rank < to; rank++) {
    const [start, end] = [starts[rank - from]!, starts[rank - from + 1]!];
    columns.reserve(end - start);
    if (dense[rank - from] === 1) for (let at = start; at < end; at++) add(rank, rank + 1 + at - start, counters[at]!);
    else {
      for (let at = start; at < end; at++) row[counters[at]!]!++;
      for (let at = start; at < end; at++) {
        const other = counters[at]!;
        if (row[other]! > 0) add(rank, other, row[other]!);
        row[other] = 0;
      }
    }
    if (pairs < batchPairs && rank < to - 1) continue;
    if (pairs > 0) yield columns.finish();
    columns = new PairColumns();
    pairs = 0;
  }
}
