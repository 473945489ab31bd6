import { isUtf8 } from 'node:buffer';
import { linesOf, rawText } from './bytes.js';
import type { RejectReason } from './reject.js';
import type { FileRecord } from './source.js';

type LineRecord = { values: Readonly<Record<string, unknown>> } | { reason: RejectReason; detail?: string };

/**
 * The records of a text: of each line that is not blank the one that `read` makes of it, or several, or null for a line
 * that holds none. Lines that are no valid UTF-8 are read as Windows-1251.
 */
export async function* lineRecords(bytes: AsyncIterable<Buffer>, read: (text: string) => LineRecord | readonly LineRecord[] | null): AsyncIterable<FileRecord> {
  for await (const { number: line, bytes: content, tooLong } of linesOf(bytes)) {
    const raw = () => rawText(content);
    if (tooLong) {
      yield { line, raw, reason: 'line_too_long' };
      continue;
    }
    const text = isUtf8(content) ? content.toString('utf8') : new TextDecoder('windows-1251').decode(content);
    const found = text.trim() === '' ? null : read(text);
    for (const record of Array.isArray(found) ? (found as readonly LineRecord[]) : found === null ? [] : [found as LineRecord]) yield { line, raw, ...record };
  }
}

/** True when more than half of the lines of a text that are not blank are such lines, of as many as are looked at. */
export function areMostLines(text: string, isSuch: (line: string) => boolean, skip: RegExp = /^$/): boolean {
  const lines = text.split(/\r?\n/, 200).map((line) => line.trim()).filter((line) => line !== '' && !skip.test(line));
  return lines.filter(isSuch).length * 2 > lines.length;
}
