import { describe, expect, it } from 'vitest';
import { countPairsInBlocks, planBlocks } from '../../src/kernels/pair-blocks.js';
import { countPairs, type PairBatch } from '../../src/kernels/pair-counts.js';
import { Random } from '../../src/kernels/random.js';

/** Posts of tags from 0 on, the lower the commoner; some posts have none. */
function randomPosts(posts: number, tags: number, seed: number): number[][] {
  const random = new Random(seed);
  return Array.from({ length: posts }, () => [...new Set(Array.from({ length: random.between(0, 12) }, () => Math.floor(tags * (random.between(0, 1000) / 1001) ** 3)))]);
}

/** The same posts as ranks in pieces of some posts each. */
function ranked(posts: readonly number[][], tags: number, postsAPiece: number, width: 2 | 4 = 2) {
  const counts = new Uint32Array(tags);
  for (const post of posts) for (const tag of post) counts[tag]!++;
  const order = [...counts.keys()].filter((tag) => counts[tag]! > 0).sort((a, b) => counts[a]! - counts[b]! || a - b);
  const rankOf = new Map(order.map((tag, place) => [tag, place + 1]));
  const meetings = new Float64Array(order.length + 1);
  const asRanks = posts.filter((post) => post.length > 0).map((post) => post.map((tag) => rankOf.get(tag)!).sort((a, b) => a - b));
  for (const ranks of asRanks) ranks.forEach((rank, i) => (meetings[rank]! += ranks.length - 1 - i));
  const pieces: (Uint16Array | Uint32Array)[] = [];
  const Ranks = width === 2 ? Uint16Array : Uint32Array;
  for (let from = 0; from < asRanks.length; from += postsAPiece) pieces.push(Ranks.from(asRanks.slice(from, from + postsAPiece).flatMap((ranks) => [...ranks, 0])));
  let passes = 0;
  async function* read(): AsyncIterable<Uint16Array | Uint32Array> {
    passes++;
    yield* pieces;
  }
  return { posts: { width, length: pieces.reduce((sum, { length }) => sum + length, 0), longest: Math.max(0, ...pieces.map(({ length }) => length)), read }, tagOfRank: Uint32Array.from([0, ...order]), meetings, passes: () => passes };
}

async function linesOf(batches: AsyncIterable<PairBatch>): Promise<string[]> {
  const lines: string[] = [];
  for await (const { tagA, tagB, both } of batches) for (let i = 0; i < both.length; i++) lines.push(`${tagA[i]} ${tagB[i]} ${both[i]}`);
  return lines.sort();
}

describe('pairs in blocks', () => {
  const tags = 120;
  const posts = randomPosts(700, tags, 5);
  const postTags = { postOffsets: Uint32Array.from([0, ...posts.map(((sum) => (post) => (sum += post.length))(0))]), tagIds: Uint16Array.from(posts.flat()), tagCount: tags };

  it.each([[1, 1, 1, 0], [1, 150, 1, 20], [3, 150, 2, 60], [3, 1000, 3, 5], [2, 1e6, 1, 0], [2, 1e6, 2, undefined], [400, 1000, 2, 20]])('are those of the index, at least %d posts, %d cells, %d threads, %s commonest tags', async (minimum, cells, threads, commonest) => {
    const { posts: ranks, tagOfRank, meetings, passes } = ranked(posts, tags, 13);
    const options = { tagOfRank, meetings, minimum, bytes: 8 * cells, threads, ...(commonest === undefined ? {} : { commonest }) };
    const done: number[] = [];
    const lines = await linesOf(countPairsInBlocks(ranks, { ...options, onProgress: (at) => done.push(at) }));
    expect(lines).toEqual(await linesOf(countPairs(postTags, { minimum, threads: 1 }).batches));
    expect(lines.length > 0).toBe(minimum < 400);
    expect(passes()).toBe(planBlocks(options).length);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });

  it('are those of ranks of 4 bytes', async () => {
    const { posts: ranks, tagOfRank, meetings } = ranked(posts, tags, 50, 4);
    const lines = await linesOf(countPairsInBlocks(ranks, { tagOfRank, meetings, minimum: 2, bytes: 4000, threads: 2, commonest: 30 }));
    expect(lines).toEqual(await linesOf(countPairs(postTags, { minimum: 2, threads: 1 }).batches));
  });

  it('take no more cells than they may, or a row', () => {
    const { tagOfRank, meetings } = ranked(posts, tags, 13);
    for (const cells of [1, 150, 1000]) {
      const blocks = planBlocks({ tagOfRank, meetings, bytes: 8 * cells });
      expect(blocks.map(({ from }) => from)).toEqual([1, ...blocks.slice(0, -1).map(({ to }) => to)]);
      expect(blocks.at(-1)!.to).toBe(tagOfRank.length);
      for (const { from, to, starts } of blocks) expect(starts.at(-1)!).toBeLessThanOrEqual(to - from === 1 ? tagOfRank.length : cells);
    }
  });

  it('are none of no posts', async () => {
    const { posts: ranks, tagOfRank, meetings } = ranked([], 3, 5);
    expect(await linesOf(countPairsInBlocks(ranks, { tagOfRank, meetings, minimum: 1, bytes: 80, threads: 1 }))).toEqual([]);
  });
});
