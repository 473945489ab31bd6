import type { PairColumns } from '../kernels/ppmi.js';
import type { Lake } from '../lake/lake.js';

/** Which tags of a board are read. */
export interface PairFilter {
  readonly booru: string;
  /** Categories of tags (`tag_cat`); empty for all. */
  readonly categories: readonly number[];
  readonly minimumPosts: number;
  /** At most so many tags, those of the most posts. */
  readonly tags: number;
}

/** Pairs of a board with its tags numbered from 0 by rising `tagIds`. */
export interface TagPairs {
  readonly pairs: PairColumns;
  /** The lake's number of each tag. */
  readonly tagIds: Int32Array;
  readonly posts: Float64Array;
}

/** Reads the most used tags of the table `cooccurrence` and the pairs between them. Memory is bounded by the pairs of the board. */
export async function readTagPairs(lake: Lake, filter: PairFilter, onProgress?: (done: number, total: number) => void): Promise<TagPairs> {
  const { booru, categories, minimumPosts, tags } = filter;
  const ofCategory = categories.length > 0 ? `AND tag_id IN (SELECT tag_id FROM tags WHERE booru = $booru AND tag_cat IN (${categories.map(Number).join(', ')}))` : '';
  const found = await lake.columns(`WITH met AS (SELECT tag_id_a AS tag_id, posts_a AS posts FROM cooccurrence WHERE booru = $booru UNION ALL SELECT tag_id_b, posts_b FROM cooccurrence WHERE booru = $booru),
      used AS (SELECT tag_id, coalesce(max(posts), 0)::DOUBLE AS posts FROM met GROUP BY tag_id HAVING coalesce(max(posts), 0) >= $least),
      most AS (SELECT * FROM used WHERE true ${ofCategory} ORDER BY posts DESC, tag_id LIMIT $tags)
    SELECT tag_id, posts FROM most ORDER BY tag_id`, { booru, least: minimumPosts, tags });
  const tagIds = Int32Array.from(found['tag_id'] as Int32Array);
  const numberOf = new Int32Array((tagIds.at(-1) ?? 0) + 1).fill(-1);
  tagIds.forEach((id, number) => (numberOf[id] = number));
  const [{ rows }] = await lake.rows<{ rows: number }>('SELECT count(*) AS rows FROM cooccurrence WHERE booru = $booru', { booru }) as [{ rows: number }];
  const [a, b, both] = [new Uint32Array(rows), new Uint32Array(rows), new Uint32Array(rows)];
  let length = 0;
  let read = 0;
  for await (const piece of lake.pieces('SELECT tag_id_a, tag_id_b, posts_both::UINTEGER AS posts_both FROM cooccurrence WHERE booru = $booru', { booru })) {
    const [firsts, seconds, posts] = [piece['tag_id_a'] as Int32Array, piece['tag_id_b'] as Int32Array, piece['posts_both'] as Uint32Array];
    for (let i = 0; i < posts.length; i++) {
      const first = numberOf[firsts[i]!] ?? -1;
      const second = numberOf[seconds[i]!] ?? -1;
      if (first < 0 || second < 0) continue;
      a[length] = first;
      b[length] = second;
      both[length++] = posts[i]!;
    }
    read += posts.length;
    onProgress?.(read, rows);
  }
  return { pairs: { a: a.subarray(0, length), b: b.subarray(0, length), both: both.subarray(0, length) }, tagIds, posts: Float64Array.from((found['posts'] as Float64Array | undefined) ?? []) };
}

/** Boards that have pairs. */
export async function boardsWithPairs(lake: Lake): Promise<string[]> {
  return (await lake.rows<{ booru: string }>('SELECT DISTINCT booru FROM cooccurrence ORDER BY booru')).map((row) => row.booru);
}
