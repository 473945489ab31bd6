import { DuckDBInstance } from '@duckdb/node-api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLake, type Lake } from '../../src/lake/lake.js';
import { scoreCrossposts } from '../../src/linking/crossposts/score-crossposts.js';
import { linkScores } from '../../src/linking/mal/link-scores.js';
import { curveOf } from '../../src/linking/score-curve.js';
import { scoreTags } from '../../src/linking/tags/score-tags.js';
import { writeSmallLake } from '../system/small-lake.js';

const dir = mkdtempSync(join(tmpdir(), 'boorulab-score-links-'));
let lake: Lake;

/**
 * Pictures: 1 is post 1 of a, b and c; 2 is 2 of a and 2 of b; 3 is 3 of a; 4 is 4 and 5 of a. Works: 1 = a1 b1, c1 alone; a2 with b2; a3 with c3, whose picture is 9; a4, a5 alone.
 * Tags: concept 1 is x on a (1), on b (11) and y on c (21); concept 2 is z on a (2) and b (12); concept 3 is w on b (13).
 */
beforeAll(async () => {
  const works = `(VALUES (1, 'a', 1, 2), (1, 'b', 1, 2), (2, 'c', 1, 1), (3, 'a', 2, 2), (3, 'b', 2, 2), (4, 'a', 3, 2), (4, 'c', 3, 2), (5, 'a', 4, 1), (6, 'a', 5, 1)) AS t(work_id, booru, post_key, posts)`;
  await writeSmallLake(join(dir, 'lake'), {
    posts: `SELECT booru, post_key::VARCHAR AS fid, post_key, 0 AS rating_level, CASE WHEN booru <> 'c' THEN 'x' END AS md5 FROM ${works}`,
    works: `SELECT work_id, booru, post_key::VARCHAR AS fid, post_key, 1 AS rank, posts FROM ${works}`,
    tags: `SELECT *, tag_name AS tag_name_norm, 0 AS tag_cat FROM (VALUES ('a', 1, 'x'), ('b', 11, 'x'), ('c', 21, 'y'), ('a', 2, 'z'), ('b', 12, 'z'), ('b', 13, 'w')) AS t(booru, tag_id, tag_name)`,
    post_tags: `SELECT *, 0 AS rating_level FROM (VALUES ('a', 1, 1), ('b', 1, 11), ('a', 2, 1), ('b', 2, 11), ('a', 3, 1), ('c', 3, 21)) AS t(booru, post_key, tag_id)`,
    tag_links: `SELECT *, 'same' AS rule FROM (VALUES ('a', 1, 'b', 11, 2, 0.9, 'accepted'), ('a', 2, 'b', 13, 7, 0.9, 'accepted'), ('b', 11, 'c', 21, 0, 0.4, 'review')) AS t(booru_a, tag_id_a, booru_b, tag_id_b, posts_both, score, status)`,
    crossposts: `SELECT * FROM (VALUES ('a', 1, 'b', 1, 'md5', 0.99), ('a', 1, 'b', 1, 'pixiv', 0.5), ('a', 2, 'b', 2, 'pixiv', 0.5), ('a', 3, 'c', 3, 'source', 0.8), ('a', 4, 'a', 5, 'hash', 0.9), ('a', 3, 'b', 2, 'parent', 0.3)) AS t(booru_a, post_key_a, booru_b, post_key_b, reason, score)`,
  });
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`COPY (SELECT booru, fid::VARCHAR AS fid, picture_id FROM (VALUES ('a', 1, 1), ('b', 1, 1), ('c', 1, 1), ('a', 2, 2), ('b', 2, 2), ('a', 3, 3), ('c', 3, 9), ('a', 4, 4), ('a', 5, 4), ('z', 1, 1)) AS t(booru, fid, picture_id)) TO '${join(dir, 'posts.parquet')}'`);
  await connection.run(`COPY (FROM (VALUES (1, 'a', 'x'), (1, 'b', 'x'), (1, 'c', 'y'), (2, 'a', 'z'), (2, 'b', 'z'), (3, 'b', 'w')) AS t(concept_id, booru, tag_name)) TO '${join(dir, 'tags.parquet')}'`);
  connection.closeSync();
  lake = await openLake(join(dir, 'lake'));
});
afterAll(() => {
  lake.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('scores of links, counted by hand', () => {
  it('are precise where nothing is said: no link, no mistake', () => {
    expect(curveOf([0.4], [true], 2).map(({ links, precision, recall }) => [links, precision, recall]).slice(0, 2)).toEqual([[1, 1, 0.5], [0, 1, 0]]);
    expect(linkScores([], [{ tag_name: 'a', mal_id: 1 }])).toMatchObject({ links: 0, precision: 1, precision_low: 0, precision_high: 1, recall: 0, f1: 0 });
  });

  it('score crossposts counts pairs of posts', async () => {
    const { scopes: rows, curve, reliability } = await scoreCrossposts(lake, join(dir, 'posts.parquet'));
    expect(rows.map(({ scope, pairs, found, right }) => [scope, pairs, found, right])).toEqual([
      ['between boards', 4, 3, 2], ['between boards that tell MD5 or source', 2, 2, 2], ['within a board', 1, 0, 0], ['a and b', 2, 2, 2], ['a and c', 1, 1, 0], ['b and c', 1, 0, 0],
    ]);
    expect(rows[0]).toMatchObject({ precision: 2 / 3, recall: 0.5, f1: 4 / 7 });
    expect(curve.filter(({ score }) => [0.3, 0.7, 0.95].includes(score))).toEqual([{ score: 0.3, links: 3, precision: 2 / 3, recall: 0.5 }, { score: 0.7, links: 2, precision: 0.5, recall: 0.25 }, { score: 0.95, links: 1, precision: 1, recall: 0.25 }]);
    expect(reliability.map(({ from, predictions, accuracy }) => [from, predictions, accuracy])).toEqual([[0.5, 1, 1], [0.8, 1, 0], [0.9, 1, 1]]);
  });

  it('score tags counts pairs of tags, accepted ones only, by shared works and names', async () => {
    const { scopes: rows, curve, reliability } = await scoreTags(lake, join(dir, 'tags.parquet'));
    expect(rows.map(({ scope, pairs, found, right }) => [scope, pairs, found, right])).toEqual([
      ['all', 4, 2, 1], ['5 to 19, all names', 0, 1, 0], ['5 to 19, names differ', 0, 1, 0], ['1 to 4, all names', 2, 1, 1], ['1 to 4, names differ', 1, 0, 0], ['no shared work, all names', 2, 0, 0], ['no shared work, names differ', 1, 0, 0],
    ]);
    expect(curve[0]).toEqual({ score: 0.3, links: 3, precision: 2 / 3, recall: 0.5 });
    expect(reliability).toEqual([expect.objectContaining({ from: 0.4, predictions: 1, accuracy: 1 }), expect.objectContaining({ from: 0.9, predictions: 2, accuracy: 0.5 })]);
  });
});
