import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import type { Foot } from './document.js';
import { indexDocument } from './index-page.js';
import { runNotebook } from './notebook.js';
import { readNotebook } from './notebook-file.js';
import { opening, renderNotebook } from './notebook-page.js';
import { notebookParams } from './notebook-params.js';
import { renderPage } from './page.js';
import { checkParamNames, ofParams } from './params.js';
import { lakeFoot } from './provenance.js';
import { portraitCards, portraitsIn } from './portrait-links.js';
import { listQueries, loadQuery } from './query.js';
import { needsNothing, type ReportPage, type WrittenPage, writePage, writeQueryPage } from './report.js';
import { reviewDocument } from './review-page.js';

/** The folder of the notebooks that come with the package. */
export const notebooksFolder = fileURLToPath(new URL('../../notebooks', import.meta.url));

/** The page of links that wait for a person, made with all others when there are some. */
const reviewName = 'review';

export interface SiteOptions {
  out: string;
  /** ISO date or time printed on the pages. The same lake and date give the same bytes. */
  date: string;
  /** Values of parameters, as a user types them: each for the pages that have it. Throws UserError when none has it. */
  params?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  onPage?: (done: number, total: number, name: string) => void;
  /** Told of a page that cannot be made, which is then left out; without it the error is thrown. */
  onFailure?: (name: string, error: Error) => void;
}

/** Renders the named queries, notebooks and `review`, or all that come with the package, and an index of them. The index comes first. */
export async function makeReport(lake: Lake, names: readonly string[], options: SiteOptions): Promise<[WrittenPage, ...ReportPage[]]> {
  const { params = {}, signal, onPage, onFailure } = options;
  const all = names.length === 0;
  const sources = all ? [...await packageSources(params), reviewName] : [...names];
  await checkGiven(sources.filter((name) => name !== reviewName), params);
  const pages: ReportPage[] = [];
  const interrupt = () => lake.connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    for (const [done, source] of sources.entries()) {
      onPage?.(done, sources.length, basename(source));
      try {
        const page = source === reviewName ? await makeReviewPage(lake, options) : await makePage(lake, source, options);
        if (page !== null) pages.push(page);
        else if (!all) throw new UserError('No link waits for a decision', 'Link first: boorulab link mal, link crossposts, link tags');
      } catch (error) {
        if (!onFailure || signal?.aborted) throw error;
        onFailure(source, error as Error);
      }
      signal?.throwIfAborted();
    }
    return [await makeIndex(lake, pages, options), ...pages];
  } catch (error) {
    throw signal?.aborted ? new UserError(`Interrupted; ${pages.length} ${pages.length === 1 ? 'page is' : 'pages are'} in ${options.out}, the index is as it was`) : error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

/** The page of a query or a notebook. */
export async function makePage(lake: Lake, source: string, { out, date, params = {}, signal }: SiteOptions): Promise<ReportPage> {
  const foot = await lakeFoot(lake, date);
  if (!source.endsWith('.ipynb')) return writeQueryPage(lake, await loadQuery(source), { out, params, foot });
  const notebook = await runNotebook(source, { lake: lake.dir, params: ofParams(notebookParams(await readNotebook(source)), params), env: { BOORULAB_RATING: lake.rating }, ...(signal ? { signal } : {}) });
  const name = basename(source, '.ipynb');
  const { title, lead } = opening(notebook.cells, source);
  const html = renderNotebook(notebook, { date, file: basename(source), lines: foot.lines, details: foot.details, up: { href: 'index.html', text: 'All reports' }, portraits: await portraitsIn(out) });
  return { name, title, file: await writePage(out, `${name}.html`, html), topic: 'Notebooks', card: { href: `${name}.html`, title, lead: lead ?? '' } };
}

async function makeReviewPage(lake: Lake, { out, date }: SiteOptions): Promise<ReportPage | null> {
  const review = await reviewDocument(lake, await lakeFoot(lake, date));
  if (review === null) return null;
  const href = `${reviewName}.html`;
  return { name: reviewName, title: review.title, file: await writePage(out, href, renderPage(review)), topic: 'Oddities to clean', card: { href, title: review.title, lead: review.lead ?? '' } };
}

/** `index.html` with a card for each page, and for each portrait in the folder. */
export const makeIndex = async (lake: Lake, pages: readonly ReportPage[], { out, date }: SiteOptions): Promise<WrittenPage> => writeIndex(lake, pages, out, await lakeFoot(lake, date));

/** The same with a foot of its own. */
export async function writeIndex(lake: Pick<Lake, 'rows'>, pages: readonly ReportPage[], out: string, foot: Foot): Promise<WrittenPage> {
  const portraits = (await portraitCards(out)).map((card) => ({ topic: 'Portraits', card }));
  const index = await indexDocument(lake, [...pages, ...portraits], foot);
  return { name: 'index', title: index.title, file: await writePage(out, 'index.html', renderPage(index)) };
}

/** The notebooks of the tour, then the saved queries that run with what is given. */
export async function packageSources(params: Readonly<Record<string, string>>): Promise<string[]> {
  return [...await packageNotebooks(), ...(await listQueries()).filter((query) => needsNothing(query, params)).map(({ name }) => name)];
}

/** Throws UserError when a query or notebook is not there, or a given parameter is none of theirs. */
export async function checkGiven(sources: readonly string[], given: Readonly<Record<string, string>>): Promise<void> {
  const notebooks = sources.filter((name) => name.endsWith('.ipynb'));
  const queries = await Promise.all(sources.filter((name) => !name.endsWith('.ipynb')).map((name) => loadQuery(name)));
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
