import { isUtf8 } from 'node:buffer';
import { linesOf, rawText } from './bytes.js';
import { rawLimit, recordLimit, type RejectReason } from './reject.js';
import type { Sample } from './sample.js';
import { hasHalfCharacter } from './line-file.js';
import type { FileRecord } from './source.js';

/** True when the file is one JSON object a line: then a bad line costs that line only. */
export function isJsonLines(sample: Sample, unwrap: readonly string[]): boolean {
  if (sample.shape !== 'objects' || unwrap.some((key) => sample.rootKeys.has(key))) return false;
  return sample.first === null || isJson(sample.firstLine);
}

/** The records of a JSON file: one a line, the elements of a root array, or what stands under an `unwrap` key of each root object. */
export function jsonRecords(bytes: AsyncIterable<Buffer>, sample: Sample, unwrap: readonly string[] = []): AsyncIterable<FileRecord> {
  if (isJsonLines(sample, unwrap)) return lineRecords(bytes);
  // Text that starts as no JSON does is JSON by the user's word: with a bad line, or several, before the good ones.
  if (sample.shape === 'text') return unwrap.length > 0 ? wrappedLineRecords(bytes, unwrap) : lineRecords(bytes);
  const keys = unwrap.filter((key) => sample.rootKeys.has(key));
  return isWrappedLines(sample) ? wrappedLineRecords(bytes, keys) : nestedRecords(bytes, keys);
}

/** True when each line is a whole root object: then a bad line costs that line only, too. */
function isWrappedLines({ shape, text, firstLine }: Sample): boolean {
  return shape === 'objects' && /^[\r\n]+\{/.test(text.slice(firstLine.length)) && isJson(firstLine);
}

async function* wrappedLineRecords(bytes: AsyncIterable<Buffer>, unwrap: readonly string[]): AsyncIterable<FileRecord> {
  for await (const { bytes: line, number, tooLong: isTooLong } of linesOf(bytes)) {
    if (isBlank(line)) continue;
    const whole = isTooLong ? tooLong(line, number) : recordOf(line, number);
    const value = 'values' in whole ? whole.values : 'json' in whole ? (JSON.parse(whole.json) as object) : {};
    if (unwrap.some((key) => key in value)) {
      for await (const record of nestedRecords(once(line), unwrap)) yield { ...record, line: number };
    } else yield whole;
  }
}

/** Some bytes as a stream. */
export async function* once(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function* lineRecords(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const line of linesOf(bytes)) {
    if (isBlank(line.bytes)) continue;
    yield line.tooLong ? tooLong(line.bytes, line.number) : recordOf(line.bytes, line.number);
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 32 || byte === 9 || byte === 13);
}

function tooLong(bytes: Buffer, line: number): FileRecord {
  return { line, raw: () => rawText(bytes), reason: 'line_too_long' };
}

/** The record of one JSON text. */
export function recordOf(bytes: Buffer, line: number): FileRecord {
  const raw = () => rawText(bytes);
  const reject = (reason: RejectReason, detail?: string): FileRecord => ({ line, raw, reason, ...(detail === undefined ? {} : { detail }) });
  if (!isUtf8(bytes)) return reject('bad_encoding');
  const text = bytes.toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return reject('not_a_record');
    if (halfPair.test(text) && hasHalfCharacter(JSON.stringify(value))) return reject('bad_encoding', 'half of a UTF-16 pair');
    return longNumber.test(text) ? { line, raw, json: text.replace(/[\r\n]+/g, ' ') } : { line, raw, values: value as Record<string, unknown> };
  } catch (error) {
    return reject('bad_json', (error as Error).message.slice(0, 200));
  }
}

