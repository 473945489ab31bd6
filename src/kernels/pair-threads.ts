import { Worker } from 'node:worker_threads';
import type { PairBatch } from './pair-rows.js';
import { tasksOf, type ThreadSetup, type ThreadTask, type ThreadTasks } from './pair-tasks.js';

/** Something that does one task after the other. */
export interface PairThread {
  start(setup: ThreadSetup): void;
  run(task: ThreadTask): Promise<PairBatch | null>;
  end(): Promise<unknown>;
}

/** This thread. It lets timers and signals through between tasks. */
export function thisThread(): PairThread {
  let tasks: ThreadTasks | null = null;
  return {
    start: (setup) => (tasks = tasksOf(setup)),
    run: (task) => new Promise((resolve, reject) => setImmediate(() => {
      try {
        // Ended meanwhile, it must not touch memory that has been given back.
        resolve(tasks?.do(task) ?? null);
      } catch (error) {
        reject(error as Error);
      }
    })),
    end: () => Promise.resolve((tasks = null)),
  };
}

/** A thread of its own, started at once. A task fails when the thread dies. */
export function workerThread(): PairThread {
  const worker = startWorker();
  let failure: Error | null = null;
  let waiting: { resolve: (batch: PairBatch | null) => void; reject: (error: Error) => void } | null = null;
  worker.on('message', (batch: PairBatch | null) => waiting?.resolve(batch));
  worker.on('error', (error: Error) => ((failure = error), waiting?.reject(error)));
  return {
    start: (setup) => worker.postMessage(setup),
    run: (task) => new Promise((resolve, reject) => {
      if (failure !== null) return reject(failure);
      waiting = { resolve, reject };
      worker.postMessage(task);
    }),
    end: () => worker.terminate(),
  };
}

/** Started from the sources, a thread loads them by the means of development: it does not inherit the loader of this one. */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./pair-worker.js', import.meta.url));
  const source = JSON.stringify(new URL('./pair-worker.ts', import.meta.url).href);
  return new Worker(`import('tsx/esm/api').then(({ tsImport }) => tsImport(${source}, ${source}))`, { eval: true, execArgv: [] });
}

/**
 * Runs tasks on threads, each as soon as one is free, but none further than `ahead` behind the one whose result is
 * waited for; gives the results in order of the tasks. Throws the first error of a task.
 */
export async function* runInOrder(threads: readonly PairThread[], tasks: readonly ThreadTask[], ahead: number): AsyncGenerator<PairBatch | null> {
  const idle = [...threads];
  const results = new Map<number, PairBatch | null>();
  let begun = 0;
  let taken = 0;
  let failure: Error | null = null;
  let wake = (): void => undefined;
  const ask = (): void => {
    while (failure === null && idle.length > 0 && begun < Math.min(tasks.length, taken + ahead)) {
      const thread = idle.pop()!;
      const at = begun++;
      const done = (batch: PairBatch | null) => (results.set(at, batch), idle.push(thread), ask(), wake());
      thread.run(tasks[at]!).then(done, (error: Error) => ((failure = error), wake()));
    }
  };
  for (; taken < tasks.length; taken++) {
    ask();
    while (!results.has(taken)) {
      if (failure !== null) throw failure;
      await new Promise<void>((resume) => (wake = resume));
    }
    const result = results.get(taken)!;
    results.delete(taken);
    yield result;
  }
}
