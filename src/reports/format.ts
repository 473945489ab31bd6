import { visibleText } from '../charts/text.js';
import { UserError } from '../lake/error.js';
import type { QueryResult, Row } from '../lake/result.js';
import { cellText, isNumberType, jsonText } from './cell.js';
import { nearest } from './near.js';
import { textRecords } from './textrecords.js';
import { type TableOptions, textTable } from './texttable.js';

/** Formats that are text; parquet is written by `exportParquet`. */
export const textFormats = ['table', 'record', 'csv', 'json', 'jsonl', 'markdown'] as const;
export type TextFormat = (typeof textFormats)[number];
/** Formats whose rows can be written as they come. */
export type PieceFormat = Exclude<TextFormat, 'table' | 'record'>;
export type Format = TextFormat | 'parquet';

export interface FormatOptions extends TableOptions {
  /** The text goes to a terminal: control characters of any format become visible escapes. */
  terminal?: boolean;
}

/** A result as text, ending with a line break unless empty. */
export function formatResult(result: QueryResult, format: TextFormat, options: FormatOptions = {}): string {
  const text = isWhole(format) ? wholes[format](result, options) : inPieces(result, format);
  return options.terminal ? visibleResult(text) : text;
}

/** A text of any format with the control characters of its lines as visible escapes. */
export function visibleResult(text: string): string {
  return text.split(/(\r?\n)/).map((part, i) => (i % 2 === 1 ? part : visibleText(part))).join('');
}

function inPieces({ columns, rows }: QueryResult, format: PieceFormat): string {
  const writer = new PieceWriter(columns, format);
  return writer.head() + writer.body(rows) + writer.foot();
}

/** Whether a format can be written only when all rows are known. */
export function isWhole(format: TextFormat): format is 'table' | 'record' {
  return format === 'table' || format === 'record';
}

/** The format of a name, or a UserError naming those there are. `parquet` is passed through. */
export function parseFormat(name: string): Format {
  const known: readonly Format[] = [...textFormats, 'parquet'];
  const found = known.find((format) => format === name.toLowerCase() || (name === 'md' && format === 'markdown') || (name === 'ndjson' && format === 'jsonl'));
  if (found) return found;
  const [near] = nearest(name, known);
  throw new UserError(`No output format "${name}".`, near ? `Did you mean ${near}?` : `Formats: ${known.join(', ')}.`, 2);
}

/** The format that a file's name ends in, if any. */
export function formatOfFile(file: string): Format | undefined {
  return endings[/\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? ''];
}

const endings: Readonly<Record<string, Format>> = { csv: 'csv', json: 'json', jsonl: 'jsonl', ndjson: 'jsonl', md: 'markdown', parquet: 'parquet', txt: 'table' };

const wholes = { table: textTable, record: textRecords };

type Columns = QueryResult['columns'];

/** Writes a format whose rows do not depend on those that follow. */
export class PieceWriter {
  private written = 0;
  private readonly shape: Shape;

  constructor(private readonly columns: Columns, format: PieceFormat) {
    this.shape = shapes[format];
  }

  head(): string {
    return this.shape.head(this.columns);
  }

  body(rows: readonly Row[]): string {
    return rows.map((row) => `${this.written++ > 0 ? this.shape.between : this.shape.before}${this.shape.row(this.columns, row)}`).join('');
  }

  foot(): string {
    return this.shape.foot(this.written);
  }
}

interface Shape {
  head(columns: Columns): string;
  row(columns: Columns, row: Row): string;
  foot(rows: number): string;
  /** What stands before the first row, and between two. */
  before: string;
  between: string;
}

const nothing = (): string => '';

const shapes: Readonly<Record<PieceFormat, Shape>> = {
  // RFC 4180, UTF-8, header line, CRLF; NULL is an empty field, an empty text is `""`.
  csv: {
    head: (columns) => `${columns.map(({ name }) => csvQuoted(name)).join(',')}\r\n`,
    row: (columns, row) => `${columns.map(({ name, type }) => (row[name] === '' ? '""' : csvQuoted(cellText(row[name], type)))).join(',')}\r\n`,
    foot: nothing, before: '', between: '',
  },
  json: { head: nothing, row: jsonObject, foot: (rows) => (rows > 0 ? '\n]\n' : '[]\n'), before: '[\n  ', between: ',\n  ' },
  jsonl: { head: nothing, row: (columns, row) => `${jsonObject(columns, row)}\n`, foot: nothing, before: '', between: '' },
  // A GitHub table; characters that would start markup are escaped.
  markdown: {
    head: (columns) => markdownLine(columns.map(({ name }) => markdownCell(name))) + markdownLine(columns.map(({ type }) => (isNumberType(type) ? '--:' : '---'))),
    row: (columns, row) => markdownLine(columns.map(({ name, type }) => markdownCell(cellText(row[name], type)))),
    foot: nothing, before: '', between: '',
  },
};

function csvQuoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function jsonObject(columns: Columns, row: Row): string {
  return `{${columns.map(({ name, type }) => `${jsonText(name, '')}:${jsonText(row[name] ?? null, type)}`).join(',')}}`;
}

function markdownCell(text: string): string {
  return visibleText(text).replace(/[\\|`*_~<>[\]&]/g, (char) => (char === '<' ? '&lt;' : char === '&' ? '&amp;' : `\\${char}`));
}

function markdownLine(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
