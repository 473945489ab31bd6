import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Lake } from '../lake/lake.js';
import type { Card } from './document.js';
import { runNotebook } from './notebook.js';
import { readNotebook } from './notebook-file.js';
import { opening, renderNotebook } from './notebook-page.js';
import { notebookParams } from './notebook-params.js';
import { checkParamNames, ofParams } from './params.js';
import { lakeFoot } from './provenance.js';
import { listQueries, loadQuery, type SavedQuery } from './query.js';
import { buildReport, writePage, type ReportPage } from './report.js';

/** The folder of the notebooks that come with the package. */
export const notebooksFolder = fileURLToPath(new URL('../../notebooks', import.meta.url));

export interface SiteOptions {
  out: string;
  /** ISO time printed on the pages. */
  date: string;
  /** Values of parameters, as a user types them: each for the pages that have it. Throws UserError when none has it. */
  params?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  onPage?: (done: number, total: number, name: string) => void;
}

/** Renders the named queries and notebooks, or all that come with the package, and an index of them. The index comes first. */
export async function makeReport(lake: Lake, names: readonly string[], { out, date, params = {}, signal, onPage }: SiteOptions): Promise<ReportPage[]> {
  const all = names.length === 0;
  const notebooks = all ? await packageNotebooks() : names.filter((name) => name.endsWith('.ipynb'));
  const queries = names.filter((name) => !name.endsWith('.ipynb'));
  await checkGiven(notebooks, all ? await listQueries() : await Promise.all(queries.map((name) => loadQuery(name))), params);
  const foot = await lakeFoot(lake, date);
  const pages: ReportPage[] = [];
  const cards: Card[] = [];
  for (const file of notebooks) {
    onPage?.(pages.length, notebooks.length, basename(file));
    const notebook = await runNotebook(file, { lake: lake.dir, params: ofParams(notebookParams(await readNotebook(file)), params), env: { BOORULAB_RATING: lake.rating }, ...(signal ? { signal } : {}) });
    const name = basename(file, '.ipynb');
    const { title, lead } = opening(notebook.cells, file);
    const html = renderNotebook(notebook, { date, file: basename(file), lines: foot.lines, details: foot.details, up: { href: 'index.html', text: 'All reports' } });
    pages.push({ name, title, file: await writePage(out, `${name}.html`, html) });
    cards.push({ href: `${name}.html`, title, lead: lead ?? '' });
  }
  const built = await buildReport(lake, { ...(all ? {} : { names: queries }), params, out, date, more: cards, ...(onPage ? { progress: onPage } : {}) });
  return [built[0]!, ...pages, ...built.slice(1)];
}

async function checkGiven(notebooks: readonly string[], queries: readonly SavedQuery[], given: Readonly<Record<string, string>>): Promise<void> {
  if (Object.keys(given).length === 0) return;
  const declared = await Promise.all(notebooks.map(async (file) => notebookParams(await readNotebook(file))));
  const names = [...notebooks.map((file) => basename(file)), ...queries.map(({ name }) => name)];
  checkParamNames(names.length === 1 ? `${names[0]} has no` : 'None of these pages has a', [...declared.flat(), ...queries.flatMap(({ params }) => params)], given);
}

/** The tour: the notebooks with a number. */
async function packageNotebooks(): Promise<string[]> {
  const files = (await readdir(notebooksFolder)).filter((file) => /^\d.*\.ipynb$/.test(file)).sort();
  return files.map((file) => join(notebooksFolder, file));
}
