import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from './error.js';
import type { TableName } from './schema.js';

/** Version of the table schemas, written in the manifest and in every Parquet file. */
export const schemaVersion = 3;

export interface LakeFile {
  /** Path below the lake folder, with forward slashes. */
  path: string;
  /** Which part of its table the file holds, such as '' or 'danbooru.donmai.us/0'. */
  part: string;
  sha256: string;
  bytes: number;
  rows: number;
}

/** The one file that says which Parquet files are the lake. Replaced whole by a rename at every commit. */
export interface Manifest {
  schemaVersion: number;
  generation: number;
  tables: Partial<Record<TableName, LakeFile[]>>;
}

export const manifestName = 'manifest.json';

/** Throws UserError for a folder that is no lake. */
export function requireLake(dir: string): void {
  if (!existsSync(join(dir, manifestName))) throw new UserError(`No lake at ${dir}`, 'Make one with: boorulab --lake DIR load PATH... (or: boorulab demo)');
}

/** The manifest of a lake folder; an empty one when the folder has none. Throws UserError when it cannot be read. */
export async function readManifest(dir: string): Promise<Manifest> {
  const path = join(dir, manifestName);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { schemaVersion, generation: 0, tables: {} };
    throw new UserError(`Cannot read ${path}: ${(error as Error).message}`);
  }
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
  } catch {
    throw damaged(`${path} is damaged: it is not JSON`);
  }
  if (!isManifest(manifest)) throw damaged(`${path} is damaged: it does not list tables and their files`);
  if (manifest.schemaVersion !== schemaVersion) {
    throw new UserError(
      `The lake at ${dir} has schema version ${manifest.schemaVersion}; this program reads version ${schemaVersion}`,
      'Load the dumps again into a new lake folder.',
    );
  }
  return manifest;
}

/** The error of a lake whose files are not what the manifest says. */
export function damaged(message: string): UserError {
  return new UserError(message, 'boorulab check lists what is damaged; boorulab load --repair builds it again from the dumps.');
}

function isManifest(value: unknown): boolean {
  const { schemaVersion: version, generation, tables } = (value ?? {}) as Partial<Manifest>;
  if (typeof version !== 'number') return false;
  if (version !== schemaVersion) return true;
  const isFile = (file: LakeFile | null) => typeof file?.path === 'string' && typeof file.part === 'string' && Number.isInteger(file.bytes) && Number.isInteger(file.rows);
  const lists: unknown[] | null = tables !== null && typeof tables === 'object' ? Object.values(tables) : null;
  return Number.isInteger(generation) && lists !== null && lists.every((files) => Array.isArray(files) && files.every(isFile));
}

/** The files of one table, in part order. */
export function filesOf(manifest: Manifest, table: TableName): LakeFile[] {
  return manifest.tables[table] ?? [];
}

/** Rows of one table by the manifest, without opening a file. */
export function rowsOf(manifest: Manifest, table: TableName): number {
  return filesOf(manifest, table).reduce((sum, file) => sum + file.rows, 0);
}
