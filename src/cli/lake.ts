import type { Command } from 'commander';
import { addLakeExport } from './lake-export.js';
import { addLakeVerify } from './lake-verify.js';

export function define(lake: Command): void {
  lake.addHelpText('after', '\nExample:\n  boorulab lake export --to export\n  boorulab lake verify export');
  for (const add of [addLakeExport, addLakeVerify]) add(lake);
}
