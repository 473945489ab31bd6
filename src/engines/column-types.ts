import { postTables, schemaOf, type TableName } from '../lake/schema.js';

/** Engines that read an export of the lake. */
export const engines = ['clickhouse', 'spark', 'trino'] as const;
export type EngineName = (typeof engines)[number];

/**
 * The engines' types by DuckDB's. Times are instants: DateTime64 of ClickHouse has its zone, Spark shows TIMESTAMP in the session's, and Trino reads it in UTC.
 * Spark and Trino have no unsigned numbers and read the same 64 bits as BIGINT.
 */
const types: Readonly<Record<string, Readonly<Record<EngineName, string>>>> = {
  VARCHAR: { clickhouse: 'String', spark: 'STRING', trino: 'varchar' },
  BOOLEAN: { clickhouse: 'Bool', spark: 'BOOLEAN', trino: 'boolean' },
  TINYINT: { clickhouse: 'Int8', spark: 'TINYINT', trino: 'tinyint' },
  SMALLINT: { clickhouse: 'Int16', spark: 'SMALLINT', trino: 'smallint' },
  INTEGER: { clickhouse: 'Int32', spark: 'INT', trino: 'integer' },
  BIGINT: { clickhouse: 'Int64', spark: 'BIGINT', trino: 'bigint' },
  UBIGINT: { clickhouse: 'UInt64', spark: 'BIGINT', trino: 'bigint' },
  REAL: { clickhouse: 'Float32', spark: 'FLOAT', trino: 'real' },
  FLOAT: { clickhouse: 'Float32', spark: 'FLOAT', trino: 'real' },
  DOUBLE: { clickhouse: 'Float64', spark: 'DOUBLE', trino: 'double' },
  DATE: { clickhouse: 'Date32', spark: 'DATE', trino: 'date' },
  TIMESTAMPTZ: { clickhouse: "DateTime64(6, 'UTC')", spark: 'TIMESTAMP', trino: 'timestamp(3)' },
};

/** Whether a column can hold NULL. What names a post in the tables cut by board cannot, nor its rating level. */
export function isNullable(table: TableName, column: string): boolean {
  return !(postTables.includes(table) && (column === 'rating_level' || schemaOf(table).key.includes(column)));
}

/** The type an engine gives to a column of the lake; of ClickHouse with Nullable where it can hold NULL. Throws for a column or a type that is not known. */
export function columnType(engine: EngineName, table: TableName, column: string): string {
  const type = schemaOf(table).columns[column];
  if (type === undefined) throw new Error(`No column ${table}.${column}`);
  if (engine !== 'clickhouse') return typeOf(engine, type);
  return clickhouseType(type, isNullable(table, column), /^booru(_[ab])?$/.test(column));
}

function typeOf(engine: EngineName, type: string): string {
  if (type.endsWith('[]')) {
    const items = typeOf(engine, type.slice(0, -2));
    return { clickhouse: `Array(${items})`, spark: `ARRAY<${items}>`, trino: `array(${items})` }[engine];
  }
  const known = types[type];
  if (known === undefined) throw new Error(`No type of ${engine} is known for ${type}`);
  return known[engine];
}

/** A list cannot be Nullable there: one that is NULL becomes empty. Its texts can be; its numbers are ours and never are, and functions of vectors want them so. */
function clickhouseType(type: string, nullable: boolean, fewValues: boolean): string {
  if (type === 'VARCHAR[]') return 'Array(Nullable(String))';
  const plain = typeOf('clickhouse', type);
  const wrapped = nullable && !type.endsWith('[]') ? `Nullable(${plain})` : plain;
  return fewValues ? `LowCardinality(${wrapped})` : wrapped;
}
