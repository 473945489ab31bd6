import type { Command } from 'commander';
import { writeKernelspec } from '../reports/kernelspec.js';
import { globalOptions } from './options.js';
import { put } from './print.js';

export function addNotebook(program: Command): void {
  program
    .command('notebook')
    .description('Make the TypeScript kernel known to Jupyter and say how to start')
    .option('-d, --dir <folder>', 'folder for the kernel description', 'data')
    .addHelpText('after', '\nExample:\n  boorulab notebook')
    .action((options: { dir: string }, command: Command) => {
      const { words } = writeKernelspec(options.dir, { lake: globalOptions(command).lake });
      put(words.join('\n'));
    });
}
