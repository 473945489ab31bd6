import { UserError } from './error.js';
import type { Lake } from './lake.js';
import type { PartWrite } from './merge.js';
import { LakeWriter } from './writer.js';

/** What every step that writes the lake lets its caller choose. */
export interface StepOptions {
  readonly memory?: string;
  /** Time kept in the ledger, for the same bytes each time. Default now. */
  readonly now?: Date;
  readonly version?: string;
  /** Stops the work; the lake stays as it was. */
  readonly signal?: AbortSignal;
  readonly onStep?: (step: { label: string; done: number; total: number }) => void;
}

/** What a step leaves behind: tables to write, and what the ledger says of it. */
export interface StepOutcome<T> {
  readonly writes: PartWrite[];
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Rows it read. */
  readonly rows: number;
  readonly result: T;
}

/**
 * Works on an open session of a lake and writes tables of that lake in one commit, all or nothing; `work` may keep tables in the writer's
 * database for its SELECTs. Throws UserError when the lake is being written, was changed since the session opened it, or on the signal.
 */
export async function runStep<T>(lake: Lake, command: string, options: StepOptions, work: (writer: LakeWriter) => Promise<StepOutcome<T>>): Promise<T> {
  const { memory, signal, now, version = '' } = options;
  const started = new Date();
  const writer = await LakeWriter.open(lake.dir, memory === undefined ? {} : { memory });
  const interrupt = () => (writer.interrupt(), lake.connection.interrupt());
  signal?.addEventListener('abort', interrupt);
  try {
    signal?.throwIfAborted();
    if (writer.manifest.generation !== lake.manifest.generation) throw new UserError('The lake was changed since this session opened it', 'Run the command again.');
    const { writes, parameters, rows, result } = await work(writer);
    signal?.throwIfAborted();
    options.onStep?.({ label: `writing ${[...new Set(writes.map((write) => write.table))].join(', ')}`, done: 1, total: 1 });
    const seconds = now === undefined ? { seconds: (Date.now() - started.getTime()) / 1000 } : {};
    await writer.commit(writes, { command, parameters: { ...parameters, rating: lake.rating }, rows, startedAt: now ?? started, version, ...seconds });
    return result;
  } catch (error) {
    if (signal?.aborted) throw new UserError('Interrupted; the lake is as it was before');
    throw await writer.explain(error as Error);
  } finally {
    signal?.removeEventListener('abort', interrupt);
    await writer.close();
  }
}
