import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * How sure it is, 0 to 1, that two posts with some evidence show one picture. Set by hand and checked on simulated boards (docs/linking.md). `paged`
 * evidence names the picture, other evidence the work it belongs to; sizes of the two can be the same, scaled (same shape), unknown or of another shape.
 */
export const crosspostScores = {
  md5: 1,
  /** One MD5, but not one size: one of them is wrong. */
  md5OtherSize: 0.5,
  paged: { same: 0.99, scaled: 0.97, unknown: 0.95, other: 0.6 },
  work: { same: 0.95, scaled: 0.85, unknown: 0.8, other: 0.1 },
  /** Times this for addresses of sites without a rule. */
  plainPage: 0.95,
  /** Times this for two posts of one board by source: they are a repost or two pictures of a work. */
  sameBoard: 0.5,
  namedPost: 0.95,
  parent: 0.3,
} as const;

/** Works and pages that more posts name are collections, not pictures. */
const mostPosts = 60;
const mostPlainPosts = 20;
/** Shapes that differ by less are one picture scaled. */
const shapeTolerance = 0.01;

const shapeSql = `CASE WHEN x.width = y.width AND x.height = y.height THEN 'same' WHEN least(x.width, x.height, y.width, y.height) > 0 IS NOT TRUE THEN 'unknown'
  WHEN abs(ln(x.width::DOUBLE * y.height / (x.height::DOUBLE * y.width))) <= ${shapeTolerance} THEN 'scaled' ELSE 'other' END`;

const scoreSql = ({ same, scaled, unknown, other }: typeof crosspostScores.paged | typeof crosspostScores.work) => `CASE shape WHEN 'same' THEN ${same} WHEN 'scaled' THEN ${scaled} WHEN 'unknown' THEN ${unknown} ELSE ${other} END`;

/**
 * Makes `cp_edge` (x < y, numbers of posts; reason, detail, score; is_strong: it can join posts of one board) from the tables of `createPosts`. `images` and
 * `pairs` are SQL of the pictures of the lake and of their alike pairs. Where a work has several posts on one board, its evidence is divided among them.
 */
export async function createEdges(connection: DuckDBConnection, { images, pairs }: { images: string; pairs: string }): Promise<void> {
  await connection.run('CREATE TABLE cp_edge (x INTEGER, y INTEGER, reason VARCHAR, detail VARCHAR, score FLOAT, is_strong BOOLEAN)');
  await connection.run(`INSERT INTO cp_edge SELECT a.n, b.n, 'md5', a.md5, CASE WHEN ${shapeSql} = 'other' AND NOT (x.width = y.height AND x.height = y.width) THEN ${crosspostScores.md5OtherSize} ELSE ${crosspostScores.md5} END, true
    FROM cp_md5 AS a JOIN cp_md5 AS b ON a.md5 = b.md5 AND a.n < b.n JOIN cp_post AS x ON x.n = a.n JOIN cp_post AS y ON y.n = b.n`);
  await addSourceEdges(connection);
  await connection.run(`INSERT INTO cp_edge SELECT least(n, named), greatest(n, named), 'source', 'names the other post', ${crosspostScores.namedPost}, false FROM named_post GROUP BY ALL`);
  await connection.run(`INSERT INTO cp_edge SELECT least(a.n, b.n), greatest(a.n, b.n), 'hash', 'phash ' || coalesce(min(phash_distance)::VARCHAR, '?'), max(score), true
    FROM (SELECT * FROM (${pairs}) WHERE is_mirrored IS NOT TRUE AND NOT coalesce(list_contains(reasons, 'crop'), false)) AS pair JOIN (${images}) AS ia ON ia.path = path_a JOIN (${images}) AS ib ON ib.path = path_b
    JOIN cp_board AS ba ON ba.booru = ia.booru JOIN cp_board AS bb ON bb.booru = ib.booru
    JOIN cp_post AS a ON a.board = ba.board AND a.post_key = ia.post_key JOIN cp_post AS b ON b.board = bb.board AND b.post_key = ib.post_key WHERE a.n <> b.n GROUP BY 1, 2`);
  await connection.run(`INSERT INTO cp_edge SELECT least(c.n, p.n), greatest(c.n, p.n), 'parent', CASE WHEN any_value(c.n) < any_value(p.n) THEN 'second is parent' ELSE 'first is parent' END, ${crosspostScores.parent}, false
    FROM cp_post AS c JOIN cp_post AS p ON p.board = c.board AND p.fid = c.parent_fid WHERE p.n <> c.n GROUP BY 1, 2`);
}

async function addSourceEdges(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE TABLE cp_key AS
    SELECT n, key, page, reason, board, width, height FROM source_key JOIN (SELECT key FROM source_key GROUP BY key
      HAVING count(*) BETWEEN 2 AND CASE WHEN starts_with(key, 'page ') THEN ${mostPlainPosts} ELSE ${mostPosts} END) USING (key) JOIN cp_post USING (n)`);
  // How many posts of one board the evidence may be of: those of the page, of the size, or all of the work.
  const most = (columns: string) => `(SELECT ${columns}, max(posts) AS posts FROM (SELECT ${columns}, board, count(*) AS posts FROM cp_key GROUP BY ALL) GROUP BY ${columns})`;
  const { paged, work, plainPage, sameBoard } = crosspostScores;
  await connection.run(`INSERT INTO cp_edge
    WITH pair AS (
      SELECT x.n AS x, y.n AS y, x.key, x.page IS NOT NULL AND y.page IS NOT NULL AS is_paged, coalesce(x.page, y.page) AS page, x.reason, x.board = y.board AS is_same_board, ${shapeSql} AS shape, x.width, x.height
      FROM cp_key AS x JOIN cp_key AS y ON x.key = y.key AND x.n < y.n AND (x.page = y.page OR x.page IS NULL OR y.page IS NULL)),
    scored AS (
      SELECT pair.*, CASE WHEN is_paged THEN ${scoreSql(paged)} ELSE ${scoreSql(work)} END * CASE WHEN starts_with(pair.key, 'page ') THEN ${plainPage} ELSE 1 END
        * CASE WHEN is_same_board THEN ${sameBoard} ELSE 1.0 / CASE WHEN is_paged THEN of_page.posts WHEN shape = 'same' THEN of_size.posts ELSE of_work.posts END END AS score
      FROM pair LEFT JOIN ${most('key, page')} AS of_page ON of_page.key = pair.key AND of_page.page = pair.page
        LEFT JOIN ${most('key, width, height')} AS of_size ON of_size.key = pair.key AND of_size.width = pair.width AND of_size.height = pair.height
        JOIN ${most('key')} AS of_work ON of_work.key = pair.key
      WHERE NOT is_same_board OR is_paged OR shape = 'same')
    SELECT x, y, reason, max_by(key || CASE WHEN is_paged AND page <> '' THEN ' p' || page ELSE '' END || CASE shape WHEN 'same' THEN ', same size' WHEN 'scaled' THEN ', scaled' WHEN 'other' THEN ', other shape' ELSE '' END, (score, key)), max(score), false
    FROM scored GROUP BY x, y, reason`);
}
