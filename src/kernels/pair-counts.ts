import { PairIndexer, type PairIndex, type PostTags } from './pair-index.js';
import { rowLength, type PairBatch } from './pair-rows.js';
import { commonestTags, commonIn, readSquares } from './pair-square.js';
import type { PairTask } from './pair-tasks.js';
import { runInOrder, thisThread, workerThread } from './pair-threads.js';

export type { PairBatch } from './pair-rows.js';
export type { PostTags } from './pair-index.js';

/** Meetings of two tags that one batch counts, about, unless a single row has more: bounds what a batch holds. */
const batchMeetings = 2 ** 22;
/** Places gone through for the commonest tags at a time. */
const commonPlaces = 2 ** 20;
/** The pairs of fewer tags of posts are counted sooner than a thread starts. */
const worthThreads = 2 ** 20;
/** The index is filled in parts of at most so many tags of posts: signals get through between them. */
const partTags = 2 ** 24;
/** Tasks that may wait for their turn, for each thread. */
const tasksAhead = 3;

export interface PairOptions {
  /** Pairs in fewer posts are left out; at least 1. */
  readonly minimum: number;
  /** Worker threads; 1 counts in this one. */
  readonly threads: number;
  /** Of so many tags the pairs among them are counted another way, and come last. Default: what was fastest. */
  readonly commonest?: number;
  /** Told after each batch how many of all tags of posts have been gone through, in steps of the counting. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface PairCounts {
  /** In how many posts each tag occurs. */
  readonly posts: Uint32Array;
  /** The pairs, in an order that depends on the input alone. To be read once. */
  readonly batches: AsyncGenerator<PairBatch>;
}

/**
 * For every pair of different tags that share at least `minimum` posts, how many they share. Memory is bounded by the
 * tags of posts and the number of tags, not by the pairs, as long as the batches are let go. Throws RangeError for a minimum
 * below 1, and when the posts do not fit into 4 GB: that is some 500 M tags of posts.
 */
export function countPairs(postTags: PostTags, options: PairOptions): PairCounts {
  if (!(options.minimum >= 1)) throw new RangeError(`the minimum of a pair is at least 1, not ${options.minimum}`);
  const threads = postTags.tagIds.length >= worthThreads ? Math.max(1, options.threads) : 1;
  const indexer = new PairIndexer(postTags, Math.max(threads, Math.ceil(postTags.tagIds.length / partTags)));
  const posts = indexer.count();
  return { posts, batches: countAll(indexer, posts, { ...options, threads }) };
}

async function* countAll(indexer: PairIndexer, posts: Uint32Array, { minimum, threads: wanted, commonest = commonestTags, onProgress }: PairOptions): AsyncGenerator<PairBatch> {
  // Started first: they get ready while the index is laid out.
  const threads = wanted > 1 ? Array.from({ length: wanted }, workerThread) : [thisThread()];
  try {
    const index = indexer.plan(posts, minimum, commonest);
    const setups = threads.map(() => ({
      index, minimum, counters: indexer.counters(rowLength(index)), reached: indexer.counters(rowLength(index)), square: indexer.counters(commonIn(index) ** 2),
    }));
    threads.forEach((thread, i) => thread.start(setups[i]!));
    for await (const filled of runInOrder(threads, index.parts.map((_, part) => ({ kind: 'fill', part })), index.parts.length)) void filled;
    const tasks = splitWork(index);
    const total = tasks.reduce((sum, { work }) => sum + work, 0);
    let done = 0;
    let at = 0;
    for await (const batch of runInOrder(threads, tasks, threads.length * tasksAhead)) {
      done += tasks[at++]!.work;
      onProgress?.(done, total);
      if (batch !== null && batch.both.length > 0) yield batch;
    }
    const squares = setups.map(({ square }) => new Uint32Array(index.memory.buffer, square, commonIn(index) ** 2));
    const last = readSquares(squares, index, minimum);
    if (last.both.length > 0) yield last;
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
    indexer.release();
  }
}

type Work = PairTask & { work: number };

/** Rows in runs of about equally many posts, then all places in runs for the pairs of the commonest tags. */
function splitWork({ rowStarts, ranks: [first, end], width, firstCommon, parts }: PairIndex): Work[] {
  const tagsPerPost = (end - first) / width / Math.max(1, parts.at(-1)!.to);
  const most = 4 * Math.max(1, Math.round(batchMeetings / Math.max(1, tagsPerPost)));
  const tasks: Work[] = [];
  for (let from = 1, to = 1; from < firstCommon; from = to) {
    for (to++; to < firstCommon && rowStarts[to + 1]! - rowStarts[from]! <= most; ) to++;
    tasks.push({ kind: 'rows', from, to, work: (rowStarts[to]! - rowStarts[from]!) / 4 });
  }
  const bytes = commonPlaces * width;
  for (let from = first; from < end; from += bytes) {
    const to = Math.min(from + bytes, end);
    tasks.push({ kind: 'common', from, to, work: (to - from) / width });
  }
  return tasks;
}
