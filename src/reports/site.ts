import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Lake } from '../lake/lake.js';
import type { Card } from './document.js';
import { runNotebook } from './notebook.js';
import { opening, renderNotebook } from './notebook-page.js';
import { lakeFoot } from './provenance.js';
import { buildReport, writePage, type ReportPage } from './report.js';

/** The folder of the notebooks that come with the package. */
export const notebooksFolder = fileURLToPath(new URL('../../notebooks', import.meta.url));

export interface SiteOptions {
  out: string;
  /** ISO time printed on the pages. */
  date: string;
  signal?: AbortSignal;
  onPage?: (done: number, total: number, name: string) => void;
}

/** Renders the named queries and notebooks, or all that come with the package, and an index of them. The index comes first. */
export async function makeReport(lake: Lake, names: readonly string[], { out, date, signal, onPage }: SiteOptions): Promise<ReportPage[]> {
  const all = names.length === 0;
  const notebooks = all ? await packageNotebooks() : names.filter((name) => name.endsWith('.ipynb'));
  const queries = names.filter((name) => !name.endsWith('.ipynb'));
  const foot = await lakeFoot(lake, date);
  const pages: ReportPage[] = [];
  const cards: Card[] = [];
  for (const file of notebooks) {
    onPage?.(pages.length, notebooks.length, basename(file));
    const notebook = await runNotebook(file, { lake: lake.dir, env: { BOORULAB_RATING: lake.rating }, ...(signal ? { signal } : {}) });
    const name = basename(file, '.ipynb');
    const { title, lead } = opening(notebook.cells, file);
    const html = renderNotebook(notebook, { date, file: basename(file), lines: foot.lines, details: foot.details, up: { href: 'index.html', text: 'All reports' } });
    pages.push({ name, title, file: await writePage(out, `${name}.html`, html) });
    cards.push({ href: `${name}.html`, title, lead: lead ?? '' });
  }
  const built = await buildReport(lake, { ...(all ? {} : { names: queries }), out, date, more: cards, ...(onPage ? { progress: onPage } : {}) });
  return [built[0]!, ...pages, ...built.slice(1)];
}

async function packageNotebooks(): Promise<string[]> {
  const files = (await readdir(notebooksFolder)).filter((file) => file.endsWith('.ipynb')).sort();
  return files.map((file) => join(notebooksFolder, file));
}
