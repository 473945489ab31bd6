import type { Command } from 'commander';
import { exportLake } from '../engines/export.js';
import { globalOptions } from './options.js';
import { putRows, say } from './print.js';
import { withStep } from './step.js';

const types = { table: 'VARCHAR', rows: 'BIGINT', stayed: 'BIGINT', files: 'INTEGER', bytes: 'BIGINT' };

export function addLakeExport(lake: Command): void {
  lake
    .command('export')
    .description('Write what the rating shows for other engines: Parquet in hive folders, a data dictionary, and DDL for ClickHouse, Spark and Trino')
    .requiredOption('--to <dir>', 'folder to make; an earlier export there is replaced')
    .option('--at <place>', 'where the engines will find that folder: a path or a URL (default: its path here)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nHidden posts stay in the lake, with every row that names them: column "stayed". Docs: docs/scale.md\n\nExample:\n  boorulab lake export --to export\n  boorulab --rating all lake export --to export --at s3://bucket/export')
    .action(async ({ to, at, json }: { to: string; at?: string; json?: boolean }, command: Command) => {
      const { lake: dir, rating, ...globals } = globalOptions(command);
      const { tables, hiddenPosts } = await withStep(globals, 'files', (step) => exportLake(dir, { to, rating, ...step, ...(at === undefined ? {} : { at }) }));
      const shown = json === true ? tables : tables.filter(({ rows, stayed }) => rows + stayed > 0);
      putRows(types, shown.map((table) => ({ ...table })), json === true);
      if (hiddenPosts > 0) say(`${hiddenPosts.toLocaleString('en')} posts hidden and not exported, --rating all exports them.`);
      say(`The export is in ${to}: start with its README.md, or ddl/`);
    });
}
