import { Worker } from 'node:worker_threads';
import { countPosts, indexPairs, type PairIndex, type PostTags } from './pair-index.js';
import { PairRows, type PairBatch } from './pair-rows.js';

export type { PairBatch } from './pair-rows.js';
export type { PostTags } from './pair-index.js';

/** Meetings of two tags that one batch counts, unless a single row has more: bounds what a batch holds. */
const batchWork = 2 ** 22;
/** The pairs of fewer tags of posts are counted sooner than a thread starts. */
const worthThreads = 2 ** 20;
/** Batches that may wait for their turn, for each thread. */
const batchesAhead = 2;

export interface PairOptions {
  /** Pairs in fewer posts are left out; at least 1. */
  readonly minimum: number;
  /** Worker threads; 1 counts in this one. */
  readonly threads: number;
  /** Told after each batch how many of all meetings are counted. */
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
 * tags of posts and the number of tags, not by the pairs, as long as the batches are let go. Throws RangeError for a minimum below 1.
 */
export function countPairs(postTags: PostTags, options: PairOptions): PairCounts {
  if (!(options.minimum >= 1)) throw new RangeError(`the minimum of a pair is at least 1, not ${options.minimum}`);
  const posts = countPosts(postTags);
  return { posts, batches: countAll(postTags, posts, options) };
}

async function* countAll(postTags: PostTags, posts: Uint32Array, { minimum, threads, onProgress }: PairOptions): AsyncGenerator<PairBatch> {
  // Started first: they get ready while the index is made.
  const workers = threads > 1 && postTags.tagIds.length >= worthThreads ? Array.from({ length: threads }, startWorker) : [];
  try {
    const index = indexPairs(postTags, posts, minimum);
    const ranges = splitRows(index.work);
    const total = ranges.reduce((sum, { work }) => sum + work, 0);
    let done = 0;
    let at = 0;
    for await (const batch of workers.length > 0 ? countInThreads(workers, index, minimum, ranges) : countHere(index, minimum, ranges)) {
      done += ranges[at++]!.work;
      onProgress?.(done, total);
      if (batch.both.length > 0) yield batch;
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

interface Range {
  from: number;
  to: number;
  work: number;
}

/** Rows in runs of about equal work. */
function splitRows(work: Float64Array): Range[] {
  const ranges: Range[] = [];
  let range: Range = { from: 1, to: 1, work: 0 };
  for (let row = 1; row < work.length; row++) {
    if (range.work > 0 && range.work + work[row]! > batchWork) {
      ranges.push(range);
      range = { from: row, to: row, work: 0 };
    }
    range.to = row + 1;
    range.work += work[row]!;
  }
  return range.work > 0 ? [...ranges, range] : ranges;
}

async function* countHere(index: PairIndex, minimum: number, ranges: readonly Range[]): AsyncGenerator<PairBatch> {
  const rows = new PairRows(index, minimum);
  for (const { from, to } of ranges) {
    yield rows.count(from, to);
    // Lets timers and signals through.
    await new Promise((resume) => setImmediate(resume));
  }
}

/** Asks each thread for the next range as soon as it is free, but for none too far ahead of what was yielded. */
async function* countInThreads(workers: readonly Worker[], index: PairIndex, minimum: number, ranges: readonly Range[]): AsyncGenerator<PairBatch> {
  const waiting = new Map<number, PairBatch>();
  const jobs = new Map<Worker, number>();
  const idle = [...workers];
  let asked = 0;
  let yielded = 0;
  let failure: Error | null = null;
  let wake = (): void => undefined;
  const ask = (): void => {
    while (idle.length > 0 && asked < ranges.length && asked < yielded + workers.length * (1 + batchesAhead)) {
      const worker = idle.pop()!;
      const { from, to } = ranges[asked]!;
      jobs.set(worker, asked++);
      worker.postMessage([from, to]);
    }
  };
  for (const worker of workers) {
    worker.on('message', (batch: PairBatch) => {
      waiting.set(jobs.get(worker)!, batch);
      idle.push(worker);
      ask();
      wake();
    });
    worker.on('error', (error: Error) => {
      failure = error;
      wake();
    });
    worker.postMessage({ index, minimum });
  }
  ask();
  for (; yielded < ranges.length; yielded++, ask()) {
    while (!waiting.has(yielded)) {
      if (failure !== null) throw failure;
      await new Promise<void>((resume) => (wake = resume));
    }
    const batch = waiting.get(yielded)!;
    waiting.delete(yielded);
    yield batch;
  }
}

/** Started from the sources, a thread loads them by the means of development: it does not inherit the loader of this one. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./pair-worker.js', import.meta.url));
  const source = JSON.stringify(new URL('./pair-worker.ts', import.meta.url).href);
  return new Worker(`import('tsx/esm/api').then(({ tsImport }) => tsImport(${source}, ${source}))`, { eval: true, execArgv: [] });
}
