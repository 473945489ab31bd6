import type { DuckDBConnection } from '@duckdb/node-api';
import type { Loads } from '../lake/inbox.js';
import { literal } from '../lake/sql.js';

/** Which load and file the rows of an ingest come from. */
export interface Provenance extends Loads {
  /** SQL for the load of a row of `placed`. */
  load: string;
  /** SQL for the rows of a relation with `_row`, with load_id, src_file and src_row (in that file) beside it. */
  placed(relation: string): string;
  /** Load and file of rows that do not tell their record; of many files, the folder they are all in. */
  whole: { load: number; file: string };
}

/** Rows of one file. */
export function ofOneFile(loadId: number, path: string): Provenance {
  return {
    count: 1, mine: `load_id = ${loadId}`, load: String(loadId), whole: { load: loadId, file: path },
    placed: (relation) => `(SELECT *, ${loadId} AS load_id, ${literal(path)} AS src_file, _row AS src_row FROM ${relation})`,
  };
}

/** A file among many that are read as one: its number among them, its load, and how many records stand in it. */
export interface FilePart {
  number: number;
  loadId: number;
  path: string;
  records: number;
}

/** Rows of many files read one after the other; makes the temp tables `batch_files` (_file, load_id) and `places` (_row, load_id, src_file, src_row). */
export async function ofManyFiles(connection: DuckDBConnection, files: readonly FilePart[], list: (rows: readonly object[]) => Promise<string>): Promise<Provenance> {
  const path = await list(files);
  await connection.run(`CREATE OR REPLACE TEMP TABLE batch_files AS SELECT number AS _file, "loadId" AS load_id, path, records, sum(records) OVER (ORDER BY number) - records AS before
    FROM read_json(${literal(path)}, format = 'newline_delimited', hive_partitioning = false, columns = {number: 'INTEGER', loadId: 'INTEGER', path: 'VARCHAR', records: 'BIGINT'})`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE places AS SELECT (before + src_row)::BIGINT AS _row, load_id, path AS src_file, src_row
    FROM (SELECT *, unnest(range(1, records + 1)) AS src_row FROM batch_files)`);
  return {
    count: files.length, mine: 'load_id IN (SELECT load_id FROM batch_files)', load: 'load_id', whole: { load: Math.max(...files.map(({ loadId }) => loadId)), file: commonFolder(files.map((file) => file.path)) },
    placed: (relation) => `(SELECT * FROM ${relation} JOIN places USING (_row))`,
  };
}

function commonFolder(paths: readonly string[]): string {
  const first = paths[0]!;
  let length = first.length;
  for (const path of paths) while (!path.startsWith(first.slice(0, length))) length--;
  return first.slice(0, first.lastIndexOf('/', length - 1) + 1);
}
