/** A table as a notebook shows it: plain HTML in one strict form, so that it can be read back without trusting any HTML. */
import type { QueryResult } from '../lake/result.js';
import { cellText, isNumberType, shortText } from './cell.js';
import { escapeHtml } from './html.js';

export type TableData = Pick<QueryResult, 'columns' | 'rows'>;

/** Rows with their columns: as given, or found by looking through all rows. */
export function rowsToTable(given: TableData | readonly object[]): TableData {
  if ('columns' in given) return given;
  const rows = given as readonly Readonly<Record<string, unknown>>[];
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { columns: names.map((name) => ({ name, type: typeOf(rows.map((row) => row[name] ?? null).filter((value) => value !== null)) })), rows: [...rows] };
}

function typeOf(values: readonly unknown[]): string {
  if (values.length === 0) return 'VARCHAR';
  if (values.every((value) => typeof value === 'bigint' || Number.isInteger(value))) return 'BIGINT';
  if (values.every((value) => typeof value === 'number')) return 'DOUBLE';
  return values.every((value) => value instanceof Date) ? 'TIMESTAMP' : 'VARCHAR';
}

/** A table of rows as HTML; the types of the columns go along. */
export function tableHtml({ columns, rows }: TableData): string {
  const side = (type: string) => (isNumberType(type) ? ' style="text-align:right"' : '');
  const head = columns.map(({ name, type }) => `<th data-type="${escapeHtml(type)}"${side(type)}>${escapeHtml(name)}</th>`);
  const line = (row: TableData['rows'][number]) => `<tr>${columns.map(({ name, type }) => cell(row[name], type, side(type))).join('')}</tr>`;
  return `<table class="boorulab">\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${rows.map((row) => `${line(row)}\n`).join('')}</tbody>\n</table>`;
}

function cell(value: unknown, type: string, side: string): string {
  if (value === null || value === undefined) return '<td data-null></td>';
  return `<td${side}>${escapeHtml(isNumberType(type) ? shortText(value, type) : cellText(value, type))}</td>`;
}

/** The table in HTML made by `tableHtml`, its values as text or numbers; undefined for any other HTML. */
export function readTableHtml(html: string): TableData | undefined {
  const [, head, body] = /^<table class="boorulab">\n<thead><tr>(.*)<\/tr><\/thead>\n<tbody>\n([\s\S]*)<\/tbody>\n<\/table>$/.exec(html) ?? [];
  if (head === undefined || body === undefined) return undefined;
  const columns = Array.from(head.matchAll(/<th data-type="([^"<>]*)"[^<>]*>([^<>]*)<\/th>/g), ([, type = '', name = '']) => ({ name: unescapeHtml(name), type: unescapeHtml(type) }));
  const lines = body.split('</tr>\n').slice(0, -1);
  const rows = lines.map((line) => {
    const cells = Array.from(line.matchAll(/<td( data-null)?[^<>]*>([^<>]*)<\/td>/g), ([, none, text = '']) => (none ? null : unescapeHtml(text)));
    return Object.fromEntries(columns.map(({ name, type }, index) => [name, readCell(cells[index] ?? null, type)]));
  });
  return { columns, rows };
}

function readCell(text: string | null, type: string): string | number | null {
  const number = Number(text);
  return text !== null && isNumberType(type) && String(number) === text ? number : text;
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

function unescapeHtml(text: string): string {
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => entities[entity]!);
}
