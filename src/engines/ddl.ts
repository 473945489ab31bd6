import { columnNote } from '../lake/column-notes.js';
import { postTables, schemaOf, schemas, type TableName } from '../lake/schema.js';
import { columnType, isNullable, type EngineName } from './column-types.js';
import { engineIdentifier, engineText } from './engine-text.js';

export interface DdlOptions {
  /** Database, of Trino schema, to make the tables in. Default: boorulab. */
  database?: string;
  /** Where the engine finds the exported folder: a path or a URL. Default: the folder it runs in. */
  folder?: string;
}

/** Tables cut by board, whose `booru` stands in the path only. */
const isCut = (table: TableName): boolean => postTables.includes(table);

/** The statements that make every table of the lake anew on an engine, in order. Tables of Spark and Trino read the exported files; those of ClickHouse are empty (`insertStatements`). */
export function createStatements(engine: EngineName, options: DdlOptions = {}): string[] {
  const database = engineIdentifier(engine, options.database ?? 'boorulab');
  const start = engine === 'trino' ? `CREATE SCHEMA IF NOT EXISTS ${database}` : `CREATE DATABASE IF NOT EXISTS ${database}`;
  return [start, ...[...schemas.keys()].flatMap((table) => [
    `DROP TABLE IF EXISTS ${database}.${engineIdentifier(engine, table)}`,
    createTable(engine, table, options),
    ...(isCut(table) ? findBoards(engine, table, options) : []),
  ])];
}

function createTable(engine: EngineName, table: TableName, { database = 'boorulab', folder = '.' }: DdlOptions): string {
  const { about, columns, key } = schemaOf(table);
  const quote = (name: string) => engineIdentifier(engine, name);
  const text = (value: string) => engineText(engine, value);
  // A column that stands in the path is the last one of Spark and Trino.
  const isLast = (name: string) => engine !== 'clickhouse' && isCut(table) && name === 'booru';
  const names = Object.keys(columns).sort((a, b) => Number(isLast(a)) - Number(isLast(b)));
  const lines = names.map((name) => `  ${quote(name)} ${columnType(engine, table, name)} COMMENT ${text(columnNote(table, name))}`);
  const head = `CREATE TABLE ${quote(database)}.${quote(table)} (\n${lines.join(',\n')}\n)`;
  if (engine === 'clickhouse') {
    const settings = key.some((column) => isNullable(table, column)) ? '\nSETTINGS allow_nullable_key = 1' : '';
    return `${head}\nENGINE = MergeTree\nORDER BY (${key.map(quote).join(', ')})${settings}\nCOMMENT ${text(about)}`;
  }
  const place = text(`${folder}/${table}`);
  if (engine === 'spark') return `${head}\nUSING PARQUET${isCut(table) ? `\nPARTITIONED BY (${quote('booru')})` : ''}\nLOCATION ${place}\nCOMMENT ${text(about)}`;
  return `${head}\nCOMMENT ${text(about)}\nWITH (external_location = ${place}, format = 'PARQUET'${isCut(table) ? ", partitioned_by = ARRAY['booru']" : ''})`;
}

/** What tells Spark and Trino which boards a table has folders of. */
function findBoards(engine: EngineName, table: TableName, { database = 'boorulab' }: DdlOptions): string[] {
  if (engine === 'spark') return [`MSCK REPAIR TABLE ${engineIdentifier(engine, database)}.${engineIdentifier(engine, table)}`];
  return engine === 'trino' ? [`CALL system.sync_partition_metadata(${engineText(engine, database)}, ${engineText(engine, table)}, 'FULL')`] : [];
}

/**
 * The statements that fill tables of ClickHouse from the exported folder: a path that the server may read, or the address of a bucket (https: or s3:).
 * A NULL where none can be fails.
 */
export function insertStatements(tables: readonly TableName[], { database = 'boorulab', folder = '.' }: DdlOptions = {}): string[] {
  const quote = (name: string) => engineIdentifier('clickhouse', name);
  const text = (value: string) => engineText('clickhouse', value);
  // Spark's names of the same places.
  const place = folder.replace(/^s3a:/, 's3:').replace(/^file:\/\//, '');
  return tables.map((table) => {
    const names = Object.keys(schemaOf(table).columns);
    const files = text(`${place}/${table}/${isCut(table) ? 'booru=*/' : ''}*.parquet`);
    const values = names.map((name) => (isCut(table) && name === 'booru' ? "decodeURLComponent(extract(_path, '.*/booru=([^/]+)/'))" : quote(name)));
    return `INSERT INTO ${quote(database)}.${quote(table)} (${names.map(quote).join(', ')})
SELECT ${values.join(', ')}
FROM ${place.includes('://') ? 's3' : 'file'}(${files}, 'Parquet')
SETTINGS use_hive_partitioning = 0, insert_null_as_default = 0`;
  });
}
