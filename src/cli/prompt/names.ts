import type { Lake } from '../../lake/lake.js';

/** What can be named in a statement. */
export interface SessionNames {
  /** Tables and views with their columns. */
  tables: ReadonlyMap<string, readonly string[]>;
  /** Functions and macros, our own macros first. */
  functions: readonly string[];
  queries: readonly string[];
}

const columnsSql = 'SELECT table_name AS name, list(column_name ORDER BY column_index) AS columns FROM duckdb_columns() WHERE NOT internal GROUP BY ALL ORDER BY ALL';
const functionsSql = `SELECT function_name AS name FROM duckdb_functions() WHERE regexp_matches(function_name, '^[a-z][a-z0-9_]*$') GROUP BY ALL ORDER BY min(internal::INTEGER), name`;

/** Reads the names of tables, columns and functions as the session has them now. */
export async function readNames(lake: Lake, queries: readonly string[]): Promise<SessionNames> {
  const tables = await lake.rows<{ name: string; columns: string[] }>(columnsSql);
  const functions = await lake.rows<{ name: string }>(functionsSql);
  return { tables: new Map(tables.map(({ name, columns }) => [name, columns])), functions: functions.map(({ name }) => name), queries };
}

const most = 100;

/** Tag names that begin so, those of most posts first; only of tags that a post shown has. */
export async function tagsStarting(lake: Lake, start: string): Promise<string[]> {
  const rows = await lake.rows<{ tag_name: string }>(`SELECT tag_name FROM tags SEMI JOIN tag_posts USING (tag_id) WHERE starts_with(tag_name, $start)
    GROUP BY ALL ORDER BY max(post_count) DESC NULLS LAST, tag_name LIMIT ${most}`, { start });
  return rows.map(({ tag_name }) => tag_name);
}

/** Boards that begin so. */
export async function boardsStarting(lake: Lake, start: string): Promise<string[]> {
  const rows = await lake.rows<{ booru: string }>('SELECT DISTINCT booru FROM tags WHERE starts_with(booru, $start) ORDER BY booru', { start });
  return rows.map(({ booru }) => booru);
}
