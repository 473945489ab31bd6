import { resolve } from 'node:path';
import type { Lake } from '../lake/lake.js';
import { scanOf } from '../lake/views.js';
import type { TableData } from './notebook-table.js';

export type PictureLake = Pick<Lake, 'rows' | 'manifest' | 'dir' | 'rating'>;

/** A picture that a row names. */
export interface ShownPath {
  readonly path: string;
  readonly booru: string | null;
  readonly fid: string | null;
}

/**
 * For each row the picture it names, by `path`, or by `booru` and `fid` or `post_key` (the first by its path); undefined where the session shows
 * none. So no row can open a file that the lake does not list, or one that is also of a hidden post.
 */
export async function shownPaths(lake: PictureLake, { rows, columns }: TableData): Promise<(ShownPath | undefined)[]> {
  const has = (name: string) => columns.some((column) => column.name === name);
  const keys = ['path', ...(has('booru') ? ['fid', 'post_key'] : [])].filter(has);
  const key = keys[0];
  if (key === undefined) return rows.map(() => undefined);
  const asked = JSON.stringify(rows.map((row, row_number) => ({ row_number, key: textOf(row[key]), booru: textOf(row['booru']) })));
  const images = `(${scanOf(lake.manifest, 'images', resolve(lake.dir))})`;
  const found = await lake.rows<ShownPath & { row_number: number }>(`
    WITH asked AS (SELECT unnest(from_json($asked, '[{"row_number": "INTEGER", "key": "VARCHAR", "booru": "VARCHAR"}]'), recursive := true)),
    named AS (SELECT row_number, path, images.booru, images.fid FROM images JOIN asked ON ${key === 'path' ? 'images.path = key' : `images.${key}::VARCHAR = key AND images.booru = asked.booru`}),
    hidden AS (SELECT path FROM ${images} SEMI JOIN named USING (path) EXCEPT ALL SELECT path FROM images SEMI JOIN named USING (path))
    SELECT row_number, path, booru, fid FROM named ANTI JOIN hidden USING (path)
    QUALIFY row_number() OVER (PARTITION BY row_number ORDER BY path, booru, fid) = 1`, { asked });
  const byRow = new Map(found.map(({ row_number, ...shown }) => [row_number, shown]));
  return rows.map((_, i) => byRow.get(i));
}

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
