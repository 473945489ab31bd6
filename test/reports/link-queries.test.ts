import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadQuery, runQuery } from '../../src/reports/query.js';
import { testLake, type TestLake } from './fixture.js';

/**
 * Work 1: post 1 of a, two days later 1 of b, one day later 1 of c. Work 2: post 2 of b, four days later 2 of a. Work 3: 3 of a and, hidden, 3 of b.
 * Posts 4 of a and 5 of c alone; d has one post, which tells nothing. ann is on works 1 and 2, bob on work 1 and, of board a only, post 4; board c calls him bobby.
 */
const posts = `(VALUES ('a', 1, 1, 1, 1, 3, 50), ('b', 1, 3, 1, 2, 3, 40), ('c', 1, 4, 1, 3, 3, 30), ('b', 2, 10, 2, 2, 2, 20), ('a', 2, 14, 2, 1, 2, 10), ('a', 3, 20, 3, 1, 2, 9), ('b', 3, 21, 3, 2, 2, 8),
  ('a', 4, 22, 4, 1, 1, 7), ('c', 5, 23, 5, 1, 1, 6), ('d', 6, 24, 6, 1, 1, 5)) AS t(booru, post_key, day, work_id, rank, posts, score)`;
const level = `CASE WHEN booru = 'b' AND post_key = 3 THEN 3 ELSE 0 END`;
const pairs = `SELECT booru, post_key, tag_id, ${level} AS rating_level FROM ${posts} JOIN (VALUES ('a', 1, 'ann'), ('a', 2, 'bob'), ('b', 3, 'ann'), ('c', 4, 'bob')) AS v(booru, tag_id, name) USING (booru)
  WHERE CASE name WHEN 'ann' THEN work_id <= 2 ELSE work_id IN (1, 4) END`;
const tables = {
  posts: `SELECT booru, post_key::VARCHAR AS fid, post_key, make_timestamptz(2020, 1, day, 0, 0, 0) AS created_at, CASE WHEN booru <> 'd' THEN 'x' END AS md5, score, ${level} AS rating_level FROM ${posts}`,
  works: `SELECT work_id, booru, post_key::VARCHAR AS fid, post_key, rank, posts FROM ${posts}`,
  tags: `SELECT *, tag_name AS tag_name_norm FROM (VALUES ('a', 1, 'ann', 4), ('a', 2, 'bob', 4), ('b', 3, 'ann', 4), ('c', 4, 'bobby', -1)) AS t(booru, tag_id, tag_name, tag_cat)`,
  unified_tags: `SELECT * FROM (VALUES ('c', 4, 2, 'bob', 4), ('a', 2, 2, 'bob', 4), ('a', 1, 1, 'ann', 4), ('b', 3, 1, 'ann', 4)) AS t(booru, tag_id, unified_id, unified_name, unified_cat)`,
  tag_posts: pairs, post_tags: pairs,
};

