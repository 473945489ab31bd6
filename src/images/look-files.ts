import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import type { TableName } from '../lake/schema.js';
import { literal } from '../lake/sql.js';
import { scanOf } from '../lake/views.js';
import type { Look, LookOptions } from './look.js';
import { isOfShard } from './shard.js';

/** A picture that cannot be read, and why. */
export interface Unread {
  readonly path: string;
  readonly why: string;
}

/** A picture file of a size (bytes) and date (ms since 1970). */
export interface FileState {
  readonly path: string;
  readonly fileSize: number;
  readonly fileTime: number;
}

/** The pictures of a lake as a look finds them. */
export interface ListedFiles {
  readonly pending: FileState[];
  /** Pictures that had been looked at before and are as they were. */
  readonly known: number;
  readonly gone: string[];
  readonly archived: string[];
  readonly broken: Unread[];
}

/** SQL of the pictures of a lake that are files, one row a path; rows of other programs that tell of a folder and a name are none. */
export function filesSql(scan: (table: TableName) => string): string {
  return `SELECT booru, fid, post_key, path, file_name FROM (${scan('images')}) WHERE path IS NOT NULL AND (file_name IS NULL OR path = file_name OR ends_with(path, '/' || file_name))
    QUALIFY row_number() OVER (PARTITION BY path ORDER BY booru NULLS LAST, post_key) = 1`;
}

type Listed = { path: string; seen: string[] | null };

/** The pictures of the lake, with the states of their files in which they were looked at. Throws UserError when there are none. */
async function markedPictures(lake: Lake, { enough }: Pick<Look, 'enough'>): Promise<Listed[]> {
  const scan = (table: TableName): string => scanOf(lake.manifest, table, resolve(lake.dir));
  const marks = `SELECT path, file_size, file_dt FROM (${scan('picture_steps')}) WHERE step IN (${enough.map(literal).join(', ')})`;
  const files = await lake.rows<Listed>(`SELECT path, list(file_size || ' ' || epoch_ms(file_dt) ORDER BY ALL) FILTER (file_size IS NOT NULL) AS seen
    FROM (${filesSql(scan)}) AS file LEFT JOIN (${marks}) AS mark USING (path) GROUP BY path ORDER BY path`);
  if (files.length === 0) throw new UserError('The lake has no picture files', 'Scan some with: boorulab images scan DIR');
  return files;
}

/** What the lake knows that decides which pictures are looked at, in a text that is the same only for the same. */
export async function lookState(lake: Lake, look: Pick<Look, 'enough'>): Promise<string> {
  const digest = createHash('sha256');
  for (const { path, seen } of await markedPictures(lake, look)) digest.update(`${path}\0${(seen ?? []).join(' ')}\n`);
  return digest.digest('hex');
}

const statsAtOnce = 64;

/** The pictures of the lake (those of a shard, if it is given), and which of them are to be looked at. Throws UserError when the lake has none. */
export async function listFiles(lake: Lake, look: Look, { again = false, signal, onStep, shard }: LookOptions): Promise<ListedFiles> {
  const files = (await markedPictures(lake, look)).filter(({ path }) => isOfShard(path, shard));
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
    onStep?.({ label: 'which are new or changed', done: Math.min(files.length, from + statsAtOnce), total: files.length });
  }
  return { pending, known, gone, archived, broken };
}
