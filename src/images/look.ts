import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import type { StepOptions } from '../lake/step.js';
import { listFiles, type Unread } from './look-files.js';
import { keepSeen } from './look-keep.js';
import { LookPart } from './look-shard.js';
import { createSeenTables, type PictureBox, type SeenPicture } from './picture-box.js';
import type { ShardPlace } from './shard.js';

/** A detector's look at pictures. */
export interface Look {
  /** What the ledger keeps. */
  readonly command: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly table: 'faces' | 'detections';
  readonly detector: string;
  /** The mark it leaves on a picture. */
  readonly step: string;
  /** Marks of looks that saw all that this one would see, and marks that it makes void; its own is among both. */
  readonly enough: readonly string[];
  readonly marks: readonly string[];
  /** What else its boxes depend on, for shards. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Pictures that it can look at together. */
  readonly atOnce: number;
  /** The boxes in a picture file, best first. Rejects when it cannot be read. */
  look(path: string): Promise<PictureBox[]>;
}

export interface LookOptions extends StepOptions {
  /** Looks at all pictures, seen or not. */
  readonly again?: boolean;
  /** Looks are kept after so many pictures or seconds. Default 4,000 and 60. */
  readonly batch?: { readonly pictures: number; readonly seconds: number };
  /** Looks at the pictures of a shard only, by the hash of their paths, and writes what is seen as a part for commitParts. */
  readonly shard?: ShardPlace | undefined;
}

export interface LookSummary {
  /** Pictures that were looked at now. */
  readonly looked: number;
  /** Pictures that had been looked at before and are as they were. */
  readonly known: number;
  /** Boxes found now. */
  readonly boxes: number;
  /** Pictures not looked at, and left to be tried again: those that cannot be read and why, those that are not there, those inside archives. */
  readonly broken: readonly Unread[];
  readonly gone: readonly string[];
  readonly archived: readonly string[];
  /** Of a shard: the file that holds what was seen, and how many of its pictures earlier runs of the shard had looked at. */
  readonly part?: string;
  readonly reused?: number;
}

/**
 * Looks at the picture files of a lake that were not looked at before or changed since, and writes what is seen into a table and its mark into
 * `picture_steps`, batch by batch. Pictures that cannot be read stay without a mark. Throws UserError when there are no pictures, and on the signal,
 * after keeping what was seen.
 */
export async function lookAtPictures(lake: Lake, look: Look, options: LookOptions = {}): Promise<LookSummary> {
  const { signal, batch = { pictures: 4000, seconds: 60 } } = options;
  const listed = await listFiles(lake, look, options);
  const { known, gone, archived, broken } = listed;
  const part = options.shard === undefined ? null : await LookPart.open(lake, look, options.shard, options);
  const pending = part === null ? listed.pending : listed.pending.filter((file) => !part.reuse(file));
  let [looked, boxes, next] = [0, 0, 0];
  const isStopped = (): boolean => signal?.aborted === true;
  while (next < pending.length && !isStopped()) {
    const began = Date.now();
    const from = next;
    const seen: SeenPicture[] = [];
    const isFull = (): boolean => next - from >= batch.pictures || Date.now() - began >= 1000 * batch.seconds;
    const work = async (): Promise<void> => {
      while (next < pending.length && !isStopped() && !isFull()) {
        const file = pending[next++]!;
        const result = await look.look(file.path).catch((error: Error) => error);
        if (!(result instanceof Error)) seen.push({ ...file, boxes: result });
        else if (result instanceof UserError) throw result;
        else if (!isStopped()) broken.push({ path: file.path, why: result.message.split('\n')[0]! });
        options.onStep?.({ label: look.table, done: looked + seen.length + broken.length, total: pending.length });
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: look.atOnce }, work));
    if (part !== null) await part.add(seen);
    else if (seen.length > 0) await keepSeen(lake, look, options, seen.length, (connection) => createSeenTables(connection, seen));
    looked += seen.length;
    boxes += seen.reduce((sum, picture) => sum + picture.boxes.length, 0);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
  if (isStopped()) throw new UserError(`Interrupted; what was seen in ${looked.toLocaleString('en')} pictures is kept`, options.again === true ? 'Looking at all again begins anew.' : 'The same command goes on with the rest.');
  broken.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { looked, known, boxes, broken, gone, archived, ...(part === null ? {} : await part.finish({ known, broken, gone, archived })) };
}
