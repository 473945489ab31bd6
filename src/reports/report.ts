import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lake } from '../lake/lake.js';
import type { Card } from './document.js';
import { makeGallery } from './gallery.js';
import { indexDocument } from './index-page.js';
import { renderPage } from './page.js';
import { ofParams, resolveParams } from './params.js';
import { lakeFoot } from './provenance.js';
import { listQueries, loadQuery, runQuery, type SavedQuery } from './query.js';
import { previewOf, queryDocument } from './querypage.js';

export interface ReportOptions {
  /** Queries by name or path; all saved queries that need no parameter when left out. */
  names?: readonly string[];
  /** Values of parameters, as a user types them: each for the queries that have it. */
  params?: Readonly<Record<string, string>>;
  /** Folder the pages go to; made when missing. */
  out: string;
  /** ISO date or time printed on the pages. The same lake and date give the same bytes. */
  date: string;
  /** Cards of pages made elsewhere, such as notebooks, for the index. */
  more?: readonly Card[];
  /** Called before each page. */
  progress?: (done: number, total: number, name: string) => void;
}

/** Pictures on the card of a gallery. */
const previewPictures = 4;

export interface ReportPage {
  name: string;
  /** Path of the file written. */
  file: string;
  title: string;
}

/** Writes one page a query and `index.html` with a card for each. Resolves to the pages, the index first. */
export async function buildReport(lake: Lake, { names, params = {}, out, date, more = [], progress }: ReportOptions): Promise<ReportPage[]> {
  const queries = names ? await Promise.all(names.map((name) => loadQuery(name))) : (await listQueries()).filter((query) => needsNothing(query, params));
  const foot = await lakeFoot(lake, date);
  const pages: ReportPage[] = [];
  const cards: { topic: string; card: Card }[] = more.map((card) => ({ topic: 'Notebooks', card }));
  for (const query of queries) {
    progress?.(pages.length, queries.length, query.name);
    const given = ofParams(query.params, params);
    const result = await runQuery(lake, query, given);
    const gallery = query.gallery && result.rows.length > 0 ? await makeGallery(lake, result, query.gallery) : undefined;
    const page = await queryDocument(query, result, resolveParams(query.name, query.params, given), foot, gallery);
    const href = pageName(query.name);
    pages.push({ name: query.name, title: query.title, file: await writePage(out, href, renderPage(page)) });
    cards.push({ topic: query.topic, card: { href, title: query.title, lead: query.description, words: result.columns.map(({ name }) => `${name} ${name.replaceAll('_', ' ')}`), svg: await previewOf(query, result), jpegs: gallery?.groups.flatMap(({ pictures }) => pictures.flatMap(({ jpeg }) => jpeg ?? [])).slice(0, previewPictures) } });
  }
  const index = await indexDocument(lake, cards, foot);
  return [{ name: 'index', title: index.title, file: await writePage(out, 'index.html', renderPage(index)) }, ...pages];
}

function needsNothing(query: SavedQuery, given: Readonly<Record<string, string>>): boolean {
  return query.params.every((param) => param.fallback !== undefined || Object.hasOwn(given, param.name));
}

function pageName(name: string): string {
  const plain = name.replace(/[^\w-]+/g, '-');
  return `${plain === 'index' ? 'query-index' : plain}.html`;
}

/** Writes a page, and its folder if need be, so that a reader finds the old file or the whole new one. Resolves to its path. */
export async function writePage(out: string, name: string, html: string): Promise<string> {
  await mkdir(out, { recursive: true });
  const file = join(out, name);
  const staging = `${file}.${process.pid}.part`;
  await writeFile(staging, html);
  await rename(staging, file);
  return file;
}
