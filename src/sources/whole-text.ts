import { isUtf8 } from 'node:buffer';
import { rawLimit, recordLimit } from './reject.js';
import type { FileRecord } from './source.js';

/** The whole of a small text, without a byte order mark, as lines; or why it is no record. */
export async function linesOfWhole(bytes: AsyncIterable<Buffer>): Promise<{ lines: string[]; raw: () => string } | FileRecord> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of bytes) {
    if (length <= recordLimit) pieces.push(piece);
    length += piece.length;
  }
  const whole = Buffer.concat(pieces);
  const raw = () => whole.toString('utf8', 0, rawLimit).trimEnd();
  if (length > recordLimit) return { line: 1, raw, reason: 'line_too_long' };
  if (!isUtf8(whole)) return { line: 1, raw, reason: 'bad_encoding' };
  const lines = whole.toString('utf8').replace(/^\uFEFF/, '').split(/\r?\n/).map((line) => line.trim());
  return { lines: lines.filter((line) => line !== ''), raw };
}
