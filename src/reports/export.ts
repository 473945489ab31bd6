import { rename, rm } from 'node:fs/promises';
import { dirname, basename, join } from 'node:path';
import type { Lake, Params } from '../lake/lake.js';
import { literal } from '../lake/sql.js';
import { resolveParams } from './params.js';
import type { SavedQuery } from './query.js';
import { queryError } from './sql-error.js';

/** Writes a query's rows to a Parquet file (zstd) without passing them through JavaScript; the file appears when whole. Resolves to its rows. */
export async function exportParquet(lake: Pick<Lake, 'rows'>, query: Pick<SavedQuery, 'name' | 'params' | 'sql' | 'above'>, given: Readonly<Record<string, string>>, file: string): Promise<number> {
  return copyToParquet(lake, query.sql, resolveParams(query.name, query.params, given), file).catch((error: Error) => {
    throw queryError(query.name, error, query.above - copyLines);
  });
}

/** Lines that stand before the query in the statement that writes it. */
export const copyLines = 1;

/** The same for a text and its values; errors are those of DuckDB. */
export async function copyToParquet(lake: Pick<Lake, 'rows'>, sql: string, values: Params, file: string): Promise<number> {
  const staging = join(dirname(file), `.${basename(file)}.${process.pid}.part`);
  try {
    const [row] = await lake.rows<{ Count: number }>(`COPY (\n${sql}\n) TO ${literal(staging)} (FORMAT parquet, COMPRESSION zstd)`, values);
    await rename(staging, file);
    return row?.Count ?? 0;
  } finally {
    await rm(staging, { force: true });
  }
}
