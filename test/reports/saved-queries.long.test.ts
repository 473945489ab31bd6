import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLake, type Lake } from '../../src/lake/lake.js';
import type { TableName } from '../../src/lake/schema.js';
import { listQueries, runQuery, type SavedQuery } from '../../src/reports/query.js';
import { contents, pairs, writeSmallLake } from '../system/small-lake.js';

const queries = await listQueries();

/** Tables whose rows follow a post, with the pictures and works of every post, hidden or not. */
const level = '[0, 2, 3, 3][1 + post_key % 4]';
const keys = `SELECT booru, post_key, post_key::VARCHAR AS fid, booru || '/' || post_key || '.jpg' AS path FROM (${contents.posts})`;
const following: Partial<Record<TableName, string>> = {
  compositions: `SELECT *, ['portrait', 'wide'][1 + post_key % 2] AS scale, 1 AS figures, 0.1 AS face_share FROM (${keys})`,
  image_stats: `SELECT *, post_key / 200 AS mean, 0.5 AS chroma_mean, 0.5 AS entropy, 10 AS colors FROM (${keys})`,
  picture_quality: `SELECT *, (post_key * 37 % 101) / 100 AS fitted FROM (${keys})`,
  duplicates: `SELECT *, 'test' AS tool, (post_key // 3)::VARCHAR AS dup_group, CASE post_key % 3 WHEN 0 THEN 'keep' ELSE 'drop' END AS plan, 10 * post_key AS file_size FROM (${keys})`,
  works: `SELECT post_key AS work_id, booru, fid, post_key, rank() OVER (PARTITION BY post_key ORDER BY booru)::INTEGER AS rank, 3 AS posts FROM (${keys})`,
};
const told: Partial<Record<TableName, string>> = {
  franchises: "SELECT 1 AS franchise_id, 'work_2' AS name, 1 AS copyrights, 1 AS characters, 50 AS posts",
  franchise_members: "SELECT tag_name, tag_cat, 1 AS franchise_id, 'work_2' AS franchise_name, 'home' AS rule, 10 AS posts, 0.5 AS confidence FROM (VALUES ('work_2', 3), ('work_6', 3), ('girl_3', 4), ('girl_7', 4)) AS t(tag_name, tag_cat)",
  mal_links: "SELECT 'girl_3' AS tag_name, 4 AS tag_cat, 'character' AS mal_kind, 1 AS mal_id, 'Girl' AS mal_name, 0.9 AS score, 'accepted' AS status UNION ALL SELECT 'work_2', 3, 'anime', 2, 'Work', 0.9, 'accepted'",
  mal_characters: "SELECT 1 AS character_id, 'Girl' AS name, 10 AS favorites",
  mal_titles: "SELECT 2 AS anime_id, 'Work' AS title, DATE '2018-01-01' AS aired_from, 10 AS members",
};

describe('with --rating safe', () => {
  const dir = mkdtempSync(join(tmpdir(), 'saved-queries-'));
  let shown: Lake;
  let without: Lake;
  beforeAll(async () => {
    const all = { ...contents, post_tags: pairs, tag_posts: pairs, ...following };
    const safe = Object.entries(all).map(([table, sql]) => [table, table === 'tags' ? sql : `SELECT * FROM (${sql}) WHERE ${level} <= 1`]);
    await writeSmallLake(join(dir, 'all'), { ...all, ...told });
    await writeSmallLake(join(dir, 'safe'), { ...Object.fromEntries(safe), ...told });
    shown = await openLake(join(dir, 'all'), { rating: 'safe' });
    without = await openLake(join(dir, 'safe'), { rating: 'all' });
  });
  afterAll(() => { shown.close(); without.close(); rmSync(dir, { recursive: true }); });

  it('every saved query answers as if the hidden posts were not there', async () => {
    const eager = (query: SavedQuery) => Object.fromEntries(query.params.filter(({ name }) => name.startsWith('min_') && name !== 'min_looks').map(({ name }) => [name, '1']));
    let answered = 0;
    for (const query of queries) {
      const given = eager(query);
      const rows = (await runQuery(shown, query, given)).rows;
      expect(rows, query.name).toEqual((await runQuery(without, query, given)).rows);
      if (rows.length > 0) answered++;
    }
    expect(answered).toBeGreaterThan(40);
  });
});
