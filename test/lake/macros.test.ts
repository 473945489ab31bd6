import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLake } from '../../src/lake/lake.js';
import { testLake, type TestLake } from '../reports/fixture.js';

/**
 * Board a: post 1 miku solo, 2 miku portrait, 3 solo portrait, 4 (questionable) miku solo portrait, 5 none but a picture that is a bust; years 2020, 2021 and none.
 * Board z, which writes names its own way: post 1 Hatsune Miku (linked to miku of a) and SOLO, post 2 nothing. Post 1 of z shows the picture of post 1 of a.
 */
const posts = `(VALUES ('a', 1, 0, 10, 2020), ('a', 2, 0, 10, 2020), ('a', 3, 0, 50, 2020), ('a', 4, 3, 99, 2020), ('a', 5, 2, 7, 2020), ('a', 6, 0, NULL, 2020), ('a', 7, 0, 3, 2021), ('a', 8, 0, 1, NULL), ('a', 9, 0, 4, NULL),
  ('z', 1, 0, 10, 2020), ('z', 2, 1, 10, 2020)) AS t(booru, post_key, rating_level, score, year)`;
const pairs = `SELECT *, CASE WHEN booru = 'a' AND post_key = 4 THEN 3 ELSE 0 END AS rating_level FROM (VALUES
  ('a', 1, 1), ('a', 1, 2), ('a', 2, 1), ('a', 2, 3), ('a', 3, 2), ('a', 3, 3), ('a', 4, 1), ('a', 4, 2), ('a', 4, 3), ('z', 1, 11), ('z', 1, 12)) AS t(booru, post_key, tag_id)`;
const tables = {
  posts: `SELECT booru, post_key::VARCHAR AS fid, post_key, rating_level, score, CASE WHEN year IS NOT NULL THEN make_timestamptz(year, 5, 1, 0, 0, 0) END AS created_at FROM ${posts}`,
  tags: `SELECT *, replace(lower(tag_name), ' ', '_') AS tag_name_norm FROM (VALUES ('a', 1, 'miku', 4), ('a', 2, 'solo', 0), ('a', 3, 'portrait', 0), ('z', 11, 'Hatsune Miku', 4), ('z', 12, 'SOLO', 0)) AS t(booru, tag_id, tag_name, tag_cat)`,
  unified_tags: `SELECT * FROM (VALUES ('a', 1, 1, 'miku', 4), ('z', 11, 1, 'miku', 4)) AS t(booru, tag_id, unified_id, unified_name, unified_cat)`,
  tag_aliases: `SELECT * FROM (VALUES ('a', 'vocaloid_01', 'miku', 'active'), ('a', 'alone', 'solo', 'deleted')) AS t(booru, antecedent, consequent, status)`,
  compositions: `SELECT * FROM (VALUES ('a', 5, 'p/5.jpg', 'bust'), ('a', 1, 'p/1.jpg', 'wide'), (NULL, NULL, 'p/stray.jpg', 'portrait')) AS t(booru, post_key, path, scale)`,
  works: `SELECT * FROM (VALUES (1, 'a', 1, 1, 2), (1, 'z', 1, 2, 2), (2, 'a', 2, 1, 1)) AS t(work_id, booru, post_key, rank, posts)`,
  tag_posts: pairs, post_tags: pairs,
};

