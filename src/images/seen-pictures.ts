import type { Lake } from '../lake/lake.js';
import type { TableName } from '../lake/schema.js';
import { boxesSql } from './boxes.js';
import { tellsOfComposition } from './composition-tags.js';
import type { PictureSeen } from './composition.js';

/** A picture of the lake with what is known of its composition. */
export interface SeenPicture extends PictureSeen {
  readonly booru: string | null;
  readonly fid: string | null;
  readonly post_key: bigint | number | null;
  readonly path: string | null;
  readonly file_name: string | null;
}

/** SQL of one name of a picture: in rows of other programs `path` is its folder, in our own it is the whole path. */
export const pictureName = (row: string) => `CASE WHEN ${row}.path IS NULL OR ${row}.path = ${row}.file_name OR ends_with(${row}.path, '/' || ${row}.file_name) THEN coalesce(${row}.path, ${row}.file_name)
  WHEN ${row}.file_name IS NULL THEN ${row}.path ELSE ${row}.path || '/' || ${row}.file_name END`;

/**
 * SQL of every row of `images` with the columns of SeenPicture, in order of the key. Boxes belong to the picture they name; those that name none of
 * the lake's belong to all pictures of their post.
 */
export function seenPicturesSql(scan: (table: TableName) => string): string {
  const box = 'struct_pack(kind := kind, level := level, prob := prob, x := x, y := y, w := w, h := h)';
  const boxes = `list(${box} ORDER BY kind, level DESC, prob DESC, x, y, w, h) AS boxes`;
  return `WITH pictures AS (SELECT booru, fid, post_key, path, file_name, width, height, ${pictureName('images')} AS picture FROM (${scan('images')}) AS images),
    seen AS (SELECT booru, post_key, kind, level, prob::DOUBLE AS prob, x, y, w, h, ${pictureName('boxes')} AS picture FROM (${boxesSql(scan)}) AS boxes WHERE kind <> 'other'),
    named AS (SELECT picture, ${boxes} FROM seen SEMI JOIN pictures USING (picture) GROUP BY picture),
    of_post AS (SELECT booru, post_key, ${boxes} FROM seen ANTI JOIN pictures USING (picture) WHERE post_key IS NOT NULL GROUP BY booru, post_key),
    names AS (SELECT tag_id, tag_name_norm FROM (${scan('tags')}) WHERE ${tellsOfComposition('tag_name_norm')}),
    tagged AS (SELECT booru, post_key, list(DISTINCT tag_name_norm ORDER BY tag_name_norm) AS tags FROM (${scan('tag_posts')}) JOIN names USING (tag_id)
      SEMI JOIN pictures USING (booru, post_key) GROUP BY booru, post_key)
    SELECT p.booru, p.fid, p.post_key, p.path, p.file_name, coalesce(p.width, posts.width) AS width, coalesce(p.height, posts.height) AS height,
      coalesce(named.boxes, of_post.boxes, []) AS boxes, coalesce(tags, []) AS tags
    FROM pictures AS p LEFT JOIN named ON named.picture = p.picture LEFT JOIN of_post ON of_post.booru = p.booru AND of_post.post_key = p.post_key
      LEFT JOIN tagged ON tagged.booru = p.booru AND tagged.post_key = p.post_key LEFT JOIN (SELECT booru, post_key, width, height FROM (${scan('posts')})) AS posts ON posts.booru = p.booru AND posts.post_key = p.post_key
    ORDER BY p.booru, p.post_key, p.path, p.file_name`;
}

/** The pictures of seenPicturesSql, a piece at a time. */
export async function* seenPictures(lake: Lake, scan: (table: TableName) => string): AsyncGenerator<SeenPicture[]> {
  for await (const piece of lake.pieces(seenPicturesSql(scan))) {
    const rows = piece['boxes']!.length;
    yield Array.from({ length: rows }, (_, row) => Object.fromEntries(Object.entries(piece).map(([name, column]) => [name, column[row] ?? null])) as unknown as SeenPicture);
  }
}
