import type { BlockTask, Rows } from './block-rows.js';
import { bytesAhead, type Width } from './pair-code.js';
import type { PairBatch } from './pair-rows.js';
import { commonestTags } from './pair-square.js';
import { workerThread, type PairThread } from './pair-threads.js';
import { WasmArena } from './wasm.js';

/** Posts as ranks of their tags, which count from 1, the rarest tag: rising within a post, with a 0 behind each post. */
export interface RankedPosts {
  /** Bytes of a rank. */
  readonly width: Width;
  /** Ranks of all posts, and of the longest piece, their 0 counted. */
  readonly length: number;
  readonly longest: number;
  /** Pieces of whole posts, the same each time. A piece need not stay when the next has come. */
  read(): AsyncIterable<Uint16Array | Uint32Array>;
}

export interface BlockOptions {
  /** Tag number of each rank; [0] is not used. */
  readonly tagOfRank: Uint32Array;
  /** For each rank, how many commoner tags it meets in all posts together. */
  readonly meetings: Float64Array;
  /** Pairs in fewer posts are left out; at least 1. */
  readonly minimum: number;
  /** Bytes to hold at a time, of at most 4 GB: half of them counters, half posts and where their tags are. At least a row and the longest piece are held. */
  readonly bytes: number;
  /** Worker threads, at least 1. */
  readonly threads: number;
  /** Of so many tags the pairs among them are counted another way. Default: what was fastest. */
  readonly commonest?: number;
  /** Told after each part of the posts how many ranks have been gone through. */
  readonly onProgress?: (done: number) => void;
}

/** The blocks of rows that `countPairsInBlocks` goes through, each in one pass over all posts. */
export function planBlocks({ meetings, tagOfRank, bytes }: Pick<BlockOptions, 'meetings' | 'tagOfRank' | 'bytes'>): Rows[] {
  const last = tagOfRank.length - 1;
  const cells = bytes / 8;
  const blocks: Rows[] = [];
  for (let from = 1; from <= last; ) {
    const starts = [0];
    const dense: number[] = [];
    let to = from;
    for (; to <= last; to++) {
      const isDense = meetings[to]! >= last - to;
      const end = starts.at(-1)! + (isDense ? last - to : meetings[to]!);
      if (end > cells && to > from) break;
      starts.push(end);
      dense.push(Number(isDense));
    }
    blocks.push({ from, to, starts: Float64Array.from(starts), dense: Uint8Array.from(dense) });
    from = to;
  }
  return blocks;
}

/** What a thread holds of the places of ranks, of its even share. */
const roomOfShare = 2;

/**
 * For every pair of different tags that share at least `minimum` posts, how many they share: the pairs of `countPairs`, in another order. Posts are gone through once for
 * each block of rows, so that memory is bounded whatever the number of posts. Throws RangeError when 4 GB do not hold a row, the longest piece and two numbers a tag.
 */
export async function* countPairsInBlocks(posts: RankedPosts, { tagOfRank, meetings, minimum, bytes, threads: wanted, commonest = commonestTags, onProgress }: BlockOptions): AsyncGenerator<PairBatch> {
  const { width, length, longest } = posts;
  const blocks = planBlocks({ tagOfRank, meetings, bytes });
  const ranks = Math.max(longest, Math.min(length, Math.floor(bytes / 2 / (width + 4 * roomOfShare))));
  const room = Math.min(ranks, Math.ceil((ranks * roomOfShare) / wanted));
  const arena = new WasmArena();
  const first = arena.take(ranks * width + bytesAhead + 4);
  const cells = arena.take(4 * blocks.reduce((most, { starts }) => Math.max(most, starts.at(-1)!), 0));
  const shared = { threads: wanted, memory: arena.memory, width, tagOfRank, firstCommon: tagOfRank.length - commonest, minimum, cells, room };
  const setups = Array.from({ length: wanted }, (_, thread) => ({ ...shared, thread, nexts: arena.take(4 * tagOfRank.length), places: arena.take(4 * room) }));
  const threads = setups.map(workerThread);
  const held = new (width === 2 ? Uint16Array : Uint32Array)(arena.memory.buffer, first, ranks);
  const onAll = (task: BlockTask) => Promise.all(threads.map((thread) => thread.run(task)));
  try {
    threads.forEach((thread, i) => thread.start(setups[i]!));
    let [filled, done] = [0, 0];
    const count = async (): Promise<void> => {
      await onAll({ kind: 'count', start: first, end: first + filled * width });
      onProgress?.((done += filled));
      filled = 0;
    };
    for (const rows of blocks) {
      await onAll({ kind: 'begin', rows });
      for await (const piece of posts.read()) {
        if (filled + piece.length > ranks) await count();
        held.set(piece, filled);
        filled += piece.length;
      }
      await count();
      yield* pairsOf(threads);
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
    arena.release();
  }
}

/** The pairs of the rows of all threads; while one batch is used, each thread gets its next one ready. */
async function* pairsOf(threads: readonly PairThread[]): AsyncGenerator<PairBatch> {
  const ask = (thread: PairThread) => {
    const batch = thread.run({ kind: 'pairs' });
    // Thrown when its turn comes.
    batch.catch(() => undefined);
    return { thread, batch };
  };
  const asked = threads.map(ask);
  for (let first = asked.shift(); first !== undefined; first = asked.shift()) {
    const batch = await first.batch;
    if (batch === null) continue;
    asked.push(ask(first.thread));
    yield batch;
  }
}
