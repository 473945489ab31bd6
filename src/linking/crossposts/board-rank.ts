import { literal } from '../../lake/sql.js';
import { boards } from '../../tags/boards.js';

/** SQL of a board's place: first the preferred ones, then the others as BOORU CHARS lists them, then boards it does not know. */
export function boardRankSql(booru: string, prefer: readonly string[] = []): string {
  const list = [...new Set([...prefer, ...boards.map(({ name }) => name)])];
  return `CASE ${booru} ${list.map((name, rank) => `WHEN ${literal(name)} THEN ${rank}`).join(' ')} ELSE ${list.length} END`;
}
