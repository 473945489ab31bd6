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

/** The same, some posts at a time. */
export interface BoardTagParts {
  readonly tagIds: Int32Array;
  /** Pairs of a post and a tag in all parts together, at most. */
  readonly total: number;
  /** The posts of each part, in order of posts; what a part holds is good until the next is asked for. */
  readonly parts: AsyncGenerator<PostTags>;
}

/**
 * Reads which tags each post of a board carries, as the session's rating shows them, into one index; posts without a
 * tag of the filter are left out. Memory is bounded by the pairs of posts and tags it keeps.
 */
export async function readPostTags(lake: Lake, filter: TagFilter, onProgress?: (done: number, total: number) => void): Promise<BoardTags> {
  const { tagIds, parts } = await readPostTagParts(lake, filter, () => Infinity, onProgress);
  const { value } = await parts.next();
  await parts.return(undefined);
  return { tagIds, postTags: value as PostTags };
}

/**
 * The same in parts: one is full with the post that brings it to `most(tags)` pairs or more. There is at least one part.
 * Memory is bounded by that many pairs and those of one post.
 */
export async function readPostTagParts(lake: Lake, filter: TagFilter, most: (tags: number) => number, onProgress?: (done: number, total: number) => void): Promise<BoardTagParts> {
  const { where, params } = whereOf(filter);
  const ofCategory = filter.categories.length > 0 ? `AND tag_id IN (SELECT tag_id FROM tags WHERE booru = $booru AND tag_cat IN (${filter.categories.map(Number).join(', ')}))` : '';
  const unwanted = filter.without === undefined ? [] : await lake.rows<{ tag_id: number }>('SELECT tag_id FROM tags WHERE booru = $booru AND tag_name_norm = $without', { booru: filter.booru, without: filter.without });
  const tags = await lake.columns(`SELECT tag_id, count(*)::DOUBLE AS posts FROM tag_posts WHERE ${where} ${ofCategory}
    GROUP BY tag_id HAVING count(*) >= $least ORDER BY tag_id`, { ...params, least: filter.minimumPosts });
  const tagIds = Int32Array.from(tags['tag_id'] as Int32Array);
  const total = (tags['posts'] as Float64Array).reduce((sum: number, posts: number) => sum + posts, 0);
  const numberOf = new Int32Array(Math.max(tagIds.at(-1) ?? 0, ...unwanted.map((tag) => tag.tag_id)) + 1).fill(-1);
  tagIds.forEach((id, number) => (numberOf[id] = number));
  for (const tag of unwanted) numberOf[tag.tag_id] = leaveOut;

  async function* parts(): AsyncGenerator<PostTags> {
    const index = new ForwardIndex(tagIds.length, total, most(tagIds.length));
    let read = 0;
    if (total > 0) {
      // The table is in order of posts; a join on the posts may not keep it.
      const order = filter.years === null ? '' : 'ORDER BY post_key';
      for await (const piece of lake.pieces(`SELECT post_key, tag_id FROM post_tags WHERE ${where} ${order}`, params)) {
        const [keys, ids] = [piece['post_key'] as BigInt64Array, piece['tag_id'] as Int32Array];
        for (let row = index.add(keys, ids, numberOf, 0); row < ids.length; row = index.add(keys, ids, numberOf, row)) {
          read += index.length;
          yield index.finish();
        }
        onProgress?.(read + index.length, total);
      }
    }
    yield index.finish();
  }
  return { tagIds, total, parts: parts() };
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

  /** Room for `total` tags of posts, or for `most` of them and those of one post. */
  constructor(private readonly tagCount: number, total: number, private readonly most: number) {
    const room = Math.min(total, most + tagCount);
    this.tagIds = tagCount <= 2 ** 16 ? new Uint16Array(room) : new Uint32Array(room);
  }

  /** Adds rows from the given one on and returns the first that it did not take, at the start of a post: then it is full. */
  add(postKeys: BigInt64Array, tagIds: Int32Array, numberOf: Int32Array, from: number): number {
    const words = new Int32Array(postKeys.buffer, postKeys.byteOffset, 2 * postKeys.length);
    for (let row = from; row < tagIds.length; row++) {
      const low = words[2 * row]!;
      const high = words[2 * row + 1]!;
      if (low !== this.lastLow || high !== this.lastHigh || this.lastKey === -Infinity) {
        this.closePost();
        if (this.length >= this.most) return row;
        this.startPost(low, high);
      }
      const number = numberOf[tagIds[row]!] ?? -1;
      if (number >= 0) this.tagIds[this.length++] = number;
      else if (number === leaveOut) this.unwanted = true;
    }
    return tagIds.length;
  }

  /** The posts so far; the next ones are put in their place. */
  finish(): PostTags {
    this.closePost();
    const postTags = { postOffsets: this.offsets.subarray(0, this.posts + 1), tagIds: this.tagIds.subarray(0, this.length), tagCount: this.tagCount };
    this.posts = 0;
    this.length = 0;
    return postTags;
  }

  private startPost(low: number, high: number): void {
    const key = high * 2 ** 32 + (low >>> 0);
    // Posts whose ids are no numbers have negative keys and follow the others.
    if (key < this.lastKey && !(key < 0 && this.lastKey >= 0)) throw new Error('post_tags is not in order of posts');
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
