import type { Lake } from '../lake/lake.js';
import type { Column } from '../lake/result.js';
import { type AddressedPost } from '../tags/file-address.js';
import { tagsOf, tagsOfPosts, type ListedTag, type TagNeed } from './listed-tags.js';
import { allOf, visibleOf } from './visible.js';

/** A post of a list; times as ISO 8601 in UTC. */
export interface ListedPost extends AddressedPost {
  readonly post_key: bigint | number;
  readonly sample_url: string | null;
  readonly preview_url: string | null;
  readonly file_size: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly sample_width: number | null;
  readonly sample_height: number | null;
  readonly rating_std: string | null;
  readonly score: number | null;
  readonly posted: string | null;
  readonly source: string | null;
  readonly uploader: string | null;
  readonly copyr: string | null;
  readonly chars: string | null;
  readonly artis: string | null;
  /** Other posts that the session shows of the same file, as JSON of AddressedPost. */
  readonly mirrors: string | null;
  /** The other columns of the row as JSON. */
  readonly more: string | null;
  readonly tags: readonly ListedTag[];
}

/** Columns a post brings whatever the list. */
const columns = ['fid', 'md5', 'file_ext', 'file_url', 'sample_url', 'preview_url', 'file_size', 'width', 'height', 'sample_width', 'sample_height', 'rating_std', 'score', 'source', 'uploader', 'copyr', 'chars', 'artis'] as const;

export interface PostNeeds {
  readonly tags: TagNeed;
  readonly mirrors: boolean;
}

/** The posts of the table listed_posts in their order, in pieces of their columns. */
export async function* listedPosts(lake: Lake, { tags: need, mirrors }: PostNeeds): AsyncGenerator<ListedPost> {
  const tags = await tagsOfPosts(lake, 'listed_posts', need);
  if (mirrors) await findMirrors(lake);
  const sql = `SELECT l.booru, l.post_key, ${columns.map((name) => `p.${name}`).join(', ')}, strftime(p.created_at AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ') AS posted,
      t.tag_ids, ${mirrors ? 'm.mirrors' : 'NULL::VARCHAR AS mirrors'}, r.more
    FROM listed_posts AS l JOIN ${visibleOf(lake, 'posts')} AS p ON p.booru = l.booru AND p.post_key = l.post_key JOIN listed_rows AS r ON r.rowid = l.place
      LEFT JOIN listed_tags AS t ON t.booru = l.booru AND t.post_key = l.post_key ${mirrors ? 'LEFT JOIN listed_mirrors AS m ON m.booru = l.booru AND m.post_key = l.post_key' : ''}
    ORDER BY l.place`;
  for await (const row of rowsOf<Omit<ListedPost, 'tags'> & { tag_ids: string | null }>(lake, sql)) yield { ...row, tags: tagsOf(row.tag_ids, tags) };
}

/** Rows of a query one after the other. */
export async function* rowsOf<T>(lake: Lake, sql: string): AsyncGenerator<T> {
  for await (const piece of lake.pieces(sql)) {
    const list = Object.entries(piece) as [string, Column][];
    const length = list[0]![1].length;
    for (let at = 0; at < length; at++) yield Object.fromEntries(list.map(([name, column]) => [name, column[at] ?? null])) as T;
  }
}

/** Makes the table listed_mirrors: for posts of the list the others of their work that have the very same file, by MD5, and that the session shows. */
async function findMirrors(lake: Lake): Promise<void> {
  const facts = 'booru, fid, md5, file_ext, file_url';
  await lake.connection.run(`CREATE OR REPLACE TEMP TABLE listed_mirrors AS
    WITH works AS (SELECT work_id, booru, post_key FROM ${allOf(lake, 'works')} WHERE posts > 1),
      mine AS (SELECT booru, post_key, work_id FROM listed_posts JOIN works USING (booru, post_key)),
      theirs AS (SELECT work_id, booru, post_key FROM works SEMI JOIN mine USING (work_id)),
      shown AS (SELECT work_id, post_key, ${facts} FROM theirs JOIN (SELECT post_key, ${facts} FROM ${visibleOf(lake, 'posts')} WHERE md5 IS NOT NULL) AS p USING (booru, post_key))
    SELECT mine.booru, mine.post_key, to_json(list({booru: b.booru, fid: b.fid, md5: b.md5, file_ext: b.file_ext, file_url: b.file_url} ORDER BY b.booru, b.fid))::VARCHAR AS mirrors
    FROM mine JOIN shown AS a USING (booru, post_key, work_id) JOIN shown AS b ON b.work_id = a.work_id AND b.md5 = a.md5 AND (b.booru <> a.booru OR b.post_key <> a.post_key)
    GROUP BY mine.booru, mine.post_key`);
}
