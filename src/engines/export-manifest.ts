import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableName } from '../lake/schema.js';
import type { Rating } from '../lake/views.js';

export const exportManifestName = 'export.json';

/** A file of an export; `rows` is NULL for one that is no table's. */
export interface ExportedFile {
  /** Path below the export's folder, with forward slashes. */
  path: string;
  table: TableName | null;
  rows: number | null;
  bytes: number;
  sha256: string;
}

/** What an export holds. It is written last, so that a folder without it is none, or half of one. */
export interface ExportManifest {
  format: 'boorulab export 1';
  /** Version of Boorulab, and of the lake's tables. */
  version: string;
  schemaVersion: number;
  /** Generation of the lake it was made from. */
  generation: number;
  /** Posts above this rating stayed in the lake: so many. */
  rating: Rating;
  hiddenPosts: number;
  files: ExportedFile[];
}

/** The manifest of an export, null when the folder has none or it cannot be read. */
export async function readExportManifest(dir: string): Promise<ExportManifest | null> {
  const text = await readFile(join(dir, exportManifestName), 'utf8').catch(() => '');
  try {
    const manifest = JSON.parse(text) as Partial<ExportManifest> | null;
    return manifest?.format === 'boorulab export 1' && Array.isArray(manifest.files) ? (manifest as ExportManifest) : null;
  } catch {
    return null;
  }
}
