import type { PostTags } from '../kernels/pair-counts.js';
import type { Lake, Params } from '../lake/lake.js';

/** Which posts and tags of a board are read. */
export interface TagFilter {
  readonly booru: string;
  /** Categories of tags (`tag_cat`); empty for all. */
  readonly categories: readonly number[];
  /** Tags in fewer posts are left out. */
  readonly minimumPosts: number;
  /** First and last year of the posts; null for all, those without a date too. */
  readonly years: readonly [number, number] | null;
  /** Normalised name of a tag whose posts are left out. */
  readonly without?: string;
}

/** Tags of posts, with tags numbered from 0 by rising `tagIds`. */
export interface BoardTags {
  readonly postTags: PostTags;
  /** The lake's number of each tag. */
  readonly tagIds: Int32Array;
}

/** The tags of a board that a filter leaves, by rising number. */
export interface FilteredTags {
  readonly filter: TagFilter;
  /** The lake's number of each tag. */
  readonly tagIds: Int32Array;
  /** In how many posts each stands, and all of them together. */
  readonly posts: Float64Array;
  readonly total: number;
}

/** Asks which tags of a board are to be read. */
export async function filteredTags(lake: Lake, filter: TagFilter): Promise<FilteredTags> {
  const { where, params } = whereOf(filter);
  const ofCategory = filter.categories.length > 0 ? `AND tag_id IN (SELECT tag_id FROM tags WHERE booru = $booru AND tag_cat IN (${filter.categories.map(Number).join(', ')}))` : '';
  const tags = await lake.columns(`SELECT tag_id, count(*)::DOUBLE AS posts FROM tag_posts WHERE ${where} ${ofCategory}
    GROUP BY tag_id HAVING count(*) >= $least ORDER BY tag_id`, { ...params, least: filter.minimumPosts });
  const posts = Float64Array.from((tags['posts'] as Float64Array | undefined) ?? []);
  return { filter, tagIds: Int32Array.from((tags['tag_id'] as Int32Array | undefined) ?? []), posts, total: posts.reduce((sum, count) => sum + count, 0) };
}

/** The posts of a filter with all their tags (post_key, tag_id), in order of posts; nothing when no tag is left. */
export async function* postTagPieces(lake: Lake, { filter, total }: FilteredTags): AsyncGenerator<{ keys: BigInt64Array; ids: Int32Array }> {
  if (total === 0) return;
  const { where, params } = whereOf(filter);
  // The table is in order of posts; a join on the posts may not keep it.
  const order = filter.years === null ? '' : 'ORDER BY post_key';
  for await (const piece of lake.pieces(`SELECT post_key, tag_id FROM post_tags WHERE ${where} ${order}`, params)) {
    yield { keys: piece['post_key'] as BigInt64Array, ids: piece['tag_id'] as Int32Array };
  }
}

/**
 * Reads which tags each post of a board carries, as the session's rating shows them, into one index; posts without a
 * tag of the filter are left out. Memory is bounded by the pairs of posts and tags it keeps.
 */
export async function readPostTags(lake: Lake, filter: TagFilter, onProgress?: (done: number, total: number) => void): Promise<BoardTags> {
  return indexPostTags(lake, await filteredTags(lake, filter), onProgress);
}

/** `readPostTags` of tags that were asked for before. */
export async function indexPostTags(lake: Lake, tags: FilteredTags, onProgress?: (done: number, total: number) => void): Promise<BoardTags> {
  const { filter, tagIds, total } = tags;
  const unwanted = filter.without === undefined ? [] : await lake.rows<{ tag_id: number }>('SELECT tag_id FROM tags WHERE booru = $booru AND tag_name_norm = $without', { booru: filter.booru, without: filter.without });
  const numberOf = new Int32Array(Math.max(tagIds.at(-1) ?? 0, ...unwanted.map((tag) => tag.tag_id)) + 1).fill(-1);
  tagIds.forEach((id, number) => (numberOf[id] = number));
  for (const tag of unwanted) numberOf[tag.tag_id] = leaveOut;
  const index = new ForwardIndex(tagIds.length, total);
  for await (const { keys, ids } of postTagPieces(lake, tags)) {
    index.add(keys, ids, numberOf);
    onProgress?.(index.length, total);
  }
  return { postTags: index.finish(tagIds.length), tagIds };
}

function whereOf({ booru, years }: TagFilter): { where: string; params: Params } {
  if (years === null) return { where: 'booru = $booru', params: { booru } };
  return {
    where: 'booru = $booru AND post_key IN (SELECT post_key FROM posts WHERE booru = $booru AND year(created_at) BETWEEN $first AND $last)',
    params: { booru, first: years[0], last: years[1] },
  };
}

/** In place of a tag's number: posts with the tag are left out. */
const leaveOut = -2;

/** Grows post by post from columns that are in order of posts. */
class ForwardIndex {
  private readonly tagIds: Uint16Array | Uint32Array;
  private offsets = new Uint32Array(1024);
  private posts = 0;
  private lastLow = 0;
  private lastHigh = 0;
  private lastKey = -Infinity;
  private unwanted = false;
  length = 0;

  constructor(tags: number, total: number) {
    this.tagIds = tags <= 2 ** 16 ? new Uint16Array(total) : new Uint32Array(total);
  }

  add(postKeys: BigInt64Array, tagIds: Int32Array, numberOf: Int32Array): void {
    const words = new Int32Array(postKeys.buffer, postKeys.byteOffset, 2 * postKeys.length);
    for (let row = 0; row < tagIds.length; row++) {
      const low = words[2 * row]!;
      const high = words[2 * row + 1]!;
      if (low !== this.lastLow || high !== this.lastHigh || this.lastKey === -Infinity) this.startPost(low, high);
      const number = numberOf[tagIds[row]!] ?? -1;
      if (number >= 0) this.tagIds[this.length++] = number;
      else if (number === leaveOut) this.unwanted = true;
    }
  }

  finish(tagCount: number): PostTags {
    this.closePost();
    return { postOffsets: this.offsets.subarray(0, this.posts + 1), tagIds: this.tagIds.subarray(0, this.length), tagCount };
  }

  private startPost(low: number, high: number): void {
    const key = high * 2 ** 32 + (low >>> 0);
    // Posts whose ids are no numbers have negative keys and follow the others.
    if (key < this.lastKey && !(key < 0 && this.lastKey >= 0)) throw new Error('post_tags is not in order of posts');
    this.closePost();
    this.lastLow = low;
    this.lastHigh = high;
    this.lastKey = key;
  }

  private closePost(): void {
    if (this.unwanted) {
      this.length = this.offsets[this.posts]!;
      this.unwanted = false;
    }
    if (this.length === this.offsets[this.posts]) return;
    if (this.posts + 2 > this.offsets.length) {
      const wider = new Uint32Array(2 * this.offsets.length);
      wider.set(this.offsets);
      this.offsets = wider;
    }
    this.offsets[++this.posts] = this.length;
  }
}
