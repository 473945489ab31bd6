import { pairCode, bytesAhead, type PairCode, type Width } from './pair-code.js';
import { WasmArena, type WasmMemory } from './wasm.js';

/** Which tags each post carries, as a forward index: post p has the tags `tagIds[postOffsets[p]]` up to `postOffsets[p + 1]`. */
export interface PostTags {
  /** Posts + 1 ascending offsets into `tagIds`, from 0. */
  readonly postOffsets: Uint32Array;
  /** Numbers of tags from 0 to `tagCount` - 1, in any order within a post. */
  readonly tagIds: Uint16Array | Uint32Array;
  readonly tagCount: number;
}

/** Posts `from` up to `to` - 1, which one thread works on. Others are addresses of bytes. */
export interface PostPart {
  readonly from: number;
  readonly to: number;
  /** The part's ranks; before they are filled in, its tags stand at the end of the same memory. */
  readonly start: number;
  readonly end: number;
  /** What added to a tag's offset gives its address. */
  readonly tags: number;
  readonly counts: number;
  /** For each row the address in `places` where the part's posts go on. */
  readonly nexts: number;
  /** Room for the longest post, in both directions. */
  readonly scratch: number;
}

/**
 * An inverted index made for counting pairs, in shared memory. Tags in enough posts are ranked from 1 by rising number
 * of posts; every post is its ranks, rising, with a 0 behind them. Row r, the tag of rank r, has from `rowStarts[r]` up to
 * `rowStarts[r + 1]` for each of its posts the address of what follows it in that post: up to the 0 these are the tags it meets.
 * The rarest tag of a post so meets all others: the counters that are hit most are the few of the commonest tags.
 * The tags from rank `firstCommon` on have no rows.
 */
export interface PairIndex {
  readonly memory: WasmMemory;
  readonly width: Width;
  /** All posts, as they follow each other, in bytes. */
  readonly ranks: readonly [from: number, to: number];
  readonly offsets: number;
  readonly rankOfTags: number;
  readonly rowStarts: Uint32Array;
  /** Tag number of each rank; [0] is not used. */
  readonly tagOfRank: Uint32Array;
  readonly firstCommon: number;
  readonly parts: readonly PostPart[];
}

/** Posts handled in one call: the code is made faster only between calls. */
const postsAtOnce = 4096;

/** Posts in shared memory, their tags counted. */
export class PairIndexer {
  private readonly arena = new WasmArena();
  private readonly width: Width;
  private readonly offsets: number;
  private readonly ranks: [number, number];
  private readonly parts: PostPart[] = [];

  /** Cuts posts into `parts` runs of about equally many tags. Throws RangeError when they do not fit into 4 GB. */
  constructor(private readonly postTags: PostTags, parts: number) {
    const { postOffsets, tagIds, tagCount } = postTags;
    const { arena } = this;
    this.width = tagCount < 2 ** 16 ? 2 : 4;
    const posts = Math.max(0, postOffsets.length - 1);
    const bytes = (tagIds.length + posts) * this.width;
    const first = arena.take(bytes + bytesAhead + 4);
    this.ranks = [first, first + bytes];
    this.offsets = arena.take(4 * (posts + 1));
    let longest = 0;
    for (let post = 0; post < posts; post++) longest = Math.max(longest, postOffsets[post + 1]! - postOffsets[post]!);
    for (let part = 0, from = 0; part < parts; part++) {
      const to = part === parts - 1 ? posts : firstPost(postOffsets, (tagIds.length * (part + 1)) / parts, from);
      const place = (post: number) => first + (postOffsets[post]! + post) * this.width;
      const own = { from, to, start: posts > 0 ? place(from) : first, end: posts > 0 ? place(to) : first, tags: first + to * this.width };
      this.parts.push({ ...own, counts: arena.take(4 * tagCount), nexts: arena.take(4 * (tagCount + 2)), scratch: arena.take(8 * longest + 8) + 4 * longest });
      from = to;
    }
  }

