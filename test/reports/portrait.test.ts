import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLake, type Lake } from '../../src/lake/lake.js';
import { portraitFileName } from '../../src/reports/portrait/file-name.js';
import { renderPortrait, writePortrait } from '../../src/reports/portrait/make.js';
import { drawPortrait } from '../../src/reports/portrait/portrait.js';
import { portrait } from '../../src/reports/portrait/show.js';
import { findSubject } from '../../src/reports/portrait/subject.js';
import { parseQuery } from '../../src/reports/query.js';
import { writeQueryPage } from '../../src/reports/report.js';
import { makeReport } from '../../src/reports/site.js';
import { cli, load, tempFolder } from '../load/fixtures.js';
import { simulated, type Simulated } from '../simulate/simulated.js';
import { hostileTag, testLake, type TableSql, type TestLake } from './fixture.js';

const date = '2026-01-01';
const danbooru = 'danbooru.donmai.us';
/** A page before the one script of our own, which stands at its end. */
const content = (html: string) => html.slice(0, html.lastIndexOf('<script'));

describe('portraits of simulated boards', () => {
  const dir = join(tempFolder('portrait'), 'lake');
  let data: Simulated;
  let lake: Lake;
  beforeAll(async () => {
    data = await simulated({ posts: 800, seed: 5 });
    await load(dir, ['danbooru', 'gelbooru'].map((board) => join(data.folder, board)));
    lake = await openLake(dir, { rating: 'all' });
  }, 60_000);
  afterAll(() => {
    lake.close();
    data.remove();
  });
  const told = <T>(sql: string) => data.truth<T>(`WITH told AS (SELECT booru, fid, artist, characters, year(created_at AT TIME ZONE 'UTC')::INTEGER AS year FROM '$T/posts.parquet' JOIN '$T/pictures.parquet' USING (picture_id)) ${sql}`);

  it('counts a character by year, and its artists, as the world drew them', async () => {
    const leaders = await told<{ name: string }>(`SELECT name FROM (SELECT unnest(characters) AS name FROM told WHERE booru = '${danbooru}') GROUP BY name ORDER BY count(*) DESC, name LIMIT 3`);
    for (const { name } of leaders) {
      const { counts, company: { companions } } = (await drawPortrait(lake, name, { booru: danbooru }))!;
      const mine = `FROM told WHERE booru = '${danbooru}' AND list_contains(characters, '${name}')`;
      const years = await told<{ year: number; posts: string; percent: number }>(`SELECT year, count(*) AS posts, 100 * count(*) / any_value(every) AS percent FROM (FROM told SELECT *, count(*) OVER (PARTITION BY booru, year) AS every) WHERE booru = '${danbooru}' AND list_contains(characters, '${name}') GROUP BY year ORDER BY year`);
      expect(counts.years.map(({ year, posts }) => [year, posts])).toEqual(years.map(({ year, posts }) => [year, Number(posts)]));
      counts.years.forEach(({ percent }, i) => expect(percent).toBeCloseTo(Number(years[i]!.percent), 8));
      expect(counts.posts).toBe(counts.years.reduce((sum, row) => sum + row.posts, 0));
      const artists = await told<{ artist: string; n: string }>(`SELECT artist, count(*) AS n ${mine} GROUP BY artist ORDER BY n DESC, artist`);
      const found = companions.filter(({ category }) => category === 1).map(({ tag, posts }) => [tag, posts]);
      expect(found).toEqual(artists.slice(0, found.length).map(({ artist, n }) => [artist, Number(n)]));
      expect(found).toHaveLength(Math.min(40, artists.length));
    }
  });

  it('gathers a tag from every board that has it, and shows what the rating shows', async () => {
    const [concept] = await told<{ tag_name: string; boards: number }>(`SELECT tag_name, count(DISTINCT booru)::INTEGER AS boards FROM '$T/tag_equivalents.parquet' WHERE tag_cat = 4 GROUP BY ALL ORDER BY boards DESC, tag_name LIMIT 1`);
    const all = (await drawPortrait(lake, concept!.tag_name))!;
    const plain = await lake.rows<{ booru: string; posts: number }>('SELECT booru, count(*) AS posts FROM tags JOIN tag_posts USING (booru, tag_id) WHERE tag_name_norm = $name GROUP BY booru ORDER BY posts DESC, booru', { name: concept!.tag_name });
    expect(all.counts.boards.map(({ booru, posts }) => ({ booru, posts }))).toEqual(plain);
    expect(all.counts.ratings.reduce((sum, row) => sum + row.posts, 0)).toBe(all.counts.posts);
    const safe = await openLake(dir, { rating: 'safe' });
    const shown = (await drawPortrait(safe, concept!.tag_name))!;
    expect(shown.counts.ratings.filter(({ posts }) => posts > 0).map(({ rating }) => rating).every((rating) => ['general', 'safe', 'unrated'].includes(rating))).toBe(true);
    expect(shown.counts.posts).toBeLessThan(all.counts.posts);
    safe.close();
  });

  it('measures popularity within board, year and rating', async () => {
    const name = (await told<{ artist: string }>('SELECT artist FROM told GROUP BY artist ORDER BY count(*) DESC, artist LIMIT 1'))[0]!.artist;
    const { popularity } = (await drawPortrait(lake, name))!;
    const ranked = `SELECT booru, post_key, 100 * (rank() OVER (part ORDER BY score) - 1 + count(*) OVER (PARTITION BY booru, year(created_at), rating_level, score) / 2) / count(*) OVER part AS place FROM posts WHERE score IS NOT NULL WINDOW part AS (PARTITION BY booru, year(created_at), rating_level)`;
    const [top] = await lake.rows<{ best: number; middle: number; n: number }>(`SELECT round(max(place), 1) AS best, round(median(place), 1) AS middle, count(*) AS n FROM (${ranked}) JOIN tag_posts USING (booru, post_key) JOIN tags USING (booru, tag_id) WHERE tag_name_norm = $name`, { name });
    expect([popularity.best[0]!.normalised_score, popularity.median, popularity.scored]).toEqual([top!.best, top!.middle, top!.n]);
    expect(popularity.tenths.reduce((sum, { percent }) => sum + percent, 0)).toBeCloseTo(100, 6);
    expect(popularity.tenths.reduce((sum, { percent_of_all: percent }) => sum + percent, 0)).toBeCloseTo(100, 6);
    const everything = (await drawPortrait(lake, 'highres'))!.popularity.median!;
    expect(everything).toBeGreaterThan(40);
    expect(everything).toBeLessThan(60);
  });

  it('as a page: complete, offline, the same bytes', async () => {
    const name = (await told<{ name: string }>('SELECT name FROM (SELECT unnest(characters) AS name FROM told) GROUP BY name ORDER BY count(*) DESC, name LIMIT 1'))[0]!.name;
    const portrait = (await drawPortrait(lake, name))!;
    const html = await renderPortrait(lake, portrait, date);
    for (const heading of ['The best posts', 'Over the years', 'How it is liked', 'Its artists', 'Its works', 'Tags it goes with', 'Boards and ratings', 'Ask on']) expect(html, heading).toContain(`<h2>${heading}</h2>`);
    for (const missing of ['On MyAnimeList', 'How it is drawn', 'Nearest in the vectors of tags', 'The franchise']) expect(html, missing).not.toContain(`<h2>${missing}</h2>`);
    expect(content(html)).not.toMatch(/<script|javascript:|<link|src="http/i);
    expect(html).toContain('https://danbooru.donmai.us/posts/');
    expect(html.length).toBeLessThan(1_000_000);
    expect(await renderPortrait(lake, (await drawPortrait(lake, name))!, date)).toBe(html);
    expect(await lake.rows(`SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'portrait%'`)).toEqual([]);
  });

  it('from the command line', () => {
    const out = join(dir, '..', 'out', 'x.html');
    const made = cli(['--lake', dir, 'portrait', 'Highres', '-o', out]);
    expect([made.status, made.stdout]).toEqual([0, `${out}\n`]);
    expect(readFileSync(out, 'utf8')).toContain('<h1>highres</h1>');
    const json = JSON.parse(cli(['--lake', dir, 'portrait', 'highres', '--json']).stdout) as { counts: { posts: number } };
    expect(json.counts.posts).toBeGreaterThan(50);
    const unknown = cli(['--lake', dir, 'portrait', 'higres']);
    expect([unknown.status, unknown.stdout]).toEqual([1, '']);
    expect(unknown.stderr).toMatch(/No tag "higres" in the lake\nDid you mean highres/);
  });
});

const named = (rows: string) => `SELECT *, lower(tag_name) AS tag_name_norm FROM (VALUES ${rows}) AS t(booru, tag_id, tag_name, tag_cat, post_count)`;
const posts = `SELECT booru, i::VARCHAR AS fid, i AS post_key, TIMESTAMPTZ '2020-05-05 00:00:00Z' + to_years(i::INTEGER % 3) AS created_at, 'general' AS rating_std, 0 AS rating_level, i AS score FROM (VALUES ('a'), ('b')) AS b(booru), range(1, 31) AS t(i)`;
const pairs = `SELECT booru, tag_id, i AS post_key, 0 AS rating_level FROM (VALUES ('a', 1, 30), ('a', 2, 5), ('a', 3, 12), ('a', 6, 20), ('a', 7, 9), ('b', 11, 25), ('b', 12, 28), ('b', 13, 5)) AS u(booru, tag_id, n), range(1, 31) AS t(i) WHERE i <= n`;
const tables: TableSql = {
  posts, tag_posts: pairs, post_tags: pairs,
  tags: named(`('a', 1, 'Miku', 4, 30), ('a', 2, 'miku', 4, 5), ('a', 3, 'ミク''s "song"', 3, NULL), ('a', 4, 'idle', 0, 7), ('a', 6, '${hostileTag}', 4, 1), ('a', 7, 'vocal', 3, 9), ('b', 11, 'miku', -1, NULL), ('b', 12, 'mikuo', 4, 3), ('b', 13, 'Vocal', 1, 5)`),
  unified_tags: `SELECT * FROM (VALUES ('b', 12, 3, 'song', 3), ('a', 3, 3, 'song', 3)) AS t(booru, tag_id, unified_id, unified_name, unified_cat)`,
  tag_aliases: `SELECT 'a' AS booru, 'old_miku' AS antecedent, 'miku' AS consequent, 'active' AS status, 1 AS alias_id UNION ALL SELECT 'a', '${hostileTag}<b>', 'miku', 'active', 2`,
  franchises: `SELECT 5 AS franchise_id, 'songs' AS name, 1 AS copyrights, 2 AS characters, 40 AS posts`,
  franchise_members: `SELECT *, 5 AS franchise_id, 'songs' AS franchise_name, 0.5 AS confidence FROM (VALUES ('miku', 4, 'home', 5), ('${hostileTag}', 4, 'home', 20), ('vocal', 3, 'alone', 9)) AS t(tag_name, tag_cat, rule, posts)`,
  mal_links: `SELECT 'miku' AS tag_name, 4 AS tag_cat, 'mal_character' AS mal_kind, 9 AS mal_id, '[x](javascript:alert(1))' AS mal_name, 0.93 AS score, 'accepted' AS status`,
  compositions: `SELECT 'a' AS booru, i::VARCHAR AS fid, i AS post_key, '/p/' || i AS path, 'bust' AS scale, 1 AS figures FROM range(1, 5) AS t(i)`,
  tag_vectors: `SELECT 'a' AS booru, * FROM (VALUES (1, 30, [1, 0]::FLOAT[]), (3, 12, [0, 1]::FLOAT[]), (7, 9, [0.6, 0.8]::FLOAT[]), (2, 5, [0.8, 0.6]::FLOAT[])) AS t(tag_id, posts, vector)`,
};

describe('what a name means', () => {
  let test: TestLake;
  beforeAll(async () => { test = await testLake(tables); });
  afterAll(() => test.close());
  const ids = async (name: string, options = {}) => (await findSubject(test.lake, name, options))?.tags.map((tag) => tag.tag_id) ?? null;

  it('takes the spelling that was typed, else that of most posts, and other boards with it', async () => {
    expect(await ids('miku')).toEqual([11, 2]);
    expect(await ids('Miku')).toEqual([1, 11]);
    expect(await ids('MIKU ')).toEqual([1, 11]);
    expect(await ids('miku', { booru: 'b' })).toEqual([11]);
    expect(await findSubject(test.lake, 'old MIKU')).toMatchObject({ name: 'miku', alias: 'old MIKU', category: 4 });
  });

  it('keeps namesakes of another category apart, and takes links for what they are', async () => {
    expect(await findSubject(test.lake, 'vocal')).toMatchObject({ category: 3, tags: [{ tag_id: 7 }], namesakes: [{ tag_id: 13, tag_cat: 1 }] });
    expect(await ids('ミク\'s "song"')).toEqual([12, 3]);
    await expect(findSubject(test.lake, 'vocal', { booru: 'c' })).rejects.toMatchObject({ message: 'c has no tag vocal', hint: 'Boards that have it: a' });
  });

  it('finds a franchise by its name, when it is no tag or is asked for', async () => {
    expect(await findSubject(test.lake, 'Songs')).toMatchObject({ kind: 'franchise', name: 'songs' });
    expect(await ids('songs', { franchise: true })).toEqual([6, 7, 2]);
    expect(await findSubject(test.lake, 'miku', { franchise: true })).toBeNull();
    expect(await findSubject(test.lake, `' OR 1=1 --`)).toBeNull();
    expect(await findSubject(test.lake, '')).toBeNull();
  });

  it('a franchise counts a post of several members once', async () => {
    const { counts, franchise, company: { companions } } = (await drawPortrait(test.lake, 'songs'))!;
    expect([counts.posts, franchise!.members.length]).toEqual([20, 3]);
    expect(companions.find(({ tag }) => tag === 'vocal')).toMatchObject({ posts: 9, percent: 45, percent_of_its_own: 100 });
  });

  it('every name, however hostile, stays text on its page', async () => {
    for (const name of [hostileTag, 'ミク\'s "song"', 'songs']) {
      const portrait = (await drawPortrait(test.lake, name))!;
      const file = await writePortrait(test.lake, portrait, join(test.dir, portraitFileName(portrait.subject.name)), date);
      const html = readFileSync(file, 'utf8');
      expect(content(html), name).not.toMatch(/<script|<img src=x|href="javascript|<b>/i);
      expect(existsSync(file)).toBe(true);
    }
    const miku = await renderPortrait(test.lake, (await drawPortrait(test.lake, 'miku', { booru: 'a' }))!, date);
    expect(miku).toContain('href="https://myanimelist.net/character/9"');
    expect(miku).toContain('How it is drawn');
    expect(miku).toContain('old_miku');
    const idle = await renderPortrait(test.lake, (await drawPortrait(test.lake, 'idle'))!, date);
    expect(idle).toContain('No post that is shown here has it; a counts 7 posts.');
    expect([...idle.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, text]) => text)).toEqual(['Ask on']);
  });

  it('is led to from tables that name a tag which has a portrait beside them and from the index, and leads to the others', async () => {
    const folder = join(test.dir, 'linked');
    await writePortrait(test.lake, (await drawPortrait(test.lake, 'songs'))!, join(folder, portraitFileName('songs')), date);
    const file = portraitFileName('ミク\'s "song"');
    await writePortrait(test.lake, (await drawPortrait(test.lake, 'ミク\'s "song"'))!, join(folder, file), date);
    const sql = `select 'songs' as work, 'songs' as rating, 'miku' as character, 'ミク''s "song"' as tag`;
    const { file: page } = await writeQueryPage(test.lake, parseQuery('mine', sql), { out: folder, foot: { date, lines: [] } });
    const cells = [...readFileSync(page, 'utf8').matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell);
    expect(cells.slice(0, 3)).toEqual(['<a href="portrait-songs.html">songs</a>', 'songs', 'miku']);
    expect(decodeURIComponent(/href="([^"]+)"/.exec(cells[3]!)![1]!)).toBe(file);
    await makeReport(test.lake, ['boards'], { out: folder, date });
    const cards = [...readFileSync(join(folder, 'index.html'), 'utf8').matchAll(/<h3><a href="([^"]+)">(.*?)<\/a>/g)].map(([, href, title]) => [decodeURIComponent(href!), title]);
    expect(new Map(cards.slice(-2) as [string, string][])).toEqual(new Map([['portrait-songs.html', 'songs'], [file, 'mikuo']]));
    const songs = await renderPortrait(test.lake, (await drawPortrait(test.lake, 'songs'))!, date, folder);
    expect(songs).toContain('<a href="index.html">← All reports</a>');
  });

  it('shows itself below a cell of a notebook, but for what its page folds away', async () => {
    const kernel = globalThis as { __tslab__?: unknown };
    const shown: (readonly [kind: string, text: string])[] = [];
    const put = (kind: string) => (text: string) => shown.push([kind, text]);
    kernel.__tslab__ = { require: () => ({ display: { html: put('html'), text: put('text'), markdown: put('markdown'), svg: put('svg'), raw: put('raw') } }) };
    try {
      await portrait(test.lake, 'Miku');
      await expect(portrait(test.lake, 'nobody')).rejects.toThrow('No tag "nobody" in the lake');
    } finally {
      delete kernel.__tslab__;
    }
    expect(shown[0]).toEqual(['text', expect.stringMatching(/^Miku \(character\): \d+ posts/)]);
    expect(shown.filter(([kind]) => kind === 'markdown').map(([, text]) => text)).toEqual(expect.arrayContaining(['### How it is drawn', '### On MyAnimeList', '### Boards and ratings']));
    expect(shown.some(([kind, text]) => kind === 'svg' && text.startsWith('<svg'))).toBe(true);
    expect(shown.map(([, text]) => text).join()).not.toContain('Ask on');
  });

  it('neighbours are those of the nearest vectors', async () => {
    const { neighbours } = (await drawPortrait(test.lake, 'Miku'))!;
    expect(neighbours.map(({ tag, likeness }) => [tag, likeness])).toEqual([['miku', 0.8], ['vocal', 0.6], ['ミク\'s "song"', 0]]);
  });
});

