import type { Lake } from '../lake/lake.js';
import { highestLevel } from '../lake/views.js';
import { allOf } from './visible.js';

/** What became of the rows of a question. */
export interface Chosen {
  /** Posts or pictures to list. */
  readonly chosen: number;
  /** Those left out: posts that the rating hides; rows that name none of the lake; posts that show the work of an earlier one. */
  readonly hidden: number;
  readonly unknown: number;
  readonly once: number;
}

/**
 * Makes the table listed_posts (place, booru, post_key) of listed_rows: each post once, at its first row, and only posts that the session's rating
 * shows, whatever the rows say. Rows with a path alone name the post of that picture; they are told apart before the join, whose condition has to be one
 * equation: with two DuckDB compares every row with every picture. With `once` the first post of each work only.
 */
export async function choosePosts(lake: Lake, once: boolean): Promise<Chosen> {
  const level = highestLevel[lake.rating];
  const work = once ? `LEFT JOIN ${allOf(lake, 'works')} AS w USING (booru, post_key)` : '';
  await lake.connection.run(`CREATE OR REPLACE TEMP TABLE listed_keys AS
    WITH keyed AS (
      SELECT place, coalesce(r.booru, i.booru) AS booru, coalesce(r.post_key, i.post_key) AS post_key
      FROM (SELECT rowid AS place, booru, post_key, CASE WHEN post_key IS NULL THEN path END AS only_path FROM listed_rows) AS r
        LEFT JOIN (SELECT path, booru, post_key FROM ${allOf(lake, 'images')} WHERE path IS NOT NULL) AS i ON i.path = r.only_path)
    SELECT min(place) AS place, booru, post_key, any_value(p.rating_level) AS level, count(DISTINCT place) AS n
    FROM keyed LEFT JOIN (SELECT booru, post_key, rating_level FROM ${allOf(lake, 'posts')}) AS p USING (booru, post_key) GROUP BY booru, post_key`);
  await lake.connection.run(`CREATE OR REPLACE TEMP TABLE listed_posts AS
    SELECT min(place) AS place, k.booru, k.post_key, ${once ? "row_number() OVER (PARTITION BY coalesce(any_value(w.work_id)::VARCHAR, k.booru || ' ' || k.post_key) ORDER BY min(place))" : '1'} AS nth
    FROM listed_keys AS k ${work} WHERE level <= ${level} GROUP BY k.booru, k.post_key`);
  const [told] = await lake.rows<Chosen>(`SELECT (SELECT count(*) FILTER (nth = 1) FROM listed_posts) AS chosen, (SELECT count(*) FILTER (nth > 1) FROM listed_posts) AS once,
    count(DISTINCT (booru, post_key)) FILTER (level > ${level}) AS hidden, coalesce(sum(n) FILTER (level IS NULL), 0)::BIGINT AS unknown FROM listed_keys`);
  await lake.connection.run('DELETE FROM listed_posts WHERE nth > 1');
  await lake.connection.run('DROP TABLE listed_keys');
  return told!;
}
