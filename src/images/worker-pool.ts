import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Says that a task killed its thread, and the one after it. */
export class WorkerDied extends Error {}

interface Job<T, R> {
  readonly task: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: Error) => void;
  deaths: number;
}

/** Starts a module as a thread. From the sources, a thread loads them by the means of development: it does not inherit the loader of this one. */
export function startWorker(module: URL): Worker {
  if (!module.pathname.endsWith('.ts')) return new Worker(module);
  const source = JSON.stringify(module.href);
  return new Worker(`import('tsx/esm/api').then(({ tsImport }) => tsImport(${source}, ${source}))`, { eval: true, execArgv: [] });
}

/**
 * Threads that answer each message with one, one task at a time each, started when there is work for them. A thread that dies is replaced and its
 * task tried once more. Close it in any case.
 */
export class WorkerPool<T, R> {
  private readonly idle: Worker[] = [];
  private readonly busy = new Map<Worker, Job<T, R>>();
  private readonly queue: Job<T, R>[] = [];
  private isClosed = false;
  private hasAnswered = false;

  constructor(private readonly start: () => Worker, readonly size: number = availableParallelism()) {}

  /** Threads there are now. */
  get threads(): readonly Worker[] {
    return [...this.busy.keys(), ...this.idle];
  }

  /** The answer to a task. Rejects with WorkerDied when it kills its threads, with what killed them when no task was ever answered. */
  run(task: T): Promise<R> {
    return new Promise((resolve, reject) => {
      this.queue.push({ task, resolve, reject, deaths: 0 });
      this.next();
    });
  }

  /** Ends all threads; tasks that wait are rejected. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const job of this.queue.splice(0)) job.reject(new WorkerDied('stopped'));
    await Promise.all(this.threads.map((worker) => worker.terminate()));
  }

  private begin(): Worker {
    const worker = this.start();
    let failure: Error | null = null;
    worker.on('message', (result: R) => {
      const job = this.busy.get(worker);
      this.hasAnswered = true;
      this.busy.delete(worker);
      this.idle.push(worker);
      job?.resolve(result);
      this.next();
    });
    worker.on('error', (error: Error) => (failure = error));
    worker.on('exit', () => this.bury(worker, failure));
    return worker;
  }

  private bury(worker: Worker, failure: Error | null): void {
    const job = this.busy.get(worker);
    this.busy.delete(worker);
    const at = this.idle.indexOf(worker);
    if (at >= 0) this.idle.splice(at, 1);
    if (job === undefined) return;
    if (!this.isClosed && ++job.deaths < 2) this.queue.unshift(job);
    else job.reject(!this.isClosed && !this.hasAnswered && failure !== null ? failure : new WorkerDied(failure?.message ?? 'its thread died'));
    this.next();
  }

  private next(): void {
    while (!this.isClosed && this.queue.length > 0 && (this.idle.length > 0 || this.busy.size < this.size)) {
      const worker = this.idle.pop() ?? this.begin();
      const job = this.queue.shift()!;
      this.busy.set(worker, job);
      worker.postMessage(job.task);
    }
  }
}
