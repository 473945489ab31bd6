import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from './commit.js';
import { damaged, type LakeFile, type Manifest } from './manifest.js';

/** What is wrong with the size of a file of the lake; '' when nothing is. */
async function sizeFault(dir: string, file: LakeFile): Promise<string> {
  const size = await stat(join(dir, file.path)).then((facts) => facts.size, () => null);
  return size === null ? 'missing' : size === file.bytes ? '' : `${size} bytes, not ${file.bytes}`;
}

/** What is wrong with the size or the bytes of a file of the lake; '' when nothing is. */
export async function bytesFault(dir: string, file: LakeFile): Promise<string> {
  const fault = await sizeFault(dir, file);
  return fault !== '' || (await sha256Of(join(dir, file.path))) === file.sha256 ? fault : 'not the bytes it was written with';
}

/** Throws UserError that names the first file of the lake with a fault. */
async function refuseFaults(dir: string, manifest: Manifest, faultOf: (dir: string, file: LakeFile) => Promise<string>): Promise<void> {
  for (const file of Object.values(manifest.tables).flat()) {
    const [path, fault] = [join(dir, file.path), await faultOf(dir, file)];
    if (fault !== '') throw damaged(fault === 'missing' ? `A file of the lake is missing: ${path}` : `A file of the lake is damaged: ${path} has ${fault}`);
  }
}

/** Looks whether every file of the lake is there in its full size. Throws UserError that names the first that is not. */
export function checkFiles(dir: string, manifest: Manifest): Promise<void> {
  return refuseFaults(dir, manifest, sizeFault);
}

/** Errors of DuckDB that a damaged Parquet file can cause; those of the query itself are of other kinds. */
const suspicious = /^(Invalid|IO|Internal|INTERNAL|Serialization|TProtocolException|Unknown) ?(Error|Exception)?:|^Invalid Input Error: .*(parquet|magic bytes|thrift|page|zstd|decompress)/is;

/** The error of a query over the lake: when a file of it has not the bytes it was written with, a UserError that names the file; else as it is. */
export async function explainDamage(dir: string, manifest: Manifest, error: Error): Promise<Error> {
  if (!suspicious.test(error.message)) return error;
  return refuseFaults(dir, manifest, bytesFault).then(() => error, (found: Error) => found);
}
