import { INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import { createColumnTable } from '../../lake/column-table.js';
import type { Lake } from '../../lake/lake.js';
import { toColumns } from '../../lake/result.js';
import { schemaOf } from '../../lake/schema.js';
import { runStep, type StepOptions } from '../../lake/step.js';
import { UserError } from '../../lake/error.js';
import { readPairDecisions } from '../decisions.js';
import { boardRankSql } from './board-rank.js';
import { clusterPosts, countFate, edgeFates, type PostClusters } from './cluster-posts.js';
import { createEdges } from './edges.js';
import { learnEdges } from './learn-edges.js';
import { createPosts } from './read-posts.js';

export interface CrosspostOptions extends StepOptions {
  /** Boards whose posts stand for a work before those of others. */
  readonly prefer?: readonly string[];
  /** Least score of an edge that joins two posts into one work. Default 0.7. */
  readonly accept?: number;
}

export interface CrosspostReason {
  readonly reason: string;
  readonly edges: number;
  /** Edges of enough score whose posts are in one work. */
  readonly joined: number;
}

/** What became of the decisions of people. */
export interface CrosspostDecisions {
  readonly used: number;
  /** Decisions that scores were learned from; 0 while there are too few. */
  readonly learned: number;
  /** Edges left out since they, or a chain they close, would have joined what a person keeps apart. */
  readonly keptApart: number;
  /** Decisions to join that others contradict, and decisions about posts that the lake has not got: not followed. */
  readonly contradicted: number;
  readonly unknown: number;
}

export interface CrosspostSummary {
  readonly posts: number;
  readonly works: number;
  /** Works with posts on several boards, and how many posts they have. */
  readonly shared: number;
  readonly sharedPosts: number;
  readonly largest: number;
  readonly reasons: readonly CrosspostReason[];
  /** Edges left out: they would have put two posts of a board into one work, or made a work too large. */
  readonly sameBoard: number;
  readonly tooLarge: number;
  readonly decisions: CrosspostDecisions;
  /** Posts whose MD5 has the wrong length, and those whose MD5 so many have that it stands for no file. */
  readonly misshapenMd5: number;
  readonly placeholderMd5: number;
}

/** An MD5 of more posts than this stands for no file. */
export const mostPostsOfFile = 20;
/** No work has more posts than this. */
export const mostPostsOfWork = 40;
export const defaultAccept = 0.7;

/**
 * Finds which posts show one picture, whatever board they are on, and writes the tables `crossposts` and `works` in one commit; posts of every rating are
 * looked at, views show those of the session's. Throws UserError when the lake has no posts, and as `runStep`.
 */
export async function linkCrossposts(lake: Lake, options: CrosspostOptions = {}): Promise<CrosspostSummary> {
  const { prefer = [], accept = defaultAccept, signal } = options;
  return runStep(lake, 'link crossposts', options, async (writer) => {
    const { connection } = writer;
    const say = (done: number, label: string) => {
      signal?.throwIfAborted();
      options.onStep?.({ label, done, total: 4 });
    };
    say(0, 'reading posts');
    const md5s = await createPosts(connection, writer.scan('posts'), mostPostsOfFile);
    say(1, 'comparing files and sources');
    await createEdges(connection, { images: writer.scan('images'), pairs: writer.scan('duplicate_pairs') });
    say(2, 'putting works together');
    const { clusters, decisions } = await createWorks(connection, accept, writer.scan('decisions'));
    const posts = clusters.first.length;
    if (posts === 0) throw new UserError('The lake has no posts', 'Load a dump of a board first: boorulab load DUMP');
    say(3, 'counting');
    const works = await countWorks(connection);
    const reasons = toColumns(await connection.run(`SELECT reason, count(*)::INTEGER AS edges, count(*) FILTER (a.work = b.work AND score >= ${accept} AND reason <> 'parent')::INTEGER AS joined
      FROM cp_edge JOIN cp_work AS a ON a.n = x JOIN cp_work AS b ON b.n = y GROUP BY reason ORDER BY edges DESC, reason`)) as unknown as { reason: string[]; edges: Int32Array; joined: Int32Array };
    return {
      writes: [
        { table: 'works', part: '', select: worksSql(prefer) },
        { table: 'crossposts', part: '', select: crosspostsSql },
      ],
      parameters: { prefer, accept }, rows: posts,
      result: {
        posts, ...works, sameBoard: countFate(clusters, edgeFates.sameBoard), tooLarge: countFate(clusters, edgeFates.tooLarge), decisions, misshapenMd5: md5s.misshapen, placeholderMd5: md5s.placeholders,
        reasons: Array.from(reasons.reason, (reason, row) => ({ reason, edges: reasons.edges[row]!, joined: reasons.joined[row]! })),
      },
    };
  });
}

/** Makes `cp_work` (n, work: the first post of its work). */
async function createWorks(connection: DuckDBConnection, accept: number, decisions: string): Promise<{ clusters: PostClusters; decisions: CrosspostDecisions }> {
  const [posts, names] = [toColumns(await connection.run('SELECT board FROM cp_post ORDER BY n')), toColumns(await connection.run('SELECT booru FROM cp_board ORDER BY board'))];
  const decided = await readPairDecisions(connection, 'crossposts', decisions, 'SELECT n AS number, booru, fid AS name FROM cp_post JOIN cp_board USING (board)');
  const boards = (names['booru'] ?? []) as string[];
  const learned = await learnEdges(connection, decided);
  const edges = toColumns(await connection.run(`SELECT x, y, bool_or(is_strong)::TINYINT AS strong, max(score) AS score FROM cp_edge WHERE score >= ${accept} AND reason <> 'parent' GROUP BY x, y ORDER BY strong DESC, score DESC, x, y`));
  const clusters = clusterPosts(Int32Array.from(posts['board'] as Int32Array), boards.length, {
    x: Int32Array.from(edges['x'] as Int32Array), y: Int32Array.from(edges['y'] as Int32Array), isStrong: Uint8Array.from(edges['strong'] as Int8Array),
  }, mostPostsOfWork, { ...decided, barred: decided.barred.map(([post, booru]) => [post, boards.indexOf(booru)] as const).filter(([, board]) => board >= 0) });
  const numbers = Int32Array.from(clusters.first, (_, post) => post);
  await createColumnTable(connection, 'cp_work', { n: { type: INTEGER, values: numbers }, work: { type: INTEGER, values: clusters.first } });
  const contradicted = clusters.contradictions.length;
  const followed = decided.together.filter((_, at) => !clusters.contradictions.includes(at));
  await createColumnTable(connection, 'cp_decided', { x: { type: INTEGER, values: followed.map(([x, y]) => Math.min(x, y)) }, y: { type: INTEGER, values: followed.map(([x, y]) => Math.max(x, y)) } });
  await connection.run("INSERT INTO cp_edge SELECT DISTINCT x, y, 'decision', 'a person says so', 1, true FROM cp_decided");
  const all = decided.together.length + decided.apart.length + decided.barred.length;
  return { clusters, decisions: { used: all - contradicted, learned, keptApart: countFate(clusters, edgeFates.keptApart), contradicted, unknown: decided.unknown } };
}

async function countWorks(connection: DuckDBConnection): Promise<Pick<CrosspostSummary, 'works' | 'shared' | 'sharedPosts' | 'largest'>> {
  const [row] = (await (await connection.run(`SELECT count(*)::DOUBLE, count(*) FILTER (boards > 1)::DOUBLE, coalesce(sum(posts) FILTER (boards > 1), 0)::DOUBLE, coalesce(max(posts), 0)::DOUBLE
    FROM (SELECT work, count(*) AS posts, count(DISTINCT board) AS boards FROM cp_work JOIN cp_post USING (n) GROUP BY work)`)).getRowsJS()) as [number, number, number, number][];
  const [works, shared, sharedPosts, largest] = row!;
  return { works, shared, sharedPosts, largest };
}

const worksSql = (prefer: readonly string[]) => `SELECT work + 1 AS work_id, booru, fid, post_key, (row_number() OVER (PARTITION BY work ORDER BY ${boardRankSql('booru', prefer)}, booru, post_key))::INTEGER AS rank,
    (count(*) OVER (PARTITION BY work))::INTEGER AS posts
  FROM cp_work JOIN cp_post USING (n) JOIN cp_board USING (board) ORDER BY ${schemaOf('works').key.join(', ')}`;

const crosspostsSql = `SELECT ba.booru AS booru_a, a.post_key AS post_key_a, bb.booru AS booru_b, b.post_key AS post_key_b, reason, max_by(detail, (score, detail)) AS detail, max(score) AS score
  FROM cp_edge JOIN cp_post AS a ON a.n = x JOIN cp_post AS b ON b.n = y JOIN cp_board AS ba ON ba.board = a.board JOIN cp_board AS bb ON bb.board = b.board
  GROUP BY 1, 2, 3, 4, 5 ORDER BY ${schemaOf('crossposts').key.join(', ')}`;
