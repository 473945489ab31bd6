import { readdir } from 'node:fs/promises';
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
  return portraits.has(file) ? encodeURIComponent(file).replace(/[()!'*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`) : null;
}
