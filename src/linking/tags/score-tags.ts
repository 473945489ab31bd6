import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import { pairScore, type PairCounts, type PairScore } from '../pair-score.js';
import { scoreCurve, type ScoreCurve } from '../score-curve.js';
import { truthSql } from '../truth-file.js';

const buckets = [[20, 1e9, '20 or more shared works'], [5, 19, '5 to 19'], [1, 4, '1 to 4'], [0, 0, 'no shared work']] as const;

/** Scores by scope; and of all links listed, whatever their status, what other thresholds would give and whether scores can be trusted. */
export interface PairScores extends ScoreCurve {
  readonly scopes: readonly PairScore[];
}

/**
 * Scores the accepted links of `tag_links` against the truth of a simulation (concept_id, booru, tag_name): pairs of tags of two boards, by the number of
 * works that carry both, and those whose names differ. Tags without a truth are left out. Throws UserError when links or truth are missing or have nothing in common.
 */
export async function scoreTags(lake: Lake, truth: string): Promise<PairScores> {
  const [links] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM tag_links');
  if (links!.n === 0) throw new UserError('The table tag_links is empty', 'Link the tags first: boorulab link tags');
  const source = await truthSql(lake, truth, { concept_id: 'BIGINT', booru: 'VARCHAR', tag_name: 'VARCHAR' }, 'A simulation writes one to truth/tag_equivalents.parquet');
  const scopes = buckets.flatMap(([from, to, label]) => [['all names', 'true'], ['names differ', 'differ']].map(([names, test]) => `(${from}, ${to}, '${label}, ${names}', ${test === 'true' ? 'NULL' : 'true'})`));
  const rows = await lake.rows<PairCounts>(`
    WITH meant AS MATERIALIZED (SELECT concept_id, booru, tag_id, tag_name_norm AS name FROM tags JOIN (${source}) USING (booru, tag_name)),
    shared_posts AS MATERIALIZED (SELECT work_id, booru, post_key FROM works WHERE posts > 1),
    -- A tag_id names a tag of one board: joined by board, too, all its posts would meet all its tags first.
    tagged AS MATERIALIZED (SELECT work_id, tag_id FROM post_tags JOIN shared_posts USING (booru, post_key)),
    carried AS MATERIALIZED (SELECT DISTINCT work_id, booru, concept_id FROM tagged JOIN meant USING (tag_id)),
    shared AS (SELECT a.booru AS x, b.booru AS y, concept_id, count(*) AS works FROM carried AS a JOIN carried AS b USING (work_id, concept_id) WHERE a.booru < b.booru GROUP BY ALL),
    pair AS (
      SELECT a.tag_id AS a, b.tag_id AS b, coalesce(works, 0) AS works, a.name <> b.name AS differ
      FROM meant AS a JOIN meant AS b USING (concept_id) LEFT JOIN shared ON x = a.booru AND y = b.booru AND shared.concept_id = a.concept_id WHERE a.booru < b.booru),
    link AS (
      SELECT CASE WHEN booru_a < booru_b THEN tag_id_a ELSE tag_id_b END AS a, CASE WHEN booru_a < booru_b THEN tag_id_b ELSE tag_id_a END AS b, posts_both
      FROM tag_links WHERE status = 'accepted' AND tag_id_a IN (SELECT tag_id FROM meant) AND tag_id_b IN (SELECT tag_id FROM meant)),
    judged AS (
      SELECT pair.a IS NOT NULL AS is_true, link.a IS NOT NULL AS is_found, coalesce(pair.works, posts_both) AS works, coalesce(differ, na.name <> nb.name) AS differ
      FROM pair FULL JOIN link ON pair.a = link.a AND pair.b = link.b LEFT JOIN meant AS na ON na.tag_id = link.a LEFT JOIN meant AS nb ON nb.tag_id = link.b),
    scopes AS (SELECT row_number() OVER () AS place, * FROM (VALUES (0, 1e9, 'all', NULL), ${scopes.join(', ')}) AS t(low, high, scope, differing))
    SELECT scope, count(*) FILTER (is_true)::BIGINT AS pairs, count(*) FILTER (is_found)::BIGINT AS found, count(*) FILTER (is_true AND is_found)::BIGINT AS "right"
    FROM judged JOIN scopes ON works BETWEEN low AND high AND (differing IS NULL OR differ) GROUP BY place, scope ORDER BY place`);
  if (rows.length === 0) throw new UserError(`No tag of ${truth} is in the lake`, 'Is it the truth of the boards that were loaded?');
  const listed = await lake.columns(`WITH meant AS (SELECT concept_id, tag_id FROM tags JOIN (${source}) USING (booru, tag_name))
    SELECT score, (tag_id_a, tag_id_b) IN (SELECT (a.tag_id, b.tag_id) FROM meant AS a JOIN meant AS b USING (concept_id)) AS is_right
    FROM tag_links WHERE rule <> 'decision' AND tag_id_a IN (SELECT tag_id FROM meant) AND tag_id_b IN (SELECT tag_id FROM meant) ORDER BY ALL`);
  return { scopes: rows.map(pairScore), ...scoreCurve((listed['score'] ?? []) as Float64Array, (listed['is_right'] ?? []) as boolean[], rows[0]!.pairs) };
}
