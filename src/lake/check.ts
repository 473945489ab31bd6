import type { DuckDBConnection } from '@duckdb/node-api';
import { join } from 'node:path';
import { bytesFault } from './damage.js';
import { openDatabase } from './database.js';
import { readManifest, requireLake, schemaVersion, type LakeFile, type Manifest } from './manifest.js';
import type { TableName } from './schema.js';
import { literal } from './sql.js';
import { spillFolder } from './spill.js';
import { scanOf } from './views.js';

/** A file that the manifest names, and what is wrong with it; '' when nothing is. */
export interface FileState extends LakeFile {
  readonly table: TableName;
  readonly fault: string;
}

export interface LakeState {
  readonly manifest: Manifest;
  readonly files: FileState[];
  /** What the ledger says that cannot be: loads whose rows read are not the rows loaded and rejected. Empty while a file of it is damaged. */
  readonly ledger: string[];
}

/**
 * Reads every file of a lake and holds it against the manifest: size, SHA-256, number of rows and schema version; then the ledger against itself.
 * Throws UserError when the folder is no lake, or its manifest cannot be read or has another schema version.
 */
export async function checkLake(dir: string, onFile?: (path: string, done: number, total: number) => void): Promise<LakeState> {
  requireLake(dir);
  const manifest = await readManifest(dir);
  const listed = Object.entries(manifest.tables).flatMap(([table, files]) => files.map((file) => ({ ...file, table: table as TableName })));
  const { instance, connection } = await openDatabase({ temp: spillFolder() });
  try {
    const files: FileState[] = [];
    for (const [done, file] of listed.entries()) {
      onFile?.(file.path, done, listed.length);
      files.push({ ...file, fault: await faultOf(connection, dir, file) });
    }
    const readable = !files.some((file) => file.fault !== '' && (file.table === 'loads' || file.table === 'rejects'));
    return { manifest, files, ledger: readable ? await ledgerFaults(connection, manifest, dir) : [] };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function faultOf(connection: DuckDBConnection, dir: string, file: LakeFile): Promise<string> {
  const fault = await bytesFault(dir, file);
  if (fault !== '') return fault;
  const path = join(dir, file.path);
  const found = await connection.run(`SELECT (SELECT num_rows FROM parquet_file_metadata(${literal(path)})),
    (SELECT decode(value) FROM parquet_kv_metadata(${literal(path)}) WHERE decode(key) = 'schema_version')`);
  const [rows, version] = (await found.getRowsJS())[0] as [bigint, string | null];
  if (Number(rows) !== file.rows) return `${rows} rows, not ${file.rows}`;
  return version === String(schemaVersion) ? '' : `schema version ${version ?? 'missing'}, not ${schemaVersion}`;
}

async function ledgerFaults(connection: DuckDBConnection, manifest: Manifest, dir: string): Promise<string[]> {
  const found = await connection.run(`SELECT file, rows_read, rows_loaded, rows_rejected, coalesce(records, 0)
    FROM (${scanOf(manifest, 'loads', dir)}) LEFT JOIN (SELECT load_id, sum(records) AS records FROM (${scanOf(manifest, 'rejects', dir)}) GROUP BY load_id) USING (load_id)
    WHERE rows_read <> rows_loaded + rows_rejected OR rows_rejected <> coalesce(records, 0) ORDER BY load_id`);
  return ((await found.getRowsJS()) as [string, bigint, bigint, bigint, bigint][]).map(
    ([file, read, loaded, rejected, records]) => `${file}: ${read} rows read, ${loaded} loaded, ${rejected} rejected, of which ${records} are listed`,
  );
}
