import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Lake } from '../lake/lake.js';
import type { Card, Foot } from './document.js';
import { makeGallery } from './gallery.js';
import { renderPage } from './page.js';
import { ofParams, resolveParams } from './params.js';
import { portraitsIn } from './portrait-links.js';
import { runQuery, type SavedQuery } from './query.js';
import { previewOf, queryDocument } from './querypage.js';

export interface WrittenPage {
  name: string;
  /** Path of the file written. */
  file: string;
  title: string;
}

/** A page that the index leads to. */
export interface ReportPage extends WrittenPage {
  topic: string;
  card: Card;
}

export interface PageOptions {
  /** Folder the pages go to; made when missing. */
  out: string;
  /** Values of parameters, as a user types them: each for the pages that have it. */
  params?: Readonly<Record<string, string>>;
  foot: Foot;
}

/** Pictures on the card of a gallery. */
const previewPictures = 4;

/** Runs a query and writes its page. Pictures are shown of a lake only: a server has none. */
export async function writeQueryPage(lake: Pick<Lake, 'query'>, query: SavedQuery, { out, params = {}, foot }: PageOptions): Promise<ReportPage> {
  const given = ofParams(query.params, params);
  const result = await runQuery(lake, query, given);
  const gallery = query.gallery && lake instanceof Lake && result.rows.length > 0 ? await makeGallery(lake, result, query.gallery) : undefined;
  const page = await queryDocument(query, result, resolveParams(query.name, query.params, given), foot, gallery);
  const href = pageName(query.name);
  const file = await writePage(out, href, renderPage({ ...page, portraits: await portraitsIn(out) }));
  const words = result.columns.map(({ name }) => `${name} ${name.replaceAll('_', ' ')}`);
  const jpegs = gallery?.groups.flatMap(({ pictures }) => pictures.flatMap(({ jpeg }) => jpeg ?? [])).slice(0, previewPictures);
  return { name: query.name, title: query.title, file, topic: query.topic, card: { href, title: query.title, lead: query.description, words, svg: await previewOf(query, result), jpegs } };
}

/** Whether a query runs without values besides those given. */
export function needsNothing(query: SavedQuery, given: Readonly<Record<string, string>>): boolean {
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
