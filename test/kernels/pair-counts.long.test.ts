import { describe, expect, it } from 'vitest';
import { countPairs, type PairOptions, type PostTags } from '../../src/kernels/pair-counts.js';
import { PairIndexer } from '../../src/kernels/pair-index.js';
import { rowLength } from '../../src/kernels/pair-rows.js';
import { commonIn, readSquares } from '../../src/kernels/pair-square.js';
import { PairTasks } from '../../src/kernels/pair-tasks.js';
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

function randomBoard(seed: number): { posts: number[][]; tags: number; minimum: number } {
  const random = new Random(seed);
  const tags = random.between(1, 12);
  const posts = Array.from({ length: random.between(0, 40) }, () => Array.from({ length: random.between(0, 9) }, () => random.between(0, tags - 1)));
  return { posts, tags, minimum: random.between(1, 5) };
}

/** The same through an index of so many parts, in one thread, with two common tags. */
function inParts(input: PostTags, parts: number, minimum: number): [number, number, number][] {
  const indexer = new PairIndexer(input, parts);
  const index = indexer.plan(indexer.count(), minimum, 2);
  const side = commonIn(index);
  const square = indexer.counters(side ** 2);
  const tasks = new PairTasks({ index, minimum, counters: indexer.counters(rowLength(index)), reached: indexer.counters(rowLength(index)), square });
  for (let part = 0; part < parts; part++) tasks.do({ kind: 'fill', part });
  tasks.do({ kind: 'common', from: index.ranks[0], to: index.ranks[1] });
  const rows = tasks.do({ kind: 'rows', from: 1, to: index.firstCommon })!;
  const common = readSquares([new Uint32Array(index.memory.buffer, square, side ** 2)], index, minimum);
  return [rows, common].flatMap(({ tagA, tagB, both }) => Array.from(both, (n, i): [number, number, number] => [tagA[i]!, tagB[i]!, n]));
}

describe('pairs of tags', () => {
  it.each([0, 1, 4, undefined])('are counted as by hand, on small random boards, of which %s tags are common', async (commonest) => {
    for (let seed = 0; seed < 150; seed++) {
      const { posts, tags, minimum } = randomBoard(seed);
      const input = postTags(posts, tags);
      expect(inOrder(await pairsOf(input, { minimum, ...(commonest === undefined ? {} : { commonest }) })), `seed ${seed}`).toEqual(byHand(posts, minimum));
      expect([...countPairs(input, { minimum, threads: 1 }).posts]).toEqual(Array.from({ length: tags }, (_, tag) => posts.filter((post) => post.includes(tag)).length));
    }
  });

  it.each([1, 2, 3, 9])('are the same from an index filled in %i parts, of tags of two and of four bytes', (parts) => {
    for (let seed = 0; seed < 60; seed++) {
      const { posts, tags, minimum } = randomBoard(seed);
      for (const shift of [0, 66_000]) {
        const shifted = posts.map((post) => post.map((tag) => tag + shift));
        expect(inOrder(inParts(postTags(shifted, tags + shift), parts, minimum)), `seed ${seed}`).toEqual(byHand(shifted, minimum));
      }
    }
  });

  it('of long posts in any order are counted as by hand', async () => {
    const random = new Random(11);
    const orders: ((n: number) => number[])[] = [
      (n) => Array.from({ length: n }, (_, i) => i), (n) => Array.from({ length: n }, (_, i) => n - 1 - i), (n) => Array.from({ length: n }, () => random.between(0, n - 1)), (n) => Array.from({ length: n }, (_, i) => i % 3),
    ];
    for (const length of [47, 48, 49, 50, 120]) {
      const posts = orders.map((order) => order(length));
      for (const commonest of [0, 20]) expect(inOrder(await pairsOf(postTags(posts), { minimum: 2, commonest }))).toEqual(byHand(posts, 2));
    }
  });

  it('of one post of very many tags take no quadratic time to sort', async () => {
    const length = 300_000;
    const tagIds = Uint32Array.from({ length: length + 3 }, (_, i) => (i < length ? (i * 7919) % length : [5, 2, 9][i - length]!));
    const start = performance.now();
    const { posts, batches } = countPairs({ postOffsets: Uint32Array.of(0, length, length + 3), tagIds, tagCount: length }, { minimum: 2, threads: 1 });
    expect(posts[9]).toBe(2);
    const pairs: number[][] = [];
    for await (const { tagA, tagB, both } of batches) both.forEach((n, i) => pairs.push([tagA[i]!, tagB[i]!, n]));
    expect(pairs).toEqual([[2, 5, 2], [2, 9, 2], [5, 9, 2]]);
    expect(performance.now() - start).toBeLessThan(5000);
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
    const indexer = new PairIndexer(many, 1);
    expect(indexer.plan(indexer.count(), 2, 0).tagOfRank).toHaveLength(1);
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

  it('of a million tags of one post each are none, and of a tag of all posts are all', async () => {
    const posts = 100_000;
    const tags = 1_000_000;
    const tagIds = new Uint32Array(tags + posts);
    const postOffsets = Uint32Array.from({ length: posts + 1 }, (_, post) => post * 11);
    for (let post = 0; post < posts; post++) for (let i = 0; i <= 10; i++) tagIds[post * 11 + i] = i === 10 ? tags : post * 10 + i;
    const input: PostTags = { postOffsets, tagIds, tagCount: tags + 1 };
    expect(await pairsOf(input, { minimum: 2, threads: 2 })).toEqual([]);
    expect(countPairs(input, { minimum: 2, threads: 1 }).posts[tags]).toBe(posts);
    let withGiant = 0;
    let all = 0;
    for await (const { tagB, both } of countPairs(input, { minimum: 1, threads: 2 }).batches) {
      all += both.length;
      withGiant += tagB.filter((tag) => tag === tags).length;
    }
    expect([all, withGiant]).toEqual([posts * 55, tags]);
  });

  it('of posts beyond 4 GB are refused', () => {
    const tagIds = new Uint16Array(10);
    Object.defineProperty(tagIds, 'length', { value: 3e9 });
    expect(() => countPairs({ postOffsets: Uint32Array.of(0, 10), tagIds, tagCount: 5 }, { minimum: 1, threads: 1 })).toThrow(/4 GB/);
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
    expect(inOrder(await pairsOf(input, { minimum: 3, threads: 2, commonest: 0 }))).toEqual(inOrder(one));
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
