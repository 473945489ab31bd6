import type { Lake } from '../lake/lake.js';
import type { Column } from '../lake/result.js';
import type { TableName } from '../lake/schema.js';
import { literal } from '../lake/sql.js';
import { boxesSql, type BoxKind } from './boxes.js';
import { tellsOfComposition } from './composition-tags.js';
import type { PictureSeen } from './composition.js';
import type { SeenBox } from './figures.js';

/** A picture of the lake with what is known of its composition. */
export interface SeenPicture extends PictureSeen {
  readonly booru: string | null;
  readonly fid: string | null;
  readonly post_key: bigint | number | null;
  readonly path: string;
  readonly file_name: string | null;
  readonly boxes: SeenBox[];
}

export interface SeenOptions {
  /** SQL of a table. Default its view. */
  readonly scan?: (table: TableName) => string;
  /** This picture only. */
  readonly path?: string;
  /** False leaves the tags out, which takes less time. */
  readonly tags?: boolean;
}

const view = (table: TableName) => `FROM ${table}`;

/** SQL of a row for each box of each picture, pictures in order of their key; kind '' stands for no box, level '' and prob -1 for none. */
function seenSql({ scan = view, path, tags = true }: SeenOptions): string {
  const pictures = `SELECT booru, fid, post_key, path, file_name, width, height FROM (${scan('images')}) WHERE path ${path === undefined ? 'IS NOT NULL' : `= ${literal(path)}`}`;
  const tagged = tags ? `SELECT booru, post_key, string_agg(DISTINCT tag_name_norm, ' ' ORDER BY tag_name_norm) AS tags FROM (${scan('tag_posts')})
      JOIN (SELECT tag_id, tag_name_norm FROM (${scan('tags')}) WHERE ${tellsOfComposition('tag_name_norm')}) USING (tag_id) SEMI JOIN pictures USING (booru, post_key) GROUP BY booru, post_key`
    : 'SELECT NULL::VARCHAR AS booru, NULL::BIGINT AS post_key, NULL::VARCHAR AS tags WHERE false';
  return `WITH pictures AS (${pictures}), tagged AS (${tagged}),
    boxes AS (SELECT path, label, level, prob, x_rel, y_rel, w_rel, h_rel FROM (${boxesSql(scan)}) WHERE label <> 'other' AND path ${path === undefined ? 'IS NOT NULL' : `= ${literal(path)}`})
    SELECT p.booru, p.fid, p.post_key, p.path, p.file_name, coalesce(p.width, posts.width) AS width, coalesce(p.height, posts.height) AS height, coalesce(tags, '') AS tags,
      coalesce(label, '') AS kind, coalesce(level, '') AS level, coalesce(prob, -1)::DOUBLE AS prob, coalesce(x_rel, 0) AS x, coalesce(y_rel, 0) AS y, coalesce(w_rel, 0) AS w, coalesce(h_rel, 0) AS h
    FROM pictures AS p LEFT JOIN boxes ON boxes.path = p.path LEFT JOIN tagged ON tagged.booru = p.booru AND tagged.post_key = p.post_key
      LEFT JOIN (SELECT booru, post_key, width, height FROM (${scan('posts')})) AS posts ON posts.booru = p.booru AND posts.post_key = p.post_key
    ORDER BY p.booru, p.post_key, p.path, kind, level DESC, prob DESC, x, y, w, h`;
}

/** The pictures of `images` with their boxes (but for those of other things) and telling tags, in order of the key, some at a time. */
export async function* seenPictures(lake: Lake, options: SeenOptions = {}): AsyncGenerator<SeenPicture[]> {
  let open: SeenPicture | null = null;
  for await (const piece of lake.pieces(seenSql(options))) {
    const done: SeenPicture[] = [];
    for (let row = 0; row < piece['path']!.length; row++) {
      if (open === null || open.path !== piece['path']![row] || open.post_key !== piece['post_key']![row] || open.booru !== piece['booru']![row]) {
        if (open !== null) done.push(open);
        open = pictureOf(piece, row);
      }
      if (piece['kind']![row] !== '') open.boxes.push(boxOf(piece, row));
    }
    yield done;
  }
  if (open !== null) yield [open];
}

function pictureOf(piece: Readonly<Record<string, Column>>, row: number): SeenPicture {
  const of = <T>(name: string) => piece[name]![row] as T;
  const tags = of<string>('tags');
  return {
    booru: of('booru'), fid: of('fid'), post_key: of('post_key'), path: of('path'), file_name: of('file_name'), width: of('width'), height: of('height'),
    boxes: [], tags: tags === '' ? [] : tags.split(' '),
  };
}

function boxOf(piece: Readonly<Record<string, Column>>, row: number): SeenBox {
  const number = (name: string) => (piece[name] as Float64Array)[row]!;
  const level = piece['level']![row] as string;
  const prob = number('prob');
  return { kind: piece['kind']![row] as BoxKind, level: level === '' ? null : level, prob: prob < 0 ? null : prob, x: number('x'), y: number('y'), w: number('w'), h: number('h') };
}
