import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openLake } from '../../src/lake/lake.js';
import { folderVariable, type Gallery, makeGallery } from '../../src/reports/gallery.js';
import { parseGallery } from '../../src/reports/gallery-options.js';
import type { Cell } from '../../src/reports/notebook-file.js';
import { renderNotebook } from '../../src/reports/notebook-page.js';
import { rowsToTable } from '../../src/reports/notebook-table.js';
import { renderPage } from '../../src/reports/page.js';
import { parseQuery } from '../../src/reports/query.js';
import { makeReport } from '../../src/reports/site.js';
import { gallery as showGallery, pageVariable } from '../../src/reports/workbench.js';
import { rowsSql } from '../images/composed-lake.js';
import { browserPath, openBrowser } from './browser.js';
import { hostileTag, testLake, type TestLake, withoutOwnScript } from './fixture.js';

const dir = mkdtempSync(join(tmpdir(), 'gallery-'));
const at = (name: string) => join(dir, name);
let test: TestLake;

const all = (gallery: Gallery) => gallery.groups.flatMap(({ pictures }) => pictures);
const alts = (gallery: Gallery) => all(gallery).map(({ alt }) => alt);
const show = (rows: readonly object[], options = {}) => makeGallery(test.lake, rowsToTable(rows), options);

/** Posts 1 to 6 of board a, 4 is questionable; wide.jpg is of 1, tall.png of 2, both.jpg of 3 and of 4, hidden.jpg of 4; stray.jpg is of none. */
beforeAll(async () => {
  const plain = (width: number, height: number, file: string) => sharp({ create: { width, height, channels: 3, background: '#c33' } }).toFile(at(file));
  await plain(900, 300, 'wide.jpg');
  await plain(100, 200, 'tall.png');
  for (const file of ['both.jpg', 'hidden.jpg', 'stray.jpg', 'unlisted.jpg', 'cut.jpg', '<b>odd".jpg']) await plain(60, 60, file);
  truncateSync(at('cut.jpg'), 200);
  writeFileSync(at('text.jpg'), 'no picture');
  mkdirSync(at('folder.jpg'));
  symlinkSync('/dev/zero', at('endless.jpg'));
  const images = [['wide.jpg', 1], ['tall.png', 2], ['both.jpg', 3], ['both.jpg', 4], ['hidden.jpg', 4], ['stray.jpg'], ['cut.jpg', 5], ['text.jpg'], ['folder.jpg'], ['endless.jpg'], ['gone.jpg'], ['<b>odd".jpg'], ['wide.jpg/inside.jpg', 6]] as const;
  test = await testLake({
    posts: rowsSql([1, 2, 3, 4, 5, 6].map((post) => ({ booru: 'a', fid: `f${post}`, post_key: post, rating_level: post === 4 ? 3 : 0 }))),
    images: rowsSql(images.map(([file, post]) => ({ path: at(file), file_name: file, booru: post && 'a', fid: post && `f${post}`, post_key: post }))),
  });
});

afterAll(() => {
  test.close();
  rmSync(dir, { recursive: true });
});

