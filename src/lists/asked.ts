import { UserError } from '../lake/error.js';
import { postKeySql } from '../lake/inbox.js';
import type { Lake, Params } from '../lake/lake.js';
import { identifier } from '../lake/sql.js';

/** A question whose rows name posts or pictures. */
export interface ListQuery {
  readonly sql: string;
  readonly params?: Params;
}

/** What names the posts or pictures of a list: SQL, with or without parameters, or rows. */
export type ListSource = string | ListQuery | readonly object[];

const keys = ['booru', 'fid', 'post_key', 'path'] as const;
const isKey = (name: string): boolean => (keys as readonly string[]).includes(name.toLowerCase());

/**
 * Makes the table listed_rows of rows that name posts or pictures, in their order: `booru`, `post_key`, `path`, and `more`, the other columns as
 * JSON where they are wanted. Resolves to their number. Throws UserError when the columns name neither.
 */
export async function askRows(lake: Lake, source: ListSource, withMore: boolean): Promise<number> {
  const { sql, params = {} } = queryOf(source);
  const { columns } = await lake.query(`SELECT * FROM (\n${sql}\n) LIMIT 0`, params);
  const names = columns.map(({ name }) => name);
  const [booru, fid, postKey, path] = keys.map((key) => names.find((name) => name.toLowerCase() === key));
  const hasPost = booru !== undefined && (fid ?? postKey) !== undefined;
  if (!hasPost && path === undefined) {
    throw new UserError(`A list needs rows with booru and fid, booru and post_key, or path; these have ${names.join(', ')}`, 'Add them to the select, as in: select booru, fid from posts', 2);
  }
  const text = (name: string | undefined) => (name === undefined ? 'NULL::VARCHAR' : `${identifier(name)}::VARCHAR`);
  const others = names.filter((name) => !isKey(name)).map(identifier);
  const more = withMore && others.length > 0 ? `to_json(struct_pack(${others.map((name) => `${name} := ${name}`).join(', ')}))::VARCHAR` : text(undefined);
  const key = !hasPost ? 'NULL' : postKey === undefined ? postKeySql('fid') : `TRY_CAST(post_key AS BIGINT)`;
  await lake.connection.run('DROP TABLE IF EXISTS listed_rows');
  await lake.query(`CREATE TEMP TABLE listed_rows AS SELECT booru, (${key})::BIGINT AS post_key, path, more
    FROM (SELECT ${text(booru)} AS booru, ${text(fid)} AS fid, ${text(postKey)} AS post_key, ${text(path)} AS path, ${more} AS more FROM (\n${sql}\n))`, params);
  const [row] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM listed_rows');
  return row!.n;
}

function queryOf(source: ListSource): ListQuery {
  if (typeof source === 'string') return { sql: bare(source) };
  if (!Array.isArray(source)) return { ...(source as ListQuery), sql: bare((source as ListQuery).sql) };
  const rows = source as readonly object[];
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (names.length === 0) throw new UserError('There are no rows to list');
  const fields = names.map((name, i) => `r ${isKey(name) ? '->>' : '->'} $name${i} AS ${identifier(name)}`);
  const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
  return {
    sql: `SELECT ${fields.join(', ')} FROM (SELECT unnest(from_json($rows, '["JSON"]')) AS r)`,
    params: { rows: text, ...Object.fromEntries(names.map((name, i) => [`name${i}`, `$."${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`])) },
  };
}

const bare = (sql: string): string => sql.trim().replace(/[;\s]+$/, '');
