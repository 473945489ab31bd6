import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import { pairScore, type PairCounts } from '../pair-score.js';
import { scoreCurve } from '../score-curve.js';
import type { PairScores } from '../tags/score-tags.js';
import { truthSql } from '../truth-file.js';

/**
 * Scores the table `works` against the truth of a simulation: pairs of posts of one picture, between boards, within one, and for each two boards; `told` is
 * between boards of which the lake has MD5s or sources. Curve and reliability are of edges alone, the surest of each pair of posts between boards, parents and
 * decisions left out. Throws UserError when works or truth are missing or have no post in common.
 */
export async function scoreCrossposts(lake: Lake, truth: string): Promise<PairScores> {
  const [works] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM works');
  if (works!.n === 0) throw new UserError('The table works is empty', 'Find the works first: boorulab link crossposts');
  const source = await truthSql(lake, truth, { booru: 'VARCHAR', fid: 'VARCHAR', picture_id: 'BIGINT' }, 'A simulation writes one to truth/posts.parquet');
  const pairsOf = (columns: string) => `(SELECT a.booru AS a, b.booru AS b, sum(CASE WHEN a.booru = b.booru THEN a.posts * (a.posts - 1) / 2 ELSE a.posts * b.posts END)::BIGINT AS pairs
    FROM (SELECT ${columns}, booru, count(*) AS posts FROM known GROUP BY ALL) AS a JOIN (SELECT ${columns}, booru, count(*) AS posts FROM known GROUP BY ALL) AS b USING (${columns}) WHERE a.booru <= b.booru GROUP BY ALL)`;
  const rows = await lake.rows<PairCounts>(`
    WITH known AS MATERIALIZED (SELECT work_id, picture_id, booru FROM works JOIN (${source}) USING (booru, fid)),
    telling AS (SELECT booru FROM posts GROUP BY booru HAVING count(md5) + count(source) > 0),
    counted AS (SELECT a, b, coalesce(t.pairs, 0) AS pairs, coalesce(f.pairs, 0) AS found, coalesce(r.pairs, 0) AS "right"
      FROM ${pairsOf('picture_id')} AS t FULL JOIN ${pairsOf('work_id')} AS f USING (a, b) FULL JOIN ${pairsOf('work_id, picture_id')} AS r USING (a, b)),
    scoped AS (
      SELECT 0 AS place, 'between boards' AS scope, * FROM counted WHERE a <> b
      UNION ALL SELECT 1, 'between boards that tell MD5 or source', * FROM counted WHERE a <> b AND a IN (FROM telling) AND b IN (FROM telling)
      UNION ALL SELECT 2, 'within a board', * FROM counted WHERE a = b
      UNION ALL SELECT 3, a || ' and ' || b, * FROM counted WHERE a <> b)
    SELECT scope, sum(pairs)::BIGINT AS pairs, sum(found)::BIGINT AS found, sum("right")::BIGINT AS "right" FROM scoped GROUP BY place, scope ORDER BY place, scope`);
  if (rows.length === 0) throw new UserError(`No post of ${truth} is in the table works`, 'Is it the truth of the boards that were loaded?');
  const edges = await lake.columns(`WITH known AS (SELECT booru, post_key, picture_id FROM works JOIN (${source}) USING (booru, fid)),
    edge AS (SELECT booru_a, post_key_a, booru_b, post_key_b, max(score)::DOUBLE AS score FROM crossposts WHERE booru_a <> booru_b AND reason NOT IN ('parent', 'decision') GROUP BY ALL)
    SELECT score, a.picture_id = b.picture_id AS is_right FROM edge JOIN known AS a ON a.booru = booru_a AND a.post_key = post_key_a JOIN known AS b ON b.booru = booru_b AND b.post_key = post_key_b ORDER BY ALL`);
  return { scopes: rows.map(pairScore), ...scoreCurve((edges['score'] ?? []) as Float64Array, (edges['is_right'] ?? []) as boolean[], rows[0]!.pairs) };
}