describe('a gallery', () => {
  it('finds pictures by path, by board and id, and by board and key', async () => {
    expect(alts(await show([{ path: at('stray.jpg') }, { path: at('tall.png') }]))).toEqual(['Picture stray.jpg', 'Post f2 of a']);
    expect(alts(await show([{ booru: 'a', fid: 'f2' }, { booru: 'b', fid: 'f2' }, { booru: 'a', fid: 'f1' }]))).toEqual(['Post f2 of a', 'Post f1 of a']);
    expect(alts(await show([{ booru: 'a', post_key: 2 }]))).toEqual(['Post f2 of a']);
    await expect(show([{ booru: 'a' }])).rejects.toThrow('The rows of a gallery name no pictures.');
  });

  it('shrinks to JPEGs that keep their shape', async () => {
    const [wide, tall] = all(await show([{ path: at('wide.jpg') }, { path: at('tall.png') }]));
    expect([wide!.width, wide!.height, tall!.width, tall!.height]).toEqual([360, 120, 100, 200]);
    const { format, width } = await sharp(Buffer.from(wide!.jpeg!, 'base64')).metadata();
    expect([format, width]).toEqual(['jpeg', 360]);
  });

  it('opens no file that the session hides or the lake does not list', async () => {
    const rows = ['hidden.jpg', 'both.jpg', 'unlisted.jpg', 'wide.jpg'].map((file) => ({ path: at(file) }));
    const gallery = await show(rows);
    expect(alts(gallery)).toEqual(['Post f1 of a']);
    expect(gallery.notes).toEqual(['3 rows have no picture in this lake, or a hidden one.']);
    expect(alts(await show([{ booru: 'a', fid: 'f4' }, { booru: 'a', post_key: 4 }]))).toEqual([]);
    const open = await openLake(test.lake.dir, { rating: 'all' });
    expect(alts(await makeGallery(open, rowsToTable(rows)))).toHaveLength(3);
    open.close();
  });

  it('says in place of a picture why it cannot be shown', async () => {
    const faults = all(await show(['cut.jpg', 'text.jpg', 'folder.jpg', 'endless.jpg', 'gone.jpg', 'wide.jpg/inside.jpg'].map((file) => ({ path: at(file) }))));
    expect(faults.map(({ jpeg, fault }) => [jpeg, fault])).toEqual(['cannot be read', 'cannot be read', 'no file', 'no file', 'not there any more', 'inside an archive'].map((fault) => [undefined, fault]));
  });

  it('looks for relative paths from where the command runs, in a kernel too', async () => {
    const relative = await testLake({ images: rowsSql([{ path: 'wide.jpg', file_name: 'wide.jpg' }]) });
    process.env[folderVariable] = dir;
    try {
      expect(all(await makeGallery(relative.lake, rowsToTable([{ path: 'wide.jpg' }])))[0]).toMatchObject({ width: 360, height: 120 });
    } finally {
      delete process.env[folderVariable];
    }
    expect(all(await makeGallery(relative.lake, rowsToTable([{ path: 'wide.jpg' }])))[0]).toMatchObject({ fault: 'not there any more' });
    relative.close();
  });

  it('writes captions of the columns asked for, and the whole row as facts', async () => {
    const row = { path: at('wide.jpg'), score: 1.23456, name: hostileTag, tags: ['a', 'b'], none: null };
    expect(all(await show([row]))[0]).toMatchObject({ caption: ['score 1.2346', hostileTag] });
    const [picture] = all(await show([row], { caption: ['tags', 'none'], mark: 'name' }));
    expect(picture).toMatchObject({ caption: ['a, b'], mark: hostileTag });
    expect(picture!.facts.map(([name]) => name)).toEqual(['score', 'name', 'tags', 'path']);
    await expect(show([row], { group: 'year' })).rejects.toThrow('The gallery has no column "year".');
  });

  it('puts rows of one value together and stops at the limit', async () => {
    const rows = ['x', 'y', 'x'].map((kind) => ({ path: at('wide.jpg'), kind }));
    expect((await show(rows, { group: 'kind' })).groups.map(({ title, pictures }) => [title, pictures.length])).toEqual([['x', 2], ['y', 1]]);
    const cut = await show(rows, { limit: 2 });
    expect([all(cut).length, cut.notes]).toEqual([2, ['The first 2 of 3 pictures.']]);
    expect(all(await show(Array.from({ length: 130 }, () => ({ path: at('wide.jpg') })))).length).toBe(120);
  });

  it('cuts a page that would become too large', async () => {
    const { width, height } = { width: 200, height: 200 };
    const noise = Buffer.from(Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919 + ((i * i) % 251) * 31) % 256));
    await sharp(noise, { raw: { width, height, channels: 3 } }).png().toFile(at('stray.jpg'));
    const gallery = await show(Array.from({ length: 120 }, () => ({ path: at('stray.jpg') })));
    const characters = all(gallery).reduce((sum, { jpeg }) => sum + jpeg!.length, 0);
    expect(characters).toBeGreaterThan(1_500_000);
    expect(characters).toBeLessThan(1_700_000);
    expect(gallery.notes).toEqual([`The first ${all(gallery).length} of 120 pictures.`]);
  });

  it('lays pictures on a plane, those for which there is no room as dots', async () => {
    const gallery = await show([[0, 0], [10, 100], [0.1, 0.1], [5, NaN]].map(([x, y]) => ({ path: at('wide.jpg'), x, y })), { x: 'x', y: 'y' });
    expect(all(gallery).map((picture) => picture.at)).toEqual([[0, 0], [1, 1]]);
    expect(gallery).toMatchObject({ axes: ['x', 'y'], dots: [[0.01, 0.001]] });
  });
});

describe('the header of a query', () => {
  it('says what is shown', () => {
    expect(parseQuery('q', '-- chart: gallery caption=a,b group="my group" mark=c limit=9\nselect 1')).toMatchObject({ chart: undefined, gallery: { caption: ['a', 'b'], group: 'my group', mark: 'c', limit: 9 } });
    expect(parseQuery('q', '-- chart: bar\nselect 1')).toMatchObject({ chart: { mark: 'bar' }, gallery: undefined });
  });

  it.each([['gallery size=3', 'unknown gallery setting "size"'], ['gallery x=a', 'both x and y'], ['gallery limit=0', 'whole number'], ['gallery group', 'no value'], ['galleries', 'unknown chart "galleries"']])('%s is refused', (text, words) => {
    expect(() => parseQuery('q', `-- chart: ${text}\nselect 1`)).toThrow(words);
  });

  it('needs nothing more than the word', () => {
    expect(parseGallery('gallery')).toEqual({});
  });
});

