import { cutText, displayWidth, visibleText } from '../charts/text.js';
import type { QueryResult } from '../lake/result.js';
import { shortText } from './cell.js';
import type { TableOptions } from './texttable.js';

/** A result one value a line, a rule with its number above each row: for rows of many columns. */
export function textRecords({ columns, rows }: QueryResult, { width, maxRows = Infinity }: TableOptions = {}): string {
  const names = columns.map(({ name }) => visibleText(name));
  const wide = Math.min(Math.max(0, ...names.map(displayWidth)), width === undefined ? Infinity : Math.max(6, width >> 1));
  const shown = rows.slice(0, maxRows);
  const lines = shown.flatMap((row, i) => [
    rule(`row ${i + 1}`, Math.min(width ?? 40, 40)),
    ...columns.map(({ name, type }, k) => {
      const value = row[name];
      const label = cutText(names[k]!, wide);
      const line = `${' '.repeat(wide - displayWidth(label))}${label}  ${value === null || value === undefined ? 'NULL' : visibleText(shortText(value, type))}`;
      return width === undefined ? line : cutText(line, width);
    }),
  ]);
  if (rows.length > shown.length) lines.push(`… ${rows.length - shown.length} more rows`);
  return lines.map((line) => `${line}\n`).join('');
}

function rule(title: string, width: number): string {
  return `── ${title} ${'─'.repeat(Math.max(2, width - title.length - 4))}`;
}
