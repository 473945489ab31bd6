import type { Command } from 'commander';
import { filesOf, rowsOf } from '../lake/manifest.js';
import { schemas, type TableName } from '../lake/schema.js';
import { withLake } from './options.js';
import { putRows } from './print.js';

export function define(command: Command): void {
  command
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab tables')
    .action((options: { json?: boolean }, command: Command) =>
      withLake(command, async ({ manifest }) => {
        const rows = [...schemas.values()].map(({ name, about }) => {
          const table = name as TableName;
          return { table: name, rows: rowsOf(manifest, table), files: filesOf(manifest, table).length, bytes: filesOf(manifest, table).reduce((sum, file) => sum + file.bytes, 0), about };
        });
        putRows({ table: 'VARCHAR', rows: 'BIGINT', files: 'INTEGER', bytes: 'BIGINT', about: 'VARCHAR' }, rows, options.json === true);
      }),
    );
}
