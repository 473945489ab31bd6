import type { Command } from 'commander';
import { checkLake } from '../lake/check.js';
import { globalOptions } from './options.js';
import { putRows, say } from './print.js';
import { Progress } from './progress.js';

const fileTypes = { table: 'VARCHAR', part: 'VARCHAR', path: 'VARCHAR', rows: 'BIGINT', bytes: 'BIGINT', fault: 'VARCHAR' };

export function define(command: Command): void {
  command
    .option('--json', 'print every file as JSON')
    .addHelpText('after', '\nPrints the files that are not what they should be, and exits with 1 when there is one.\n\nExample:\n  boorulab check\n  boorulab load --repair     # builds damaged files again from their dumps')
    .action(async (options: { json?: boolean }, command: Command) => {
      const { lake } = globalOptions(command);
      const progress = new Progress('files');
      const { files, ledger } = await checkLake(lake, (path, done, total) => progress.update(done, total, path));
      progress.end();
      const damaged = files.filter((file) => file.fault !== '');
      if (options.json === true || damaged.length > 0) {
        putRows(fileTypes, (options.json ? files : damaged).map(({ table, part, path, rows, bytes, fault }) => ({ table, part, path, rows, bytes, fault })), options.json === true);
      }
      for (const fault of ledger) say(`The ledger does not balance: ${fault}`);
      if (damaged.length === 0 && ledger.length === 0) return say(`The lake at ${lake} is whole: ${files.length} files.`);
      process.exitCode = 1;
      if (damaged.length > 0) say(`${damaged.length} of ${files.length} files are damaged. Build them again from their dumps: boorulab --lake ${lake} load --repair`);
    });
}
