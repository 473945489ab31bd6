import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Lake } from '../../lake/lake.js';
import { makeGallery, type Gallery } from '../gallery.js';
import { renderPage } from '../page.js';
import { portraitsIn } from '../portrait-links.js';
import { lakeFoot } from '../provenance.js';
import { writePage } from '../report.js';
import { portraitDocument } from './page.js';
import { portraitFileName } from './file-name.js';
import type { Portrait } from './portrait.js';

/** The page of a portrait as HTML; `date` is printed on it. It leads to the portraits and the index of the folder it is meant for. */
export async function renderPortrait(lake: Lake, portrait: Portrait, date: string, folder = '.'): Promise<string> {
  const page = await portraitDocument(portrait, await lakeFoot(lake, date), await portraitGallery(lake, portrait));
  const up = existsSync(join(folder, 'index.html')) ? { up: { href: 'index.html', text: 'All reports' } } : {};
  return renderPage({ ...page, ...up, portraits: new Set([...await portraitsIn(folder)].filter((name) => name !== portraitFileName(portrait.subject.name))) });
}

/** The best posts whose pictures are on the disk. */
export async function portraitGallery(lake: Lake, { popularity: { pictures } }: Portrait): Promise<Gallery | undefined> {
  const types = { booru: 'VARCHAR', fid: 'VARCHAR', year: 'BIGINT', score: 'BIGINT', normalised_score: 'DOUBLE', rating: 'VARCHAR' };
  const table = { columns: Object.entries(types).map(([name, type]) => ({ name, type })), rows: pictures.map((row) => ({ ...row })) };
  return pictures.length > 0 ? makeGallery(lake, table, { caption: ['score', 'year'] }) : undefined;
}

/** Writes the page of a portrait to a file. Resolves to its path. */
export async function writePortrait(lake: Lake, portrait: Portrait, file: string, date: string): Promise<string> {
  return writePage(dirname(file), basename(file), await renderPortrait(lake, portrait, date, dirname(file)));
}
