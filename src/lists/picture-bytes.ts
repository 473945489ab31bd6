import { open, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileLimit } from '../images/limits.js';
import { archivePictures } from '../images/picture-archive.js';
import { pictureType } from '../images/picture-type.js';
import type { Lake } from '../lake/lake.js';
import { archiveOf } from './in-archive.js';
import type { ListContext, Written } from './list-format.js';
import { listedPictures, type ListedPicture } from './listed-pictures.js';
import { rowsOf } from './listed-posts.js';
import type { TagNeed } from './listed-tags.js';

/** A picture of a list with its bytes. */
export interface ReadPicture extends ListedPicture {
  readonly bytes: Buffer;
}

/**
 * Gives `take` the bytes of the listed pictures one after the other, from the disk or out of archives; `staging` is a folder for what is unpacked.
 * Left out and counted: files that are gone, and what is no picture by its first bytes, since a dump could name any file of the machine.
 */
export async function eachPicture({ lake, step }: Pick<ListContext, 'lake' | 'step'>, need: TagNeed, staging: string, take: (picture: ReadPicture) => Promise<void>): Promise<Required<Pick<Written, 'listed' | 'gone' | 'unreadable'>>> {
  const unpacked = await unpackPictures(lake, staging);
  const counts = { listed: 0, gone: 0, unreadable: 0 };
  for await (const picture of listedPictures(lake, need)) {
    const bytes = await readPicture(unpacked.get(picture.path) ?? picture.path);
    if (typeof bytes === 'string') counts[bytes]++;
    else {
      await take({ ...picture, bytes });
      counts.listed++;
    }
    step();
  }
  return counts;
}

async function readPicture(path: string): Promise<Buffer | 'gone' | 'unreadable'> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > fileLimit) return 'unreadable';
      const bytes = await file.readFile();
      return pictureType(bytes) === null ? 'unreadable' : bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? 'gone' : 'unreadable';
  }
}

/** Unpacks the listed pictures that lie in archives, each archive read once; where each now is. */
async function unpackPictures(lake: Lake, staging: string): Promise<Map<string, string>> {
  const wanted = new Map<string, Set<string>>();
  for await (const { path } of rowsOf<{ path: string }>(lake, 'SELECT path FROM listed_pictures ORDER BY nth')) {
    const archive = await archiveOf(path);
    if (archive !== null) wanted.set(archive, (wanted.get(archive) ?? new Set()).add(path));
  }
  const unpacked = new Map<string, string>();
  if (wanted.size > 0) await mkdir(staging, { recursive: true });
  for (const [archive, paths] of wanted) {
    const { size, mtimeMs } = await stat(archive);
    try {
      for await (const member of archivePictures({ path: archive, size, changed: Math.round(mtimeMs * 1000), at: 1 }, () => undefined, () => undefined)) {
        if (!paths.has(member.path) || member.fault !== null) continue;
        const place = join(staging, String(unpacked.size));
        await writeFile(place, member.bytes);
        unpacked.set(member.path, place);
      }
    } catch (error) {
      // A full disk ends the work; of a damaged archive the rest is gone.
      if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    }
  }
  return unpacked;
}
