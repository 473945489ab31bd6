import { literal } from '../lake/sql.js';
import { boardOfUrlSql } from '../tags/boards.js';
import type { LoadContext, Rule } from './source.js';

/** For `derived` of a source: the board whose host stands in the first of the addresses that names one, as `named_board`. */
export function namedBoard(urls: readonly string[]): { named_board: string } {
  return { named_board: `coalesce(${urls.map(boardOfUrlSql).join(', ')})` };
}

const soleBoard = 'CASE WHEN min(named_board) = max(named_board) THEN min(named_board) END';

/**
 * The board of rows whose addresses name none: the one that all other rows of the file name, else the one the user or
 * the path says; null when nothing does.
 */
export async function boardOfFile(context: LoadContext): Promise<string | null> {
  const named = await context.scalar(`SELECT ${soleBoard} FROM numbered`);
  return typeof named === 'string' ? named : context.board;
}

/** SQL for the board of a row by its addresses, else by its file as in `boardOfFile`; NULL when nothing says it. */
export async function boardOfRow(context: LoadContext): Promise<string> {
  return `coalesce(named_board, ${await context.ofFile(soleBoard)}, ${context.board === null ? 'NULL' : literal(context.board)})`;
}

/** SQL for what names a post of several boards. */
export async function postIdentity(context: LoadContext): Promise<string> {
  return `${await boardOfRow(context)} || ' ' || canonical_fid(trim(id))`;
}

/** Rejects rows whose id is not a number. */
export const numberedRule: Rule = { reason: 'bad_value', when: `NOT regexp_full_match(trim(id), '[0-9]{1,18}')`, detail: literal('the id is not a number') };

/** Rejects rows whose id is not a number, and those of which nothing says the board. */
export function keyRules(board: string): Rule[] {
  return [
    numberedRule,
    { reason: 'unknown_board', when: `${board} IS NULL`, detail: literal('no address names the board; --board NAME says it') },
  ];
}
