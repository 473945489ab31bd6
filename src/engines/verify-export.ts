import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from '../lake/commit.js';
import { UserError } from '../lake/error.js';
import { filesBelow } from './export-folder.js';
import { exportManifestName, readExportManifest, type ExportManifest } from './export-manifest.js';

export interface ExportState {
  readonly manifest: ExportManifest;
  /** Files that are not what the manifest says, and Parquet files that engines would read too; fault says what is wrong. */
  readonly faults: { path: string; fault: string }[];
}

/** Reads every file of an export and holds it against its manifest. Throws UserError for a folder that is no export, or only half of one. */
export async function verifyExport(dir: string, onFile?: (path: string, done: number, total: number) => void): Promise<ExportState> {
  const manifest = await readExportManifest(dir);
  if (manifest === null) throw new UserError(`${dir} is no export, or half of one: it has no whole ${exportManifestName}, which is written last`, 'Copy it again whole, or make one with: boorulab lake export --to DIR');
  const faults: { path: string; fault: string }[] = [];
  for (const [done, { path, bytes, sha256 }] of manifest.files.entries()) {
    onFile?.(path, done, manifest.files.length);
    const size = await stat(join(dir, path)).then((facts) => facts.size, () => null);
    if (size === null) faults.push({ path, fault: 'missing' });
    else if (size !== bytes) faults.push({ path, fault: `${size} bytes, not ${bytes}` });
    else if ((await sha256Of(join(dir, path))) !== sha256) faults.push({ path, fault: 'not the bytes it was written with' });
  }
  const known = new Set(manifest.files.map((file) => file.path));
  for (const path of (await filesBelow(dir)) ?? []) if (path.endsWith('.parquet') && !known.has(path)) faults.push({ path, fault: 'not of this export, but engines would read it' });
  return { manifest, faults };
}
