import type { Lake } from '../../lake/lake.js';
import type { PortraitTables } from './posts.js';

export interface YearCount {
  readonly booru: string;
  readonly year: number;
  readonly posts: number;
  /** Of all posts of the board and year. */
  readonly percent: number;
}

export interface RatingCount {
  readonly rating: string;
  readonly posts: number;
  readonly percent: number;
  /** Of all posts of the boards that have the tag. */
  readonly percent_of_all: number;
}

export interface Counts {
  readonly posts: number;
  /** Of all posts of the boards that have the tag. */
  readonly percent: number;
  readonly boards: readonly { readonly booru: string; readonly posts: number; readonly percent: number; readonly first_post: Date | null; readonly last_post: Date | null }[];
  readonly years: readonly YearCount[];
  /** Of all boards together; years without a post of the subject between the first and the last, too. */
  readonly shares: readonly { readonly year: number; readonly posts: number; readonly percent: number }[];
  readonly ratings: readonly RatingCount[];
}

/** How many posts, by board, year and rating, and what part of all posts they are. */
export async function countPosts(lake: Lake, { posts, scores }: PortraitTables): Promise<Counts> {
  const boards = await lake.rows<Counts['boards'][number]>(`WITH every AS (SELECT booru, sum(n) AS every FROM ${scores} GROUP BY booru)
    SELECT booru, count(*) AS posts, 100 * count(*) / any_value(every) AS percent, min(created_at) AS first_post, max(created_at) AS last_post FROM ${posts} JOIN every USING (booru) GROUP BY booru ORDER BY posts DESC, booru`);
  const years = await lake.rows<YearCount>(`WITH every AS (SELECT booru, year, sum(n) AS every FROM ${scores} GROUP BY ALL)
    SELECT booru, year, count(*) AS posts, 100 * count(*) / any_value(every) AS percent FROM ${posts} JOIN every USING (booru, year) GROUP BY ALL ORDER BY year, booru`);
  const shares = await lake.rows<Counts['shares'][number]>(`WITH mine AS (SELECT year, count(*) AS posts FROM ${posts} WHERE year IS NOT NULL GROUP BY year)
    SELECT year, any_value(coalesce(mine.posts, 0)) AS posts, any_value(100 * coalesce(mine.posts, 0)) / sum(n) AS percent FROM ${scores} LEFT JOIN mine USING (year)
    WHERE year BETWEEN (SELECT min(year) FROM mine) AND (SELECT max(year) FROM mine) GROUP BY year ORDER BY year`);
  const ratings = await lake.rows<RatingCount>(`WITH every AS (SELECT rating, sum(n) AS every FROM ${scores} GROUP BY rating), mine AS (SELECT rating, count(*) AS posts FROM ${posts} GROUP BY rating)
    SELECT rating, coalesce(posts, 0) AS posts, 100 * coalesce(posts, 0) / sum(posts) OVER () AS percent, 100 * every / sum(every) OVER () AS percent_of_all FROM every LEFT JOIN mine USING (rating)
    ORDER BY list_position(['general', 'safe', 'sensitive', 'questionable', 'explicit', 'unrated'], rating)`);
  const total = boards.reduce((sum, board) => sum + board.posts, 0);
  const [every] = await lake.rows<{ n: number }>(`SELECT coalesce(sum(n), 0)::DOUBLE AS n FROM ${scores}`);
  return { posts: total, percent: total === 0 ? 0 : (100 * total) / every!.n, boards, years, shares, ratings: total === 0 ? [] : ratings };
}
