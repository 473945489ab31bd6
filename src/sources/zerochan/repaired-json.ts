import { linesOf, rawText } from '../bytes.js';
import { nestedRecords } from '../json-records.js';
import { recordLimit } from '../reject.js';
import type { Sample } from '../sample.js';
import type { FileRecord } from '../source.js';

/** What may follow the quote that ends a key, a value of an object, an element of an array. */
const endOfKey = /\s*:/y;
const endOfValue = /\s*(?:,\s*"\w+"\s*:|\}\s*(?:[,}\]{]|$)|$)/y;
const endOfElement = /\s*(?:,\s*(?:["{[\-\d]|true\b|false\b|null\b)|\]\s*(?:[,}\]]|$)|$)/y;

/**
 * JSON with control characters inside of strings as spaces and with inner quotes escaped: a quote ends a string only
 * where what follows can follow a string. Line ends taken out of a string stand behind it, so that lines keep their numbers.
 */
export function repairJson(text: string): string {
  const open: string[] = [];
  let isKey = false;
  let out = '';
  let copied = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (char === '{' || char === '[') open.push(char);
    else if (char === '}' || char === ']') open.pop();
    if (char === '{' || char === ',') isKey = open.at(-1) === '{';
    else if (char === ':') isKey = false;
    if (char !== '"') continue;
    const end = isKey ? endOfKey : open.at(-1) === '[' ? endOfElement : endOfValue;
    let breaks = 0;
    for (at++; at < text.length; at++) {
      const inner = text[at]!;
      if (inner === '\\') at++;
      else if (inner === '"') {
        end.lastIndex = at + 1;
        if (end.test(text)) break;
        out += `${text.slice(copied, at)}\\"`;
        copied = at + 1;
      } else if (inner < ' ') {
        out += `${text.slice(copied, at)} `;
        copied = at + 1;
        if (inner === '\n') breaks++;
      }
    }
    if (breaks > 0) {
      out += text.slice(copied, at + 1) + '\n'.repeat(breaks);
      copied = at + 1;
    }
  }
  return out + text.slice(copied);
}

/** Works on Latin-1 text, in which every character is a byte, so that broken UTF-8 is still seen. */
const repaired = (bytes: Buffer) => Buffer.from(repairJson(bytes.toString('latin1')), 'latin1');

async function* repairedFile(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let held: Buffer | null = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (held === null) yield chunk;
    else if (held.length + chunk.length <= recordLimit) held = Buffer.concat([held, chunk]);
    else {
      // No answer of the board is that long: what somebody put together was written by a program that knows JSON.
      yield held;
      yield chunk;
      held = null;
    }
  }
  if (held !== null) yield repaired(held);
}

async function* once(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}

/** Elements of the list under `items`, each a record, or the record itself. */
function* unlisted(record: FileRecord): Iterable<FileRecord> {
  const values = 'values' in record ? record.values : 'json' in record ? (JSON.parse(record.json) as Record<string, unknown>) : {};
  if (!Array.isArray(values['items'])) return yield record;
  for (const item of values['items'] as unknown[]) {
    const raw = () => rawText(Buffer.from(JSON.stringify(item)));
    const isObject = item !== null && typeof item === 'object' && !Array.isArray(item);
    yield isObject ? { line: record.line, raw, values: item as Record<string, unknown> } : { line: record.line, raw, reason: 'not_a_record' };
  }
}

/** Answers of zerochan, which are not always valid JSON: one a line, or one or an array in the file. */
export async function* repairedRecords(bytes: AsyncIterable<Buffer>, sample: Sample): AsyncIterable<FileRecord> {
  if (!isLines(sample)) {
    for await (const record of nestedRecords(repairedFile(bytes), [])) yield* unlisted(record);
    return;
  }
  for await (const { bytes: line, number, tooLong } of linesOf(bytes)) {
    const raw = () => rawText(line);
    if (tooLong) yield { line: number, raw, reason: 'line_too_long' };
    else for await (const record of nestedRecords(once(repaired(line)), [])) yield* unlisted({ ...record, line: number, raw });
  }
}

function isLines({ shape, firstLine }: Sample): boolean {
  if (shape !== 'objects') return false;
  try {
    JSON.parse(repairJson(firstLine));
    return true;
  } catch {
    return false;
  }
}
