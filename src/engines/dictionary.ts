import { columnNote } from '../lake/column-notes.js';
import { postTables, schemaOf, schemas, type TableName } from '../lake/schema.js';
import { columnType, isNullable } from './column-types.js';

/** The data dictionary as JSON, one line a column of a table. */
export function dictionaryLines(): string {
  const lines = [...schemas].flatMap(([table, { columns, key }]) => Object.entries(columns).map(([column, type], place) => JSON.stringify({
    table, column, place: place + 1, key_place: key.indexOf(column) + 1 || null, in_path: column === 'booru' && postTables.includes(table), type, nullable: isNullable(table, column),
    clickhouse: columnType('clickhouse', table, column), spark: columnType('spark', table, column), trino: columnType('trino', table, column), holds: columnNote(table, column),
  })));
  return `${lines.join('\n')}\n`;
}

/** Markdown of a table: what it is, and what each column holds. */
export function tableSection(table: TableName): string {
  const { about, columns, key } = schemaOf(table);
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return [
    `## ${table}`, '', about, '', '| column | type | holds |', '|---|---|---|',
    ...Object.entries(columns).map(([column, type]) => `| ${key.includes(column) ? `**${column}**` : column} | ${type} | ${cell(columnNote(table, column))} |`), '',
  ].join('\n');
}
