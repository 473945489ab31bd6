import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { makeReport } from '../../src/reports/site.js';
import { renderPage } from '../../src/reports/page.js';
import { reviewDocument } from '../../src/reports/review-page.js';
import { rowsSql } from '../images/composed-lake.js';
import { testLake, withoutOwnScript, type TestLake } from './fixture.js';

const [d, g] = ['danbooru.donmai.us', 'gelbooru.com'];
const hostile = '"><script>alert(1)</script>\u001b[31m&x';
const pictures = mkdtempSync(join(tmpdir(), 'review-page-'));
const foot = { date: '2020-01-01', lines: [] };

describe('the page of links to decide', () => {
  let test: TestLake;
  let page = '';
  beforeAll(async () => {
    const posts = [[d, 1, 0], [g, 2, 0], [g, 3, 4]] as const;
    for (const [, key] of posts) await sharp({ create: { width: 30, height: 20, channels: 3, background: '#336699' } }).jpeg().toFile(join(pictures, `${key}.jpg`));
    test = await testLake({
      posts: rowsSql(posts.map(([booru, post_key, rating_level]) => ({ booru, fid: String(post_key), post_key, rating_level, width: 30, height: 20, source: 'https://www.pixiv.net/artworks/7' }))),
      images: rowsSql(posts.map(([booru, post_key]) => ({ booru, fid: String(post_key), post_key, path: join(pictures, `${post_key}.jpg`), width: 30, height: 20 }))),
      works: rowsSql(posts.map(([booru, post_key]) => ({ booru, fid: String(post_key), post_key, work_id: post_key, rank: 1, posts: 1 }))),
      crossposts: rowsSql([2, 3].map((post_key_b) => ({ booru_a: d, post_key_a: 1, booru_b: g, post_key_b, reason: 'pixiv', detail: hostile, score: 0.5 }))),
      tags: rowsSql([[d, 1, hostile, 4], [g, 2, "o'neil", 4], [d, 3, 'miku', 4]].map(([booru, tag_id, tag_name, tag_cat]) => ({ booru, tag_id, tag_name, tag_name_norm: tag_name, tag_cat, post_count: 40 }))),
      post_tags: rowsSql([[d, 1, 1], [d, 1, 3]].map(([booru, post_key, tag_id]) => ({ booru, post_key, tag_id, rating_level: 0 }))),
      tag_posts: rowsSql([[d, 1, 1], [d, 1, 3]].map(([booru, post_key, tag_id]) => ({ booru, post_key, tag_id, rating_level: 0 }))),
      tag_links: `SELECT *, ['name slip'] AS evidence FROM (${rowsSql([{ booru_a: d, tag_id_a: 1, tag_name_a: hostile, booru_b: g, tag_id_b: 2, tag_name_b: "o'neil", score: 0.5, status: 'review' }])})`,
      mal_characters: rowsSql([{ character_id: 1555, name: `Miku ${hostile}`, favorites: 900 }]),
      mal_links: rowsSql([{ tag_name: 'miku', tag_cat: 4, mal_kind: 'character', mal_id: 1555, score: 0.4, rule: 'same words', evidence: 'name +1.0', status: 'review', rank: 1 }]),
    });
    page = renderPage((await reviewDocument(test.lake, foot))!);
  });
  afterAll(async () => {
    await test.close();
    rmSync(pictures, { recursive: true });
  });

  it('shows both sides with names, counts, company and pictures, and leads to both sites', () => {
    for (const href of ['https://myanimelist.net/character/1555', 'https://danbooru.donmai.us/posts?tags=miku', 'https://gelbooru.com/index.php?page=post&amp;s=list&amp;tags=o%27neil', 'https://danbooru.donmai.us/posts/1', 'https://www.pixiv.net/artworks/7']) {
      expect(page).toContain(`<a href="${href}" rel="noreferrer noopener">`);
    }
    expect(page).toMatch(/favourites<\/dt><dd>900/);
    expect(page).toMatch(/<dt>with<\/dt><dd>/);
    expect(page.match(/<img alt="Picture of [^"]+" src="data:image\/jpeg;base64,/g)).toHaveLength(2);
    expect(page).toContain('boorulab link review crossposts --export review.csv');
  });

  it('lets no name act, and no hidden post be seen', () => {
    expect(withoutOwnScript(page)).not.toContain('<script');
    expect(page).not.toContain('\u001b');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toContain('gelbooru.com/3');
  });

  it('is a page of the report when something waits, and an error by name when nothing does', async () => {
    const out = join(pictures, 'out');
    expect((await makeReport(test.lake, ['review'], { out, date: '2020-01-01' })).map(({ name, title }) => [name, title])).toEqual([['index', expect.any(String)], ['review', 'Links to decide']]);
    const empty = await testLake({ posts: `${rowsSql([{ booru: d, fid: '1', post_key: 1, rating_level: 0 }])}` });
    expect(await reviewDocument(empty.lake, foot)).toBeNull();
    await expect(makeReport(empty.lake, ['review'], { out, date: '2020-01-01' })).rejects.toThrow('No link waits for a decision');
    await empty.close();
  });
});
