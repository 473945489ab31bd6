import { postKeySql } from '../lake/inbox.js';
import type { PartWrite } from '../lake/merge.js';
import { schemaOf } from '../lake/schema.js';
import { identifier, literal } from '../lake/sql.js';
import { pictureTables } from '../lake/views.js';
import type { LakeWriter } from '../lake/writer.js';
import { ratingLevelSql } from '../tags/ratings.js';
import { postsSql, scanFormat } from './picture-post.js';

/**
 * Gives pictures of no known post the one that the lake knows by now, in every table of pictures; and mentions again the posts of pictures that the
 * lake has lost. `adopted` counts pictures; without writes there is nothing to do.
 */
export async function adoptPictures(writer: LakeWriter): Promise<{ writes: PartWrite[]; adopted: number; mentioned: number }> {
  const { connection, inbox } = writer;
  await connection.run(`CREATE OR REPLACE TABLE orphans AS SELECT path, file_name, file_size, file_md5, NULL::VARCHAR AS name_booru, NULL::VARCHAR AS name_fid, NULL::VARCHAR AS soft_booru, NULL::VARCHAR AS soft_fid
    FROM (${writer.scan('images')}) WHERE booru IS NULL AND src_format = ${literal(scanFormat)}`);
  await connection.run(`CREATE OR REPLACE TABLE adopted AS SELECT *, ${postKeySql('fid')} AS post_key FROM (${postsSql('orphans', { posts: writer.scan('posts'), images: writer.scan('images'), board: null })})`);
  const adopted = await countOf(writer, 'adopted');
  const mentioned = await inbox.insert('posts', `SELECT booru, fid, post_key, TRY_CAST(CASE WHEN regexp_full_match(fid, '[0-9]{1,18}') THEN fid END AS BIGINT) AS fid_num, ${ratingLevelSql('NULL', 'booru')} AS rating_level,
      'mention' AS origin, 1 AS records, true AS implied, -1 AS load_id, src_file, ${literal(scanFormat)} AS src_format, src_row
    FROM (${writer.scan('images')}) ANTI JOIN (${writer.scan('posts')}) USING (booru, post_key) ANTI JOIN (${inbox.excluded}) USING (booru, post_key)
    WHERE booru IS NOT NULL AND src_format = ${literal(scanFormat)} QUALIFY row_number() OVER (PARTITION BY booru, post_key ORDER BY path) = 1`);
  const writes: PartWrite[] = [];
  for (const table of pictureTables) {
    const scan = writer.scan(table);
    if (adopted === 0 || (await countOf(writer, `(SELECT 1 FROM (${scan}) WHERE booru IS NULL AND path IN (SELECT path FROM adopted) LIMIT 1)`)) === 0) continue;
    const { columns, key } = schemaOf(table);
    const cells = Object.keys(columns).map((column) => (['booru', 'fid', 'post_key'].includes(column) ? `coalesce(t.${column}, a.${column}) AS ${column}` : `t.${identifier(column)}`));
    writes.push({ table, part: '', select: `SELECT ${cells.join(', ')} FROM (${scan}) AS t LEFT JOIN adopted AS a ON a.path = CASE WHEN t.booru IS NULL THEN t.path END ORDER BY ${key.map((column) => identifier(column)).join(', ')}` });
  }
  return { writes, adopted, mentioned };
}

async function countOf({ connection }: LakeWriter, relation: string): Promise<number> {
  return Number((await (await connection.run(`SELECT count(*) FROM ${relation}`)).getRowsJS())[0]![0]);
}
