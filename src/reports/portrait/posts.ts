import type { Lake } from '../../lake/lake.js';
import type { Subject } from './subject.js';

/** Names of the tables of one portrait in the session, which hold what every part of it asks again. */
export interface PortraitTables {
  /** Posts of the subject: booru, post_key, created_at, year, rating, score, normalised_score. */
  readonly posts: string;
  /** All posts of the subject's boards: booru, year, rating, n. */
  readonly every: string;
  /** Rows of the view `score_ranks` of these boards. */
  readonly ranks: string;
}

let portraits = 0;

/** Makes the tables, does the work and drops them. */
export async function withPosts<T>(lake: Lake, subject: Subject, work: (tables: PortraitTables) => Promise<T>): Promise<T> {
  const number = ++portraits;
  const tables = { posts: `portrait_posts_${number}`, every: `portrait_every_${number}`, ranks: `portrait_ranks_${number}` };
  const boards = { boards: JSON.stringify([...new Set(subject.tags.map((tag) => tag.booru))]) };
  const ofBoards = `booru IN (SELECT unnest(from_json($boards, '["VARCHAR"]')))`;
  try {
    await lake.rows(`CREATE TEMP TABLE ${tables.every} AS SELECT booru, year(created_at) AS year, coalesce(rating_std, 'unrated') AS rating, count(*) AS n FROM posts WHERE ${ofBoards} GROUP BY ALL`, boards);
    await lake.rows(`CREATE TEMP TABLE ${tables.ranks} AS SELECT * FROM score_ranks WHERE ${ofBoards}`, boards);
    await lake.rows(`CREATE TEMP TABLE ${tables.posts} AS
      WITH mine AS (SELECT booru, post_key FROM tag_posts WHERE tag_id IN (${subject.tags.map((tag) => tag.tag_id).join(', ') || 'NULL'})),
      own AS (SELECT booru, post_key, created_at, year(created_at) AS year, coalesce(rating_std, 'unrated') AS rating, rating_level, score FROM posts SEMI JOIN mine USING (booru, post_key))
      SELECT own.* EXCLUDE (rating_level), normalised_score FROM own LEFT JOIN ${tables.ranks} AS r ON r.booru = own.booru AND r.year IS NOT DISTINCT FROM own.year AND r.rating_level = own.rating_level AND r.score = own.score`);
    return await work(tables);
  } finally {
    for (const table of Object.values(tables)) await lake.rows(`DROP TABLE IF EXISTS ${table}`);
  }
}
