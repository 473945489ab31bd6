import { cutText, displayWidth, visibleText } from '../charts/text.js';
import type { QueryResult } from '../lake/result.js';
import { isNumberType, shortText } from './cell.js';

export interface TableOptions {
  /** Columns of the terminal; without it nothing is cut. */
  width?: number;
  /** Rows shown at most; the rest is counted in a last line. */
  maxRows?: number;
}

const gap = '  ';
const least = 6;

/** A result as a plain table: numbers flush right, cells and columns cut to the width. */
export function textTable({ columns, rows }: QueryResult, { width, maxRows = Infinity }: TableOptions = {}): string {
  if (columns.length === 0) return '';
  const shown = rows.slice(0, maxRows);
  const head = columns.map(({ name }) => visibleText(name));
  const body = shown.map((row) => columns.map(({ name, type }) => (row[name] === null || row[name] === undefined ? 'NULL' : visibleText(shortText(row[name], type)))));
  const natural = head.map((name, i) => body.reduce((most, cells) => Math.max(most, displayWidth(cells[i]!)), displayWidth(name)));
  const widths = width === undefined ? natural : fitted(natural, width);
  const dropped = columns.length - widths.length;
  const line = (cells: readonly string[]): string =>
    widths.map((size, i) => aligned(cells[i]!, size, isNumberType(columns[i]!.type))).join(gap).trimEnd();
  const lines = [line(head), widths.map((size) => '─'.repeat(size)).join(gap), ...body.map(line)];
  if (rows.length > shown.length) lines.push(`… ${rows.length - shown.length} more rows`);
  if (dropped > 0) lines.push(cutText(`… ${dropped} more columns: ${head.slice(-dropped).join(', ')}`, width!));
  return `${lines.join('\n')}\n`;
}

function aligned(text: string, size: number, right: boolean): string {
  const cut = cutText(text, size);
  const padding = ' '.repeat(Math.max(0, size - displayWidth(cut)));
  return right ? padding + cut : cut + padding;
}

/** Widths that fit: the widest give way first, none below six; columns that still do not fit are left off at the end. */
function fitted(natural: readonly number[], width: number): number[] {
  let count = natural.length;
  const total = (widths: readonly number[]): number => widths.reduce((sum, size) => sum + size, gap.length * (widths.length - 1));
  while (count > 1 && total(natural.slice(0, count).map((size) => Math.min(size, least))) > width) count--;
  const kept = natural.slice(0, count);
  let low = 1;
  let high = Math.max(...kept, 1);
  while (low < high) {
    const cap = Math.ceil((low + high) / 2);
    if (total(kept.map((size) => Math.min(size, cap))) <= width) low = cap;
    else high = cap - 1;
  }
  const widths = kept.map((size) => Math.min(size, low));
  let spare = width - total(widths);
  for (let i = 0; i < widths.length; i++) {
    if (spare <= 0) break;
    if (widths[i]! < kept[i]!) {
      widths[i]!++;
      spare--;
    }
  }
  return widths;
}
