import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fitQuality } from '../../src/images/quality.js';
import { leastInCell, targetsSql } from '../../src/images/quality-features.js';
import { scoreQuality } from '../../src/images/score-quality.js';
import type { Lake } from '../../src/lake/lake.js';
import { pinned, rowsOf, tempFolder, treeOf, withLake } from '../load/fixtures.js';
import { putTable } from '../mining/rows.js';
import { writeSmallLake } from '../system/small-lake.js';
import { planted, ratedPictures, rowsSql } from './composed-lake.js';

const root = tempFolder('quality');
const fit = (dir: string, seed = 1) => withLake(dir, (lake) => fitQuality(lake, { seed, now: pinned }));
const targets = (lake: Lake) => lake.rows<{ post_key: number; target: number | null }>(`SELECT post_key, target FROM (${targetsSql((table) => `FROM ${table}`)}) ORDER BY post_key`);

describe('the target', () => {
  const post = (post_key: number, score: number | null, rating_std = 'general', year = 2020, favs: number | null = null) => ({ booru: 'a', fid: String(post_key), post_key, score, favs, rating_std, rating_level: 0, year });
  const lakeOf = (name: string, posts: ReturnType<typeof post>[]) => writeSmallLake(join(root, name), { posts: `SELECT * EXCLUDE (year), make_timestamptz(year, 6, 1, 0, 0, 0) AS created_at FROM (${rowsSql(posts)})` });
  const many = (from: number, n: number, of: (i: number) => ReturnType<typeof post>) => Array.from({ length: n }, (_, i) => of(from + i));

  it('is the share of its cell that a post leaves behind, half of its equals among them', async () => {
    const dir = await lakeOf('cell', [...many(0, 20, (i) => post(i, i < 10 ? 5 : i)), ...many(100, 20, (i) => post(i, 1000 + i, 'sensitive'))]);
    const found = await withLake(dir, targets);
    expect(found.find(({ post_key }) => post_key === 3)!.target).toBeCloseTo(5 / 20);
    expect(found.find(({ post_key }) => post_key === 19)!.target).toBeCloseTo(19.5 / 20);
    expect(found.find(({ post_key }) => post_key === 100)!.target).toBeCloseTo(0.5 / 20);
  });

  it('of a small cell comes from the year, then the board, then not at all', async () => {
    const year = await lakeOf('year', [...many(0, leastInCell, (i) => post(i, i)), post(50, 100, 'safe')]);
    expect((await withLake(year, targets)).at(-1)!.target).toBeCloseTo(20.5 / 21);
    const board = await lakeOf('board', [...many(0, leastInCell, (i) => post(i, i)), post(50, -1, 'safe', 2010)]);
    expect((await withLake(board, targets)).at(-1)!.target).toBeCloseTo(0.5 / 21);
    const few = await lakeOf('few', many(0, leastInCell - 1, (i) => post(i, i)));
    expect(new Set((await withLake(few, targets)).map(({ target }) => target))).toEqual(new Set([null]));
  });

  it('goes by favourites where a board keeps no scores', async () => {
    const dir = await lakeOf('favs', many(0, leastInCell, (i) => post(i, null, 'general', 2020, -i)));
    expect((await withLake(dir, targets))[0]!.target).toBeCloseTo(19.5 / 20);
  });
});

