import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findDuplicates } from '../../src/images/duplicates.js';
import { hashParts } from '../../src/images/hash-parts.js';
import { scanPictures } from '../../src/images/scan.js';
import { linkCrossposts } from '../../src/linking/crossposts/crossposts.js';
import { load, pinned, rowsOf, tempFolder, withLake } from '../load/fixtures.js';
import { simulated, type Simulated } from '../simulate/simulated.js';

const lake = join(tempFolder('picture-works'), 'lake');
let data: Simulated;

/** Boards as they are, safebooru in a form that tells neither MD5 nor source, with drawn pictures of some of their posts, copies among them. */
beforeAll(async () => {
  data = await simulated({ posts: 3000, seed: 17, pictures: 240 });
  await load(lake, ['danbooru', 'gelbooru', 'yandere', 'safebooru'].map((board) => join(data.folder, board)));
  await scanPictures(lake, [join(data.folder, 'pictures')], { now: pinned });
  await withLake(lake, (session) => hashParts(session, { now: pinned }));
  await withLake(lake, (session) => findDuplicates(session, { now: pinned }));
  await withLake(lake, (session) => linkCrossposts(session, { now: pinned }));
}, 600_000);
afterAll(() => data.remove());

it('posts whose pictures look alike become one work, on a board too that tells nothing else', async () => {
  const truth = `(SELECT booru, fid, picture_id FROM '${join(data.folder, 'truth', 'picture_files.parquet')}')`;
  const joined = await rowsOf<{ board: string; right: boolean }>(lake, `
    SELECT b.booru AS board, ta.picture_id = tb.picture_id AS "right" FROM works AS a JOIN works AS b ON a.work_id = b.work_id AND a.booru < b.booru
    JOIN ${truth} AS ta ON ta.booru = a.booru AND ta.fid = a.fid JOIN ${truth} AS tb ON tb.booru = b.booru AND tb.fid = b.fid WHERE a.booru <> 'safebooru.org'`);
  const bySight = joined.filter(({ board }) => board === 'safebooru.org');
  expect(bySight.length).toBeGreaterThan(5);
  expect(joined.filter(({ right }) => !right)).toEqual([]);
  expect(joined.length).toBeGreaterThan(20);
  expect(await rowsOf(lake, "SELECT DISTINCT reason FROM crossposts WHERE 'safebooru.org' IN (booru_a, booru_b) AND reason <> 'parent'")).toEqual([{ reason: 'hash' }]);
});

it('a copy that shows the same, unmirrored and whole, is seldom missed', async () => {
  const [counts] = await rowsOf<{ pairs: number; found: number }>(lake, `
    WITH named AS (SELECT path_a, path_b, kind FROM '${join(data.folder, 'truth', 'duplicates.parquet')}'),
    file AS (SELECT path, booru, fid FROM '${join(data.folder, 'truth', 'picture_files.parquet')}'),
    pair AS (SELECT a.booru AS booru_a, a.fid AS fid_a, b.booru AS booru_b, b.fid AS fid_b FROM named JOIN file AS a ON a.path = path_a JOIN file AS b ON b.path = path_b
      WHERE NOT regexp_matches(kind, 'mirror|crop|variant') AND a.booru <> b.booru)
    SELECT count(*) AS pairs, count(*) FILTER (wa.work_id = wb.work_id) AS found FROM pair JOIN works AS wa ON wa.booru = booru_a AND wa.fid = fid_a JOIN works AS wb ON wb.booru = booru_b AND wb.fid = fid_b`);
  expect(counts!.pairs).toBeGreaterThan(15);
  expect(counts!.found / counts!.pairs).toBeGreaterThanOrEqual(0.9);
});
