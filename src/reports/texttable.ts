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
const least = 10;
/** Numbers are cut only when they are wider than this. */
const longNumber = 14;

interface TextColumn {
  cells: string[];
  isNumber: boolean;
  /** As wide as its widest cell or its name. */
  natural: number;
}

/** A result as a plain table: numbers flush right, cells cut to the width; columns for which there is no room are left out of the middle. */
export function textTable({ columns, rows }: QueryResult, { width, maxRows = Infinity }: TableOptions = {}): string {
  if (columns.length === 0) return '';
  const shown = rows.slice(0, maxRows);
  const texts = columns.map(({ name, type }): TextColumn => {
    const cells = [visibleText(name), ...shown.map((row) => (row[name] === null || row[name] === undefined ? 'NULL' : visibleText(shortText(row[name], type))))];
    return { cells, isNumber: isNumberType(type), natural: cells.reduce((most, cell) => Math.max(most, displayWidth(cell)), 1) };
  });
  const { kept, from, left } = width === undefined ? { kept: texts, from: texts.length, left: 0 } : withRoom(texts, width);
  const widths = width === undefined ? kept.map(({ natural }) => natural) : fitted(kept, width);
  const line = (row: number): string => kept.map(({ cells, isNumber }, i) => aligned(cells[row]!, widths[i]!, isNumber)).join(gap).trimEnd();
  const lines = [line(0), widths.map((size) => '─'.repeat(size)).join(gap), ...shown.map((_, i) => line(i + 1))];
  if (rows.length > shown.length) lines.push(`… ${rows.length - shown.length} more rows`);
  if (left > 0) lines.push(cutText(`… ${left} more columns: ${texts.slice(from, from + left).map(({ cells }) => cells[0]).join(', ')}`, width!));
  return `${lines.join('\n')}\n`;
}

function aligned(text: string, size: number, right: boolean): string {
  const cut = cutText(text, size);
  const padding = ' '.repeat(Math.max(0, size - displayWidth(cut)));
  return right ? padding + cut : cut + padding;
}

/** The width below which a column is not cut. */
function floorOf({ natural, isNumber }: TextColumn): number {
  return Math.min(natural, isNumber ? longNumber : least);
}

const totalOf = (widths: readonly number[]): number => widths.reduce((sum, size) => sum + size, 0) + gap.length * (widths.length - 1);

/** The columns for which there is room: first columns and, as a query's own columns often stand there, the last ones; between them a column of …. */
function withRoom(texts: readonly TextColumn[], width: number): { kept: TextColumn[]; from: number; left: number } {
  const floors = texts.map(floorOf);
  if (texts.length === 1 || totalOf(floors) <= width) return { kept: [...texts], from: texts.length, left: 0 };
  for (let count = texts.length - 1; count > 1; count--) {
    const last = Math.floor(count / 3);
    const from = count - last;
    if (totalOf([...floors.slice(0, from), 1, ...floors.slice(floors.length - last)]) > width) continue;
    const between: TextColumn = { cells: texts[0]!.cells.map(() => '…'), isNumber: false, natural: 1 };
    return { kept: [...texts.slice(0, from), between, ...texts.slice(texts.length - last)], from, left: texts.length - count };
  }
  return { kept: [texts[0]!], from: 1, left: texts.length - 1 };
}

/** Widths that fit: the widest give way first, texts before numbers. */
function fitted(columns: readonly TextColumn[], width: number): number[] {
  const natural = columns.map((column) => column.natural);
  const capped = (cap: number): number[] => columns.map((column) => Math.min(column.natural, Math.max(cap, floorOf(column))));
  let low = 1;
  let high = Math.max(...natural);
  while (low < high) {
    const cap = Math.ceil((low + high) / 2);
    if (totalOf(capped(cap)) <= width) low = cap;
    else high = cap - 1;
  }
  const widths = capped(low).map((size) => Math.min(size, width));
  let spare = width - totalOf(widths);
  for (let i = 0; i < widths.length && spare > 0; i++) {
    if (widths[i]! < natural[i]!) {
      widths[i]!++;
      spare--;
    }
  }
  return widths;
}
