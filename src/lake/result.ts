import {
  DuckDBBigIntVector, DuckDBDoubleVector, DuckDBFloatVector, DuckDBIntegerVector, DuckDBSmallIntVector, DuckDBTinyIntVector,
  DuckDBUIntegerVector, JSDuckDBValueConverter, type DuckDBDataChunk, type DuckDBMaterializedResult, type DuckDBVector, type JS,
} from '@duckdb/node-api';
import type { Table } from 'apache-arrow';

export type Row = Record<string, unknown>;

export interface QueryResult {
  /** Column names and DuckDB type names, in order. */
  columns: { name: string; type: string }[];
  rows: Row[];
}

/** A column of numbers without NULLs as a typed array (DuckDB's own width), anything else as plain values. */
export type Column = Float64Array | Float32Array | Int32Array | Int16Array | Int8Array | Uint32Array | BigInt64Array | unknown[];

/** Rows as plain values: whole numbers as number while exact, dates as Date, lists and structs as arrays and objects. */
export async function toRows(result: DuckDBMaterializedResult): Promise<QueryResult> {
  const types = result.columnTypes();
  const names = result.deduplicatedColumnNames();
  const rows = (await result.convertRowObjects(JSDuckDBValueConverter)).map((row) => {
    const plain: Row = {};
    for (const name of names) plain[name] = plainValue(row[name] as JS);
    return plain;
  });
  return { columns: names.map((name, i) => ({ name, type: types[i]!.toString() })), rows };
}

/** Whole numbers as number while exact, also within lists and structs. */
export function plainValue(value: JS): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(plainValue);
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValue(inner as JS)]));
  }
  return value;
}

type NumberArray = Exclude<Column, unknown[]>;

function rawItems(vector: DuckDBVector): NumberArray | null {
  if (
    vector instanceof DuckDBBigIntVector || vector instanceof DuckDBDoubleVector || vector instanceof DuckDBFloatVector ||
    vector instanceof DuckDBIntegerVector || vector instanceof DuckDBSmallIntVector || vector instanceof DuckDBTinyIntVector ||
    vector instanceof DuckDBUIntegerVector
  ) {
    const { items } = vector as unknown as { items: NumberArray };
    const { validity } = vector as unknown as { validity: { itemValid(index: number): boolean } };
    for (let i = 0; i < vector.itemCount; i++) if (!validity.itemValid(i)) return null;
    return items.subarray(0, vector.itemCount) as NumberArray;
  }
  return null;
}

/** The columns of a result; number columns without NULLs are copied chunk by chunk into one typed array. */
export function toColumns(result: DuckDBMaterializedResult): Record<string, Column> {
  const names = result.deduplicatedColumnNames();
  return Object.fromEntries(names.map((name, index) => [name, toColumn(result, index)]));
}

/** The columns of one chunk; number columns without NULLs as views of it. */
export function chunkColumns(chunk: DuckDBDataChunk, names: readonly string[]): Record<string, Column> {
  return Object.fromEntries(names.map((name, index) => {
    const items = rawItems(chunk.getColumnVector(index));
    return [name, items ?? chunk.convertColumnValues(index, JSDuckDBValueConverter).map(plainValue)];
  }));
}

function toColumn(result: DuckDBMaterializedResult, index: number): Column {
  const parts: NumberArray[] = [];
  for (let k = 0; k < result.chunkCount; k++) {
    const items = rawItems(result.getChunk(k).getColumnVector(index));
    if (items === null) return plainColumn(result, index);
    parts.push(items);
  }
  const first = parts[0];
  if (first === undefined) return [];
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  const column = new (first.constructor as new (length: number) => NumberArray)(total);
  let offset = 0;
  for (const part of parts) {
    (column as Float64Array).set(part as Float64Array, offset);
    offset += part.length;
  }
  return column;
}

function plainColumn(result: DuckDBMaterializedResult, index: number): unknown[] {
  const values: unknown[] = [];
  for (let k = 0; k < result.chunkCount; k++) {
    for (const value of result.getChunk(k).convertColumnValues(index, JSDuckDBValueConverter)) values.push(plainValue(value as JS));
  }
  return values;
}

/** A result as an Arrow table; typed columns are taken without a copy of their values. */
export async function toArrow(result: DuckDBMaterializedResult): Promise<Table> {
  const arrow = await import('apache-arrow');
  const columns = toColumns(result);
  const vectors = Object.entries(columns).map(([name, column]) => {
    const vector = Array.isArray(column) ? arrow.vectorFromArray(column.length > 0 ? column : [null]) : arrow.makeVector(column as Float64Array);
    return [name, Array.isArray(column) && column.length === 0 ? vector.slice(0, 0) : vector] as const;
  });
  return new arrow.Table(Object.fromEntries(vectors) as Record<string, import('apache-arrow').Vector>);
}
