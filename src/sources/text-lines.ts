import { isUtf8 } from 'node:buffer';
import { linesOf, rawText } from './bytes.js';
import type { FileRecord } from './source.js';

/** A line of a text, with what a record of it needs. */
export interface TextLine {
  line: number;
  raw: () => string;
  text: string;
}

/** The lines of a text that are not blank, as texts, or as rejects when they are too long. Lines that are no valid UTF-8 are read as Windows-1251. */
export async function* textLines(bytes: AsyncIterable<Buffer>): AsyncIterable<TextLine | Extract<FileRecord, { reason: unknown }>> {
  for await (const { number: line, bytes: content, tooLong } of linesOf(bytes)) {
    const raw = () => rawText(content);
    if (tooLong) yield { line, raw, reason: 'line_too_long' };
    else {
      const text = isUtf8(content) ? content.toString('utf8') : new TextDecoder('windows-1251').decode(content);
      if (text.trim() !== '') yield { line, raw, text };
    }
  }
}