describe('images quality', () => {
  let dir = '';
  beforeAll(async () => { dir = await ratedPictures(root, 1600); });

  it('finds the planted weights, in their order, and nothing where nothing was planted', async () => {
    const summary = await fit(dir);
    expect(summary).toMatchObject({ pictures: 1600, measured: 1600, rated: 1600, isFitted: true });
    expect(summary.test / 1600).toBeCloseTo(0.3, 1);
    const weights = new Map((await rowsOf<{ feature: string; weight: number }>(dir, 'SELECT feature, weight FROM quality_weights')).map(({ feature, weight }) => [feature, weight]));
    expect(weights.get('intercept')).toBeCloseTo(0.5, 1);
    for (const [feature, weight] of Object.entries(planted)) expect(weights.get(feature)! / weights.get('chroma_mean')!, feature).toBeCloseTo(weight, 0.5);
    const others = [...weights].filter(([feature]) => feature !== 'intercept' && !Object.hasOwn(planted, feature));
    expect(others.length).toBeGreaterThan(8);
    for (const [feature, weight] of others) expect(Math.abs(weight), feature).toBeLessThan(0.2 * weights.get('chroma_mean')!);
    expect(weights.has('chroma_max')).toBe(false);
  });

  it('tells scores of pictures it has not seen, better than the presets and entropy', async () => {
    const scores = await withLake(dir, (lake) => scoreQuality(lake));
    const of = (scope: string, method: string) => scores.find((row) => row.scope === scope && row.method === method)!;
    const [fitted, reverse, entropy] = ['fitted', 'bc_reverse', 'entropy'].map((method) => of('all', method));
    expect(fitted!.low).toBeGreaterThan(0.7);
    expect(fitted!.low).toBeGreaterThan(reverse!.high);
    expect(reverse!.low).toBeGreaterThan(entropy!.high);
    expect(entropy!.low).toBeLessThan(0);
    expect(fitted!.low < fitted!.spearman && fitted!.spearman < fitted!.high).toBe(true);
    expect([...new Set(scores.map(({ scope }) => scope))]).toEqual(['all', 'a', 'b', '2018', '2019', '2020', '2021', 'a 2018', 'a 2019', 'a 2020', 'a 2021', 'b 2018', 'b 2019', 'b 2020', 'b 2021']);
    expect(of('a', 'fitted').pictures + of('b', 'fitted').pictures).toBe(fitted!.pictures);
    expect(await withLake(dir, (lake) => scoreQuality(lake, { least: 5000 })).then((rows) => new Set(rows.map(({ scope }) => scope)))).toEqual(new Set(['all']));
  });

  it('gives the presets by their formulas, the main one only to pictures that fulfil its conditions', async () => {
    const wrong = await rowsOf(dir, `SELECT path FROM picture_quality JOIN image_stats s USING (booru, post_key, path)
      WHERE abs(bc_reverse - (entropy + 0.3) * (chroma_mean + 0.1) * (stddev + 0.1)) > 1e-12 OR (bc_main IS NULL) <> NOT (colors > 50000 AND entropy > 0.5 AND stddev > 0.15 AND chroma_mean > 0.1)
        OR abs(bc_main - (entropy - 0.3) * (log10(colors) - 3) * (stddev - 0.1)) > 1e-12`);
    expect(wrong).toEqual([]);
    const [counted] = await rowsOf<{ none: number; some: number }>(dir, 'SELECT count(*) FILTER (bc_main IS NULL) AS "none", count(bc_main) AS some FROM picture_quality');
    expect([counted!.none > 10, counted!.some > 1000]).toEqual([true, true]);
  });

  it('writes the same bytes again, and others with another seed', async () => {
    const bytes = () => Object.entries(treeOf(dir)).filter(([path]) => path.includes('quality')).map(([, hash]) => hash).sort();
    await fit(dir);
    const before = bytes();
    await fit(dir);
    expect(bytes()).toEqual(before);
    await fit(dir, 2);
    expect(bytes()).not.toEqual(before);
  });

  it('keeps pictures that show the same together, and tells of those without a score', async () => {
    const rows = await rowsOf<Record<string, unknown>>(dir, 'SELECT booru, fid, post_key, path, file_name, width, height, file_size, file_md5 FROM images');
    const pairOf = (key: number) => (key % 2 === 0 ? key : key + 1);
    await putTable(dir, 'images', rows.map((row) => ({ ...row, file_md5: `pair ${pairOf(Number(row['post_key']))}` })));
    const stats = await rowsOf<Record<string, unknown>>(dir, 'SELECT * FROM image_stats ORDER BY post_key LIMIT 1');
    await putTable(dir, 'image_stats', [...(await rowsOf(dir, 'SELECT * FROM image_stats')), { ...stats[0], booru: null, fid: null, post_key: null, path: 'p/stray.jpg' }].map((row) => ({ ...row, phash: null, dhash: null })));
    await putTable(dir, 'images', [...(await rowsOf(dir, 'SELECT booru, fid, post_key, path, file_name, width, height, file_size, file_md5 FROM images')), { path: 'p/stray.jpg', file_name: 'stray.jpg', width: 10, height: 10, file_size: 100 }]);
    await fit(dir);
    const parted = await rowsOf(dir, 'SELECT file_md5 FROM picture_quality JOIN images USING (booru, post_key, path) GROUP BY file_md5 HAVING count(DISTINCT is_test) > 1');
    expect(parted).toEqual([]);
    expect(await rowsOf(dir, "SELECT fitted IS NOT NULL AS told, target, is_test FROM picture_quality WHERE path = 'p/stray.jpg'")).toEqual([{ told: true, target: null, is_test: null }]);
  });
});

describe('without enough to learn from', () => {
  it('the presets are told, and what to do next', async () => {
    const few = await ratedPictures(join(root, 'few'), 30);
    expect(await fit(few)).toMatchObject({ pictures: 30, measured: 30, isFitted: false, penalty: null });
    expect(await rowsOf(few, 'SELECT count(bc_reverse) AS presets, count(fitted) AS fitted, (SELECT count(*) FROM quality_weights) AS weights FROM picture_quality')).toEqual([{ presets: 30, fitted: 0, weights: 0 }]);
    await expect(withLake(few, (lake) => scoreQuality(lake))).rejects.toMatchObject({ message: expect.stringContaining('No quality was fitted') });
    const bare = await writeSmallLake(join(root, 'bare'));
    await expect(fit(bare)).rejects.toMatchObject({ hint: expect.stringContaining('images scan') });
    await expect(withLake(bare, (lake) => scoreQuality(lake))).rejects.toMatchObject({ message: 'The table picture_quality is empty', hint: expect.stringContaining('images quality') });
  });
});
