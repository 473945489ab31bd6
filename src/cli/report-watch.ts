import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { queriesFolder } from '../reports/query.js';
import type { ReportPage } from '../reports/report.js';
import { makeIndex, makePage, notebooksFolder, type SiteOptions } from '../reports/site.js';
import { type Watched, watchedFiles, watchSaves } from '../reports/watch.js';
import { currentTime } from './options.js';
import { put, say } from './print.js';
import { withStep } from './step.js';

/** Makes the page of each query or notebook that is saved, until Ctrl-C. A page that fails stays as it was, and its error is shown. */
export async function watchAndPrint(lake: Lake, names: readonly string[], made: readonly ReportPage[], options: SiteOptions): Promise<void> {
  const pages = new Map(made.map((page) => [page.name, page]));
  const watched: Watched = names.length === 0 ? new Map([[queriesFolder, 'all'], [notebooksFolder, 'all']]) : watchedFiles(names.map(fileOf));
  say(`Watching ${[...watched].map(([folder, files]) => (files === 'all' ? folder : [...files].join(', '))).join(' and ')}; save a file to make its page anew, reload the page to see it. Ctrl-C ends.`);
  await withStep({}, 'pages', async ({ signal }) => {
    await watchSaves(watched, signal!, async (paths) => {
      for (const path of paths.filter((one) => existsSync(one))) {
        const [started, date] = [Date.now(), currentTime().toISOString()];
        try {
          const page = await makePage(lake, path, { ...options, date, signal });
          pages.set(page.name, page);
          await makeIndex(lake, [...pages.values()], { ...options, date });
          put(page.file);
          say(`${page.title}: made in ${((Date.now() - started) / 1000).toFixed(1)} s`);
        } catch (error) {
          if (signal?.aborted) return;
          tell(path, error as Error);
        }
      }
    });
  });
}

/** An error that leaves a page as it was. */
export function tell(source: string, error: Error): void {
  say(`boorulab: ${error.message}`);
  say(error instanceof UserError && error.hint !== undefined ? error.hint : `${source} was not made into a page.`);
}

function fileOf(name: string): string {
  return /\.(sql|ipynb)$/.test(name) ? name : join(queriesFolder, `${name}.sql`);
}
