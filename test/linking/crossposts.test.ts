import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openLake, type Lake } from '../../src/lake/lake.js';
import { linkCrossposts, mostPostsOfFile } from '../../src/linking/crossposts/crossposts.js';
import { rowsSql } from '../images/composed-lake.js';
import { writeSmallLake } from '../system/small-lake.js';

interface PostFacts { md5?: string; source?: string; width?: number; height?: number; pixiv_id?: number; parent_fid?: string; rating_level?: number }

const dirs: string[] = [];
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

/** A lake of posts named by a letter for the board and a number, such as `a1`. */
async function lakeOf(posts: Record<string, PostFacts>, more: Parameters<typeof writeSmallLake>[1] = {}): Promise<{ dir: string; lake: Lake }> {
  const dir = join(mkdtempSync(join(tmpdir(), 'boorulab-crossposts-')), 'lake');
  dirs.push(join(dir, '..'));
  const empty: Record<string, unknown> = { md5: null, source: null, width: null, height: null, pixiv_id: null, parent_fid: null };
  const rows = Object.entries(posts).map(([name, facts]) => ({ booru: boardOf[name[0]!]!, fid: name.slice(1), post_key: Number(name.slice(1)), rating_level: 0, ...empty, ...facts }));
  await writeSmallLake(dir, { posts: rowsSql(rows), ...more });
  return { dir, lake: await openLake(dir, { rating: 'all' }) };
}

const boardOf: Record<string, string> = { d: 'danbooru.donmai.us', g: 'gelbooru.com', y: 'yande.re', z: 'zerochan.net' };
const letterOf = Object.fromEntries(Object.entries(boardOf).map(([letter, board]) => [board, letter]));
const md5 = (number: number) => number.toString(16).padStart(32, 'a1b2c3d4');

/** The works of more than one post after linking, as lists of posts in order of rank. */
async function worksOf(posts: Record<string, PostFacts>, more: Parameters<typeof writeSmallLake>[1] = {}, prefer: string[] = []): Promise<{ works: string[]; edges: string[]; summary: Awaited<ReturnType<typeof linkCrossposts>> }> {
  const { dir, lake } = await lakeOf(posts, more);
  const summary = await linkCrossposts(lake, { prefer });
  lake.close();
  const after = await openLake(dir, { rating: 'all' });
  const rows = await after.rows<{ work_id: number; booru: string; fid: string; posts: number }>('SELECT work_id, booru, fid, posts FROM works ORDER BY work_id, rank');
  expect(rows).toHaveLength(Object.keys(posts).length);
  const works = new Map<number, string[]>();
  for (const { work_id, booru, fid } of rows) works.set(work_id, [...(works.get(work_id) ?? []), letterOf[booru] + fid]);
  for (const row of rows) expect(row.posts).toBe(works.get(row.work_id)!.length);
  const edges = await after.rows<Record<string, string>>('SELECT * FROM crossposts ORDER BY ALL');
  after.close();
  return {
    summary, works: [...works.values()].filter((work) => work.length > 1).map((work) => work.join(' ')).sort(),
    edges: edges.map((edge) => `${letterOf[edge['booru_a']!]}${edge['post_key_a']} ${letterOf[edge['booru_b']!]}${edge['post_key_b']} ${edge['reason']} ${Number(edge['score']).toFixed(2)}`),
  };
}

