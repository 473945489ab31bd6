import type { Lake } from '../lake/lake.js';
import { literal } from '../lake/sql.js';
import { tagCategories } from '../tags/categories.js';
import { tagsOfFileName } from '../tags/file-name.js';
import { allOf, visibleOf } from './visible.js';

export interface ListedTag {
  readonly id: number;
  readonly name: string;
  /** Canonical category, see docs/lake.md. */
  readonly cat: number;
  /** Place among all tags of the list, the most used first. */
  readonly order: number;
}

/** Which tags a list needs: none, those that names of files are made of, or all. */
export type TagNeed = 'none' | 'names' | 'all';

/** Posts whose tags are put together at once. */
const rangePosts = 50_000;

const named = [tagCategories.artist, tagCategories.copyright, tagCategories.character];

/**
 * Makes the table listed_tags (booru, post_key, tag_ids: numbers with spaces between) of the posts in `posts`, a table, and resolves to the tags by
 * their numbers. So the names stand in memory once, whatever the posts.
 */
export async function tagsOfPosts(lake: Lake, posts: string, need: TagNeed): Promise<ReadonlyMap<number, ListedTag>> {
  const tags = new Map<number, ListedTag>();
  if (need === 'none') return tags;
  await lake.connection.run('CREATE OR REPLACE TEMP TABLE listed_tags (booru VARCHAR, post_key BIGINT, tag_ids VARCHAR)');
  const wanted = need === 'names' ? `SEMI JOIN (SELECT tag_id FROM ${allOf(lake, 'tags')} WHERE tag_cat IN (${named.join(', ')})) USING (tag_id)` : '';
  // Lists cannot spill to disk while they grow, so they are made range by range, of which each is read once.
  const ranges = await lake.rows<{ booru: string; least: string; most: string }>(`SELECT booru, min(post_key)::VARCHAR AS least, max(post_key)::VARCHAR AS most
    FROM (SELECT booru, post_key, row_number() OVER (PARTITION BY booru ORDER BY post_key) // ${rangePosts} AS n FROM ${posts} WHERE post_key IS NOT NULL) GROUP BY booru, n ORDER BY booru, n`);
  for (const { booru, least, most } of ranges) {
    await lake.connection.run(`INSERT INTO listed_tags SELECT booru, post_key, string_agg(tag_id, ' ') FROM (SELECT booru, post_key, tag_id FROM ${visibleOf(lake, 'post_tags')}
      WHERE booru = ${literal(booru)} AND post_key BETWEEN ${least} AND ${most}) SEMI JOIN ${posts} USING (booru, post_key) ${wanted} GROUP BY booru, post_key`);
  }
  let order = 0;
  for await (const piece of lake.pieces(`SELECT tag_id, tag_name, coalesce(tag_cat, -1)::INTEGER AS tag_cat FROM ${allOf(lake, 'tags')}
    SEMI JOIN (SELECT DISTINCT unnest(string_split(tag_ids, ' '))::INTEGER AS tag_id FROM listed_tags) USING (tag_id) ORDER BY post_count DESC NULLS LAST, tag_name, tag_id`)) {
    const { tag_id: ids, tag_name: names, tag_cat: cats } = piece;
    for (let row = 0; row < ids!.length; row++) tags.set(ids![row] as number, { id: ids![row] as number, name: names![row] as string, cat: cats![row] as number, order: order++ });
  }
  return tags;
}

/** The tags of a text of numbers, the most used first. */
export function tagsOf(text: string | null, tags: ReadonlyMap<number, ListedTag>): ListedTag[] {
  if (text === null) return [];
  return text.split(' ').map((id) => tags.get(Number(id))!).sort((a, b) => a.order - b.order);
}

export interface NameTags {
  readonly copyrights: readonly string[];
  readonly characters: readonly string[];
  readonly artists: readonly string[];
}

/** The tags that make the name of a post's file: those of the lake, or where it has none of these kinds, those that its file name told. */
export function nameTags(tags: readonly ListedTag[], told: { booru: string | null; copyr: string | null; chars: string | null; artis: string | null }): NameTags {
  const of = (cat: number) => tags.filter((tag) => tag.cat === cat).map((tag) => tag.name);
  const known = { copyrights: of(tagCategories.copyright), characters: of(tagCategories.character), artists: of(tagCategories.artist) };
  return Object.values(known).some((names) => names.length > 0) ? known : tagsOfFileName(told);
}
