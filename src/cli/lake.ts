import type { Command } from 'commander';
import { addLakeExport } from './lake-export.js';
import { addLakeVerify } from './lake-verify.js';

export function addLake(program: Command): void {
  const lake = program
    .command('lake')
    .description('The lake elsewhere: export it for ClickHouse, Spark, Trino and whatever reads Parquet')
    .addHelpText('after', '\nExample:\n  boorulab lake export --to export\n  boorulab lake verify export');
  for (const add of [addLakeExport, addLakeVerify]) add(lake);
}
