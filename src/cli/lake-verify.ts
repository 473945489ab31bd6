import type { Command } from 'commander';
import { verifyExport } from '../engines/verify-export.js';
import { putRows, say } from './print.js';
import { Progress } from './progress.js';

export function addLakeVerify(lake: Command): void {
  lake
    .command('verify')
    .description('Read every file of an export and hold it against its export.json: size and SHA-256')
    .argument('<dir>', 'folder of an export')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nPrints the files that are not what they should be, and exits with 1 when there is one.\n\nExample:\n  boorulab lake verify export')
    .action(async (dir: string, { json }: { json?: boolean }) => {
      const progress = new Progress('files');
      const { manifest, faults } = await verifyExport(dir, (path, done, total) => progress.update(done, total, path));
      progress.end();
      if (json === true || faults.length > 0) putRows({ path: 'VARCHAR', fault: 'VARCHAR' }, faults, json === true);
      if (faults.length === 0) return say(`The export in ${dir} is whole: ${manifest.files.length} files, up to rating "${manifest.rating}".`);
      process.exitCode = 1;
      say(`${faults.length} files are not as they were exported. Copy or export them again.`);
    });
}
