import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { aria2 } from './aria2.js';
import { askRows, type ListSource } from './asked.js';
import { booruChars } from './booru-chars.js';
import { choosePictures } from './chosen-pictures.js';
import { choosePosts, type Chosen } from './chosen-posts.js';
import { folder } from './folder.js';
import { galleryDl } from './gallery-dl.js';
import { grabber } from './grabber.js';
import { hydrus } from './hydrus.js';
import { imagefolder } from './imagefolder.js';
import { iqdb } from './iqdb.js';
import type { ListFormat, Written } from './list-format.js';
import type { ListOptions } from './list-options.js';
import { coco } from './coco.js';
import { copy, move } from './plan.js';
import { urls } from './urls.js';
import { webdataset } from './webdataset.js';
import { zip } from './zip.js';

const formats = { urls, aria2, 'gallery-dl': galleryDl, grabber, hydrus, iqdb, copy, move, folder, zip, 'booru-chars': booruChars, imagefolder, webdataset, coco } as const satisfies Readonly<Record<string, ListFormat>>;

export type ListFormatName = keyof typeof formats;

/** The kinds of lists and what each is. */
export const listFormats: Readonly<Record<ListFormatName, string>> = Object.fromEntries(Object.entries(formats).map(([name, { about }]) => [name, about])) as Record<ListFormatName, string>;

/** What became of the rows of a list. */
export interface ListSummary extends Omit<Chosen, 'chosen'>, Written {
  readonly to: ListFormatName;
  readonly out: string | null;
  readonly rows: number;
}

/**
 * Writes the posts or pictures that rows name as a list for another program; they keep their order, and only those that the session's rating shows are
 * listed, whatever the rows say. Throws UserError when the rows name none, when the file cannot be written or the folder is not empty, and on the
 * signal, which leaves nothing half-written. See docs/lists.md.
 */
export async function writeList(lake: Lake, source: ListSource, options: ListOptions): Promise<ListSummary> {
  const { to, out = null, signal } = options;
  const format = listFormatOf(to);
  if (format.gives !== 'text' && out === null) throw new UserError(`A list for ${to} is a ${format.gives}`, `Name it with -o ${format.gives.toUpperCase()}`, 2);
  const interrupt = () => lake.connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    signal?.throwIfAborted();
    const rows = await askRows(lake, source, format.takesMore === true);
    const { chosen, ...left } = await (format.lists === 'posts' ? choosePosts : choosePictures)(lake, options.once === true);
    let done = 0;
    const step = (many = 1) => {
      signal?.throwIfAborted();
      done += many;
      options.onStep?.({ label: to, done, total: chosen });
    };
    const written = await format.write({ lake, options, step });
    return { to, out, rows, ...left, ...written };
  } catch (error) {
    if (signal?.aborted === true) throw new UserError('Interrupted; nothing was written');
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    for (const table of ['rows', 'posts', 'pictures', 'tags', 'mirrors', 'boxes']) await lake.connection.run(`DROP TABLE IF EXISTS listed_${table}`).catch(() => undefined);
  }
}

/** A kind of list by its name. Throws UserError when there is none. */
export function listFormatOf(name: string): ListFormat {
  if (Object.hasOwn(formats, name)) return formats[name as ListFormatName];
  throw new UserError(`No list format "${name}"`, `Formats: ${Object.keys(formats).join(', ')}`, 2);
}
