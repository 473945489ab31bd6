import { once } from 'node:events';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { fileAddress } from '../tags/file-address.js';
import { aria2 } from './aria2.js';
import { askRows, type ListSource } from './asked.js';
import { choosePosts, type Chosen } from './chosen-posts.js';
import type { ListOptions } from './list-options.js';
import { listedPosts } from './listed-posts.js';
import { withOutFile } from './out-file.js';
import type { PostFormat } from './post-format.js';
import { urls } from './urls.js';

const formats = { urls, aria2 } as const satisfies Readonly<Record<string, PostFormat>>;

export type ListFormatName = keyof typeof formats;

/** The kinds of lists and what each is. */
export const listFormats: Readonly<Record<ListFormatName, string>> = Object.fromEntries(Object.entries(formats).map(([name, { about }]) => [name, about])) as Record<ListFormatName, string>;

/** What became of the rows of a list. */
export interface ListSummary extends Chosen {
  readonly to: ListFormatName;
  readonly out: string | null;
  readonly rows: number;
  readonly listed: number;
  /** Posts without an address, which were left out. */
  readonly addressless: number;
}

/**
 * Writes the posts that rows name as a list for another program; they keep their order, and only posts that the session's rating shows are listed,
 * whatever the rows say. Throws UserError when the rows name no posts, when the file is there or cannot be written, and on the signal, which leaves
 * nothing half-written. See docs/lists.md.
 */
export async function writeList(lake: Lake, source: ListSource, options: ListOptions): Promise<ListSummary> {
  const { to, out = null, signal } = options;
  const format = formatNamed(to);
  const interrupt = () => lake.connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    signal?.throwIfAborted();
    const rows = await askRows(lake, source, false);
    const chosen = await choosePosts(lake, options.once === true);
    const told = await writePosts(lake, format, options, chosen.chosen);
    return { to, out, rows, ...chosen, ...told };
  } catch (error) {
    if (signal?.aborted === true) throw new UserError('Interrupted; nothing was written');
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    for (const table of ['rows', 'posts', 'tags', 'mirrors']) await lake.connection.run(`DROP TABLE IF EXISTS listed_${table}`).catch(() => undefined);
  }
}

function formatNamed(name: string): PostFormat {
  if (Object.hasOwn(formats, name)) return formats[name as ListFormatName];
  throw new UserError(`No list format "${name}"`, `Formats: ${Object.keys(formats).join(', ')}`, 2);
}

async function writePosts(lake: Lake, { needs, writer }: PostFormat, options: ListOptions, total: number): Promise<{ listed: number; addressless: number }> {
  const { start = '', entry, end = '' } = writer(options);
  let [listed, addressless] = [0, 0];
  await withOutFile(options.out ?? null, options.write ?? toStdout, async (write) => {
    if (start !== '') await write(start);
    for await (const post of listedPosts(lake, needs)) {
      options.signal?.throwIfAborted();
      const text = entry(post, fileAddress(post));
      if (text === null) addressless++;
      else {
        await write(text);
        listed++;
      }
      options.onStep?.({ label: options.to, done: listed + addressless, total });
    }
    if (end !== '') await write(end);
  });
  return { listed, addressless };
}

async function toStdout(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
