import { createReadStream } from 'node:fs';
import { rawLimit, recordLimit } from './reject.js';

/** The bytes of a file in large pieces. It is open only while they are taken. */
export async function* bytesOf(path: string, signal?: AbortSignal): AsyncIterable<Buffer> {
  // Node 20 opens the file even so, and never closes it.
  signal?.throwIfAborted();
  yield* createReadStream(path, { highWaterMark: 4 << 20, ...(signal ? { signal } : {}) }) as AsyncIterable<Buffer>;
}

/** The beginning of a raw text, as much as a reject keeps. */
export function rawText(bytes: Buffer): string {
  return bytes.subarray(0, rawLimit).toString('utf8');
}

export interface Line {
  /** Number in the file from 1. */
  number: number;
  bytes: Buffer;
  /** True when the line was longer than a record may be; `bytes` then holds its beginning only. */
  tooLong: boolean;
}

/** Lines of a byte stream without their line ends and without a byte order mark. A line over the record limit is cut, not kept in memory. */
export async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncIterable<Line> {
  let number = 1;
  let pending: Buffer[] = [];
  let length = 0;
  const finish = (): Line => {
    const tooLong = length > recordLimit;
    let line = pending.length === 1 ? pending[0]! : Buffer.concat(pending);
    if (number === 1 && line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf) line = line.subarray(3);
    if (line.at(-1) === 0x0d) line = line.subarray(0, -1);
    pending = [];
    length = 0;
    return { number: number++, bytes: line, tooLong };
  };
  const keep = (piece: Buffer): void => {
    if (length <= recordLimit) pending.push(piece);
    length += piece.length;
    if (length > recordLimit && pending.length > 1) pending = [Buffer.concat(pending).subarray(0, rawLimit)];
  };
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      keep(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}
