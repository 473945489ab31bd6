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

/** SQL of every row of `images` with the columns of SeenPicture, in order of the key. `scan` gives the SQL of a table. */
export function seenPicturesSql(scan: (table: TableName) => string): string {
  const box = 'struct_pack(kind := label, level := level, prob := prob::DOUBLE, x := x_rel, y := y_rel, w := w_rel, h := h_rel)';
  return `WITH pictures AS (SELECT booru, fid, post_key, path, file_name, width, height FROM (${scan('images')})),
    seen AS (SELECT path, list(${box} ORDER BY label, level DESC, prob DESC, x_rel, y_rel, w_rel, h_rel) AS boxes FROM (${boxesSql(scan)}) WHERE label <> 'other' AND path IS NOT NULL GROUP BY path),
    names AS (SELECT tag_id, tag_name_norm FROM (${scan('tags')}) WHERE ${tellsOfComposition('tag_name_norm')}),
    tagged AS (SELECT booru, post_key, list(DISTINCT tag_name_norm ORDER BY tag_name_norm) AS tags FROM (${scan('tag_posts')}) JOIN names USING (tag_id)
      SEMI JOIN pictures USING (booru, post_key) GROUP BY booru, post_key)
    SELECT p.booru, p.fid, p.post_key, p.path, p.file_name, coalesce(p.width, posts.width) AS width, coalesce(p.height, posts.height) AS height,
      coalesce(seen.boxes, []) AS boxes, coalesce(tags, []) AS tags
    FROM pictures AS p LEFT JOIN seen ON seen.path = p.path LEFT JOIN tagged ON tagged.booru = p.booru AND tagged.post_key = p.post_key
      LEFT JOIN (SELECT booru, post_key, width, height FROM (${scan('posts')})) AS posts ON posts.booru = p.booru AND posts.post_key = p.post_key
    ORDER BY p.booru, p.post_key, p.path`;
}

/** The pictures of seenPicturesSql, a piece at a time. */
export async function* seenPictures(lake: Lake, scan: (table: TableName) => string): AsyncGenerator<SeenPicture[]> {
  for await (const piece of lake.pieces(seenPicturesSql(scan))) {
    const rows = piece['boxes']!.length;
    yield Array.from({ length: rows }, (_, row) => Object.fromEntries(Object.entries(piece).map(([name, column]) => [name, column[row] ?? null])) as unknown as SeenPicture);
  }
}
