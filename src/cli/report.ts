import type { Command } from 'commander';
import { basename, resolve } from 'node:path';
import type { Lake } from '../lake/lake.js';
import { parseGiven } from '../reports/params.js';
import { makeReport } from '../reports/site.js';
import { currentTime, withLake } from './options.js';
import { put, say } from './print.js';
import { Progress } from './progress.js';

/** Builds the pages with a progress line and prints where they are. */
export async function reportAndPrint(lake: Lake, names: readonly string[], out: string, params: Readonly<Record<string, string>> = {}): Promise<void> {
  const progress = new Progress('pages');
  const interrupted = new AbortController();
  const stop = () => interrupted.abort(new Error('interrupted'));
  process.once('SIGINT', stop);
  try {
    const pages = await makeReport(lake, names, { out, params, date: currentTime().toISOString(), signal: interrupted.signal, onPage: (done, total, name) => progress.update(done, total, name) });
    progress.end();
    for (const page of pages) put(page.file);
    say(`${pages.length} pages in ${out}. Open ${resolve(out, basename(pages[0]!.file))}`);
  } finally {
    progress.end();
    process.off('SIGINT', stop);
  }
}

export function addReport(program: Command): void {
  program
    .command('report')
    .description('Render queries and notebooks as web pages that open without a network')
    .argument('[name...]', 'saved queries, .sql files or .ipynb notebooks; all of them when none is named')
    .option('-p, --param <name=value>', 'set a parameter of the pages that have it, may be repeated', (value: string, all: string[]) => [...all, value], [])
    .option('-o, --out <folder>', 'folder for the pages', 'reports')
    .addHelpText('after', '\nExample:\n  boorulab report\n  boorulab report top-characters notebooks/01-first-look.ipynb\n  boorulab report my-notebook.ipynb -p year=2020')
    .action((names: string[], options: { out: string; param: string[] }, command: Command) =>
      withLake(command, (lake) => reportAndPrint(lake, names, options.out, Object.fromEntries(options.param.map(parseGiven)))));
}
