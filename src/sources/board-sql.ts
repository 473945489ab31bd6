import { literal } from '../lake/sql.js';
import { boards } from '../tags/boards.js';
import { literalList } from '../tags/words.js';
import type { Rule } from './source.js';

/** SQL for the canonical name of a board in any of its spellings; NULL for others. */
export function boardSql(column: string): string {
  const canonical = `WHEN ${column} IN (${literalList(boards.map(({ name }) => name))}) THEN ${column}`;
  const others = boards.map(({ name, aliases }) => `WHEN lower(trim(${column})) IN (${literalList([name, ...aliases])}) THEN ${literal(name)}`);
  return `CASE ${canonical} ${others.join(' ')} END`;
}

/** Rejects records whose board is not one of ours. */
export function unknownBoardRule(column: string): Rule {
  return { reason: 'unknown_board', when: `${boardSql(column)} IS NULL`, detail: column };
}
