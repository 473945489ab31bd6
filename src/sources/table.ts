import type { DuckDBConnection } from '@duckdb/node-api';
import { identifier, literal } from '../lake/sql.js';
import { countRows, isNested, makeBad, sortOutWrong, typedSelect } from './raw.js';
import { rawLimit } from './reject.js';
import { makeTableSample, type Sample } from './sample.js';
import type { Source } from './source.js';

const sampledRows = 20;

/** The sample of a Parquet file. */
export async function sampleTable(connection: DuckDBConnection, path: string, disk: string): Promise<Sample> {
  const described = await connection.run(`DESCRIBE SELECT * FROM read_parquet(${literal(disk)}, hive_partitioning = false)`);
  const columns = new Map(((await described.getRowsJS()) as [string, string][]).map(([name, type]) => [name, type]));
  const rows = await connection.run(`SELECT to_json(t)::VARCHAR FROM (${asJson(disk, columns)} LIMIT ${sampledRows}) AS t`);
  return makeTableSample(path, columns, ((await rows.getRowsJS()) as [string][]).map(([text]) => text));
}

const isFloating = (type: string) => type === 'DOUBLE' || type === 'FLOAT';

/** The rows of a Parquet file as JSON can have them: without NaN. */
function asJson(path: string, columns: ReadonlyMap<string, string>): string {
  const cells = [...columns].map(([name, type]) => (isFloating(type) ? `CASE WHEN isfinite(${identifier(name)}) THEN ${identifier(name)} END AS ${identifier(name)}` : identifier(name)));
  return `SELECT ${cells.join(', ')} FROM read_parquet(${literal(path)}, hive_partitioning = false)`;
}

/** Reads a Parquet file into `raw`, `numbered` and `bad` as `readRaw` does: its columns by name, in any order, with the types of the fields. */
export async function readTable(connection: DuckDBConnection, source: Source, path: string, columns: ReadonlyMap<string, string>): Promise<number> {
  await makeBad(connection);
  const cells = Object.entries(source.fields).map(([name, type]) => `${textSql(identifier(name), columns.get(name), type)} AS ${identifier(name)}`);
  const from = `(SELECT file_row_number + 1 AS _row, NULL::BIGINT AS _line, ${cells.join(', ')} FROM read_parquet(${literal(path)}, file_row_number = true, hive_partitioning = false))`;
  await connection.run(`CREATE OR REPLACE TEMP TABLE raw AS ${typedSelect(source, ['_row', '_line'], from)}`);
  await sortOutWrong(connection);
  return countRows(connection, 'raw');
}

/** Fills in the raw text of rejected rows of a Parquet file, as JSON. */
export async function keepTableTexts(connection: DuckDBConnection, path: string, columns: ReadonlyMap<string, string>): Promise<void> {
  await connection.run(`UPDATE bad SET raw = left(rows.text, ${rawLimit}) FROM
    (SELECT row_number() OVER () AS _row, to_json(rows)::VARCHAR AS text FROM (${asJson(path, columns)}) AS rows) AS rows
    WHERE bad._row = rows._row AND bad.raw IS NULL`);
}

/** A column as the text (or JSON) that a file of text would have for a field. Whole numbers with missing ones among them come as floating ones, the missing as NaN. */
function textSql(column: string, type: string | undefined, field: string): string {
  if (type === undefined) return isNested(field) ? 'NULL::JSON' : 'NULL::VARCHAR';
  if (isNested(field)) return `to_json(${column})`;
  if (isNested(type)) return `to_json(${column})::VARCHAR`;
  if (!isFloating(type)) return `${column}::VARCHAR`;
  return `CASE WHEN isnan(${column}) THEN NULL WHEN abs(${column}) < 1e15 AND ${column} = trunc(${column}) THEN ${column}::BIGINT::VARCHAR ELSE ${column}::VARCHAR END`;
}
