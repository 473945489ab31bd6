import { opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isPictureName } from '../tags/file-name.js';
import { LineFile } from './line-file.js';

/** The pictures below a folder, in order of name; links are followed, each folder once. Hidden files and folders are left out. */
export async function* picturesUnder(dir: string, seen = new Set<string>()): AsyncIterable<string> {
  const real = await realpath(dir);
  if (seen.has(real)) return;
  seen.add(real);
  const names: string[] = [];
  for await (const entry of await opendir(dir)) if (!entry.name.startsWith('.') && (!entry.isFile() || isPictureName(entry.name))) names.push(entry.name);
  for (const name of names.sort()) {
    const path = join(dir, name);
    const facts = await stat(path).catch(() => null);
    if (facts?.isDirectory()) yield* picturesUnder(path, seen);
    else if (facts?.isFile() && isPictureName(name)) yield path;
  }
}

/** Writes the listing of a folder: the path of a picture a line. */
export async function writeListing(dir: string, to: string, signal?: AbortSignal): Promise<void> {
  const listing = new LineFile(to);
  for await (const path of picturesUnder(dir)) {
    signal?.throwIfAborted();
    // A name may hold a line end, which no listing can.
    await listing.write(path.replace(/[\r\n]/g, ' '));
  }
  await listing.close();
}
