import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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

const aboutPages = /ZSTD Decompression failure|TProtocolException|Invalid (PLAIN|page|RLE|dictionary)|corrupt|magic bytes|thrift/i;

/** An error of DuckDB that comes from a damaged file of the lake as a UserError that says so; any other as it is. */
export function explainDamage(dir: string, manifest: Manifest, error: Error): Error {
  const [message = ''] = error.message.split('\n');
  const root = resolve(dir);
  const named = Object.values(manifest.tables).flat().some((file) => message.includes(join(root, file.path)));
  return named || aboutPages.test(message) ? damaged(`A file of the lake at ${dir} is damaged: ${message}`) : error;
}