const halfPair = /\\u[dD][89a-fA-F]/;
/** Numbers that may not fit a double keep their digits only in the text. */
const longNumber = /[:[,]\s*-?\d{16}/;

const quote = 0x22, backslash = 0x5c, openBrace = 0x7b, closeBrace = 0x7d, openBracket = 0x5b, closeBracket = 0x5d, comma = 0x2c, newline = 0x0a;
const isSpace = (byte: number) => byte === 32 || byte === 9 || byte === 10 || byte === 13;

/**
 * Follows the brackets of a JSON text and cuts out the records, without holding more than one of them.
 * A record starts at `recordDepth` open brackets: 0 for root objects, 1 in a root array, 1 or 2 under an unwrapped key,
 * which it then names as `under`.
 */
export async function* nestedRecords(bytes: AsyncIterable<Buffer>, unwrap: readonly string[]): AsyncIterable<FileRecord> {
  const plainRoots = unwrap.length === 0;
  let depth = 0;
  let line = 1;
  let inString = false;
  let escaped = false;
  let recordDepth = -1;
  let capture: Capture | null = null;
  let key: number[] | null = null;
  let lastKey = '';
  let started = false;

  for await (const chunk of bytes) {
    for (let at = !started && chunk[0] === 0xef ? 3 : 0; at < chunk.length; at++) {
      started = true;
      const byte = chunk[at]!;
      if (byte === newline) line++;
      if (inString) {
        capture?.push(byte);
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) {
          inString = false;
          if (key !== null) {
            lastKey = Buffer.from(key).toString('utf8');
            key = null;
          }
        } else key?.push(byte);
        continue;
      }
      if (capture !== null && capture.isScalar && depth === recordDepth && (byte === comma || byte === closeBracket)) {
        yield capture.finish();
        capture = null;
      }
      if (capture === null && depth === recordDepth && !isSpace(byte) && byte !== comma && byte !== closeBracket && byte !== closeBrace) {
        capture = new Capture(line, byte !== openBrace);
      }
      capture?.push(byte);
      if (depth === 0 && !isSpace(byte) && byte !== comma && byte !== openBrace && byte !== openBracket) {
        const junk = new Capture(line, true);
        junk.push(byte);
        yield { line, raw: junk.raw, reason: 'bad_json', detail: 'text outside of any object; what follows was not read' };
        return;
      }
      if (byte === quote) {
        inString = true;
        if (capture === null && depth === 1 && !plainRoots) key = [];
      } else if (byte === openBrace || byte === openBracket) {
        if (depth === 0) {
          lastKey = '';
          recordDepth = byte === openBracket ? 1 : plainRoots ? 0 : -1;
          if (recordDepth === 0) (capture ??= new Capture(line, false)).push(byte);
        } else if (depth === 1 && !plainRoots && recordDepth < 0 && unwrap.includes(lastKey)) {
          recordDepth = byte === openBracket ? 2 : 1;
          if (byte === openBrace) (capture = new Capture(line, false)).push(byte);
        }
        depth++;
      } else if (byte === closeBrace || byte === closeBracket) {
        depth--;
        if (capture !== null && !capture.isScalar && depth === recordDepth) {
          yield recordDepth > 0 && lastKey !== '' ? { ...capture.finish(), under: lastKey } : capture.finish();
          capture = null;
          if (depth === 1 && !plainRoots && byte === closeBrace && lastKey !== '') recordDepth = -1;
        } else if (depth < recordDepth) recordDepth = -1;
        if (depth <= 0) {
          depth = 0;
          recordDepth = -1;
          lastKey = '';
        }
      }
    }
  }
  if (capture !== null || depth > 0) {
    const cut = capture ?? new Capture(line, true);
    yield { line: cut.line, raw: cut.raw, reason: 'bad_json', detail: 'the file ends inside of a record or list' };
  }
}

/** The bytes of one record as they come. */
class Capture {
  private bytes = Buffer.allocUnsafe(4096);
  private length = 0;

  constructor(readonly line: number, readonly isScalar: boolean) {}

  push(byte: number): void {
    if (this.length === this.bytes.length) {
      if (this.length > recordLimit) return;
      const larger = Buffer.allocUnsafe(this.bytes.length * 2);
      this.bytes.copy(larger);
      this.bytes = larger;
    }
    this.bytes[this.length++] = byte;
  }

  readonly raw = (): string => this.bytes.toString('utf8', 0, Math.min(this.length, rawLimit));

  finish(): FileRecord {
    const bytes = this.bytes.subarray(0, this.length);
    if (this.length > recordLimit) return tooLong(bytes, this.line);
    return this.isScalar ? { line: this.line, raw: this.raw, reason: 'not_a_record' } : recordOf(bytes, this.line);
  }
}
