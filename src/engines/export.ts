import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { explainDamage } from '../lake/damage.js';
import { UserError } from '../lake/error.js';
import { openLake, type Lake, type OpenOptions } from '../lake/lake.js';
import { filesOf, readManifest, rowsOf } from '../lake/manifest.js';
import { postTables, schemas, type TableName } from '../lake/schema.js';
import type { StepOptions } from '../lake/step.js';
import { withExportFolder } from './export-folder.js';
import { exportManifestName, type ExportedFile, type ExportManifest } from './export-manifest.js';
import { exportTable, settled } from './export-table.js';
import { exportTexts } from './export-texts.js';

export interface ExportOptions extends OpenOptions, Pick<StepOptions, 'signal' | 'onStep' | 'version'> {
  /** The folder to make; an earlier export there is replaced when the new one is whole. */
  readonly to: string;
  /** Where the engines will find that folder: a path or a URL. Default: its own path. */
  readonly at?: string;
}

export interface ExportedTable {
  readonly table: TableName;
  readonly rows: number;
  /** Rows that stayed in the lake, as the rating hides what they are about. */
  readonly stayed: number;
  readonly files: number;
  readonly bytes: number;
}

export interface ExportSummary {
  readonly tables: ExportedTable[];
  readonly hiddenPosts: number;
}

/**
 * Writes what the rating shows of a lake for other engines: Parquet in hive folders, a data dictionary, and their DDL. All or nothing, and the same lake and
 * options give the same bytes. Throws UserError where the folder cannot be written or holds other things.
 */
export async function exportLake(dir: string, options: ExportOptions): Promise<ExportSummary> {
  const folder = options.at ?? resolve(options.to);
  if (/[*?{}]/.test(folder)) throw new UserError(`ClickHouse would take ${folder} for a pattern`, 'Say with --at where the engines find the folder, by a name without * ? { }.', 2);
  const lake = await openLake(dir, options);
  const interrupt = () => lake.connection.interrupt();
  options.signal?.addEventListener('abort', interrupt);
  try {
    return await withExportFolder(options.to, dir, (staging) => fill(lake, staging, folder.replace(/\/+$/, ''), options));
  } catch (error) {
    if (options.signal?.aborted) throw new UserError('Interrupted; nothing of this export was kept');
    if ((await readManifest(dir)).generation !== lake.manifest.generation) throw new UserError('The lake was changed while it was exported', 'Run the command again.');
    throw error instanceof UserError ? error : await explainDamage(dir, lake.manifest, error as Error);
  } finally {
    options.signal?.removeEventListener('abort', interrupt);
    lake.close();
  }
}

async function fill(lake: Lake, staging: string, folder: string, { signal, onStep, version = '' }: ExportOptions): Promise<ExportSummary> {
  const { generation, schemaVersion } = lake.manifest;
  const tables = [...schemas.keys()];
  const total = tables.reduce((sum, table) => sum + (postTables.includes(table) ? filesOf(lake.manifest, table).length : 1), 0);
  const files: ExportedFile[] = [];
  let done = 0;
  for (const table of tables) {
    signal?.throwIfAborted();
    onStep?.({ label: table, done, total });
    files.push(...(await exportTable({ lake, table, folder: staging, signal, onFile: () => onStep?.({ label: table, done: ++done, total }) })));
  }
  const hiddenPosts = await lake.hiddenPosts();
  const facts = { version, schemaVersion, generation, rating: lake.rating, hiddenPosts, files };
  const texts = await Promise.all(exportTexts(facts, { folder }).map(([path, text]) => writeText(staging, path, text)));
  const manifest: ExportManifest = { format: 'boorulab export 1', ...facts, files: [...files, ...texts] };
  await writeText(staging, exportManifestName, `${JSON.stringify(manifest, null, 1)}\n`);
  return {
    hiddenPosts,
    tables: tables.map((table) => {
      const own = files.filter((file) => file.table === table);
      const sum = (column: 'rows' | 'bytes') => own.reduce((all, file) => all + file[column]!, 0);
      return { table, rows: sum('rows'), stayed: rowsOf(lake.manifest, table) - sum('rows'), files: own.length, bytes: sum('bytes') };
    }),
  };
}

async function writeText(folder: string, path: string, text: string): Promise<ExportedFile> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
  return settled(folder, { path, table: null, rows: null, sha256: createHash('sha256').update(text).digest('hex') });
}
