import { spearman, spearmanInterval } from '../kernels/rank-correlation.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { literal } from '../lake/sql.js';

export interface QualityScoreOptions {
  /** Parquet file with the planted quality of posts (booru, fid, quality), in place of the scores of the boards. */
  readonly truth?: string;
  /** Boards, years and years of a board with fewer pictures are left out. Default 30. */
  readonly least?: number;
}

/** Spearman's rank correlation of a method with what is true, over pictures that nothing was learned from. */
export interface QualityScore {
  /** All, a board, a year, or a board and a year. */
  readonly scope: string;
  readonly method: string;
  readonly pictures: number;
  readonly spearman: number;
  /** 95 % confidence interval. */
  readonly low: number;
  readonly high: number;
}

type QualityRow = Record<'booru' | 'year' | 'truth' | 'fitted' | 'bc_main' | 'bc_reverse' | 'entropy' | 'target', unknown>;

/** What is compared, by name; null where a method says nothing of a picture. */
const methods: readonly (readonly [name: string, value: (row: QualityRow) => unknown, withTruth?: true])[] = [
  ['fitted', (row) => row.fitted],
  ['bc_reverse', (row) => row.bc_reverse],
  ['entropy', (row) => row.entropy],
  ['score within board, year and rating', (row) => row.target, true],
  ['bc_main, where it is known', (row) => row.bc_main],
  ['fitted, where bc_main is known', (row) => (row.bc_main === null ? null : row.fitted)],
];

/**
 * Scores the table `picture_quality` on the pictures kept aside, of posts this session shows. Throws UserError when nothing was fitted or no picture is
 * left to score.
 */
export async function scoreQuality(lake: Lake, { truth, least = 30 }: QualityScoreOptions = {}): Promise<QualityScore[]> {
  const planted = truth === undefined ? 'target' : 'planted.quality';
  const join = truth === undefined ? '' : `JOIN (SELECT booru, fid, avg(quality) AS quality FROM read_parquet(${literal(truth)}) GROUP BY booru, fid) AS planted ON planted.booru = q.booru AND planted.fid = q.fid`;
  const [known] = await lake.rows<{ pictures: number; fitted: number }>('SELECT count(*) AS pictures, count(fitted) AS fitted FROM picture_quality');
  if (known!.fitted === 0) throw new UserError(known!.pictures === 0 ? 'The table picture_quality is empty' : 'No quality was fitted: the pictures have no scores to learn from', 'Fit it on pictures of posts with scores: boorulab images quality');
  const rows = await lake.rows<QualityRow>(`SELECT q.booru, year(posts.created_at)::INTEGER AS year, ${planted} AS truth, fitted, bc_main, bc_reverse, entropy, target
    FROM picture_quality AS q JOIN posts ON posts.booru = q.booru AND posts.post_key = q.post_key ${join}
      LEFT JOIN image_stats AS s ON s.booru = q.booru AND s.post_key = q.post_key AND s.path = q.path
    WHERE is_test AND ${planted} IS NOT NULL AND fitted IS NOT NULL ORDER BY q.booru, q.post_key, q.path`);
  if (rows.length === 0) throw new UserError(truth === undefined ? 'No picture kept aside is of a post that is shown' : `No picture kept aside is of a post in ${truth}`, truth === undefined ? '--rating all shows all posts' : 'The truth of a simulation is in its folder truth/posts.parquet');
  const compared = methods.filter(([, , withTruth]) => !withTruth || truth !== undefined);
  const scopes = scopesOf(rows).filter(([scope, of]) => scope === 'all' || of.length >= least);
  return scopes.flatMap(([scope, of]) => compared.flatMap(([method, value]) => {
    const known = of.filter((row) => value(row) !== null);
    if (known.length < 4 || (scope !== 'all' && known.length < least)) return [];
    const r = spearman(known.map((row) => Number(value(row))), known.map((row) => Number(row.truth)));
    if (Number.isNaN(r)) return [];
    const [low, high] = spearmanInterval(r, known.length);
    return [{ scope, method, pictures: known.length, spearman: r, low, high }];
  }));
}

function scopesOf(all: readonly QualityRow[]): [string, QualityRow[]][] {
  const by = (name: (row: QualityRow) => string | null): [string, QualityRow[]][] => {
    const found = new Map<string, QualityRow[]>();
    for (const row of all) {
      const key = name(row);
      if (key === null) continue;
      const rows = found.get(key);
      if (rows === undefined) found.set(key, [row]);
      else rows.push(row);
    }
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  };
  const boards = by((row) => String(row.booru));
  const several = boards.length > 1;
  const year = (row: QualityRow) => (row.year === null ? null : String(row.year));
  return [['all', [...all]], ...(several ? boards : []), ...by(year), ...(several ? by((row) => (row.year === null ? null : `${String(row.booru)} ${String(row.year)}`)) : [])];
}
