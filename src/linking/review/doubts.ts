import { resolve } from 'node:path';
import type { Lake } from '../../lake/lake.js';
import { scanOf } from '../../lake/views.js';
import { mostUseful, type Doubt } from './question.js';

/** What can be reviewed: links to MyAnimeList, links of tags, links of posts. */
export const reviewTopics = ['mal', 'tags', 'crossposts'] as const;
export type ReviewTopic = (typeof reviewTopics)[number];

/** Edges between posts of less score are no question. */
const leastEdge = 0.3;

/** SQL (kind, left, right, group_name, left_count, right_count, posts, score, evidence) of the doubts of a topic. */
const doubtsSql: Readonly<Record<ReviewTopic, string>> = {
  // Boards spell one tag in several ways; the one of most posts stands for all.
  mal: `WITH counted AS (SELECT tag_name, tag_cat, any_value(tag_name_norm) AS norm, max(post_count) AS posts FROM tags GROUP BY tag_name, tag_cat),
    entry AS (SELECT 'anime' AS mal_kind, anime_id AS mal_id, coalesce(members, scored_by, favorites) AS followers FROM mal_titles UNION ALL SELECT 'character', character_id, favorites FROM mal_characters)
    SELECT 'mal_' || mal_kind AS kind, 'tag/' || tag_name AS "left", 'myanimelist.net/' || mal_kind || '/' || mal_id AS "right", norm AS group_name, posts AS left_count, followers AS right_count, coalesce(posts, 1) AS posts, score, rule || '; ' || evidence AS evidence
    FROM mal_links JOIN counted USING (tag_name, tag_cat) LEFT JOIN entry USING (mal_kind, mal_id) WHERE status = 'review'
    QUALIFY row_number() OVER (PARTITION BY mal_kind, norm, mal_id ORDER BY posts DESC NULLS LAST, tag_name) = 1`,
  // Two tags that are one by way of a third board are no question; of tags that are one already one is asked about.
  tags: `WITH called AS (SELECT tags.tag_id, coalesce(unified_id, tags.tag_id) AS unified_id FROM tags LEFT JOIN unified_tags USING (tag_id)),
    linked AS (SELECT l.*, least(a.unified_id, b.unified_id) AS one, greatest(a.unified_id, b.unified_id) AS two FROM tag_links AS l JOIN called AS a ON a.tag_id = tag_id_a JOIN called AS b ON b.tag_id = tag_id_b),
    doubt AS (SELECT * FROM linked ANTI JOIN (SELECT one, two FROM linked WHERE status = 'rejected') AS refused USING (one, two) WHERE status = 'review' AND one <> two
      QUALIFY row_number() OVER (PARTITION BY one, two ORDER BY score DESC, tag_id_a, tag_id_b) = 1),
    asked AS (SELECT tag_id_a AS tag_id FROM doubt UNION SELECT tag_id_b FROM doubt),
    counted AS (SELECT tag_id, coalesce(any_value(post_count), count(post_key)) AS posts FROM tags JOIN asked USING (tag_id) LEFT JOIN tag_posts USING (tag_id) GROUP BY tag_id)
    SELECT 'tags' AS kind, booru_a || '/' || tag_name_a AS "left", booru_b || '/' || tag_name_b AS "right", booru_a || '/' || tag_name_a || ' ' || booru_b AS group_name,
      a.posts AS left_count, b.posts AS right_count, least(a.posts, b.posts) AS posts, score, array_to_string(evidence, '; ') AS evidence
    FROM doubt JOIN counted AS a ON a.tag_id = tag_id_a JOIN counted AS b ON b.tag_id = tag_id_b`,
  crossposts: `SELECT 'crossposts' AS kind, booru_a || '/' || a.fid AS "left", booru_b || '/' || b.fid AS "right", booru_a || '/' || a.fid || ' ' || booru_b AS group_name,
      any_value(a.posts) AS left_count, any_value(b.posts) AS right_count, any_value(a.posts + b.posts) AS posts, max(score) AS score, string_agg(reason || ' ' || detail, '; ' ORDER BY score DESC, reason) AS evidence
    FROM crossposts JOIN works AS a ON a.booru = booru_a AND a.post_key = post_key_a JOIN works AS b ON b.booru = booru_b AND b.post_key = post_key_b
    WHERE a.work_id <> b.work_id AND reason NOT IN ('parent', 'decision') AND score >= ${leastEdge} GROUP BY ALL`,
};

/** The doubts most worth an answer, of posts that the session shows; what a person has decided is not asked again. */
export async function readDoubts(lake: Lake, topics: readonly ReviewTopic[], limit: number): Promise<{ doubts: Doubt[]; waiting: number }> {
  const all: Doubt[] = [];
  const decisions = scanOf(lake.manifest, 'decisions', resolve(lake.dir));
  for (const topic of topics) {
    const rows = await lake.rows<Omit<Doubt, 'group' | 'leftCount' | 'rightCount'> & { group_name: string; left_count: number | null; right_count: number | null }>(`
      WITH doubt AS (${doubtsSql[topic]}),
      decided AS (
        SELECT kind, CASE WHEN starts_with(kind, 'mal_') THEN 'tag/' ELSE '' END || left_key AS l, CASE WHEN starts_with(kind, 'mal_') AND right_key <> '' THEN 'myanimelist.net/' || substr(kind, 5) || '/' ELSE '' END || right_key AS r
        FROM (${decisions}) WHERE lower(trim(decision)) IN ('yes', 'no')),
      -- A no to all of a board, or to all entries, or a yes to one of them, answers every candidate.
      settled AS (SELECT kind, l FROM decided WHERE starts_with(kind, 'mal_') AND r = '' UNION SELECT kind, 'tag/' || left_key FROM (${decisions}) WHERE starts_with(kind, 'mal_') AND lower(trim(decision)) = 'yes')
      SELECT * FROM doubt
      ANTI JOIN decided AS d ON d.kind = doubt.kind AND ((d.l = "left" AND d.r = "right") OR (d.l = "right" AND d.r = "left"))
      ANTI JOIN decided AS w ON w.kind = doubt.kind AND w.l = "left" AND w.r = left("right", strpos("right", '/')) AND NOT starts_with(doubt.kind, 'mal_')
      ANTI JOIN decided AS v ON v.kind = doubt.kind AND v.l = "right" AND v.r = left("left", strpos("left", '/')) AND NOT starts_with(doubt.kind, 'mal_')
      ANTI JOIN settled AS s ON s.kind = doubt.kind AND s.l = "left" ORDER BY ALL`);
    for (const { group_name, left_count, right_count, ...row } of rows) all.push({ ...row, group: group_name, leftCount: left_count, rightCount: right_count });
  }
  return { doubts: mostUseful(all, limit), waiting: all.length };
}
