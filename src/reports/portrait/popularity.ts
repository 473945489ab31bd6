import type { Lake } from '../../lake/lake.js';
import { type PortraitTables, standings } from './posts.js';

export interface BestPost {
  readonly booru: string;
  readonly fid: string;
  readonly score: number | null;
  /** Percent of the posts of its board and year with a lower score; null without a score. */
  readonly better_than: number | null;
  readonly year: number | null;
  readonly rating: string;
  readonly file_url: string | null;
}

export interface Popularity {
  readonly scored: number;
  /** Where the middle one of the posts stands among all posts of its board and year, 0 to 100; 50 is the middle of all. */
  readonly median_standing: number | null;
  /** Posts in ten steps of their standing, from the least liked to the best. */
  readonly tenths: readonly { readonly tenth: number; readonly posts: number; readonly percent: number; /** Of all posts of the boards. */ readonly percent_of_all: number }[];
  /** Best first, each work once; the newest where nothing has a score. */
  readonly best: readonly BestPost[];
  /** Those of the best that are among the pictures on the disk. */
  readonly pictures: readonly BestPost[];
}

const mostBest = 25;
const mostPictures = 24;

/** How posts of the subject are liked beside all posts of the same board and year, and the best of them. */
export async function measurePopularity(lake: Lake, { posts, scores }: PortraitTables): Promise<Popularity> {
  const [sum] = await lake.rows<{ scored: number; median: number | null }>(`SELECT count(standing) AS scored, round(median(standing), 1) AS median FROM ${posts}`);
  const tenthOf = 'least(10, 1 + floor(standing / 10))::INTEGER AS tenth';
  const tenths = await lake.rows<Popularity['tenths'][number]>(`WITH ${standings(scores)}, every AS (SELECT ${tenthOf}, sum(n) AS n FROM placed WHERE standing IS NOT NULL GROUP BY ALL),
    mine AS (SELECT ${tenthOf}, count(*) AS posts FROM ${posts} WHERE standing IS NOT NULL GROUP BY ALL)
    SELECT tenth, coalesce(posts, 0) AS posts, 100 * coalesce(posts, 0) / sum(posts) OVER () AS percent, 100 * n / sum(n) OVER () AS percent_of_all FROM every LEFT JOIN mine USING (tenth) ORDER BY tenth`);
  return {
    scored: sum!.scored, median_standing: sum!.median, tenths: sum!.scored === 0 ? [] : tenths,
    best: await bestOf(lake, posts, mostBest), pictures: await bestOf(lake, `(FROM ${posts} SEMI JOIN images USING (booru, post_key))`, mostPictures),
  };
}

const order = 'better_than DESC NULLS LAST, score DESC NULLS LAST, created_at DESC NULLS LAST, booru, post_key';

/** More are taken than shown, so that posts of one work can fall away. */
function bestOf(lake: Lake, posts: string, limit: number): Promise<BestPost[]> {
  return lake.rows<BestPost>(`WITH front AS (SELECT * FROM ${posts} ORDER BY ${order} LIMIT ${limit * 8}),
    once AS (SELECT front.* FROM front LEFT JOIN works USING (booru, post_key) QUALIFY work_id IS NULL OR row_number() OVER (PARTITION BY work_id ORDER BY ${order}) = 1)
    SELECT booru, fid, score, round(better_than, 1) AS better_than, year, rating, file_url FROM once ORDER BY ${order.replaceAll('better_than', 'once.better_than').replace('created_at', 'once.created_at')} LIMIT ${limit}`);
}
