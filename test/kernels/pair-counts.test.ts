import { describe, expect, it } from 'vitest';
import { countPairs, type PairOptions, type PostTags } from '../../src/kernels/pair-counts.js';
import { indexPairs } from '../../src/kernels/pair-index.js';
import { PairRows } from '../../src/kernels/pair-rows.js';
import { Random } from '../../src/kernels/random.js';
import { simulatePostTags } from '../../src/simulate/tag-rows.js';

function postTags(posts: readonly (readonly number[])[], tagCount = 1 + Math.max(-1, ...posts.flat())): PostTags {
  const postOffsets = new Uint32Array(posts.length + 1);
  posts.forEach((tags, post) => (postOffsets[post + 1] = postOffsets[post]! + tags.length));
  return { postOffsets, tagIds: Uint32Array.from(posts.flat()), tagCount };
}

async function pairsOf(input: PostTags, options: Partial<PairOptions> = {}): Promise<[number, number, number][]> {
  const pairs: [number, number, number][] = [];
  for await (const { tagA, tagB, both } of countPairs(input, { minimum: 1, threads: 1, ...options }).batches) {
    for (let i = 0; i < both.length; i++) pairs.push([tagA[i]!, tagB[i]!, both[i]!]);
  }
  return pairs;
}

const inOrder = (pairs: [number, number, number][]) => pairs.map(([a, b, n]) => [Math.min(a, b), Math.max(a, b), n]).sort(([a, b], [c, d]) => a! - c! || b! - d!);

function byHand(posts: readonly (readonly number[])[], minimum: number): number[][] {
  const counts = new Map<string, number>();
  for (const post of posts) {
    const tags = [...new Set(post)].sort((a, b) => a - b);
    tags.forEach((a, i) => tags.slice(i + 1).forEach((b) => counts.set(`${a} ${b}`, (counts.get(`${a} ${b}`) ?? 0) + 1)));
  }
  return inOrder([...counts].filter(([, n]) => n >= minimum).map(([pair, n]) => [...pair.split(' ').map(Number), n] as [number, number, number])) as number[][];
}

describe('pairs of tags', () => {
  it('are counted as by hand, on small random boards', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(seed);
      const tags = random.between(1, 12);
      const posts = Array.from({ length: random.between(0, 40) }, () => Array.from({ length: random.between(0, 9) }, () => random.between(0, tags - 1)));
      const minimum = random.between(1, 5);
      const input = postTags(posts, tags);
      expect(inOrder(await pairsOf(input, { minimum })), `seed ${seed}`).toEqual(byHand(posts, minimum));
      expect([...countPairs(input, { minimum, threads: 1 }).posts]).toEqual(Array.from({ length: tags }, (_, tag) => posts.filter((post) => post.includes(tag)).length));
    }
  });

  it('of a common tag and every other are found', async () => {
    const posts = Array.from({ length: 50 }, (_, i) => [7, i % 5]);
    expect(inOrder(await pairsOf(postTags(posts)))).toEqual([0, 1, 2, 3, 4].map((tag) => [tag, 7, 10]));
  });

  it('never join a tag with itself, given twice or not', async () => {
    expect(await pairsOf(postTags([[3, 3], [3], [3, 3, 3]]))).toEqual([]);
    expect(await pairsOf(postTags([[3, 1, 3], [1, 1, 3]]))).toEqual([[1, 3, 2]]);
  });

  it.each<[string, number[][], number[][]]>([
    ['no posts', [], []],
    ['posts without tags', [[], [], []], []],
    ['one post', [[2, 0, 1]], [[0, 1, 1], [0, 2, 1], [1, 2, 1]]],
    ['one tag', [[0], [0]], []],
  ])('of %s are what they must be', async (_, posts, expected) => {
    expect(inOrder(await pairsOf(postTags(posts)))).toEqual(expected);
  });

  it('of very many tags of one post each are none above that, and cost next to nothing', async () => {
    const many: PostTags = {
      postOffsets: Uint32Array.from({ length: 20_001 }, (_, post) => post * 10), tagIds: Uint32Array.from({ length: 200_000 }, (_, tag) => tag), tagCount: 200_000,
    };
    expect(await pairsOf(many, { minimum: 2 })).toEqual([]);
    expect(indexPairs(many, new Uint32Array(200_000).fill(1), 2).places).toHaveLength(0);
    expect(await pairsOf(many, { minimum: 1 })).toHaveLength(20_000 * 45);
  });

  it('of more than 65,535 tags keep their numbers', async () => {
    const tags = 70_000;
    const offsets = Uint32Array.from({ length: tags }, (_, post) => post * 2);
    const all = await pairsOf({ postOffsets: offsets, tagIds: Uint32Array.from({ length: 2 * (tags - 1) }, (_, i) => (i + 1) >> 1), tagCount: tags });
    expect(inOrder(all)).toEqual(Array.from({ length: tags - 1 }, (_, tag) => [tag, tag + 1, 1]));
  });

  it('below a minimum of 1 are refused', () => {
    for (const minimum of [0, -1, NaN]) expect(() => countPairs(postTags([[0, 1]]), { minimum, threads: 1 })).toThrow(RangeError);
  });

  it('are the same when the counters start over', () => {
    const posts = Array.from({ length: 300 }, (_, i) => [0, 1, 2, 3].filter((tag) => (i * 7 + tag * 3) % 5 < 3));
    const input = postTags(posts);
    const index = indexPairs(input, countPairs(input, { minimum: 1, threads: 1 }).posts, 1);
    const fresh = new PairRows(index, 2).count(1, 5);
    const worn = new PairRows(index, 2);
    Object.assign(worn, { base: 2 ** 31 - 400 });
    expect(worn.count(1, 5)).toEqual(fresh);
    expect(worn).toMatchObject({ base: expect.toSatisfy((base: number) => base < 2 ** 31 - 400) });
  });
});

describe('threads', () => {
  const [batch] = simulatePostTags({ posts: 60_000, tags: 3000, tagsPerPost: 27, seed: 5 });
  const { postKeys, tagIds } = batch!;
  const posts = postKeys.at(-1)!;
  const postOffsets = new Uint32Array(posts + 1);
  for (const key of postKeys) postOffsets[key]!++;
  for (let post = 1; post <= posts; post++) postOffsets[post]! += postOffsets[post - 1]!;
  const input: PostTags = { postOffsets, tagIds: Uint32Array.from(tagIds), tagCount: 3001 };

  it('do not change the pairs nor their order', async () => {
    const here: [number, number][] = [];
    const one = await pairsOf(input, { minimum: 3, onProgress: (done, total) => here.push([done, total]) });
    expect(one.length).toBeGreaterThan(100_000);
    expect(here.at(-1)![0]).toBe(here.at(-1)![1]);
    expect(here.length).toBeGreaterThan(3);
    for (const threads of [2, 3]) expect(JSON.stringify(await pairsOf(input, { minimum: 3, threads })) === JSON.stringify(one)).toBe(true);
  });

  it('end when the reader leaves early', async () => {
    const { batches } = countPairs(input, { minimum: 1, threads: 2 });
    for await (const { both } of batches) {
      expect(both.length).toBeGreaterThan(0);
      break;
    }
    expect((await batches.next()).done).toBe(true);
  });
});
