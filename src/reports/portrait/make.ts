import { dirname, basename } from 'node:path';
import type { Lake } from '../../lake/lake.js';
import { makeGallery } from '../gallery.js';
import { renderPage } from '../page.js';
import { lakeFoot } from '../provenance.js';
import { writePage } from '../report.js';
import { portraitDocument } from './page.js';
import type { Portrait } from './portrait.js';

/** The page of a portrait as HTML; `date` is printed on it. */
export async function renderPortrait(lake: Lake, portrait: Portrait, date: string): Promise<string> {
  const { pictures } = portrait.popularity;
  const types = { booru: 'VARCHAR', fid: 'VARCHAR', year: 'BIGINT', score: 'BIGINT', better_than: 'DOUBLE', rating: 'VARCHAR' };
  const table = { columns: Object.entries(types).map(([name, type]) => ({ name, type })), rows: pictures.map((row) => ({ ...row })) };
  const gallery = pictures.length > 0 ? await makeGallery(lake, table, { caption: ['score', 'year'] }) : undefined;
  return renderPage(await portraitDocument(portrait, await lakeFoot(lake, date), gallery));
}

/** Writes the page of a portrait to a file. Resolves to its path. */
export async function writePortrait(lake: Lake, portrait: Portrait, file: string, date: string): Promise<string> {
  return writePage(dirname(file), basename(file), await renderPortrait(lake, portrait, date));
}
