/** How the BOORU CHARS texts, written by Oracle, spell numbers, sizes and ids (format reference B). */
import { literal } from '../../lake/sql.js';
import type { Rule } from '../source.js';

/** SQL for a number; what did not fit its mask stands there as `####` and is NULL. */
export function numberSql(column: string): string {
  return `TRY_CAST(nullif(trim(${column}, ' #'), '') AS DOUBLE)`;
}

/** Rejects records in which one of the columns holds neither a number, nor `####`, nor nothing. */
export function numberRule(columns: readonly string[]): Rule {
  const wrong = columns.map((column) => `WHEN nullif(trim(${column}, ' #'), '') IS NOT NULL AND ${numberSql(column)} IS NULL THEN ${literal(`field ${column}`)}`);
  const which = `CASE ${wrong.join(' ')} END`;
  return { reason: 'bad_value', when: `${which} IS NOT NULL`, detail: which };
}

const sizePattern = '([0-9]+)x([0-9]+)(?:\\+([0-9]+)\\+([0-9]+))?';

/** SQL for one of the numbers of `WxH` or `WxH+X+Y`. */
export function sizeSql(column: string, part: 'w' | 'h' | 'x' | 'y'): string {
  return `TRY_CAST(nullif(regexp_extract(${column}, '^${sizePattern}$', ${'whxy'.indexOf(part) + 1}), '') AS INTEGER)`;
}

/** Rejects records in which one of the columns is filled but no size. */
export function sizeRule(columns: readonly string[]): Rule {
  const wrong = columns.map((column) => `WHEN trim(${column}, ' #') <> '' AND NOT regexp_full_match(${column}, '${sizePattern}') THEN ${literal(`field ${column}`)}`);
  const which = `CASE ${wrong.join(' ')} END`;
  return { reason: 'bad_value', when: `${which} IS NOT NULL`, detail: which };
}

const framed = '([0-9]+)[ _-](00[0-9])';

/** SQL for the board's id in a FID, which may have the number of a frame behind it. */
export function fidSql(column: string): string {
  const any = `canonical_fid(CASE WHEN regexp_full_match(trim(${column}), '${framed}') THEN regexp_extract(trim(${column}), '${framed}', 1) ELSE trim(${column}) END)`;
  return `CASE WHEN TRY_CAST(${column} AS BIGINT)::VARCHAR = ${column} THEN ${column} ELSE ${any} END`;
}

/** SQL for the frame behind the id in a FID. */
export function frameSql(column: string): string {
  return `nullif(regexp_extract(trim(${column}), '^${framed}$', 2), '')`;
}
