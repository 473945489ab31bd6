import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { schemaOf } from '../lake/schema.js';
import { literal } from '../lake/sql.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { pairsFit, type RelatedOrder } from './related.js';
import { similaritySql } from './similarity.js';

export interface RelatedTableOptions extends StepOptions {
  /** Canonical name of a board; without it every board with pairs that fit. */
  readonly booru?: string;
  /** What the tags are ranked by. Default cosine. */
  readonly by?: RelatedOrder;
  /** Related tags kept of each tag, 1 to 1,000. Default 25. */
  readonly limit?: number;
}

/** What was written of one board. */
export interface BoardRelated {
  readonly booru: string;
  /** Pairs read. */
  readonly pairs: number;
  /** Tags that have related ones. */
  readonly tags: number;
  /** Rows written. */
  readonly related: number;
}

/** The command in the ledger of runs. */
const relatedCommand = 'related';
const mostKept = 1000;
/** What DuckDB may take to rank the pairs, when the caller does not say: more of them spill to disk. */
const sortMemory = '1500MB';

interface Board {
  booru: string;
  posts: number;
  pairs: number;
}

/**
 * Writes the table `related_tags`: for every tag the tags `relatedTags` finds from the table `cooccurrence`, in the same order.
 * Rows of other boards stay. Memory is bounded by DuckDB's limit. Throws UserError when no board has pairs counted from all tags and posts
 * the session shows, for a board that has none, the lake is being written or changed since it was opened, or on the signal.
 */
export async function writeRelatedTags(lake: Lake, options: RelatedTableOptions = {}): Promise<BoardRelated[]> {
  const { by = 'cosine', limit = 25 } = options;
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= mostKept)) throw new UserError(`Of each tag 1 to ${mostKept.toLocaleString('en')} related ones can be kept, not ${limit}`, undefined, 2);
  const boards = await boardsToRelate(lake, options.booru);
  return runStep(lake, relatedCommand, { memory: sortMemory, ...options }, async (writer) => {
    options.onStep?.({ label: 'ranking pairs', done: 0, total: 1 });
    await writer.connection.run(`CREATE TABLE related AS ${relatedSql(boards, by, limit, writer.scan('cooccurrence'), writer.scan('tags'))}`);
    const counted = await writer.connection.run('SELECT booru, count(DISTINCT tag_id)::DOUBLE, count(*)::DOUBLE FROM related GROUP BY booru');
    const found = new Map(((await counted.getRowsJS()) as [string, number, number][]).map(([booru, tags, related]) => [booru, { tags, related }]));
    const columns = Object.keys(schemaOf('related_tags').columns).join(', ');
    const select = `SELECT ${columns} FROM related UNION ALL SELECT ${columns} FROM (${writer.scan('related_tags')}) WHERE booru NOT IN (${boards.map(({ booru }) => literal(booru)).join(', ')})
      ORDER BY ${schemaOf('related_tags').key.join(', ')}`;
    return {
      writes: [{ table: 'related_tags', part: '', select }], parameters: { boards: boards.map(({ booru }) => booru), by, limit }, rows: boards.reduce((sum, { pairs }) => sum + pairs, 0),
      result: boards.map(({ booru, pairs }) => ({ booru, pairs, tags: 0, related: 0, ...found.get(booru) })),
    };
  });
}

async function boardsToRelate(lake: Lake, booru: string | undefined): Promise<Board[]> {
  const found = await lake.rows<Board>(`SELECT booru, pairs, coalesce(posts, 0) AS posts FROM (SELECT booru, count(*) AS pairs FROM cooccurrence GROUP BY booru)
    LEFT JOIN (SELECT booru, count(*) AS posts FROM posts GROUP BY booru) USING (booru) ORDER BY booru`);
  if (found.length === 0) throw new UserError('The lake has no counted pairs', 'Count them first: boorulab cooccurrence');
  const wanted = booru === undefined ? found : found.filter((board) => board.booru === booru);
  if (wanted.length === 0) throw new UserError(`The lake has no counted pairs of ${booru}`, `Boards with pairs: ${found.map((board) => board.booru).join(', ')}`, 2);
  const fitting: Board[] = [];
  for (const board of wanted) if (await pairsFit(lake, board.booru, board.posts)) fitting.push(board);
  if (fitting.length === 0) throw new UserError(`The pairs of ${wanted.map((board) => board.booru).join(', ')} were not counted from all tags of the posts shown now`, 'Count again: boorulab cooccurrence');
  return fitting;
}

/**
 * Only numbers are sorted, the fewest that give the order: all other columns come to the pairs that are kept. A tag's number
 * is of one board; the place of its name among all names stands for the name.
 */
function relatedSql(boards: readonly Board[], by: RelatedOrder, limit: number, pairs: string, tags: string): string {
  const measures = similaritySql({ both: 'posts_both', postsA: 'posts_a', postsB: 'posts_b', posts: 'greatest(board_posts, posts_a, posts_b)' });
  const all = Object.entries(measures).map(([name, sql]) => `${sql} AS ${name}`).join(', ');
  return `WITH boards (booru, board_posts) AS (VALUES ${boards.map(({ booru, posts }) => `(${literal(booru)}, ${Number(posts)}::BIGINT)`).join(', ')}),
    named AS (SELECT tag_id, row_number() OVER (ORDER BY tag_name, tag_id)::INTEGER AS place FROM (${tags})),
    pairs AS (SELECT tag_id_a, tag_id_b, posts_both, posts_a, posts_b, board_posts FROM (${pairs}) JOIN boards USING (booru) WHERE tag_id_a <> tag_id_b),
    directed AS (SELECT tag_id_a AS tag_id, tag_id_b AS related_id, posts_both, posts_a, posts_b, board_posts FROM pairs
      UNION ALL SELECT tag_id_b, tag_id_a, posts_both, posts_b, posts_a, board_posts FROM pairs),
    ranked AS (SELECT directed.*, row_number() OVER (PARTITION BY directed.tag_id ORDER BY ${measures[by]} DESC, posts_both DESC, posts_b DESC, place) AS rank
      FROM directed JOIN named ON named.tag_id = related_id QUALIFY rank <= ${limit})
    SELECT booru, ranked.tag_id, rank::SMALLINT AS rank, related_id, posts_both, ${all} FROM ranked JOIN (SELECT booru, tag_id FROM (${tags})) AS own ON own.tag_id = ranked.tag_id`;
}
