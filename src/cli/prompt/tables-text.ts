import { cutText } from '../../charts/text.js';
import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import { rowsOf } from '../../lake/manifest.js';
import { schemaOf, schemas, type TableName } from '../../lake/schema.js';
import { identifier } from '../../lake/sql.js';
import { nearest } from '../../reports/near.js';
import { textTable } from '../../reports/texttable.js';

/** The tables that hold something, then the names of the empty ones and of views. */
export async function tablesText(lake: Lake, width: number | undefined): Promise<string> {
  const all = [...schemas.values()].map(({ name, about }) => ({ table: name, rows: rowsOf(lake.manifest, name as TableName), about }));
  const filled = all.filter(({ rows }) => rows > 0);
  const own = (await relations(lake)).filter((name) => !schemas.has(name as TableName));
  const columns = [{ name: 'table', type: 'VARCHAR' }, { name: 'rows', type: 'BIGINT' }, { name: 'about', type: 'VARCHAR' }];
  const empty = all.filter(({ rows }) => rows === 0).map(({ table }) => table);
  return textTable({ columns, rows: filled }, sized(width)) + named('Empty', empty, width) + named('Also', own, width);
}

/** The columns of one table or view, or of all that hold something. */
export async function schemaText(lake: Lake, table: string | undefined, width: number | undefined): Promise<string> {
  if (table !== undefined) return columnsText(lake, table, width);
  const filled = [...schemas.values()].filter(({ name }) => rowsOf(lake.manifest, name as TableName) > 0);
  return filled.map(({ name, columns }) => named(name, Object.keys(columns), width)).join('');
}

async function columnsText(lake: Lake, table: string, width: number | undefined): Promise<string> {
  const names = await relations(lake);
  if (!names.includes(table)) {
    const near = nearest(table, names);
    throw new UserError(`No table "${table}".`, near.length ? `Did you mean ${near.join(' or ')}?` : '.tables lists them.', 2);
  }
  const rows = await lake.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${identifier(table)}`);
  const schema = schemas.has(table as TableName) ? schemaOf(table as TableName) : undefined;
  const listed = rows.map(({ column_name, column_type }) => ({ column: column_name, type: column_type, key: schema?.key.includes(column_name) ? 'key' : '' }));
  return textTable({ columns: ['column', 'type', 'key'].map((name) => ({ name, type: 'VARCHAR' })), rows: listed }, sized(width));
}

async function relations(lake: Lake): Promise<string[]> {
  const rows = await lake.rows<{ name: string }>('SELECT table_name AS name FROM duckdb_tables() WHERE NOT internal UNION SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1');
  return rows.map(({ name }) => name);
}

/** Names behind a title, broken to the width. */
function named(title: string, names: readonly string[], width = 100): string {
  if (names.length === 0) return '';
  const lines = [`${title}:`];
  for (const [i, name] of names.entries()) {
    const word = ` ${name}${i < names.length - 1 ? ',' : ''}`;
    if (lines.at(-1)!.length + word.length > width) lines.push(` ${word}`);
    else lines[lines.length - 1] += word;
  }
  return lines.map((line) => `${cutText(line, width)}\n`).join('');
}

function sized(width: number | undefined): { width?: number } {
  return width === undefined ? {} : { width };
}
