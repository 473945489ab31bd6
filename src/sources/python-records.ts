import { isUtf8 } from 'node:buffer';
import type { IdLine } from './id-lines.js';
import { recordOf } from './json-records.js';
import { parsePythonLiteral, type PythonValue } from './python-literal.js';
import type { FileRecord } from './source.js';

const byteEscapes: Readonly<Record<string, number>> = { '\\': 0x5c, "'": 0x27, n: 0x0a, r: 0x0d, t: 0x09 };

/** The text of which Python printed the bytes: `b'...'`, or what stands between its quotes. Throws Error when it is not UTF-8. */
export function textOfPythonBytes(printed: string): string {
  const inner = /^b(['"])([^]*)\1$/.exec(printed)?.[2] ?? printed;
  const pieces = inner.split(/\\(x[0-9a-fA-F]{2}|[\\'nrt])/);
  const bytes = Buffer.concat(pieces.map((piece, i) => {
    if (i % 2 === 0) return Buffer.from(piece);
    return Buffer.of(byteEscapes[piece] ?? Number.parseInt(piece.slice(1), 16));
  }));
  if (!isUtf8(bytes)) throw new Error('the bytes are not UTF-8');
  return bytes.toString('utf8');
}

/** The dicts that stand in a line as a Python literal, bare or in a list. Nothing in the list means that the board knows no such post. */
export function* pythonRecords({ line, raw, payload }: IdLine, parse: (text: string) => PythonValue = parsePythonLiteral): Iterable<FileRecord> {
  let value: PythonValue;
  try {
    value = parse(payload.trim());
  } catch (error) {
    yield { line, raw, reason: 'bad_value', detail: (error as Error).message };
    return;
  }
  const items = Array.isArray(value) ? value : [value];
  if (items.length === 0) yield { line, raw, reason: 'board_error', detail: 'the board gave nothing' };
  for (const item of items) yield { ...recordOf(Buffer.from(JSON.stringify(item)), line), raw };
}
