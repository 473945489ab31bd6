import type { Command } from 'commander';
import { columnNote } from '../lake/column-notes.js';
import { UserError } from '../lake/error.js';
import { schemas, type TableName } from '../lake/schema.js';
import { nearest } from '../reports/near.js';
import { withLake } from './options.js';
import { putRows } from './print.js';

export function define(command: Command): void {
  command
    .argument('<table>', 'name of a table, see boorulab tables')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab describe posts')
    .action((table: string, options: { json?: boolean }, command: Command) =>
      withLake(command, async (lake) => {
        const schema = schemas.get(table as TableName);
        if (schema === undefined) {
          const [near] = nearest(table, [...schemas.keys()]);
          throw new UserError(`No table "${table}"`, near ? `Did you mean ${near}?` : `Tables: ${[...schemas.keys()].join(', ')}`, 2);
        }
        const [example] = await lake.rows(`SELECT * FROM ${schema.name} LIMIT 1`);
        const rows = Object.entries(schema.columns).map(([column, type]) => ({ column, type, key: schema.key.includes(column) ? 'key' : '', holds: columnNote(schema.name as TableName, column), example: show(example?.[column]) }));
        putRows({ column: 'VARCHAR', type: 'VARCHAR', key: 'VARCHAR', holds: 'VARCHAR', example: 'VARCHAR' }, rows, options.json === true);
      }),
    );
}

function show(value: unknown): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
