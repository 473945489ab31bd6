import type { Lake } from '../../lake/lake.js';
import type { PortraitTables } from './posts.js';

export interface BestPost {
  readonly booru: string;
  readonly fid: string;
  readonly score: number | null;
  /** Place of the score among all posts of its board, year and rating, 0 to 100; null without a score. */
  readonly normalised_score: number | null;
  readonly year: number | null;
  readonly rating: string;
  readonly file_url: string | null;
}

export interface Popularity {
  readonly scored: number;
  /** Normalised score of the middle post; 50 is the middle of all. */
  readonly median: number | null;
  /** Posts in ten steps of the normalised score, from the least liked to the best. */
  readonly tenths: readonly { readonly tenth: number; readonly posts: number; readonly percent: number; /** Of all posts of the boards. */ readonly percent_of_all: number }[];
  /** Best first, each work once; the newest where nothing has a score. */
  readonly best: readonly BestPost[];
  /** Those of the best that are among the pictures on the disk. */
  readonly pictures: readonly BestPost[];
}

const mostBest = 25;
const mostPictures = 24;

/** How posts of the subject are liked beside all posts of the same board, year and rating, and the best of them. */
export async function measurePopularity(lake: Lake, { posts, ranks }: PortraitTables): Promise<Popularity> {
  const [sum] = await lake.rows<{ scored: number; median: number | null }>(`SELECT count(normalised_score) AS scored, round(median(normalised_score), 1) AS median FROM ${posts}`);
  const tenth = 'least(10, 1 + floor(normalised_score / 10))::INTEGER AS tenth';
  const tenths = await lake.rows<Popularity['tenths'][number]>(`WITH every AS (SELECT ${tenth}, sum(posts) AS n FROM ${ranks} GROUP BY ALL), mine AS (SELECT ${tenth}, count(*) AS posts FROM ${posts} WHERE normalised_score IS NOT NULL GROUP BY ALL)
    SELECT tenth, coalesce(posts, 0) AS posts, 100 * coalesce(posts, 0) / sum(posts) OVER () AS percent, 100 * n / sum(n) OVER () AS percent_of_all FROM every LEFT JOIN mine USING (tenth) ORDER BY tenth`);
  return {
    scored: sum!.scored, median: sum!.median, tenths: sum!.scored === 0 ? [] : tenths,
    best: await bestOf(lake, posts, mostBest), pictures: await bestOf(lake, `(FROM ${posts} SEMI JOIN images USING (booru, post_key))`, mostPictures),
  };
}

const order = 'f.normalised_score DESC NULLS LAST, f.score DESC NULLS LAST, f.created_at DESC NULLS LAST, f.booru, f.post_key';

/** More are taken than shown, so that posts of one work can fall away. Their numbers are read first: a list of numbers skips the rest of `works` and `posts`. */
async function bestOf(lake: Lake, posts: string, limit: number): Promise<BestPost[]> {
  const front = `SELECT * FROM ${posts} AS f ORDER BY ${order} LIMIT ${limit * 8}`;
  const keys = await lake.rows<{ key: string }>(`SELECT DISTINCT post_key::VARCHAR AS key FROM (${front}) ORDER BY key`);
  if (keys.length === 0) return [];
  const ofFront = `post_key IN (${keys.map(({ key }) => key).join(', ')})`;
  return lake.rows<BestPost>(`WITH front AS (${front}),
    once AS (SELECT f.* FROM front AS f LEFT JOIN (SELECT booru, post_key, work_id FROM works WHERE ${ofFront}) AS w ON w.booru = f.booru AND w.post_key = f.post_key QUALIFY work_id IS NULL OR row_number() OVER (PARTITION BY work_id ORDER BY ${order}) = 1),
    top AS (SELECT * FROM once AS f ORDER BY ${order} LIMIT ${limit})
    SELECT f.booru, p.fid, f.score, round(f.normalised_score, 1) AS normalised_score, f.year, f.rating, p.file_url FROM top AS f JOIN (SELECT booru, post_key, fid, file_url FROM posts WHERE ${ofFront}) AS p ON p.booru = f.booru AND p.post_key = f.post_key ORDER BY ${order}`);
}
