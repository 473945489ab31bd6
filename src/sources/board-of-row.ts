import { literal } from '../lake/sql.js';
import { boardOfUrlSql } from '../tags/boards.js';
import type { LoadContext, Rule } from './source.js';

/** SQL for the board whose host stands in the first of the addresses that names one. */
function boardByUrls(urls: readonly string[]): string {
  return `coalesce(${urls.map(boardOfUrlSql).join(', ')})`;
}

/**
 * The board of rows whose addresses name none: the one that all other rows of the file name, else the one the user or
 * the path says; null when nothing does.
 */
export async function boardOfFile(context: LoadContext, urls: readonly string[]): Promise<string | null> {
  const named = await context.scalar(`SELECT CASE WHEN min(b) = max(b) THEN min(b) END FROM (SELECT ${boardByUrls(urls)} AS b FROM numbered)`);
  return typeof named === 'string' ? named : context.board;
}

/** SQL for the board of a row by its addresses, else by its file; NULL when nothing says it. */
export async function boardOfRow(context: LoadContext, urls: readonly string[]): Promise<string> {
  const fallback = await boardOfFile(context, urls);
  return fallback === null ? boardByUrls(urls) : `coalesce(${urls.map(boardOfUrlSql).join(', ')}, ${literal(fallback)})`;
}

/** Rejects rows whose id is not a number, and those of which nothing says the board. */
export function keyRules(board: string, id = 'id'): Rule[] {
  return [
    { reason: 'bad_value', when: `NOT regexp_full_match(trim(${id}), '[0-9]{1,18}')`, detail: literal('the id is not a number') },
    { reason: 'unknown_board', when: `${board} IS NULL`, detail: literal('no address names the board; --board NAME says it') },
  ];
}
