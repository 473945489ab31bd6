import type { Lake } from '../../lake/lake.js';
import type { Subject } from './subject.js';

/** Names of the tables of one portrait in the session, which hold what every part of it asks again. */
export interface PortraitTables {
  /** Posts of the subject: booru, post_key, fid, year, created_at, rating, score, better_than and standing (0 to 100), file_url. */
  readonly posts: string;
  /** How many posts of the subject's boards have which score: booru, year, rating, score, n. */
  readonly scores: string;
}

let portraits = 0;

/** Makes the tables, does the work and drops them. */
export async function withPosts<T>(lake: Lake, subject: Subject, work: (tables: PortraitTables) => Promise<T>): Promise<T> {
  const number = ++portraits;
  const tables = { posts: `portrait_posts_${number}`, scores: `portrait_scores_${number}` };
  try {
    await lake.rows(`CREATE TEMP TABLE ${tables.scores} AS SELECT booru, year(created_at) AS year, coalesce(rating_std, 'unrated') AS rating, score, count(*) AS n FROM posts
      WHERE booru IN (SELECT unnest(from_json($boards, '["VARCHAR"]'))) GROUP BY ALL`, { boards: JSON.stringify([...new Set(subject.tags.map((tag) => tag.booru))]) });
    await lake.rows(`CREATE TEMP TABLE ${tables.posts} AS ${postsSql(subject, tables.scores)}`);
    return await work(tables);
  } finally {
    for (const table of Object.values(tables)) await lake.rows(`DROP TABLE IF EXISTS ${table}`);
  }
}

/**
 * SQL (after WITH) of `placed`: booru, year, score, n, better_than (percent of the posts of its board and year with a lower score) and standing (the same with
 * half of those of an equal score: 50 in the mean of all). Worked out for each score once, not for each post.
 */
export function standings(scores: string): string {
  return `spread AS (SELECT booru, year, score, sum(n) AS n FROM ${scores} WHERE score IS NOT NULL GROUP BY ALL),
    summed AS (SELECT *, sum(n) OVER (PARTITION BY booru, year ORDER BY score) - n AS lower, sum(n) OVER (PARTITION BY booru, year) - 1 AS others FROM spread),
    placed AS (SELECT booru, year, score, n, 100 * lower / nullif(others, 0) AS better_than, 100 * (lower + (n - 1) / 2) / nullif(others, 0) AS standing FROM summed)`;
}

function postsSql(subject: Subject, scores: string): string {
  const ids = subject.tags.map((tag) => tag.tag_id).join(', ') || 'NULL';
  return `WITH ${standings(scores)}, mine AS (SELECT DISTINCT booru, post_key FROM tag_posts WHERE tag_id IN (${ids})),
    own AS (SELECT booru, post_key, fid, year(created_at) AS year, created_at, coalesce(rating_std, 'unrated') AS rating, score, file_url FROM posts JOIN mine USING (booru, post_key))
    SELECT own.*, better_than, standing FROM own LEFT JOIN placed ON placed.booru = own.booru AND placed.year IS NOT DISTINCT FROM own.year AND placed.score = own.score`;
}
