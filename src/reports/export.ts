import { rename, rm } from 'node:fs/promises';
import { dirname, basename, join } from 'node:path';
import type { Lake } from '../lake/lake.js';
import { literal } from '../lake/sql.js';
import { resolveParams } from './params.js';
import { queryError, type SavedQuery } from './query.js';

/** Writes a query's rows to a Parquet file (zstd) without passing them through JavaScript; the file appears when whole. Resolves to its rows. */
export async function exportParquet(lake: Pick<Lake, 'rows'>, query: SavedQuery, given: Readonly<Record<string, string>>, file: string): Promise<number> {
  const values = resolveParams(query.name, query.params, given);
  const staging = join(dirname(file), `.${basename(file)}.${process.pid}.part`);
  try {
    const [row] = await lake.rows<{ Count: number }>(`COPY (\n${query.sql}\n) TO ${literal(staging)} (FORMAT parquet, COMPRESSION zstd)`, values);
    await rename(staging, file);
    return row?.Count ?? 0;
  } catch (error) {
    throw queryError(query.name, error as Error);
  } finally {
    await rm(staging, { force: true });
  }
}
