import type { QueryResult } from '../../src/lake/result.js';

/** Part of a number by which two engines may differ: they add floats in another order. */
const tolerance = 1e-9;

/** What is not the same in the results of two engines, in order: columns, number of rows, or the first row that differs. A list of ClickHouse cannot be NULL; it is empty. */
export function difference(got: QueryResult, want: QueryResult): object | undefined {
  // Files of the lake may hold numbers of fewer bytes than the schema says, which a server does not.
  const columns = (result: QueryResult): string => JSON.stringify(result.columns).replace(/"(TINY|SMALL|BIG)INT"/g, '"INTEGER"');
  if (columns(got) !== columns(want)) return { got: got.columns, want: want.columns };
  const lists = want.columns.filter(({ type }) => type.endsWith('[]')).map(({ name }) => name);
  const plain = want.rows.map((row) => ({ ...row, ...Object.fromEntries(lists.map((name) => [name, row[name] ?? []])) }));
  const place = plain.findIndex((row, i) => !isSame(row, got.rows[i]));
  if (place >= 0) return { place, got: got.rows[place], want: plain[place] };
  return got.rows.length === plain.length ? undefined : { got: got.rows.length, want: plain.length };
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const names = Object.keys(a);
  return names.join() === Object.keys(b).join() && names.every((name) => isSame((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]));
}
