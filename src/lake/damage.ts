import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from './commit.js';
import { damaged, type Manifest } from './manifest.js';

/** Looks whether every file of the lake is there in its full size. Throws UserError that names the first that is not. */
export async function checkFiles(dir: string, manifest: Manifest): Promise<void> {
  for (const file of Object.values(manifest.tables).flat()) {
    const path = join(dir, file.path);
    const size = await stat(path).then((facts) => facts.size, () => null);
    if (size === null) throw damaged(`A file of the lake is missing: ${path}`);
    if (size !== file.bytes) throw damaged(`A file of the lake is damaged: ${path} has ${size} bytes, not ${file.bytes}`);
  }
}

/** Errors of DuckDB that a damaged Parquet file can cause; those of the query itself are of other kinds. */
const suspicious = /^(Invalid|IO|Internal|INTERNAL|Serialization|TProtocolException|Unknown) ?(Error|Exception)?:|^Invalid Input Error: .*(parquet|magic bytes|thrift|page|zstd|decompress)/is;

/** The error of a query over the lake: when a file of it has not the bytes it was written with, a UserError that names the file; else as it is. */
export async function explainDamage(dir: string, manifest: Manifest, error: Error): Promise<Error> {
  if (!suspicious.test(error.message)) return error;
  try {
    await checkFiles(dir, manifest);
    for (const file of Object.values(manifest.tables).flat()) {
      const path = join(dir, file.path);
      if ((await sha256Of(path)) !== file.sha256) return damaged(`A file of the lake is damaged: ${path} has not the bytes it was written with`);
    }
    return error;
  } catch (found) {
    return found as Error;
  }
}
