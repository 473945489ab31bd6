import { visibleText } from '../charts/text.js';
import { UserError } from '../lake/error.js';
import type { QueryResult } from '../lake/result.js';
import { cellText, isNumberType, jsonText } from './cell.js';
import { nearest } from './near.js';
import { type TableOptions, textTable } from './texttable.js';

/** Formats that are text; parquet is written by `exportParquet`. */
export const textFormats = ['table', 'csv', 'json', 'jsonl', 'markdown'] as const;
export type TextFormat = (typeof textFormats)[number];

export interface FormatOptions extends TableOptions {
  /** The text goes to a terminal: control characters of any format become visible escapes. */
  terminal?: boolean;
}

/** A result as text, ending with a line break unless empty. */
export function formatResult(result: QueryResult, format: TextFormat, options: FormatOptions = {}): string {
  const text = writers[format](result, options);
  return options.terminal ? text.replace(/[^\n]+?(?=\r?\n|$)/g, visibleText) : text;
}

/** The format of a name, or a UserError naming those there are. `parquet` is passed through. */
export function parseFormat(name: string): TextFormat | 'parquet' {
  const known = [...textFormats, 'parquet'] as const;
  const found = known.find((format) => format === name.toLowerCase() || (name === 'md' && format === 'markdown') || (name === 'ndjson' && format === 'jsonl'));
  if (found) return found;
  const [near] = nearest(name, known);
  throw new UserError(`No output format "${name}".`, near ? `Did you mean ${near}?` : `Formats: ${known.join(', ')}.`, 2);
}

const writers: Record<TextFormat, (result: QueryResult, options: FormatOptions) => string> = { table: textTable, csv, json, jsonl, markdown };

/** RFC 4180, UTF-8, header line, CRLF; NULL is an empty field, an empty text is `""`. */
function csv({ columns, rows }: QueryResult): string {
  const quote = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const cell = (value: unknown, type: string): string => (value === '' ? '""' : quote(cellText(value, type)));
  const lines = [columns.map(({ name }) => quote(name)), ...rows.map((row) => columns.map(({ name, type }) => cell(row[name], type)))];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

function objects({ columns, rows }: QueryResult): string[] {
  return rows.map((row) => `{${columns.map(({ name, type }) => `${jsonText(name, '')}:${jsonText(row[name] ?? null, type)}`).join(',')}}`);
}

function json(result: QueryResult): string {
  return result.rows.length ? `[\n  ${objects(result).join(',\n  ')}\n]\n` : '[]\n';
}

function jsonl(result: QueryResult): string {
  return objects(result).map((line) => `${line}\n`).join('');
}

/** A GitHub table; characters that would start markup are escaped. */
function markdown({ columns, rows }: QueryResult): string {
  const cell = (text: string): string => visibleText(text).replace(/[\\|`*_~<>[\]&]/g, (char) => (char === '<' ? '&lt;' : char === '&' ? '&amp;' : `\\${char}`));
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |\n`;

  return [
    line(columns.map(({ name }) => cell(name))),
    line(columns.map(({ type }) => (isNumberType(type) ? '--:' : '---'))),
    ...rows.map((row) => line(columns.map(({ name, type }) => cell(cellText(row[name], type))))),
  ].join('');
}
