import { DuckDBDataChunk, type DuckDBConnection, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import { identifier } from './sql.js';

const chunkRows = 2048;

/** A column of equal length as the others: its type and its values; whole numbers of type BIGINT as bigint. */
export interface ColumnData {
  readonly type: DuckDBType;
  readonly values: { readonly length: number; readonly [row: number]: DuckDBValue | undefined };
}

/** Makes a table of columns kept in JavaScript, for a SELECT of the same connection. */
export async function createColumnTable(connection: DuckDBConnection, name: string, columns: Readonly<Record<string, ColumnData>>): Promise<void> {
  const list = Object.entries(columns);
  await connection.run(`CREATE TABLE ${identifier(name)} (${list.map(([column, { type }]) => `${identifier(column)} ${type.toString()}`).join(', ')})`);
  const appender = await connection.createAppender(name);
  const chunk = DuckDBDataChunk.create(list.map(([, { type }]) => type));
  const rows = list[0]?.[1].values.length ?? 0;
  for (let start = 0; start < rows; start += chunkRows) {
    const length = Math.min(chunkRows, rows - start);
    chunk.reset();
    chunk.rowCount = length;
    list.forEach(([, { values }], column) => chunk.setColumnValues(column, Array.from({ length }, (_, row) => values[start + row] ?? null)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
