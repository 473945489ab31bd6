import type { DuckDBConnection } from '@duckdb/node-api';
import { JSDuckDBValueConverter } from '@duckdb/node-api';
import { aspectTolerance, type Evidence, type Relation } from './duplicate-score.js';

/** Pictures with one look, or one MD5, are paired each with each up to so many pairs; more only with the first of them. */
const everyPair = 400;
/** What more pictures than this have in common (a source, a parent) says nothing of two of them. */
const commonFact = 50;

/** By so many bits pictures must be nearer mirrored, or as a crop, than whole to count as that. */
const partBits = 6;

/** SQL of pairs of pictures that facts speak for: file, post, file of the post, pixiv, source, parent. */
const keySql = `
  SELECT 'file' AS kind, file_md5 AS key, id FROM dup_file WHERE file_md5 IS NOT NULL
  UNION ALL SELECT 'post', booru || ' ' || post_key, id FROM dup_file WHERE post_key IS NOT NULL
  UNION ALL SELECT 'post file', post_md5, id FROM dup_file WHERE post_md5 IS NOT NULL
  UNION ALL SELECT 'pixiv', pixiv_id::VARCHAR, id FROM dup_file WHERE pixiv_id > 0
  UNION ALL SELECT 'source', source, id FROM dup_file WHERE source IS NOT NULL
  UNION ALL SELECT DISTINCT 'parent', booru || ' ' || unnest([post_fid, parent_fid]), id FROM dup_file WHERE post_fid IS NOT NULL`;

/** Makes the table `dup_pair` (a < b: numbers of pictures; relation, bits that differ, aspect) of all pairs that look alike or that facts speak for. */
export async function createPairs(connection: DuckDBConnection): Promise<number> {
  const best = `arg_min({relation: relation, phash: phash, dhash: dhash, aspect: aspect}, 4 * (phash + dhash + CASE WHEN relation > 1 THEN ${partBits} ELSE 0 END) + relation)`;
  await connection.run(`CREATE TABLE look_alike AS SELECT a, b, unnest(${best}) FROM (
    SELECT least(x.id, y.id) AS a, greatest(x.id, y.id) AS b, l.phash, l.dhash, abs(x.aspect - y.aspect) AS aspect, greatest(x.kind, y.kind) AS relation
    FROM look_pair AS l JOIN dup_entry AS x ON x.look = l.a JOIN dup_entry AS y ON y.look = l.b
    WHERE x.id <> y.id AND (l.a <> l.b OR x.id < y.id) AND least(x.kind, y.kind) <= 1 AND (x.place = 1 OR y.place = 1 OR x.holders * y.holders <= ${everyPair})
      AND coalesce(abs(x.aspect - y.aspect) <= ${aspectTolerance}, true)) GROUP BY a, b`);
  await connection.run(`CREATE TABLE told_pair AS
    WITH named AS (SELECT *, row_number() OVER same AS place, count(*) OVER (PARTITION BY kind, key) AS holders FROM (${keySql}) WINDOW same AS (PARTITION BY kind, key ORDER BY id))
    SELECT DISTINCT x.id AS a, y.id AS b FROM named AS x JOIN named AS y USING (kind, key)
    WHERE x.id < y.id AND CASE WHEN kind = 'file' THEN x.place = 1 OR x.holders ** 2 <= ${everyPair} ELSE x.holders <= ${commonFact} END`);
  await connection.run(`CREATE TABLE dup_pair AS FROM look_alike
    UNION ALL BY NAME SELECT a, b, unnest(${best}) FROM (
      SELECT p.a, p.b, coalesce(greatest(x.kind, y.kind), 0) AS relation, bit_count(xor(x.phash, y.phash)) AS phash, bit_count(xor(x.dhash, y.dhash)) AS dhash, abs(x.aspect - y.aspect) AS aspect
      FROM (FROM told_pair ANTI JOIN look_alike USING (a, b)) AS p LEFT JOIN dup_entry AS x ON x.id = p.a AND x.kind <= 1 LEFT JOIN dup_entry AS y ON y.id = p.b AND y.kind <= 1) GROUP BY a, b`);
  const [[pairs]] = (await (await connection.run('SELECT count(*) FROM dup_pair')).getRowsJS()) as [[bigint]];
  return Number(pairs);
}

export interface Candidate extends Evidence {
  readonly a: number;
  readonly b: number;
}

const relations: readonly Relation[] = ['whole', 'frame', 'mirrored', 'crop'];

/** The pairs of `dup_pair` in order, with all that is known of them. */
export async function* candidates(connection: DuckDBConnection): AsyncGenerator<Candidate> {
  const same = (column: string) => `coalesce(x.${column} = y.${column}, false)`;
  // Boards spell names in ways of their own: that two of them share none says nothing.
  const share = (column: string) => `CASE WHEN list_has_any(x.${column}, y.${column}) THEN true WHEN x.booru = y.booru AND len(x.${column}) > 0 AND len(y.${column}) > 0 THEN false END`;
  const result = await connection.stream(`SELECT p.a, p.b, coalesce(p.relation, 0)::INTEGER AS relation, p.phash::INTEGER AS phash, p.dhash::INTEGER AS dhash, p.aspect, ${same('file_md5')} AS file,
      greatest(abs(x.r - y.r), abs(x.g - y.g), abs(x.b - y.b)) AS colour, x.plain OR y.plain AS plain, ${same('booru')} AND ${same('post_key')} AS post, ${same('post_md5')} AS post_file, ${same('pixiv_id')} AS pixiv, ${same('source')} AS source,
      ${same('booru')} AND coalesce(x.post_fid = y.parent_fid OR y.post_fid = x.parent_fid OR x.parent_fid = y.parent_fid, false) AS parent, ${share('artists')} AS artist, ${share('characters')} AS characters
    FROM dup_pair AS p JOIN dup_file AS x ON x.id = p.a JOIN dup_file AS y ON y.id = p.b ORDER BY a, b`);
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const row of chunk.convertRows(JSDuckDBValueConverter) as [number, number, number, number | null, number | null, number | null, boolean, number | null, boolean, boolean, boolean, boolean, boolean, boolean, boolean | null, boolean | null][]) {
      const [a, b, relation, phash, dhash, aspect, sameFile, colour, isPlain, samePost, samePostFile, samePixiv, sameSource, parent, sameArtist, sameCharacters] = row;
      yield { a, b, relation: relations[relation]!, phash, dhash, aspect, sameFile, colour, detail: null, isPlain, samePost, samePostFile, samePixiv, sameSource, parent, sameArtist, sameCharacters };
    }
  }
}
