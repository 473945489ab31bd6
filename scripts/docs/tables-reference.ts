import { columnNote } from '../../src/lake/column-notes.js';
import { schemas } from '../../src/lake/schema.js';
import { cell } from './markdown.js';

/** The reference of tables, from their schemas. */
export function tablesReference(): string {
  const tables = [...schemas].map(([name, { about, columns, key }]) => [
    `## ${name}`, '', about, '',
    '| column | type | holds |', '|---|---|---|',
    ...Object.entries(columns).map(([column, type]) => `| ${key.includes(column) ? `**${column}**` : column} | ${type} | ${cell(columnNote(name, column))} |`),
    '',
  ].join('\n'));
  return `# Tables\n\nEvery table of a lake, made from its schema. Columns in bold are the key: one row each. How the tables lie on disk, and which row stays when two meet, is in [lake.md](../lake.md).\n\n${tables.join('\n')}`;
}