describe('the questions of works, counted by hand', () => {
  let test: TestLake;
  beforeAll(async () => { test = await testLake(tables); });
  afterAll(() => test.close());
  const ask = async (name: string, given: Record<string, string> = {}): Promise<Record<string, unknown>[]> => (await runQuery(test.lake, await loadQuery(name), given)).rows;

  it('flow-matrix counts who had a work before whom', async () => {
    const rows = await ask('flow-matrix');
    expect(rows.map((row) => [row['earlier_board'], row['later_board'], row['works'], row['percent_of_later'], row['median_days']])).toEqual([
      ['a', 'b', 1, 50, 2], ['a', 'c', 1, 50, 3], ['b', 'a', 1, 25, 4], ['b', 'c', 1, 50, 1],
    ]);
    expect(await ask('flow-matrix', { min_works: '2' })).toEqual([]);
  });

  it('isolated-boards says which cannot be linked at all', async () => {
    expect((await ask('isolated-boards')).map((row) => [row['booru'], row['works'], row['alone'], row['percent_alone'], row['shares_most_with'], row['works_shared_with_it'], row['percent_told']])).toEqual([
      ['d', 1, 1, 100, null, 0, 0], ['a', 4, 2, 50, 'b', 2, 100], ['c', 2, 1, 50, 'a', 1, 100], ['b', 2, 0, 0, 'a', 2, 100],
    ]);
  });

  it('first-posters gives lead and follower', async () => {
    expect((await ask('first-posters')).map((row) => [row['booru'], row['shared_works'], row['first'], row['percent_first'], row['median_days_ahead'], row['most_often_followed_by']])).toEqual([
      ['a', 2, 1, 50, 2, 'b'], ['b', 2, 1, 50, 4, 'a'], ['c', 1, 0, 0, null, null],
    ]);
  });

  it('characters-by-works counts a picture once', async () => {
    expect((await ask('characters-by-works')).map((row) => [row['tag'], row['works'], row['posts'], row['posts_a_work'], row['boards']])).toEqual([['ann', 2, 4, 2, 2], ['bob', 2, 3, 1.5, 2]]);
    expect(await ask('characters-by-works', { category: '3' })).toEqual([]);
  });

  it('vocabulary-drift lists what boards say otherwise of the works they share', async () => {
    const rows = await ask('vocabulary-drift', { min_works: '1' });
    expect(rows.map((row) => ['board_a', 'board_b', 'tag', 'what', 'works_a', 'works_b', 'shared_works', 'gap', 'gap_before', 'gap_after', 'category_b'].map((column) => row[column]))).toEqual([
      ['a', 'c', 'ann', 'only the first board', 1, 0, 1, 100, 100, 0, null], ['b', 'c', 'ann', 'only the first board', 1, 0, 1, 100, 100, 0, null], ['b', 'c', 'bobby', 'only the second board', 0, 1, 1, -100, -100, 0, null],
      ['a', 'b', 'bob', 'only the first board', 1, 0, 2, 50, 50, 0, null], ['a', 'c', 'bob', 'other name', 1, 1, 1, 0, 0, 0, null],
    ]);
    expect(await ask('vocabulary-drift')).toEqual([]);
  });

  it('vocabulary-drift tells a habit from another name and another category', async () => {
    const works = Array.from({ length: 8 }, (_, i) => i + 1);
    const tagged = works.flatMap((work) => [['x', 1, work], ['y', 11, work], ...(work <= 6 ? [['x', 2, work]] : []), ...(work === 6 ? [['y', 12, work]] : [])]);
    const values = (rows: readonly (readonly unknown[])[]) => rows.map((row) => `(${row.map((cell) => (typeof cell === 'string' ? `'${cell}'` : String(cell))).join(', ')})`).join(', ');
    const posts = works.flatMap((work) => [['x', work, 2010 + work], ['y', work, 2010 + work]]);
    const other = await testLake({
      posts: `SELECT booru, post_key::VARCHAR AS fid, post_key, make_timestamptz(year, 1, 1, 0, 0, 0) AS created_at, 0 AS rating_level FROM (VALUES ${values(posts)}) AS t(booru, post_key, year)`,
      works: `SELECT post_key AS work_id, booru, post_key::VARCHAR AS fid, post_key, 1 AS rank, 2 AS posts FROM (VALUES ${values(posts)}) AS t(booru, post_key, year)`,
      tags: `SELECT *, tag_name AS tag_name_norm FROM (VALUES ('x', 1, 'red', 0), ('y', 11, 'red', 5), ('x', 2, 'old', 0), ('y', 12, 'old', 0)) AS t(booru, tag_id, tag_name, tag_cat)`,
      unified_tags: `SELECT * FROM (VALUES ('x', 1, 1, 'red', 0), ('y', 11, 1, 'red', 0), ('x', 2, 2, 'old', 0), ('y', 12, 2, 'old', 0)) AS t(booru, tag_id, unified_id, unified_name, unified_cat)`,
      post_tags: `SELECT *, 0 AS rating_level FROM (VALUES ${values(tagged)}) AS t(booru, tag_id, post_key)`,
    });
    const rows = (await runQuery(other.lake, await loadQuery('vocabulary-drift'))).rows;
    await other.close();
    expect(rows.map((row) => [row['tag'], row['what'], row['works_a'], row['works_b'], row['gap'], row['gap_before'], row['gap_after'], row['first_year'], row['last_year']])).toEqual([
      ['old', 'used differently', 6, 1, 62.5, 50, 12.5, 2011, 2016], ['red', 'other category', 8, 8, 0, 0, 0, 2011, 2018],
    ]);
  });

  it('hit-parade lists a work once, unless told otherwise', async () => {
    expect((await ask('hit-parade', { tags: 'ann' })).map((row) => [row['place'], row['booru'], row['fid']])).toEqual([[1, 'a', '1'], [2, 'a', '2']]);
    expect(await ask('hit-parade', { tags: 'ann', once: 'false' })).toHaveLength(4);
    expect((await ask('hit-parade', { board: 'c' })).map((row) => row['fid'])).toEqual(['1', '5']);
  });
});