describe('link crossposts', () => {
  it('joins posts by MD5, in any case, with the preferred board first', async () => {
    const posts = { d1: { md5: md5(1) }, g1: { md5: md5(1).toUpperCase() }, y9: { md5: md5(1) }, z3: { md5: md5(2) } };
    expect((await worksOf(posts)).works).toEqual(['d1 g1 y9']);
    expect((await worksOf(posts, {}, ['yande.re'])).works).toEqual(['y9 d1 g1']);
  });

  it('takes an MD5 of the wrong length, of the empty file or of too many posts for none', async () => {
    const shared = Object.fromEntries(Array.from({ length: mostPostsOfFile + 1 }, (_, i) => [`${i % 2 ? 'd' : 'g'}${i + 100}`, { md5: md5(7) }]));
    const { works, edges, summary } = await worksOf({
      d1: { md5: 'abc' }, g1: { md5: 'abc' }, d2: { md5: 'd41d8cd98f00b204e9800998ecf8427e' }, g2: { md5: 'd41d8cd98f00b204e9800998ecf8427e' }, d3: { md5: '0'.repeat(32) }, g3: { md5: '0'.repeat(32) }, ...shared,
    });
    expect({ works, edges, misshapen: summary.misshapenMd5, placeholders: summary.placeholderMd5 }).toEqual({ works: [], edges: [], misshapen: 2, placeholders: 4 + mostPostsOfFile + 1 });
  });

  it('does not believe an MD5 whose posts differ in shape', async () => {
    const { works, edges } = await worksOf({ d1: { md5: md5(1), width: 100, height: 200 }, g1: { md5: md5(1), width: 300, height: 200 }, d2: { md5: md5(2), width: 100, height: 200 }, g2: { md5: md5(2), width: 200, height: 100 } });
    expect(works).toEqual(['d2 g2']);
    expect(edges).toEqual(['d1 g1 md5 0.50', 'd2 g2 md5 1.00']);
  });

  it('keeps the pages of one pixiv work apart and joins the same page in old and new form', async () => {
    const page = (host: string, number: number) => `https://${host}/img-original/img/2016/04/20/01/02/03/56400000_p${number}.png`;
    const { works } = await worksOf({
      d1: { source: page('i.pximg.net', 0) }, d2: { source: page('i.pximg.net', 1) }, d3: { source: page('i.pximg.net', 2) },
      g1: { source: page('i1.pixiv.net', 1) }, g2: { source: 'https://www.pixiv.net/member_illust.php?mode=manga_big&illust_id=56400000&page=2' }, g3: { source: page('i.pximg.net', 5) },
    });
    expect(works).toEqual(['d2 g1', 'd3 g2']);
  });

  it('does not guess which page is meant where a work has several of one size, and tells by size where it can', async () => {
    const source = 'https://www.pixiv.net/artworks/77';
    const same = { width: 1000, height: 1400 };
    const alike = await worksOf({ d1: { source, md5: md5(1), ...same }, d2: { source, md5: md5(2), ...same }, g1: { pixiv_id: 77, ...same } });
    expect(alike.works).toEqual([]);
    expect(alike.edges).toEqual(['d1 d2 pixiv 0.47', 'd1 g1 pixiv 0.47', 'd2 g1 pixiv 0.47']);
    const told = await worksOf({ d1: { source, ...same }, d2: { source, width: 900, height: 900 }, g1: { source, ...same }, y1: { source, width: 901, height: 902 } });
    expect(told.works).toEqual(['d1 g1']);
  });

  it('never joins two posts of one board by source, not even by way of a third', async () => {
    const source = 'https://twitter.com/a/status/12';
    const { works, summary } = await worksOf({ d1: { source, width: 10, height: 10 }, g1: { source: 'https://x.com/i/web/status/12', width: 10, height: 10, md5: md5(4) }, y1: { md5: md5(4), source: 'https://nijie.info/view.php?id=3' }, d2: { source: 'https://nijie.info/view.php?id=3' } });
    expect(works).toEqual(['d1 g1 y1']);
    expect(summary.sameBoard).toBe(1);
  });

  it('lets a parent be a variant: an edge, no work', async () => {
    const { works, edges } = await worksOf({ d1: {}, d2: { parent_fid: '1' }, d3: { parent_fid: '77' }, g2: { parent_fid: '1' } });
    expect(works).toEqual([]);
    expect(edges).toEqual(['d1 d2 parent 0.30']);
  });

  it('joins by picture hash, also within a board, but not mirrored pictures and crops', async () => {
    const posts = ['d1', 'd2', 'g3', 'g4', 'y5'];
    const images = rowsSql(posts.map((name) => ({ booru: boardOf[name[0]!], fid: name.slice(1), post_key: Number(name.slice(1)), path: `p/${name}.jpg` })));
    const pair = (a: string, b: string, is_mirrored: boolean, reason: string) => `SELECT 'p/${a}.jpg' AS path_a, 'p/${b}.jpg' AS path_b, 3 AS phash_distance, ${is_mirrored} AS is_mirrored, 0.9 AS score, ['phash 3', '${reason}'] AS reasons`;
    const pairs = [pair('d1', 'd2', false, 'aspect'), pair('d2', 'g3', false, 'aspect'), pair('g3', 'g4', true, 'mirrored'), pair('g4', 'y5', false, 'crop')].join(' UNION ALL ');
    const { works } = await worksOf(Object.fromEntries(posts.map((name) => [name, {}])), { images, duplicate_pairs: pairs });
    expect(works).toEqual(['d1 d2 g3']);
  });

  it('takes free text, front pages and pages of people for no source, and a page of a board for its post', async () => {
    const { works, edges } = await worksOf({
      d1: { source: 'Artbook "First Light" p. 12' }, g1: { source: 'Artbook "First Light" p. 12' }, d2: { source: 'https://example.com/' }, g2: { source: 'https://example.com/' },
      d3: { source: 'https://www.pixiv.net/users/12' }, g3: { source: 'https://www.pixiv.net/users/12' }, d4: {}, g4: { source: 'https://danbooru.donmai.us/posts/4' }, g5: { source: "https://x/'; DROP TABLE posts; --1" },
    });
    expect(works).toEqual(['d4 g4']);
    expect(edges).toEqual(['d4 g4 source 0.95']);
  });

  it('finds nothing between two boards without a shared post, and says so of an empty lake', async () => {
    const { works, summary } = await worksOf({ d1: { md5: md5(1) }, g1: { md5: md5(2), source: 'https://www.pixiv.net/artworks/5' } });
    expect(works).toEqual([]);
    expect(summary).toMatchObject({ posts: 2, works: 2, shared: 0, reasons: [] });
    const { lake } = await lakeOf({ d1: {} }, { posts: `${rowsSql([{ booru: 'x', fid: '1', post_key: 1 }])} WHERE false` });
    await expect(linkCrossposts(lake)).rejects.toThrow('The lake has no posts');
    lake.close();
  });

  it('hides works and edges of hidden posts, and lets the next post stand for the work', async () => {
    const { dir, lake } = await lakeOf({ d1: { md5: md5(1), rating_level: 4 }, g1: { md5: md5(1) }, y1: { md5: md5(1) } });
    await linkCrossposts(lake);
    lake.close();
    const safe = await openLake(dir, { rating: 'safe' });
    expect(await safe.rows('SELECT booru, rank, posts FROM works ORDER BY rank')).toEqual([{ booru: 'gelbooru.com', rank: 2, posts: 3 }, { booru: 'yande.re', rank: 3, posts: 3 }]);
    expect(await safe.rows('SELECT booru_a, booru_b FROM crossposts')).toEqual([{ booru_a: 'gelbooru.com', booru_b: 'yande.re' }]);
    safe.close();
  });
});

