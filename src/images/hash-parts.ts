import { BIGINT, DOUBLE, UBIGINT, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { resolve } from 'node:path';
import { createColumnTable } from '../lake/column-table.js';
import type { Lake } from '../lake/lake.js';
import type { TableName } from '../lake/schema.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { scanOf } from '../lake/views.js';
import type { LakeWriter } from '../lake/writer.js';
import { letterbox } from './decode.js';
import { partHashes, type PartHash } from './part-hashes.js';
import { replaceRows } from './picture-rows.js';

export interface PartHashOptions extends StepOptions {
  /** At most so many pictures; the rest is for the next call, so that little is lost when the work is stopped. Default 10,000. */
  readonly limit?: number;
}

export interface PartHashSummary {
  /** Pictures whose parts were hashed, and those that could not be read. */
  readonly hashed: number;
  readonly unread: number;
  /** Pictures that wait for the next call. */
  readonly left: number;
}

const stepName = 'part-hashes';
const atATime = 4;
const batch = 500;

/**
 * Hashes parts of the pictures that are new or changed since the last time, into the table `picture_hashes`, in one commit. A file that is gone
 * or damaged is counted and left alone until it changes.
 */
export async function hashParts(lake: Lake, options: PartHashOptions = {}): Promise<PartHashSummary> {
  const { limit = 10_000, signal } = options;
  const scan = (table: TableName) => scanOf(lake.manifest, table, resolve(lake.dir));
  const [any] = await lake.rows(`${waitingSql(scan)} LIMIT 1`);
  if (any === undefined) return { hashed: 0, unread: 0, left: 0 };
  return runStep(lake, 'images duplicates', options, async (writer) => {
    const { connection } = writer;
    const waiting = await waitingPictures(writer);
    const paths = waiting.slice(0, limit);
    await connection.run('CREATE TABLE part_hash (path VARCHAR, kind VARCHAR, phash UBIGINT, dhash UBIGINT, x_rel REAL, y_rel REAL, w_rel REAL, h_rel REAL)');
    await connection.run('CREATE TABLE hashed (path VARCHAR, found INTEGER)');
    let unread = 0;
    for (let start = 0; start < paths.length; start += batch) {
      const some = paths.slice(start, start + batch);
      const found = new Map<string, PartHash[]>();
      const queue = [...some];
      const work = async () => {
        for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
          signal?.throwIfAborted();
          const parts = await letterbox(path).then(partHashes, () => null);
          if (parts === null) unread++;
          found.set(path, parts ?? []);
          options.onStep?.({ label: `hashing ${path}`, done: start + found.size, total: waiting.length });
        }
      };
      await Promise.all(Array.from({ length: atATime }, work));
      await addParts(connection, some, found);
    }
    const made = `SELECT p.booru, p.fid, p.post_key, p.path, p.file_name, part_hash.* EXCLUDE (path) FROM part_hash JOIN waiting AS p USING (path)`;
    const seen = `SELECT p.booru, p.fid, p.post_key, p.path, p.file_name, '${stepName}' AS step, p.file_size, p.file_dt, found FROM hashed JOIN waiting AS p USING (path)`;
    const writes = [replaceRows(writer, 'picture_hashes', made, 'SELECT path FROM hashed', ['path']), replaceRows(writer, 'picture_steps', seen, `SELECT path, '${stepName}' AS step FROM hashed`, ['path', 'step'])];
    return { writes, parameters: { limit }, rows: paths.length, result: { hashed: paths.length - unread, unread, left: waiting.length - paths.length } };
  });
}

/** Paths of the pictures to hash, in order; makes the table `waiting` of them. */
async function waitingPictures(writer: LakeWriter): Promise<string[]> {
  await writer.connection.run(`CREATE TABLE waiting AS ${waitingSql((table) => writer.scan(table))}`);
  return (await (await writer.connection.run('SELECT path FROM waiting ORDER BY path')).getRowsJS()).map(([path]) => path as string);
}

/** SQL of all rows of a table. */
type Scan = (table: TableName) => string;

const waitingSql = (scan: Scan) => `SELECT i.* FROM (${onePicture(scan)}) AS i
  SEMI JOIN (${scan('image_stats')}) AS s ON s.path = i.path AND s.phash IS NOT NULL
  ANTI JOIN (${scan('picture_steps')}) AS old ON old.step = '${stepName}' AND old.path = i.path AND old.file_size IS NOT DISTINCT FROM i.file_size AND old.file_dt IS NOT DISTINCT FROM i.file_dt`;

/** SQL of the pictures of the lake, one row a file: of several posts that name it the first. */
export function onePicture(scan: Scan): string {
  return `SELECT * FROM (${scan('images')}) WHERE path IS NOT NULL QUALIFY row_number() OVER (PARTITION BY path ORDER BY booru NULLS LAST, post_key NULLS LAST) = 1`;
}

async function addParts(connection: DuckDBConnection, paths: readonly string[], found: ReadonlyMap<string, readonly PartHash[]>): Promise<void> {
  const rows = paths.flatMap((path) => found.get(path)!.map((part) => ({ path, ...part })));
  const numbers = (name: 'x' | 'y' | 'w' | 'h') => ({ type: DOUBLE, values: rows.map((row) => row[name]) });
  const hashes = (name: 'phash' | 'dhash') => ({ type: UBIGINT, values: rows.map((row) => row.hashes?.[name] ?? null) });
  await createColumnTable(connection, 'some_parts', {
    path: { type: VARCHAR, values: rows.map(({ path }) => path) }, kind: { type: VARCHAR, values: rows.map(({ kind }) => kind) },
    phash: hashes('phash'), dhash: hashes('dhash'), x: numbers('x'), y: numbers('y'), w: numbers('w'), h: numbers('h'),
  });
  await createColumnTable(connection, 'some_hashed', { path: { type: VARCHAR, values: paths }, found: { type: BIGINT, values: paths.map((path) => BigInt(found.get(path)!.length)) } });
  await connection.run('INSERT INTO part_hash FROM some_parts; INSERT INTO hashed FROM some_hashed; DROP TABLE some_parts; DROP TABLE some_hashed');
}
