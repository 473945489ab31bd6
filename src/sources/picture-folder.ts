import { opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isPictureName } from '../tags/file-name.js';
import type { Input } from './input.js';
import { openUnpacked } from './open-file.js';
import type { UnpackOptions } from './unpack.js';

/** The pictures below a folder, in order of name; links are followed, each folder once. Hidden files and folders are left out. */
async function* picturesUnder(dir: string, seen = new Set<string>()): AsyncIterable<string> {
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

/** True when a picture lies below a folder. */
export async function hasPictures(dir: string): Promise<boolean> {
  for await (const _ of picturesUnder(dir)) return true;
  return false;
}

/** The listing of a folder: the path of a picture a line. */
export async function* listingOf(dir: string): AsyncIterable<Buffer> {
  let lines: string[] = [];
  for await (const path of picturesUnder(dir)) {
    // A name may hold a line end, which no listing can.
    lines.push(`${path.replace(/[\r\n]/g, ' ')}\n`);
    if (lines.length < 1000) continue;
    yield Buffer.from(lines.join(''));
    lines = [];
  }
  yield Buffer.from(lines.join(''));
}

/** A folder of pictures as one file: the listing of their names. */
export function pictureFolder(path: string, { staging, signal }: UnpackOptions): Input {
  return { path, named: true, content: { kind: 'large', head: Buffer.from(`${path}\n`), open: (sample) => openUnpacked(listingOf(path), sample, null, staging, signal) } };
}
