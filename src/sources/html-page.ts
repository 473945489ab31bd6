import { isUtf8 } from 'node:buffer';
import { rawText } from './bytes.js';
import { rawLimit, recordLimit } from './reject.js';
import type { FileRecord, RecordReader } from './source.js';
import { unescapeXml } from './xml-element.js';

/** Reads a saved page as a whole: `recordsOf` gets its text. A page that is too long or no UTF-8 is one reject. */
export function htmlReader(recordsOf: (html: string) => Iterable<FileRecord>): RecordReader {
  return async function* (bytes) {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of bytes) if ((length += chunk.length) <= recordLimit) chunks.push(chunk);
    const page = Buffer.concat(chunks);
    const raw = () => rawText(page);
    if (length > recordLimit) yield { line: 1, raw, reason: 'line_too_long' };
    else if (!isUtf8(page)) yield { line: 1, raw, reason: 'bad_encoding' };
    else yield* recordsOf(page.toString('utf8'));
  };
}

/** The beginning of a piece of HTML, as much as a reject keeps. */
export const beginningOf = (html: string) => rawText(Buffer.from(html.slice(0, rawLimit)));

/** The value of an attribute in an opening tag, null when it has none. */
export function attributeOf(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found === null ? null : unescapeXml(found[1] ?? found[2]!);
}

/** The text of a piece of HTML without its tags. */
export function textOf(html: string): string {
  return unescapeXml(html.replace(/<[^>]*>/g, ' ').replaceAll('&nbsp;', ' ')).replace(/\s+/g, ' ').trim();
}
