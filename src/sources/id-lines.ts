import { isUtf8 } from 'node:buffer';
import { literal } from '../lake/sql.js';
import { linesOf, rawText } from './bytes.js';
import type { FileRecord, Rule } from './source.js';

/** A line of a scraper's text: the id of a post, a tab or semicolon, and what was found of it. */
export interface IdLine {
  line: number;
  raw: () => string;
  id: string;
  payload: string;
}

const failures = /^(?:[A-Z]*FAIL|NOPAGE)\b/;
const failed = 'the scraper did not get the post';

/** Rules for sources in whose files a row of two fields, `id` and `failure`, says that the scraper failed. */
export const failureRules: readonly Rule[] = [
  { reason: 'board_error', when: `regexp_matches(failure, ${literal(failures.source)})`, detail: literal(failed) },
  { reason: 'bad_columns', when: 'failure IS NOT NULL', detail: literal('2 fields') },
];

/**
 * The lines of a scraper's text; a line it wrote because it failed, and one that does not start with an id, are rejected.
 * Text that is not UTF-8 is read as Windows-1251.
 */
export async function* idLines(bytes: AsyncIterable<Buffer>): AsyncIterable<IdLine | Extract<FileRecord, { reason: unknown }>> {
  for await (const { number: line, bytes: found, tooLong } of linesOf(bytes)) {
    const text = isUtf8(found) ? found.toString('utf8') : new TextDecoder('windows-1251').decode(found);
    if (text.trim() === '') continue;
    const raw = () => rawText(found);
    const [, id, payload] = /^\s*(\d+)\s*[\t;]([^]*)$/.exec(text) ?? [];
    if (tooLong) yield { line, raw, reason: 'line_too_long' };
    else if (id === undefined || payload === undefined) yield { line, raw, reason: 'bad_columns', detail: 'the line does not start with an id' };
    else if (failures.test(payload)) yield { line, raw, reason: 'board_error', detail: failed };
    else yield { line, raw, id, payload };
  }
}

/** True when the text has a line, before any other that is no failure, that matches a pattern; a last line that is cut off counts. */
export function startsWithLine(text: string, pattern: RegExp): boolean {
  const first = text.split(/\r?\n/, 1000).find((line) => line.trim() !== '' && !failures.test(line.replace(/^\s*\d+\s*[\t;]/, '')));
  return first !== undefined && pattern.test(first);
}
