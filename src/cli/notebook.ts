import type { Command } from 'commander';
import { writeKernelspec, writeUserKernelspec } from '../reports/kernelspec.js';
import { newNotebook } from '../reports/new-notebook.js';
import { globalOptions } from './options.js';
import { put, say } from './print.js';

export function define(notebook: Command): void {
  notebook
    .option('-d, --dir <folder>', 'folder for the kernel description', 'data')
    .option('--user', 'put the description where every Jupyter and VS Code of this user finds it')
    .addHelpText('after', '\nExample:\n  boorulab notebook\n  boorulab notebook --user\n  boorulab notebook new my-characters')
    .action((options: { dir: string; user?: boolean }, command: Command) => {
      const { lake } = command.optsWithGlobals<{ lake?: string }>();
      const { file, words } = options.user ? writeUserKernelspec(lake === undefined ? {} : { lake }) : writeKernelspec(options.dir, { lake: globalOptions(command).lake });
      say(`Written: ${file}`);
      put(words.join('\n'));
    });
  notebook
    .command('new')
    .description('Make a notebook from the template: parameters, a query and a chart')
    .argument('<name>', 'name or path of the notebook')
    .addHelpText('after', '\nExample:\n  boorulab notebook new my-characters')
    .action(async (name: string) => {
      const file = await newNotebook(name);
      put(file);
      say(`Run it:     boorulab report ${file} -p since=2020\nWork on it: boorulab notebook says how to open it in Jupyter or VS Code.`);
    });
}
