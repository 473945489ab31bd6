import { visibleLines } from '../charts/text.js';
import type { QueryResult, Row } from '../lake/result.js';
import { formatResult } from '../reports/format.js';

/** Words for the user, on stderr; names of files and pieces of dumps in them cannot steer a terminal. */
export function say(text: string): void {
  process.stderr.write(`${visibleLines(text)}\n`);
}

/** Data, on stdout. */
export function put(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** A result as a table for people, or as JSON for programs. */
export function putResult(result: QueryResult, json: boolean): void {
  put(formatResult(result, json ? 'json' : 'table', { width: process.stdout.columns, terminal: process.stdout.isTTY === true }));
}

/** Rows made here, printed as a result of the given DuckDB types. */
export function putRows(types: Readonly<Record<string, string>>, rows: Row[], json: boolean): void {
  putResult({ columns: Object.entries(types).map(([name, type]) => ({ name, type })), rows }, json);
}

/** A row with its numbers to three places, for people. */
export function rounded(row: object): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? Number(value.toFixed(3)) : value]));
}

/** A table for people under its title; nothing when it has no rows. */
export function putTitled(title: string, types: Readonly<Record<string, string>>, rows: readonly object[]): void {
  if (rows.length === 0) return;
  put(`\n${title}`);
  putRows(types, rows.map(rounded), false);
}
