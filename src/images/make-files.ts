import { randomUUID } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../lake/error.js';
import type { StepOptions } from '../lake/step.js';

/** A file to make of a picture; null from `make` when the picture gives none. */
export interface FileTask {
  /** The picture it is made of. */
  readonly path: string;
  readonly name: string;
  make(): Promise<Buffer | null>;
}

export interface FilesMade {
  readonly made: number;
  /** Files that were there already, and were left as they are. */
  readonly there: number;
  /** Tasks that gave no file. */
  readonly none: number;
  /** Pictures that are not there, that lie in archives, and that could not be read, with why: each once, in order. */
  readonly gone: readonly string[];
  readonly archived: readonly string[];
  readonly broken: readonly { path: string; why: string }[];
}

/**
 * Makes files in a folder, several at a time, each under a hidden name first and then renamed, so that none is ever there in part. A file that is
 * there is not made anew. A picture that cannot be read is noted and the others go on. Throws UserError on the signal; what was made stays.
 */
export async function makeFiles(tasks: AsyncIterable<FileTask>, total: number, out: string, { signal, onStep }: Pick<StepOptions, 'signal' | 'onStep'> = {}): Promise<FilesMade> {
  const counts = { made: 0, there: 0, none: 0 };
  const gone = new Set<string>();
  const archived = new Set<string>();
  const broken = new Map<string, string>();
  const source = tasks[Symbol.asyncIterator]();
  let done = 0;
  const isStopped = (): boolean => signal?.aborted === true;
  const work = async (): Promise<void> => {
    for (;;) {
      const next = isStopped() ? null : await source.next();
      if (next === null || next.done === true) return;
      const task = next.value;
      const final = join(out, task.name);
      if (await exists(final)) counts.there++;
      else {
        const bytes = await task.make().catch((error: Error) => error);
        if (bytes === null) counts.none++;
        else if (Buffer.isBuffer(bytes)) {
          await writeWhole(join(out, `.boorulab-${randomUUID()}.part`), final, bytes);
          counts.made++;
        } else await note(task.path, bytes);
      }
      onStep?.({ label: task.path, done: ++done, total });
    }
  };
  const note = async (path: string, error: Error): Promise<void> => {
    const code = await stat(path).then(() => null, (reason: NodeJS.ErrnoException) => reason.code);
    if (code === 'ENOENT') gone.add(path);
    else if (code === 'ENOTDIR') archived.add(path);
    else broken.set(path, error.message.split('\n')[0]!.trim());
  };
  const ends = await Promise.allSettled(Array.from({ length: availableParallelism() }, work));
  await source.return?.();
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  if (isStopped()) throw new UserError(`Interrupted; ${counts.made.toLocaleString('en')} files were made and stay in ${out}`, 'The same command goes on with the rest.');
  return { ...counts, gone: [...gone].sort(), archived: [...archived].sort(), broken: [...broken].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, why]) => ({ path, why })) };
}

const exists = (path: string): Promise<boolean> => stat(path).then(() => true, (error: NodeJS.ErrnoException) => error.code !== 'ENOENT');

async function writeWhole(part: string, final: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(part, bytes);
    await rename(part, final);
  } catch (error) {
    await rm(part, { force: true });
    throw new UserError(`Cannot write ${final}: ${(error as Error).message}`);
  }
}
