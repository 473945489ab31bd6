import { rawText } from '../bytes.js';
import { recordLimit } from '../reject.js';
import type { FileRecord } from '../source.js';

const quote = 0x22, backslash = 0x5c, openBrace = 0x7b, closeBrace = 0x7d, openBracket = 0x5b, closeBracket = 0x5d, newline = 0x0a;

/**
 * The files in czkawka's JSON, each with the number of its `group`. Groups are arrays in an array, or in arrays under
 * the keys of an object; with reference folders the first member stands before an array of the others. One object is
 * held at a time, whatever lies in it.
 */
export async function* czkawkaRecords(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  /** For each open array its group, once a member has stood in it. */
  const arrays: (number | null)[] = [];
  let groups = 0;
  /** Objects around the members: one when the document is an object. */
  let around: number | null = null;
  let braces = 0;
  let member: number[] | null = null;
  let line = 1;
  let startLine = 1;
  let inString = false;
  let escaped = false;
  for await (const chunk of bytes) {
    for (const byte of chunk) {
      if (byte === newline) line++;
      if (member !== null && member.length <= recordLimit) member.push(byte);
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
      } else if (byte === quote) inString = true;
      else if (byte === openBrace) {
        around ??= 1;
        if (member === null && braces === around) [member, startLine] = [[byte], line];
        braces++;
      } else if (byte === closeBrace) {
        braces--;
        if (member !== null && braces === around) {
          if (arrays.length > 0) arrays[arrays.length - 1] ??= ++groups;
          yield memberRecord(Buffer.from(member), startLine, arrays.at(-1) ?? ++groups);
          member = null;
        }
      } else if (member === null && byte === openBracket) {
        around ??= 0;
        arrays.push(arrays.at(-1) ?? null);
      } else if (member === null && byte === closeBracket) arrays.pop();
    }
  }
  if (member !== null || arrays.length > 0 || braces > 0) {
    const rest = Buffer.from(member ?? []);
    yield { line: member === null ? line : startLine, raw: () => rawText(rest), reason: 'bad_json', detail: 'the file ends inside of a record or list' };
  }
}

function memberRecord(bytes: Buffer, line: number, group: number): FileRecord {
  const raw = () => rawText(bytes);
  if (bytes.length > recordLimit) return { line, raw, reason: 'line_too_long' };
  try {
    return { line, raw, values: { ...(JSON.parse(bytes.toString('utf8')) as object), group } };
  } catch (error) {
    return { line, raw, reason: 'bad_json', detail: (error as Error).message.slice(0, 200) };
  }
}
