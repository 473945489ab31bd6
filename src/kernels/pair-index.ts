/** Which tags each post carries, as a forward index: post p has the tags `tagIds[postOffsets[p]]` up to `postOffsets[p + 1]`. */
export interface PostTags {
  /** Posts + 1 ascending offsets into `tagIds`. */
  readonly postOffsets: Uint32Array;
  /** Numbers of tags from 0 to `tagCount` - 1, in any order within a post. */
  readonly tagIds: Uint16Array | Uint32Array;
  readonly tagCount: number;
}

/**
 * An inverted index made for counting pairs, in shared memory. Tags in enough posts are ranked from 1 by rising number
 * of posts; every post is its ranks, rising, with a 0 behind them in `ranks`. Row r, the tag of rank r, stands in `ranks` at
 * the places `places[rowStarts[r]]` up to `rowStarts[r + 1]`; what follows a place up to the 0 are the tags it meets.
 * The rarest tag of a post so meets all others: the counters that are hit most are the few of the commonest tags.
 */
export interface PairIndex {
  readonly ranks: Uint16Array | Uint32Array;
  readonly places: Uint32Array;
  readonly rowStarts: Uint32Array;
  /** Tag number of each rank; [0] is not used. */
  readonly tagOfRank: Uint32Array;
  /** For each rank how many meetings its row counts. */
  readonly work: Float64Array;
}

/** So many more ranks than the last post needs may be read: about what fits into a line of the processor's cache. */
export const ranksBehind = 24;

/** In how many posts each tag occurs; a tag given twice by a post counts once. */
export function countPosts({ postOffsets, tagIds, tagCount }: PostTags): Uint32Array {
  const counts = new Uint32Array(tagCount);
  const lastPost = new Int32Array(tagCount).fill(-1);
  for (let post = 0; post + 1 < postOffsets.length; post++) {
    for (let at = postOffsets[post]!, end = postOffsets[post + 1]!; at < end; at++) {
      const tag = tagIds[at]!;
      if (lastPost[tag] === post) continue;
      lastPost[tag] = post;
      counts[tag]!++;
    }
  }
  return counts;
}

/** The index of all tags in at least `minimum` posts: rarer ones make no pair of that count. `counts` is what `countPosts` gives. */
export function indexPairs(postTags: PostTags, counts: Uint32Array, minimum: number): PairIndex {
  const tagOfRank = rankTags(counts, minimum);
  const last = tagOfRank.length - 1;
  const rankOfTag = new Uint32Array(postTags.tagCount);
  const rowStarts = shared(Uint32Array, last + 2);
  for (let rank = 1; rank <= last; rank++) {
    rankOfTag[tagOfRank[rank]!] = rank;
    rowStarts[rank + 1] = rowStarts[rank]! + counts[tagOfRank[rank]!]!;
  }
  const places = shared(Uint32Array, rowStarts[last + 1]!);
  const ends = fillWithPosts(places, postTags, rankOfTag, rowStarts);
  const length = (ends.at(-1) ?? -1) + 1 + ranksBehind;
  const ranks = last < 2 ** 16 ? shared(Uint16Array, length) : shared(Uint32Array, length);
  return { ranks, places, rowStarts, tagOfRank, work: fillRanks(ranks, places, rowStarts, ends) };
}

/** Tags in at least `minimum` posts, from the rarest to the commonest, behind an unused 0. */
function rankTags(counts: Uint32Array, minimum: number): Uint32Array {
  const least = Math.max(1, minimum);
  const kept = Uint32Array.from(counts.keys()).filter((tag) => counts[tag]! >= least).sort((a, b) => counts[a]! - counts[b]! || a - b);
  const tagOfRank = new Uint32Array(kept.length + 1);
  tagOfRank.set(kept, 1);
  return tagOfRank;
}

/** Puts the posts of each row into `places`; returns where in the ranks each post's 0 will stand. */
function fillWithPosts(places: Uint32Array, { postOffsets, tagIds, tagCount }: PostTags, rankOfTag: Uint32Array, rowStarts: Uint32Array): Uint32Array {
  const next = rowStarts.slice();
  const lastPost = new Int32Array(tagCount).fill(-1);
  const ends = new Uint32Array(Math.max(0, postOffsets.length - 1));
  let end = 0;
  for (let post = 0; post < ends.length; post++) {
    for (let at = postOffsets[post]!, stop = postOffsets[post + 1]!; at < stop; at++) {
      const tag = tagIds[at]!;
      const rank = rankOfTag[tag]!;
      if (rank === 0 || lastPost[tag] === post) continue;
      lastPost[tag] = post;
      places[next[rank]!++] = post;
      end++;
    }
    ends[post] = end++;
  }
  return ends;
}

/** Writes every post's ranks, rising, and turns the posts in `places` into places. Returns the work of each row. */
function fillRanks(ranks: Uint16Array | Uint32Array, places: Uint32Array, rowStarts: Uint32Array, ends: Uint32Array): Float64Array {
  const work = new Float64Array(rowStarts.length - 1);
  const next = new Uint32Array(ends.length);
  for (let post = 1; post < ends.length; post++) next[post] = ends[post - 1]! + 1;
  for (let rank = 1; rank < work.length; rank++) {
    let meetings = 0;
    for (let at = rowStarts[rank]!, stop = rowStarts[rank + 1]!; at < stop; at++) {
      const post = places[at]!;
      const place = next[post]!++;
      ranks[place] = rank;
      places[at] = place;
      meetings += ends[post]! - place - 1;
    }
    work[rank] = meetings;
  }
  return work;
}

function shared<T>(kind: { new (buffer: SharedArrayBuffer): T; readonly BYTES_PER_ELEMENT: number }, length: number): T {
  return new kind(new SharedArrayBuffer(length * kind.BYTES_PER_ELEMENT));
}
