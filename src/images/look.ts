import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../lake/error.js';
import { openLake, type Lake } from '../lake/lake.js';
import type { TableName } from '../lake/schema.js';
import { literal } from '../lake/sql.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { scanOf } from '../lake/views.js';
import { createSeenTables, type PictureBox, type SeenPicture } from './picture-box.js';
import { replaceRows } from './picture-rows.js';

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
}

export interface LookSummary {
  /** Pictures that were looked at now. */
  readonly looked: number;
  /** Pictures that had been looked at before and are as they were. */
  readonly known: number;
  /** Boxes found now. */
  readonly boxes: number;
  /** Pictures not looked at, and left to be tried again: those that cannot be read and why, those that are not there, those inside archives. */
  readonly broken: readonly { path: string; why: string }[];
  readonly gone: readonly string[];
  readonly archived: readonly string[];
}

type Unread = { path: string; why: string };
interface FileState {
  readonly path: string;
  readonly fileSize: number;
  readonly fileTime: number;
}

/** SQL of the pictures of a lake that are files, one row a path; rows of other programs that tell of a folder and a name are none. */
function filesSql(scan: (table: TableName) => string): string {
  return `SELECT booru, fid, post_key, path, file_name FROM (${scan('images')}) WHERE path IS NOT NULL AND (file_name IS NULL OR path = file_name OR ends_with(path, '/' || file_name))
    QUALIFY row_number() OVER (PARTITION BY path ORDER BY booru NULLS LAST, post_key) = 1`;
}

/**
 * Looks at the picture files of a lake that were not looked at before or changed since, and writes what is seen into a table and its mark into
 * `picture_steps`, batch by batch. Pictures that cannot be read stay without a mark. Throws UserError when there are no pictures, and on the signal,
 * after keeping what was seen.
 */
export async function lookAtPictures(lake: Lake, look: Look, options: LookOptions = {}): Promise<LookSummary> {
  const { signal, batch = { pictures: 4000, seconds: 60 } } = options;
  const listed = await listFiles(lake, look, options);
  const { pending, known, gone, archived, broken } = listed;
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
        options.onStep?.({ label: file.path, done: looked + seen.length + broken.length, total: pending.length });
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: look.atOnce }, work));
    if (seen.length > 0) await keep(lake, look, options, seen);
    looked += seen.length;
    boxes += seen.reduce((sum, picture) => sum + picture.boxes.length, 0);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }
  if (isStopped()) throw new UserError(`Interrupted; what was seen in ${looked.toLocaleString('en')} pictures is kept`, 'The same command goes on with the rest.');
  const byPath = (a: Unread, b: Unread): number => (a.path < b.path ? -1 : 1);
  return { looked, known, boxes, broken: broken.sort(byPath), gone, archived };
}

async function listFiles(lake: Lake, { enough, step }: Look, { again = false, signal, onStep }: LookOptions) {
  const scan = (table: TableName): string => scanOf(lake.manifest, table, resolve(lake.dir));
  const marks = `SELECT path, file_size, file_dt FROM (${scan('picture_steps')}) WHERE step IN (${enough.map(literal).join(', ')})`;
  const files = await lake.rows<{ path: string; seen: string[] }>(`SELECT path, list(file_size || ' ' || epoch_ms(file_dt)) FILTER (file_size IS NOT NULL) AS seen
    FROM (${filesSql(scan)}) AS file LEFT JOIN (${marks}) AS mark USING (path) GROUP BY path ORDER BY path`);
  if (files.length === 0) throw new UserError('The lake has no picture files', 'Scan some with: boorulab images scan DIR');
  const pending: FileState[] = [];
  const broken: Unread[] = [];
  const [gone, archived]: [string[], string[]] = [[], []];
  let known = 0;
  for (let from = 0; from < files.length && signal?.aborted !== true; from += statsAtOnce) {
    const some = files.slice(from, from + statsAtOnce);
    const states = await Promise.all(some.map(({ path }) => stat(path).catch((error: NodeJS.ErrnoException) => error)));
    states.forEach((state, i) => {
      const { path, seen } = some[i]!;
      if (state instanceof Error) {
        if (state.code === 'ENOENT') gone.push(path);
        else if (state.code === 'ENOTDIR') archived.push(path);
        else broken.push({ path, why: state.message });
        return;
      }
      const fileTime = Math.floor(state.mtimeMs);
      if (!again && seen?.includes(`${state.size} ${fileTime}`)) known++;
      else pending.push({ path, fileSize: state.size, fileTime });
    });
    onStep?.({ label: `looking for pictures without ${step}`, done: Math.min(files.length, from + statsAtOnce), total: files.length });
  }
  return { pending, known, gone, archived, broken };
}

const statsAtOnce = 64;

/** Writes what was seen; the rows of these pictures that were there before are gone. The signal does not stop it. */
async function keep(lake: Lake, { command, parameters, table, detector, step, marks }: Look, { signal: _, batch: _batch, again = false, ...options }: LookOptions, seen: readonly SeenPicture[]): Promise<void> {
  const session = await openLake(lake.dir, { rating: lake.rating, ...(options.memory === undefined ? {} : { memory: options.memory }) });
  try {
    await runStep(session, command, { ...options, onStep: () => undefined }, async (writer) => {
      await createSeenTables(writer.connection, seen);
      await writer.connection.run(`CREATE TABLE seen_pictures AS ${filesSql((name) => writer.scan(name))}`);
      const boxes = `SELECT picture.*, ${literal(detector)} AS detector, box.* EXCLUDE (path) FROM seen_boxes AS box JOIN seen_pictures AS picture USING (path)`;
      const steps = `SELECT picture.*, ${literal(step)} AS step, file_size, file_dt, found FROM seen JOIN seen_pictures AS picture USING (path)`;
      const writes = [
        replaceRows(writer, table, boxes, `SELECT path, ${literal(detector)} AS detector FROM seen`, ['path', 'detector']),
        replaceRows(writer, 'picture_steps', steps, `SELECT path, unnest([${marks.map(literal).join(', ')}]) AS step FROM seen`, ['path', 'step']),
      ];
      return { writes, parameters: { ...parameters, again }, rows: seen.length, result: undefined };
    });
  } finally {
    session.close();
  }
}
