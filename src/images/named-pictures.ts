import { resolve, sep } from 'node:path';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { literal } from '../lake/sql.js';
import { highestLevel, scanOf } from '../lake/views.js';
import { tagCategories } from '../tags/categories.js';
import type { NamedPicture } from './picture-name.js';
import { isOfShard, type Shard } from './shard.js';
import { scanFormat } from './picture-post.js';

/** What new files are made of: rows of pictures, in order of their paths. */
export interface PictureRows<T> {
  readonly count: number;
  /** Pictures left out because their posts are hidden. */
  readonly hidden: number;
  rows(): AsyncIterable<T>;
}

/** Names of two pictures that only differ in what this drops might be one name on some file system. */
const bare = (text: string): string => `regexp_replace(lower(nfc_normalize(${text})), '[^\\p{L}\\p{N}]', '', 'g')`;

/** SQL that is true of rows that boorulab images scan wrote: it saw the file, while lists may tell of files that are nowhere. */
const isScanned = `src_format = ${literal(scanFormat)}`;

/** SQL of every picture file of the lake, a row a path, hidden ones too: key and is_shared of NamedPicture, and whether it is hidden. */
function filesSql({ manifest, dir, rating }: Lake): string {
  const scan = (table: 'images' | 'posts') => scanOf(manifest, table, resolve(dir));
  const stem = `regexp_replace(regexp_extract(path, '[^/]*$'), '\\.[A-Za-z0-9]{1,5}$', '')`;
  return `SELECT path, booru, fid, post_key, is_hidden,
      CASE WHEN is_scanned THEN count(*) FILTER (is_scanned) OVER same ELSE count(*) OVER same END > 1 AS is_shared
    FROM (SELECT i.path, arg_min(struct_pack(booru := i.booru, fid := i.fid, post_key := i.post_key), (i.booru IS NULL, i.booru, i.post_key)) AS post, bool_or(h.post_key IS NOT NULL) AS is_hidden, coalesce(bool_or(${isScanned}), false) AS is_scanned
      FROM (${scan('images')}) AS i LEFT JOIN (SELECT booru, post_key FROM (${scan('posts')}) WHERE rating_level > ${highestLevel[rating]}) AS h ON h.booru = i.booru AND h.post_key = i.post_key
      WHERE i.path IS NOT NULL GROUP BY i.path), LATERAL (SELECT post.booru AS booru, post.fid AS fid, post.post_key AS post_key)
    WINDOW same AS (PARTITION BY booru, CASE WHEN booru IS NULL THEN coalesce(nullif(${bare(stem)}, ''), 'picture') ELSE ${bare('fid')} END)`;
}

/** Columns of a post's tags by category, as NamedPicture has them. */
const tagLists = (['copyright', 'character', 'artist'] as const).map((category) =>
  `list(tag_name ORDER BY post_count DESC NULLS LAST, tag_name) FILTER (tag_cat = ${tagCategories[category]}) AS ${category}s`).join(', ');

/**
 * The picture files that the lake shows, with their posts' tags; with `joined` (SQL of a relation with a path, and of its columns) a row for each of
 * its rows. Those at or below the folder `below` only, and those of a shard by the hash of their paths, if these are given. Throws UserError when there are none.
 */
export async function namedPictures<T extends NamedPicture>(lake: Lake, { below, shard, joined }: { below?: string | undefined; shard?: Shard | undefined; joined?: { from: string; columns: string; order: string } } = {}): Promise<PictureRows<T>> {
  const { connection } = lake;
  await connection.run(`CREATE OR REPLACE TEMP TABLE picture_files AS ${filesSql(lake)}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE picture_names AS
    WITH shown AS (SELECT * FROM picture_files WHERE NOT is_hidden),
      tagged AS (SELECT booru, post_key, ${tagLists} FROM (SELECT booru, post_key, tag_id FROM post_tags SEMI JOIN shown USING (booru, post_key))
        JOIN (SELECT tag_id, tag_name, tag_cat, post_count FROM tags) USING (tag_id) GROUP BY booru, post_key)
    SELECT path, booru, fid, copyrights, characters, artists, copyr, chars, artis, is_shared
    FROM shown LEFT JOIN tagged USING (booru, post_key) LEFT JOIN (SELECT booru, post_key, copyr, chars, artis FROM posts) AS p USING (booru, post_key)`);
  const isBelow = belowFolder(below);
  const isAsked = (path: string): boolean => isBelow(path) && isOfShard(path, shard);
  const select = joined === undefined ? 'SELECT * FROM picture_names ORDER BY path' : `SELECT n.*, ${joined.columns} FROM picture_names AS n JOIN (${joined.from}) AS j USING (path) ORDER BY path, ${joined.order}`;
  const pathsOf = async (sql: string): Promise<number> => {
    let count = 0;
    for await (const { path } of lake.pieces(sql)) for (const one of path as string[]) if (isAsked(one)) count++;
    return count;
  };
  const [count, hidden] = [await pathsOf(`SELECT path FROM (${select})`), await pathsOf(`SELECT path FROM picture_files WHERE is_hidden`)];
  if (count + hidden === 0 && joined === undefined && shard === undefined) {
    throw new UserError(below === undefined ? 'The lake has no picture files' : `The lake has no picture files below ${below}`, `Scan them with: boorulab images scan ${below ?? 'DIR'}`);
  }
  async function* rows(): AsyncIterable<T> {
    for await (const piece of lake.pieces(select)) {
      for (let row = 0; row < piece['path']!.length; row++) {
        const found = Object.fromEntries(Object.entries(piece).map(([name, column]) => [name, column[row] ?? null])) as unknown as T;
        if (isAsked(found.path)) yield found;
      }
    }
  }
  return { count, hidden, rows };
}

/** True of paths at or below a folder or file, however both are spelled. */
function belowFolder(folder: string | undefined): (path: string) => boolean {
  if (folder === undefined) return () => true;
  const root = resolve(folder);
  const start = root.endsWith(sep) ? root : `${root}${sep}`;
  return (path) => {
    const whole = resolve(path);
    return whole === root || whole.startsWith(start);
  };
}
