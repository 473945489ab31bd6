import type { Command } from 'commander';
import { basename, resolve } from 'node:path';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { parseGiven } from '../reports/params.js';
import type { ReportPage, WrittenPage } from '../reports/report.js';
import { makeServerReport } from '../reports/server-site.js';
import { makeReport, type SiteOptions } from '../reports/site.js';
import { currentTime, withLake } from './options.js';
import { put, say } from './print.js';
import { tell, watchAndPrint } from './report-watch.js';
import { asksServer, serverOptions, withServer, type ServerFlags } from './server.js';
import { withStep } from './step.js';

/** Builds the pages with a progress line and prints where they are. */
export async function reportAndPrint(lake: Lake, names: readonly string[], options: Pick<SiteOptions, 'out' | 'params' | 'onFailure'>): Promise<ReportPage[]> {
  return printPages((site) => makeReport(lake, names, site), options);
}

async function printPages(make: (options: SiteOptions) => Promise<[WrittenPage, ...ReportPage[]]>, options: Pick<SiteOptions, 'out' | 'params' | 'onFailure'>): Promise<ReportPage[]> {
  const [index, ...pages] = await withStep({}, 'pages', ({ signal, onStep }) =>
    make({ ...options, date: currentTime().toISOString(), signal, onPage: (done, total, label) => onStep?.({ label, done, total }) }));
  for (const page of [index, ...pages]) put(page.file);
  say(`${pages.length + 1} pages in ${options.out}. Open ${resolve(options.out, basename(index.file))}`);
  return pages;
}

interface ReportFlags extends ServerFlags {
  out: string;
  param: string[];
  watch?: boolean;
}

async function report(lake: Lake, names: readonly string[], { out, param, watch }: ReportFlags): Promise<void> {
  const options = { out, params: Object.fromEntries(param.map(parseGiven)) };
  const pages = await reportAndPrint(lake, names, { ...options, ...(watch ? { onFailure: tell } : {}) });
  if (watch) await watchAndPrint(lake, names, pages, { ...options, date: currentTime().toISOString() });
}

async function serverReport(command: Command, names: readonly string[], flags: ReportFlags): Promise<void> {
  if (flags.watch) throw new UserError('--watch has no --engine', 'Make the pages anew when you need them.', 2);
  const params = Object.fromEntries(flags.param.map(parseGiven));
  await withServer(command, flags, async (server) => void (await printPages((site) => makeServerReport(server, names, site), { out: flags.out, params })));
}

export function define(command: Command): void {
  command
    .argument('[name...]', 'saved queries, .sql files, .ipynb notebooks or review (links to decide); all of them when none is named')
    .option('-p, --param <name=value>', 'set a parameter of the pages that have it, may be repeated', (value: string, all: string[]) => [...all, value], [])
    .option('-o, --out <folder>', 'folder for the pages', 'reports')
    .option('-w, --watch', 'go on: make a page anew when its query or notebook is saved, until Ctrl-C')
    .addHelpText('after', '\nExample:\n  boorulab report\n  boorulab report top-characters notebooks/01-first-look.ipynb\n  boorulab report my-notebook.ipynb -p year=2020\n  boorulab report --watch my-query.sql\n  boorulab report top-works --engine clickhouse --url http://localhost:8123/boorulab')
    .action((names: string[], flags: ReportFlags, self: Command) => (asksServer(flags) ? serverReport(self, names, flags) : withLake(self, (lake) => report(lake, names, flags))));
  for (const option of serverOptions()) command.addOption(option);
}