describe.skipIf(!browserPath)('a page in a browser', () => {
  it('enlarges by Enter, goes back by Esc, and loads every picture', async () => {
    const query = at('shown.sql');
    writeFileSync(query, `-- chart: gallery caption=note mark=note\nselect path, '<b>&' || file_name as note from images where not contains(path, 'both') order by path desc`);
    const [index, page] = await makeReport(test.lake, [query], { out: at('out'), date: '2020-01-01' });
    expect(readFileSync(index!.file, 'utf8').match(/<div class="preview strip" aria-hidden="true">(<img alt="" src="data:image\/jpeg;base64,[^"]+">){4}<\/div>/g)).toHaveLength(1);
    const [, again] = await makeReport(test.lake, [query], { out: at('again'), date: '2020-01-01' });
    expect(readFileSync(again!.file, 'utf8')).toBe(readFileSync(page!.file, 'utf8'));
    const chrome = await openBrowser();
    try {
      const tab = await chrome.newPage({ viewport: { width: 390, height: 700 } });
      const errors: string[] = [];
      tab.on('console', (message) => errors.push(message.text()));
      await tab.goto(`file://${page!.file}`);
      const figures = tab.locator('.sheet figure');
      expect(await figures.count()).toBe(10);
      const last = figures.last().locator('> button');
      await last.focus();
      await tab.waitForFunction('[...document.images].every((image) => image.complete && image.naturalWidth > 0)');
      const image = last.locator('img');
      const small = (await image.boundingBox())!.width;
      await tab.keyboard.press('Enter');
      expect((await image.boundingBox())!.width).toBeGreaterThan(small);
      const words = figures.last().locator('[popover]');
      expect([await words.isVisible(), await words.textContent()]).toEqual([true, expect.stringContaining('<b>&')]);
      await tab.keyboard.press('Escape');
      expect([await words.isVisible(), (await image.boundingBox())!.width]).toEqual([false, small]);
      expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(390);
      expect([errors, await tab.locator('script, b b').count()]).toEqual([[], 1]);
    } finally {
      await chrome.close();
    }
  }, 60_000);
});

describe('a gallery in a cell', () => {
  const shown: [string, string][] = [];
  const put = (kind: string) => (text: string) => void shown.push([kind, text]);
  const kernel = globalThis as { __tslab__?: unknown };
  beforeEach(() => {
    shown.length = 0;
    kernel.__tslab__ = { require: () => ({ display: { html: put('html'), raw: (type: string, text: string) => shown.push([type, text]) } }) };
  });
  afterEach(() => {
    delete kernel.__tslab__;
    delete process.env[pageVariable];
  });

  it('of Jupyter is HTML that needs nothing else', async () => {
    await showGallery(test.lake, [{ path: at('wide.jpg'), name: hostileTag }]);
    expect(shown).toEqual([['html', expect.stringMatching(/^<style>[\s\S]*<figure[\s\S]*&lt;script&gt;/)]]);
    expect(shown[0]![1]).not.toMatch(/<script|https?:/);
  });

  it('of a page is what the page draws it from', async () => {
    process.env[pageVariable] = '1';
    await showGallery(test.lake, [{ path: at('wide.jpg'), name: hostileTag }], { mark: 'name' });
    const data = Object.fromEntries(shown);
    const cell = { cell_type: 'code', source: 'x', metadata: {}, execution_count: 1, outputs: [{ output_type: 'display_data', data, metadata: {} }] } as const;
    const html = renderNotebook({ cells: [cell as unknown as Cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }, { date: '2020-01-01', file: 'x.ipynb' });
    expect(html).toContain('<img loading="lazy"');
    expect(html).toContain('alt="Post f1 of a"');
    expect(withoutOwnScript(html)).not.toContain('<script');
  });
});

it('sets the galleries of one page apart', async () => {
  const gallery = await show([{ path: at('wide.jpg') }]);
  const block = { kind: 'gallery', gallery } as const;
  const html = renderPage({ title: 'T', blocks: [block, { kind: 'details', summary: 'more', blocks: [block] }], foot: { date: '2020-01-01', lines: [] } });
  const ids = Array.from(html.matchAll(/ popover id="([^"]+)"/g), ([, id]) => id);
  expect([ids.length, new Set(ids).size]).toEqual([2, 2]);
});
