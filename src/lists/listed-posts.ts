import type { Lake } from '../lake/lake.js';
import type { Column } from '../lake/result.js';
import type { AddressedPost } from '../tags/file-address.js';
import { tagsOf, tagsOfPosts, type ListedTag, type TagNeed } from './listed-tags.js';
import { allOf, visibleOf } from './visible.js';

/** A post of a list; times as ISO 8601 in UTC. */
export interface ListedPost extends AddressedPost {
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
  readonly tags: readonly ListedTag[];
}

const optional = ['sample_url', 'preview_url', 'file_size', 'width', 'height', 'sample_width', 'sample_height', 'rating_std', 'score', 'posted', 'source', 'uploader', 'copyr', 'chars', 'artis'] as const;

/** Facts of a post that not every list needs; those that were not asked for are NULL. */
export type PostFact = (typeof optional)[number];

/** The facts that names of files are made of. */
export const nameFacts = ['copyr', 'chars', 'artis'] as const satisfies readonly PostFact[];
export const allFacts: readonly PostFact[] = optional;

export interface PostNeeds {
  readonly tags: TagNeed;
  readonly mirrors: boolean;
  readonly facts: readonly PostFact[];
}

/** Facts that JSON has no kind for. */
const shaped: Partial<Record<PostFact, string>> = { posted: "strftime(p.created_at AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')", file_size: 'p.file_size::DOUBLE' };

const blank = Object.fromEntries(optional.map((name) => [name, null])) as Record<PostFact, null>;

/** The posts of the table listed_posts in their order, some thousand at a time. */
export async function* listedPosts(lake: Lake, { tags: need, mirrors, facts }: PostNeeds): AsyncGenerator<ListedPost[]> {
  const tags = await tagsOfPosts(lake, 'listed_posts', need);
  if (mirrors) await findMirrors(lake);
  const columns = facts.map((name) => (Object.hasOwn(shaped, name) ? `${shaped[name]} AS ${name}` : `p.${name}`));
  const joined = (table: string, as: string) => `LEFT JOIN ${table} AS ${as} ON ${as}.booru = l.booru AND ${as}.post_key = l.post_key`;
  const sql = `SELECT ${['l.booru', 'p.fid', 'p.md5', 'p.file_ext', 'p.file_url', ...columns, ...(need === 'none' ? [] : ['t.tag_ids']), ...(mirrors ? ['m.mirrors'] : [])].join(', ')}
    FROM listed_posts AS l JOIN ${visibleOf(lake, 'posts')} AS p ON p.booru = l.booru AND p.post_key = l.post_key ${need === 'none' ? '' : joined('listed_tags', 't')} ${mirrors ? joined('listed_mirrors', 'm') : ''}
    ORDER BY l.place`;
  for await (const rows of rowPieces<Mutable<ListedPost> & { tag_ids: string | null }>(lake, sql, { ...blank, mirrors: null, tags: none })) {
    if (need !== 'none') for (const row of rows) row.tags = tagsOf(row.tag_ids, tags);
    yield rows;
  }
}

const none: readonly ListedTag[] = [];

type Mutable<T> = { -readonly [name in keyof T]: T[name] };

/** Rows of a query, some thousand at a time, each with the fields of `all` where it has none of its own. */
async function* rowPieces<T>(lake: Lake, sql: string, all: object = {}): AsyncGenerator<T[], void, undefined> {
  for await (const piece of lake.pieces(sql)) {
    const columns = Object.entries(piece) as [string, Column][];
    // Rows of one shape, to which no field is added any more: several times as fast.
    const empty: Record<string, unknown> = { ...all, ...Object.fromEntries(columns.map(([name]) => [name, null])) };
    const rows: Record<string, unknown>[] = [];
    for (let at = 0; at < columns[0]![1].length; at++) rows.push({ ...empty });
    for (const [name, column] of columns) rows.forEach((row, at) => { row[name] = column[at] ?? null; });
    yield rows as T[];
  }
}

/** Rows of a query one after the other. */
export async function* rowsOf<T>(lake: Lake, sql: string): AsyncGenerator<T, void, undefined> {
  for await (const rows of rowPieces<T>(lake, sql)) yield* rows;
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