describe('macros', () => {
  let test: TestLake;
  beforeAll(async () => { test = await testLake(tables); });
  afterAll(() => test.close());
  const where = async (condition: string): Promise<string[]> => (await test.lake.rows<{ post: string }>(`SELECT booru || fid AS post FROM posts WHERE ${condition} ORDER BY booru, post_key`)).map(({ post }) => post);

  it('has_tag takes a name of a board, across boards, or an old one', async () => {
    expect(await where("has_tag(booru, post_key, 'miku')")).toEqual(['a1', 'a2', 'z1']);
    expect(await where("has_tag(booru, post_key, ' HATSUNE  miku')")).toEqual(['z1']);
    expect(await where("has_tag(booru, post_key, 'vocaloid_01')")).toEqual(['a1', 'a2']);
    for (const nothing of ['alone', 'mik', '', "'' or true --"]) expect(await where(`has_tag(booru, post_key, '${nothing}')`), nothing).toEqual([]);
    expect(await where("NOT has_tag(booru, post_key, 'solo') AND booru = 'z'")).toEqual(['z2']);
  });

  it('any_tag and all_tags take several; no tags ask nothing', async () => {
    expect(await where("any_tag(booru, post_key, 'miku portrait')")).toEqual(['a1', 'a2', 'a3', 'z1']);
    expect(await where("all_tags(booru, post_key, ' Solo\nmiku solo ')")).toEqual(['a1', 'z1']);
    expect(await where("all_tags(booru, post_key, 'vocaloid_01 miku')")).toEqual(['a1', 'a2']);
    expect(await where("all_tags(booru, post_key, 'miku nothing')")).toEqual([]);
    expect(await where("any_tag(booru, post_key, '')")).toEqual([]);
    expect(await where("all_tags(booru, post_key, '') AND NOT all_tags(booru, post_key, 'solo')")).toHaveLength(7);
    expect(await test.lake.rows("SELECT * FROM posts_with('miku solo') ORDER BY booru")).toEqual([{ booru: 'a', post_key: 1 }, { booru: 'z', post_key: 1 }]);
  });

  it('portrait asks tags and pictures, safe the rating', async () => {
    expect(await where('portrait(booru, post_key)')).toEqual(['a2', 'a3', 'a5']);
    expect(await where('portrait(booru, post_key) AND safe(rating_level)')).toEqual(['a2', 'a3']);
    expect(await where("NOT portrait(booru, post_key) AND booru = 'a'")).toEqual(['a1', 'a6', 'a7', 'a8', 'a9']);
  });

  const score = 'normalised_score(booru, created_at, rating_level, score)';
  const ridits = { a1: 100 / 3, a2: 100 / 3, a3: 250 / 3, a5: 50, a6: null, a7: 50, a8: 25, a9: 75, z1: 50, z2: 50 };

  it('normalised_score compares within board, year and rating: equal scores share a rank, one post alone is in the middle', async () => {
    const rows = await test.lake.rows<{ post: string; n: number | null }>(`SELECT booru || fid AS post, ${score} AS n FROM posts ORDER BY post`);
    for (const { post, n } of rows) if (n === null) expect(post).toBe('a6'); else expect(n, post).toBeCloseTo(ridits[post as keyof typeof ridits]!, 9);
    expect(rows).toHaveLength(10);
  });

  it('normalised_score is the same whatever else is chosen or shown', async () => {
    expect(await where(`${score} > 60`)).toEqual(['a3', 'a9']);
    expect(await test.lake.rows(`SELECT count(*) AS n FROM posts WHERE has_tag(booru, post_key, 'solo') GROUP BY round(${score}) ORDER BY round(${score})`)).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
    const open = await openLake(join(test.dir, 'lake'), { rating: 'all' });
    expect(await open.rows(`SELECT booru || fid AS post FROM posts WHERE ${score} > 60 ORDER BY post`)).toEqual([{ post: 'a3' }, { post: 'a9' }]);
    expect(await open.rows(`SELECT ${score} AS n FROM posts WHERE fid = '4'`)).toEqual([{ n: 50 }]);
    open.close();
  });

  it('work_key is one for the posts of a picture', async () => {
    expect(await test.lake.rows("SELECT list(booru || fid ORDER BY booru, fid) AS posts FROM posts WHERE post_key < 4 GROUP BY work_key(booru, post_key) ORDER BY posts")).toEqual([{ posts: ['a1', 'z1'] }, { posts: ['a2'] }, { posts: ['a3'] }, { posts: ['z2'] }]);
    expect(await where("work_key(booru, post_key) = work_key('z', 1)")).toEqual(['a1', 'z1']);
  });

  it('takes tags as a parameter, and columns of a joined table', async () => {
    expect(await test.lake.rows('SELECT count(*) AS n FROM posts WHERE all_tags(booru, post_key, $tags)', { tags: 'miku solo' })).toEqual([{ n: 2 }]);
    expect(await test.lake.rows("SELECT count(*) AS n FROM posts AS p JOIN works AS w USING (booru, post_key) WHERE has_tag(p.booru, w.post_key, 'solo') AND work_key(booru, post_key) = '1'")).toEqual([{ n: 2 }]);
  });

  it('every example of the page on macros runs', async () => {
    const examples = [...readFileSync(join(import.meta.dirname, '../../docs/macros.md'), 'utf8').matchAll(/```sql\n([^`]*)```/g)].flatMap(([, text]) => text!.split(/;\n/).filter((sql) => sql.trim() !== ''));
    expect(examples.length).toBeGreaterThan(4);
    for (const sql of examples) expect((await test.lake.query(sql)).columns.length, sql).toBeGreaterThan(0);
  });

  it('are in views.sql', async () => {
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    await connection.run(`SET file_search_path = '${join(test.dir, 'lake')}'`);
    await connection.run(readFileSync(join(test.dir, 'lake', 'views.sql'), 'utf8'));
    const reader = await connection.runAndReadAll("SELECT booru || fid FROM posts WHERE all_tags(booru, post_key, 'miku solo') AND NOT portrait(booru, post_key) ORDER BY 1");
    expect(reader.getRowsJson()).toEqual([['a1'], ['z1']]);
    connection.closeSync();
    instance.closeSync();
  });
});