describe('decisions of people about posts', () => {
  /** As `d1 g1 yes`; `g` alone stands for the whole board. */
  const decisions = (...list: string[]) => {
    const key = (text: string) => `${boardOf[text[0]!]}/${text.slice(1)}`;
    return { decisions: rowsSql(list.map((text) => text.split(' ')).map(([left, right, decision]) => ({ kind: 'crossposts', left_key: key(left!), right_key: key(right!), decision }))) };
  };

  it('join posts without any other evidence, and tell so', async () => {
    const { works, edges, summary } = await worksOf({ d1: {}, d2: {}, g1: {} }, decisions('d1 g1 yes', 'd2 d1 yes'));
    expect(works).toEqual(['d1 d2 g1']);
    expect(edges).toEqual(['d1 d2 decision 1.00', 'd1 g1 decision 1.00']);
    expect(summary.decisions).toEqual({ used: 2, learned: 0, keptApart: 0, contradicted: 0, unknown: 0 });
  });

  it('keep posts apart, through chains too', async () => {
    const posts = { d1: { md5: md5(1) }, g1: { md5: md5(1) }, y1: { md5: md5(1) } };
    const { works, summary } = await worksOf(posts, decisions('d1 g1 no'));
    expect(works).toEqual(['d1 y1']);
    expect(summary.decisions).toMatchObject({ used: 1, keptApart: 2 });
    expect((await worksOf(posts, decisions('d1 g no', 'd1 y no'))).works).toEqual(['g1 y1']);
  });

  it('are counted where they contradict each other or name no post', async () => {
    const { works, summary } = await worksOf({ d1: {}, g1: {}, y1: {} }, decisions('d1 g1 yes', 'g1 y1 yes', 'd1 y1 no', 'd9 g1 yes'));
    expect(works).toEqual(['d1 g1']);
    expect(summary.decisions).toEqual({ used: 2, learned: 0, keptApart: 0, contradicted: 1, unknown: 1 });
  });

  it('teach the scores of a reason when there are enough', async () => {
    const size = (n: number) => ({ width: 1000 + n, height: 1000 });
    const posts = Object.fromEntries(Array.from({ length: 45 }, (_, i) => i + 1).flatMap((i) => {
      const source = `https://www.pixiv.net/artworks/${1000 + i}`;
      return [[`d${i}`, { source, ...size(0) }], [`g${i}`, { source, width: 2000, height: 1000 }]];
    }));
    const answers = Array.from({ length: 44 }, (_, i) => `d${i + 1} g${i + 1} ${i < 30 ? 'yes' : 'no'}`);
    expect((await worksOf(posts, decisions(...answers.slice(0, 39)))).edges.find((edge) => edge.startsWith('d45'))).toBe('d45 g45 pixiv 0.10');
    const { edges, summary } = await worksOf(posts, decisions(...answers));
    expect(summary.decisions.learned).toBe(44);
    const learned = Number(edges.find((edge) => edge.startsWith('d45'))!.split(' ').at(-1));
    expect(learned).toBeGreaterThan(0.5);
    expect(learned).toBeLessThan(30 / 44 + 0.01);
  });
});
