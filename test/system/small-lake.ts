import { DuckDBInstance } from '@duckdb/node-api';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { commitChange, type StagedFile } from '../../src/lake/commit.js';
import { readManifest } from '../../src/lake/manifest.js';
import { schemaOf, type TableName } from '../../src/lake/schema.js';

const boards = "(VALUES (0, 'danbooru.donmai.us'), (1, 'yande.re'), (2, 'safebooru.org')) AS b(n, booru)";

/** A lake of three boards with 200 posts each, of hidden ratings too; 23 tags a board of every kind, one of them hostile. */
export const contents: Partial<Record<TableName, string>> = {
  posts: `SELECT booru, id::VARCHAR AS fid, id AS post_key, id AS fid_num, TIMESTAMPTZ '2015-03-01 00:00:00+00' + INTERVAL (id * 17) DAY AS created_at,
      ['general', 'sensitive', 'questionable', NULL][1 + id % 4] AS rating_std, [0, 2, 3, 3][1 + id % 4] AS rating_level,
      (id * 7919 + n * 31) % 101 AS score, (id * 104729) % 37 AS favs
    FROM ${boards}, range(1, 201) AS r(id)`,
  tags: `SELECT booru, (n * 100 + k)::INTEGER AS tag_id, name AS tag_name, name AS tag_name_norm, cat AS tag_cat FROM ${boards}, (
      SELECT k, CASE k WHEN 0 THEN '<script>alert(1)</script>' WHEN 1 THEN 'portrait' ELSE ['tag', 'artist', 'work', 'girl'][1 + k % 4] || '_' || k END AS name,
        CASE WHEN k < 2 THEN 0 ELSE [0, 1, 3, 4][1 + k % 4] END AS cat FROM range(23) AS t(k))`,
};

export const pairs = `SELECT booru, id AS post_key, (n * 100 + k)::INTEGER AS tag_id, [0, 2, 3, 3][1 + id % 4] AS rating_level
  FROM ${boards}, range(1, 201) AS r(id), range(23) AS t(k) WHERE (id * 31 + k * 17 + n) % (k + 2) = 0`;

/** Writes the small lake, or one with the given tables only. */
export async function writeSmallLake(dir: string, tables: Partial<Record<TableName, string>> = { ...contents, post_tags: pairs, tag_posts: pairs }): Promise<string> {
  mkdirSync(dir, { recursive: true });
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const staged: StagedFile[] = [];
  for (const [table, select] of Object.entries(tables) as [TableName, string][]) {
    const { columns, key } = schemaOf(table);
    const empty = Object.entries(columns).map(([name, type]) => `NULL::${type} AS ${name}`);
    const path = join(dir, `${table}.new`);
    const result = await connection.run(`COPY (SELECT * FROM (SELECT ${empty.join(', ')} WHERE false) UNION ALL BY NAME (${select}) ORDER BY ${key.join(', ')}) TO '${path}' (FORMAT parquet)`);
    staged.push({ table, part: '', path, rows: Number((await result.getRowsJS())[0]![0]) });
  }
  connection.closeSync();
  instance.closeSync();
  await commitChange(dir, await readManifest(dir), { staged, parts: staged });
  return dir;
}
