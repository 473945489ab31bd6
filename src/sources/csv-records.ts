import { isUtf8 } from 'node:buffer';
import { linesOf, rawText, type Line } from './bytes.js';
import type { RejectReason } from './reject.js';
import type { FileRecord, RecordFormat } from './source.js';

type CsvFormat = Extract<RecordFormat, { kind: 'csv' }>;

/** Lines a quoted field may go on over before its quote counts as never closed. */
const linesOfAField = 2000;

/**
 * The rows of a delimited text (RFC 4180 quotes); empty fields are null. A row that cannot be read costs its first line only: reading goes on
 * with the line after, so one stray quote does not swallow its neighbours.
 */
export async function* csvRecords(bytes: AsyncIterable<Buffer>, format: CsvFormat): AsyncIterable<FileRecord> {
  const lines = new LineQueue(linesOf(bytes)[Symbol.asyncIterator]());
  let columns = format.columns;
  for (let line = await lines.peek(0); line !== null; line = await lines.peek(0)) {
    if (line.bytes.length === 0) {
      lines.drop(1);
      continue;
    }
    const one = readLine(line, format);
    const row = 'open' in one ? await readOn(lines, one.open, format) : one;
    if (columns === undefined) {
      if ('reason' in row) return;
      columns = row.fields.map((field) => field.trim());
      lines.drop(row.lines);
      continue;
    }
    const first = line;
    const raw = () => rawText(first.bytes);
    if ('fields' in row && format.wide !== undefined) rejoin(row.fields, columns.indexOf(format.wide), columns.length, format.delimiter);
    const names = 'fields' in row ? [columns, ...(format.others ?? [])].find((list) => list.length === row.fields.length) : undefined;
    if ('fields' in row && names !== undefined) {
      yield { line: line.number, raw, values: valuesOf(names, row.fields) };
      lines.drop(row.lines);
    } else {
      const reason = 'fields' in row ? 'bad_columns' : row.reason;
      yield { line: line.number, raw, reason, ...('fields' in row ? { detail: `${row.fields.length} fields, ${columns.length} expected` } : {}) };
      lines.drop(1);
    }
  }
}

type Row = { fields: string[]; lines: number } | { reason: RejectReason };

/** The row of one line, or its text when a quote is still open at its end. */
function readLine({ bytes, tooLong }: Line, format: CsvFormat): Row | { open: string } {
  if (tooLong) return { reason: 'line_too_long' };
  const isText = isUtf8(bytes);
  if (!isText && format.fallback === undefined) return { reason: 'bad_encoding' };
  const text = isText ? bytes.toString('utf8') : new TextDecoder(format.fallback).decode(bytes);
  if (!format.quoted) return { fields: text.split(format.delimiter), lines: 1 };
  const fields = splitQuoted(text, format.delimiter);
  if (fields === 'open') return { open: text };
  return fields === 'broken' ? { reason: 'bad_quote' } : { fields, lines: 1 };
}

/** The row that goes on over the lines after its first. */
async function readOn(lines: LineQueue, first: string, format: CsvFormat): Promise<Row> {
  let text = first;
  for (let count = 1; ; count++) {
    const next = format.multiline && count < linesOfAField ? await lines.peek(count) : null;
    if (next === null || next.tooLong || !isUtf8(next.bytes)) return { reason: 'bad_quote' };
    text += `\n${next.bytes.toString('utf8')}`;
    const fields = splitQuoted(text, format.delimiter);
    if (fields !== 'open') return fields === 'broken' ? { reason: 'bad_quote' } : { fields, lines: count + 1 };
  }
}

function valuesOf(names: readonly string[], fields: readonly string[]): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  for (let at = 0; at < fields.length; at++) values[names[at]!] = fields[at] === '' ? null : fields[at]!;
  return values;
}

/** Puts a field that was split at delimiters of its own together again. */
function rejoin(fields: string[], wide: number, width: number, delimiter: string): void {
  const extra = fields.length - width;
  if (extra > 0 && wide >= 0) fields.splice(wide, extra + 1, fields.slice(wide, wide + extra + 1).join(delimiter));
}

/** The fields of one row; 'open' when a quote is not closed, 'broken' when text follows a closing quote. */
export function splitQuoted(text: string, delimiter: string): string[] | 'open' | 'broken' {
  const fields: string[] = [];
  for (let at = 0; ; ) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      fields.push(text.slice(at, end < 0 ? undefined : end));
      if (end < 0) return fields;
      at = end + delimiter.length;
      continue;
    }
    let end = at + 1;
    for (;;) {
      end = text.indexOf('"', end);
      if (end < 0) return 'open';
      if (text[end + 1] !== '"') break;
      end += 2;
    }
    fields.push(text.slice(at + 1, end).replaceAll('""', '"'));
    if (end + 1 === text.length) return fields;
    if (!text.startsWith(delimiter, end + 1)) return 'broken';
    at = end + 1 + delimiter.length;
  }
}

class LineQueue {
  private ahead: Line[] = [];

  constructor(private readonly source: AsyncIterator<Line>) {}

  async peek(index: number): Promise<Line | null> {
    while (this.ahead.length <= index) {
      const next = await this.source.next();
      if (next.done) return null;
      this.ahead.push(next.value);
    }
    return this.ahead[index]!;
  }

  drop(count: number): void {
    this.ahead.splice(0, count);
  }
}
