import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Card } from './document.js';
import { unescapeHtml } from './html.js';
import { portraitFileName } from './portrait/file-name.js';

/** Columns whose texts name a tag or a franchise. */
const naming = /(^|_)(tag|tag_name|name|character|artist|work|copyright|franchise|member|speciality|label)(_[ab12])?$/i;

/** Names of the files of portraits in a folder of pages; none when the folder is not there. */
export async function portraitsIn(folder: string): Promise<ReadonlySet<string>> {
  const names = await readdir(folder).catch(() => []);
  return new Set(names.filter((name) => /^portrait-.*\.html$/.test(name)));
}

/** Where the portrait of what a cell names is, from a page in the same folder; null when it names nothing that has one. */
export function portraitHref(portraits: ReadonlySet<string>, column: string, value: unknown): string | null {
  if (portraits.size === 0 || typeof value !== 'string' || !naming.test(column)) return null;
  const file = portraitFileName(value);
  return portraits.has(file) ? hrefOf(file) : null;
}

const hrefOf = (file: string): string => encodeURIComponent(file).replace(/[()!'*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** A card for each portrait in a folder of pages, by its name alone: what it shows may have been asked for with another rating. */
export async function portraitCards(folder: string): Promise<Card[]> {
  const cards: Card[] = [];
  for (const file of [...await portraitsIn(folder)].sort()) cards.push({ href: hrefOf(file), title: (await titleOf(join(folder, file))) ?? file });
  return cards;
}

/** The title of a page of ours, which stands before its style. */
async function titleOf(file: string): Promise<string | null> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    const title = /<title>([^<]*)<\/title>/.exec(buffer.toString('utf8', 0, bytesRead))?.[1];
    return title === undefined ? null : unescapeHtml(title);
  } finally {
    await handle.close();
  }
}