it('companions of a tag with very many posts are estimated from a lot of them, and it is said', async () => {
  const every = 'range(1, 240001) AS t(i)';
  const drawn = `SELECT 'a' AS booru, tag_id, i AS post_key, 0 AS rating_level FROM (VALUES (1, 1), (2, 3), (3, 40), (4, 2)) AS u(tag_id, step), ${every} WHERE i % step = 0`;
  const test = await testLake({
    posts: `SELECT 'a' AS booru, i::VARCHAR AS fid, i AS post_key, TIMESTAMPTZ '2020-05-05 00:00:00Z' AS created_at, 'general' AS rating_std, 0 AS rating_level, 1 AS score FROM ${every}`,
    tag_posts: drawn, post_tags: drawn, tags: named("('a', 1, 'all', 0, NULL), ('a', 2, 'often', 1, NULL), ('a', 3, 'seldom', 1, NULL), ('a', 4, 'half', 0, NULL)"),
  });
  const portrait = (await drawPortrait(test.lake, 'all'))!;
  const html = await renderPortrait(test.lake, portrait, date);
  await test.close();
  expect(portrait.company).toMatchObject({ sample: 2000, named_sample: 120_000 });
  const posts = new Map(portrait.company.companions.map((row) => [row.tag, row.posts]));
  // Four standard deviations of the lot.
  for (const [tag, n, error] of [['often', 80_000, 1200], ['seldom', 6000, 320], ['half', 120_000, 10_800]] as const) expect(Math.abs(posts.get(tag)! - n), tag).toBeLessThan(error);
  expect(content(html)).toContain('Estimated from 120,000 of the posts.');
});

describe('file names of portraits', () => {
  const hostile = ['hatsune_miku', 'Hatsune_Miku', 'fate/stay_night', 'fate-stay_night', '../../etc/passwd', 'CON', 'nul.txt', 'a<b>:"|?*\\', '...', ' ', '', 'ミク', 'x'.repeat(300), '\u{20000}'.repeat(300), 'tab\there', '-x-', 'x', 'é', 'e\u0301'];
  it('are safe on Windows and differ', () => {
    const names = hostile.map(portraitFileName);
    for (const name of names) {
      expect(name).toMatch(/^portrait(-[^<>:"/\\|?*\p{Cc}\s.]+)?\.html$/u);
      expect(Buffer.byteLength(name), name).toBeLessThanOrEqual(255);
    }
    expect(new Set(names.map((name) => name.normalize('NFC').toLowerCase())).size).toBe(hostile.length);
    expect(portraitFileName('hatsune_miku')).toBe('portrait-hatsune_miku.html');
    expect(portraitFileName('ミク')).toBe('portrait-ミク.html');
  });
});
