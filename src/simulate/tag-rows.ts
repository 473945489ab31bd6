import { AliasTable, Random, zipfWeights } from '../kernels/random.js';

/** How the frequency of tags falls with rank in the fast path. */
const TAG_EXPONENT = 0.95;
const BATCH_ROWS = 1 << 20;

export interface TagRowsOptions {
  readonly posts: number;
  /** Size of the vocabulary. */
  readonly tags: number;
  /** Mean number of different tags of a post; posts have between half and one and a half times as many. */
  readonly tagsPerPost: number;
  readonly seed: number;
}

/** Rows of a post-tag table: equally long columns, ordered by post key (from 1), then tag id (1 the most frequent). No pair comes twice. */
export interface TagRows {
  readonly postKeys: Int32Array;
  readonly tagIds: Int32Array;
}

function sortPart(values: Int32Array, from: number, to: number): void {
  for (let at = from + 1; at < to; at++) {
    const value = values[at]!;
    let place = at - 1;
    while (place >= from && values[place]! > value) {
      values[place + 1] = values[place]!;
      place--;
    }
    values[place + 1] = value;
  }
}

/** Post-tag rows without a world behind them, for measuring at full size: about a million rows a batch, each batch its own arrays. */
export function* simulatePostTags(options: TagRowsOptions): Generator<TagRows> {
  const { posts, tags, tagsPerPost, seed } = options;
  if (tags < 3 * tagsPerPost) throw new Error(`a vocabulary of ${tags} tags is too small for ${tagsPerPost} tags a post`);
  const random = new Random(seed);
  const table = new AliasTable(zipfWeights(tags, TAG_EXPONENT));
  const lastPost = new Int32Array(tags);
  const least = Math.max(1, Math.ceil(tagsPerPost / 2));
  const most = Math.max(least, 2 * tagsPerPost - least);
  let post = 1;
  while (post <= posts) {
    const postKeys = new Int32Array(BATCH_ROWS);
    const tagIds = new Int32Array(BATCH_ROWS);
    let rows = 0;
    for (; post <= posts && rows + most <= BATCH_ROWS; post++) {
      const from = rows;
      const to = from + random.between(least, most);
      while (rows < to) {
        const tag = table.sample(random);
        if (lastPost[tag] === post) continue;
        lastPost[tag] = post;
        postKeys[rows] = post;
        tagIds[rows++] = tag + 1;
      }
      sortPart(tagIds, from, to);
    }
    yield { postKeys: postKeys.subarray(0, rows), tagIds: tagIds.subarray(0, rows) };
  }
}