  /** Copies the posts into the memory and counts in how many of them each tag occurs; a tag given twice by a post counts once. */
  count(): Uint32Array {
    const { arena, offsets, width, parts } = this;
    const { postOffsets, tagIds, tagCount } = this.postTags;
    const lasts = arena.take(4 * tagCount);
    const code = pairCode(arena.memory, width);
    const sum = new Uint32Array(tagCount);
    arena.words(offsets, postOffsets.length).set(postOffsets);
    const Kind = width === 2 ? Uint16Array : Uint32Array;
    for (const { from, to, tags, counts } of parts) {
      if (from === to) continue;
      const [first, last] = [postOffsets[from]!, postOffsets[to]!];
      new Kind(arena.memory.buffer, tags + first * width, last - first).set(tagIds.subarray(first, last));
      for (let post = from; post < to; post += postsAtOnce) code.countTags(offsets, tags, counts, lasts, post, Math.min(post + postsAtOnce, to));
      arena.words(counts, tagCount).forEach((count, tag) => (sum[tag]! += count));
    }
    return sum;
  }

  /** Lays out the index of all tags in at least `minimum` posts, rarer ones make no pair of that count; without rows for the `commonest`. `counts` is what `count` gave. */
  plan(counts: Uint32Array, minimum: number, commonest: number): PairIndex {
    const { arena, parts, width, offsets, ranks, postTags: { tagCount } } = this;
    const tagOfRank = rankTags(counts, minimum);
    const last = tagOfRank.length - 1;
    const firstCommon = Math.max(1, last - commonest + 1);
    const visits = tagOfRank.subarray(1, firstCommon).reduce((sum, tag) => sum + counts[tag]!, 0);
    const rankOfTags = arena.take(4 * tagCount);
    const starts = arena.take(4 * (firstCommon + 1));
    let place = arena.take(4 * visits);
    const rankOfTag = arena.words(rankOfTags, tagCount);
    const rowStarts = arena.words(starts, firstCommon + 1);
    const ofParts = parts.map((part) => ({ counts: arena.words(part.counts, tagCount), nexts: arena.words(part.nexts, firstCommon) }));
    for (let rank = 1; rank <= last; rank++) {
      const tag = tagOfRank[rank]!;
      rankOfTag[tag] = rank;
      if (rank >= firstCommon) continue;
      rowStarts[rank] = place;
      for (const part of ofParts) {
        part.nexts[rank] = place;
        place += 4 * part.counts[tag]!;
      }
    }
    rowStarts[firstCommon] = place;
    return { memory: arena.memory, width, ranks, offsets, rankOfTags, rowStarts, tagOfRank, firstCommon, parts };
  }

  /** Gives the memory back; nothing made of it may be used any more. */
  release(): void {
    this.arena.release();
  }

  /** The address of `numbers` counters of 4 bytes. */
  counters(numbers: number): number {
    return this.arena.take(4 * numbers);
  }
}

function firstPost(postOffsets: Uint32Array, offset: number, from: number): number {
  let post = from;
  while (postOffsets[post]! < offset) post++;
  return post;
}

/** Tags in at least `minimum` posts, from the rarest to the commonest, behind an unused 0. */
function rankTags(counts: Uint32Array, minimum: number): Uint32Array {
  const least = Math.max(1, minimum);
  const kept = Uint32Array.from(counts.keys()).filter((tag) => counts[tag]! >= least).sort((a, b) => counts[a]! - counts[b]! || a - b);
  const tagOfRank = new Uint32Array(kept.length + 1);
  tagOfRank.set(kept, 1);
  return tagOfRank;
}

/** Writes the ranks of a part's posts and their places. Parts do not touch each other's memory. */
export function fillPart({ offsets, rankOfTags, firstCommon, parts }: PairIndex, part: number, code: PairCode): void {
  const { from, to, start, end, tags, scratch, nexts } = parts[part]!;
  let place = start;
  for (let post = from; post < to; post += postsAtOnce) {
    place = code.fillRanks(offsets, tags, rankOfTags, scratch, nexts, firstCommon, post, Math.min(post + postsAtOnce, to), place) >>> 0;
  }
  // What is left there of the tags must not be taken for ranks.
  if (end > place) code.clear(place, end - place);
}
