import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ExamineMessage } from './examine-process.js';
import type { Examined, ExamineTask } from './examine.js';
import { heapLimit, memoryLimit } from './limits.js';

export interface PoolOptions {
  /** Pictures looked at at a time. */
  readonly processes: number;
  /** A picture that takes longer is given up, s. */
  readonly seconds: number;
}

/**
 * Processes that look at pictures. A picture whose process dies or takes too long is broken, and another process goes on with the next: a
 * fault of a decoder ends neither the scan nor what it has found, as it would in a thread.
 */
export class ExaminePool {
  private readonly idle: ExamineProcess[];
  private readonly all: readonly ExamineProcess[];
  private readonly waiting: ((one: ExamineProcess) => void)[] = [];

  constructor({ processes, seconds }: PoolOptions) {
    this.all = Array.from({ length: processes }, () => new ExamineProcess(seconds));
    this.idle = [...this.all];
  }

  /** Resolves when a process has taken the task; `examined` then resolves to what it finds. Rejects when processes cannot be started. */
  async take(task: ExamineTask): Promise<{ examined: Promise<Examined> }> {
    const one = this.idle.pop() ?? (await new Promise<ExamineProcess>((resolve) => this.waiting.push(resolve)));
    await one.start();
    const examined = one.examine(task).finally(() => {
      const next = this.waiting.shift();
      if (next === undefined) this.idle.push(one);
      else next(one);
    });
    return { examined };
  }

  close(): void {
    for (const one of this.all) one.end();
  }
}

class ExamineProcess {
  private child: ChildProcess | null = null;

  constructor(private readonly seconds: number) {}

  async start(): Promise<void> {
    if (this.child?.connected) return;
    const child = startProcess();
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`The process that looks at pictures did not start (${signal ?? code})`)));
    });
    this.child = forgotten(child);
  }

  async examine(task: ExamineTask): Promise<Examined> {
    const child = this.child!;
    const examined = await new Promise<Examined>((resolve) => {
      const timer = setTimeout(() => settle(broken('too_slow', `takes longer than ${this.seconds} s`)), this.seconds * 1000);
      const settle = (found: Examined, isDone = false): void => {
        clearTimeout(timer);
        if (!isDone) this.end();
        resolve(found);
      };
      child.once('message', (message: Exclude<ExamineMessage, 'ready'>) => settle(message.examined, message.memory < memoryLimit));
      child.once('error', (error) => settle(broken('crashed', error.message.slice(0, 200))));
      child.once('exit', (code, signal) => settle(broken('crashed', `ended the process that looked at it (${signal ?? code})`)));
      child.send(task);
    });
    forgotten(child);
    return examined;
  }

  end(): void {
    if (this.child !== null) forgotten(this.child).kill('SIGKILL');
    this.child = null;
  }
}

/** A process of which no answer is awaited; what it says of its pipe is of no interest. */
function forgotten(child: ChildProcess): ChildProcess {
  for (const event of ['message', 'error', 'exit']) child.removeAllListeners(event);
  return child.on('error', () => undefined);
}

const broken = (reason: 'crashed' | 'too_slow', detail: string): Examined => ({ kind: 'broken', reason, detail });

/** Started from the sources, a process loads them by the means of development. */
function startProcess(): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const path = fileURLToPath(new URL(`./examine-process.${isSource ? 'ts' : 'js'}`, import.meta.url));
  return fork(path, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [`--max-old-space-size=${heapLimit}`, ...(isSource ? ['--import', 'tsx'] : [])] });
}
