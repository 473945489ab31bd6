import { INTEGER, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { createColumnTable } from '../../lake/column-table.js';
import { chunkColumns } from '../../lake/result.js';
import { boardOfUrlSql } from '../../tags/boards.js';
import { postOfAddress } from '../../tags/post-address.js';
import { createSourceKeys } from './source-keys.js';

/** The file of no bytes, and files a program names when it knows none. */
const emptyFile = 'd41d8cd98f00b204e9800998ecf8427e';

export interface Md5Counts {
  /** Posts whose MD5 is not of 32 hexadecimal digits. */
  readonly misshapen: number;
  /** Posts with an MD5 that stands for no file. */
  readonly placeholders: number;
}

/**
 * Makes `cp_post` (n from 0 in order of board and post, board as a number, post_key, fid, width, height, pixiv_id, parent_fid), `cp_board` (board, booru),
 * `cp_md5` (n, md5) of MD5s that can tell something, and `source_key`. An MD5 of more than `limit` posts is a placeholder.
 */
export async function createPosts(connection: DuckDBConnection, posts: string, limit: number): Promise<Md5Counts> {
  await connection.run(`CREATE TABLE cp_board AS SELECT (row_number() OVER (ORDER BY booru) - 1)::INTEGER AS board, booru FROM (SELECT DISTINCT booru FROM (${posts}))`);
  await connection.run(`CREATE TABLE cp_read AS SELECT (row_number() OVER (ORDER BY board, post_key) - 1)::INTEGER AS n, board, post_key, fid, lower(md5) AS md5, width, height, pixiv_id, source, parent_fid
    FROM (${posts}) JOIN cp_board USING (booru)`);
  await connection.run('CREATE TABLE cp_post AS SELECT n, board, post_key, fid, width, height, nullif(pixiv_id, 0) AS pixiv_id, parent_fid FROM cp_read ORDER BY n');
  await connection.run(`CREATE TABLE cp_common AS SELECT md5 FROM cp_read WHERE md5 IS NOT NULL GROUP BY md5 HAVING count(*) > ${limit} OR md5 = '${emptyFile}' OR length(replace(md5, left(md5, 1), '')) = 0`);
  await connection.run(`CREATE TABLE cp_md5 AS SELECT n, md5 FROM cp_read ANTI JOIN cp_common USING (md5) WHERE regexp_full_match(md5, '[0-9a-f]{32}')`);
  const [counts] = (await (await connection.run(`SELECT count(*) FILTER (NOT regexp_full_match(md5, '[0-9a-f]{32}'))::DOUBLE, count(*) FILTER (regexp_full_match(md5, '[0-9a-f]{32}') AND md5 IN (FROM cp_common))::DOUBLE FROM cp_read`)).getRowsJS()) as [number, number][];
  await createSourceKeys(connection, 'cp_read');
  await connection.run('DROP TABLE cp_read');
  await addPixivIds(connection);
  await createNamedPosts(connection);
  return { misshapen: counts![0], placeholders: counts![1] };
}

/** A board's own field with the pixiv id says the same as an address, but for the page. */
async function addPixivIds(connection: DuckDBConnection): Promise<void> {
  await connection.run(`INSERT INTO source_key SELECT n, 'pixiv ' || pixiv_id, NULL, 'pixiv' FROM cp_post
    ANTI JOIN source_key AS told ON told.n = cp_post.n AND told.key = 'pixiv ' || cp_post.pixiv_id WHERE pixiv_id > 0`);
}

/** Makes `named_post` (n, named): posts whose source is the page of another post of the lake. */
async function createNamedPosts(connection: DuckDBConnection): Promise<void> {
  const found: { n: number; booru: string; fid: string }[] = [];
  const result = await connection.stream(`SELECT n, 'https://' || host || path AS url FROM source_url WHERE ${boardOfUrlSql("'//' || host || '/'")} IS NOT NULL ORDER BY n, url`);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const { n, url } = chunkColumns(chunk, ['n', 'url']) as { n: Int32Array; url: string[] };
    url.forEach((text, row) => {
      const post = postOfAddress(text);
      if (post !== null) found.push({ n: n[row]!, ...post });
    });
  }
  await createColumnTable(connection, 'told_post', {
    n: { type: INTEGER, values: found.map((row) => row.n) }, booru: { type: VARCHAR, values: found.map((row) => row.booru) }, fid: { type: VARCHAR, values: found.map((row) => row.fid) },
  });
  await connection.run(`CREATE TABLE named_post AS SELECT DISTINCT told.n, p.n AS named FROM told_post AS told JOIN cp_board USING (booru) JOIN cp_post AS p ON p.board = cp_board.board AND p.fid = told.fid WHERE p.n <> told.n`);
}
