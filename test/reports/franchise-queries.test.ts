import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadQuery, runQuery } from '../../src/reports/query.js';
import { testLake, type TableSql, type TestLake } from './fixture.js';

/**
 * Red (red, red_ii, rita, rosa), blue (blue, bea) and gold (gold). Post 1-6: red with rita; 7 and 8: red, rita and blue; 9: red_ii, rosa and blue with bea;
 * 10: blue with bea; 11 joins all three; 12 has a red tag but is questionable. Board b has no posts, only the count that its tags gold and blue share 40.
 */
const posts = 'range(1, 13) AS p(i)';
const pairs = `SELECT 'a' AS booru, i AS post_key, tag_id, CASE i WHEN 12 THEN 3 ELSE 0 END AS rating_level FROM ${posts}, (VALUES (1), (2), (3), (4), (5), (6), (7)) AS t(tag_id)
  WHERE CASE tag_id WHEN 1 THEN i <= 8 OR i >= 11 WHEN 2 THEN i = 9 WHEN 3 THEN i <= 8 WHEN 4 THEN i = 9 WHEN 5 THEN i BETWEEN 7 AND 11 WHEN 6 THEN i IN (9, 10) ELSE i = 11 END`;
const tables: TableSql = {
  posts: `SELECT 'a' AS booru, i::VARCHAR AS fid, i AS post_key, make_timestamptz(2018 + i // 7, 1, 1, 0, 0, 0) AS created_at, CASE i WHEN 12 THEN 3 ELSE 0 END AS rating_level FROM ${posts}`,
  tags: `SELECT *, tag_name AS tag_name_norm FROM (VALUES ('a', 1, 'red', 3), ('a', 2, 'red_ii', 3), ('a', 3, 'rita', 4), ('a', 4, 'rosa', 4), ('a', 5, 'blue', 3), ('a', 6, 'bea', 4), ('a', 7, 'gold', 3),
    ('b', 11, 'gold', 3), ('b', 12, 'bea', 4), ('b', 13, 'bea', 3)) AS t(booru, tag_id, tag_name, tag_cat)`,
  tag_posts: pairs, post_tags: pairs,
  franchises: `SELECT *, NULL::VARCHAR AS change FROM (VALUES (1, 'red', 2, 2, 10), (2, 'blue', 1, 1, 50), (3, 'gold', 1, 0, 80)) AS t(franchise_id, name, copyrights, characters, posts)`,
  franchise_members: `SELECT * FROM (VALUES ('red', 3, 1, 'red', 1, 0.9, 'alone', 9), ('red_ii', 3, 1, 'red', 1, 0.4, 'title', 2), ('rita', 4, 1, 'red', 1, 1, 'home', 8), ('rosa', 4, 1, 'red', 1, 0.3, 'home', 1),
    ('old_rosa', 4, 1, 'red', NULL, 0.1, 'alias', 1), ('blue', 3, 2, 'blue', 1, 0.55, 'alone', 5), ('bea', 4, 2, 'blue', 1, 0.8, 'home', 50), ('gold', 3, 3, 'gold', 1, NULL, 'alone', 80))
    AS t(tag_name, tag_cat, franchise_id, franchise_name, share, confidence, rule, posts)`,
  labels: `SELECT 'a' AS booru, *, 'franchise' AS kind FROM (VALUES ('red', 3, 7, 'red'), ('rita', 4, 7, 'red'), ('rosa', 4, 8, 'rose'), ('blue', 3, 8, 'rose'), ('bea', 4, 8, 'rose'), ('gold', 3, 9, 'gold')) AS t(tag_name, tag_cat, id, name)`,
  cooccurrence: `SELECT 'b' AS booru, 11 AS tag_id_a, 12 AS tag_id_b, 40 AS posts_both, 'dump' AS origin UNION ALL SELECT 'a', 1, 5, 900, 'counted'`,
};

describe('the questions of franchises, counted by hand', () => {
  let test: TestLake;
  beforeAll(async () => { test = await testLake(tables); });
  afterAll(() => test.close());
  const ask = async (name: string, given: Record<string, string> = {}): Promise<Record<string, unknown>[]> => (await runQuery(test.lake, await loadQuery(name), given)).rows;

  it('top-franchises says who stands for each', async () => {
    const rows = await ask('top-franchises');
    expect(rows.map((row) => row['franchise'])).toEqual(['gold', 'blue', 'red']);
    expect(rows[2]).toMatchObject({ works: 2, characters: 2, main_work: 'red', main_character: 'rita', percent_main_character: 88.9 });
    expect((await ask('top-franchises', { min_works: '2' })).map((row) => row['franchise'])).toEqual(['red']);
  });

  it('franchises-over-time gives shares of all dated posts shown, each post once', async () => {
    const rows = await ask('franchises-over-time', { min_posts: '1' });
    expect(rows.map((row) => [row['franchise'], row['year'], row['posts'], row['percent']])).toEqual([
      ['red', 2018, 6, 100], ['red', 2019, 4, 80], ['blue', 2018, 0, 0], ['blue', 2019, 5, 100], ['gold', 2018, 0, 0], ['gold', 2019, 1, 20],
    ]);
    expect(await ask('franchises-over-time', { min_posts: '6', limit: '1' })).toMatchObject([{ franchise: 'red', year: 2018, all_posts: 6 }]);
  });

  it('franchise-bridges counts posts and ready-made pairs, crowds left out', async () => {
    const rows = await ask('franchise-bridges');
    expect(rows.map((row) => [row['bridge'], row['posts']])).toEqual([['blue × gold', 41], ['red × blue', 4], ['red × gold', 1]]);
    expect(rows[0]).toMatchObject({ joined_by: 'bea + gold', percent_of_smaller: 82 });
    expect(rows[1]).toMatchObject({ joined_by: 'rita + blue', percent_of_smaller: 40 });
    expect((await ask('franchise-bridges', { max_franchises: '2' })).map((row) => [row['bridge'], row['posts']])).toEqual([['blue × gold', 40], ['red × blue', 3]]);
  });

  it('wandering-characters meets works of others', async () => {
    expect((await ask('wandering-characters', { min_posts: '1' })).map((row) => [row['character'], row['elsewhere'], row['posts_elsewhere'], row['percent_elsewhere'], row['other_franchises']])).toEqual([
      ['rosa', 'blue', 1, 100, 1], ['bea', 'gold', 40, 80, 2], ['rita', 'blue', 2, 25, 1],
    ]);
  });

  it('franchise-doubts puts the label beside', async () => {
    expect((await ask('franchise-doubts')).map((row) => [row['tag'], row['percent_confident'], row['labelled_as'], row['label_says']])).toEqual([
      ['blue', 55, 'rose', 'agrees'], ['red_ii', 40, null, 'no label'], ['rosa', 30, 'rose', 'differs'],
    ]);
  });

  it('franchise-confidence counts labelled members by band', async () => {
    expect((await ask('franchise-confidence')).map((row) => [row['confidence'], row['label_says'], row['tags'], row['best_known']])).toEqual([
      ['all inside', 'agrees', 1, 'rita'], ['80 to 94 %', 'agrees', 2, 'bea'], ['50 to 79 %', 'agrees', 1, 'blue'], ['under 50 %', 'differs', 1, 'rosa'], ['by name only', 'agrees', 1, 'gold'],
    ]);
  });
});
