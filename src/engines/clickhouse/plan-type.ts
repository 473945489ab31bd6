import { NotCarried } from './not-carried.js';
import type { PlanType } from './plan-node.js';

/** DuckDB's types and those of ClickHouse that hold the same values; dates outside 1900 to 2299 have no place there. */
const names: Readonly<Record<string, string>> = {
  BOOLEAN: 'Bool', TINYINT: 'Int8', SMALLINT: 'Int16', INTEGER: 'Int32', BIGINT: 'Int64', HUGEINT: 'Int128',
  UTINYINT: 'UInt8', USMALLINT: 'UInt16', UINTEGER: 'UInt32', UBIGINT: 'UInt64', UHUGEINT: 'UInt128',
  FLOAT: 'Float32', DOUBLE: 'Float64', VARCHAR: 'String', CHAR: 'String', BLOB: 'String', UUID: 'UUID', DATE: 'Date32',
  TIMESTAMP: "DateTime64(6, 'UTC')", 'TIMESTAMP WITH TIME ZONE': "DateTime64(6, 'UTC')",
  TIMESTAMP_S: "DateTime64(0, 'UTC')", TIMESTAMP_MS: "DateTime64(3, 'UTC')", TIMESTAMP_NS: "DateTime64(9, 'UTC')",
  SQLNULL: 'Nothing', 'NULL': 'Nothing',
};

/** The ClickHouse type of a DuckDB type; all but lists and rows may be NULL. */
export function engineType(type: PlanType): string {
  const info = type.type_info;
  if (type.id === 'LIST' || type.id === 'ARRAY') return `Array(${engineType(info!.child_type!)})`;
  if (type.id === 'STRUCT') return `Tuple(${info!.child_types!.map(({ second }) => engineType(second)).join(', ')})`;
  const name = type.id === 'DECIMAL' ? `Decimal(${info!.width}, ${info!.scale})` : names[type.id];
  if (name === undefined) throw new NotCarried(`The type ${type.id}`);
  return `Nullable(${name})`;
}

export const isList = (type: PlanType | undefined): boolean => type?.id === 'LIST' || type?.id === 'ARRAY';
export const isStruct = (type: PlanType | undefined): boolean => type?.id === 'STRUCT';
export const isNumber = (type: PlanType | undefined): boolean => /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)$/.test(type?.id ?? '');
export const isWhole = (type: PlanType | undefined): boolean => /INT/.test(type?.id ?? '') && isNumber(type);
