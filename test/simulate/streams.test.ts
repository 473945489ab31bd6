import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { boardNames } from '../../src/simulate/boards.js';
import { PlanDeck, quotas } from '../../src/simulate/plans.js';
import { simulatePostTags } from '../../src/simulate/tag-rows.js';
import { TimeQueue } from '../../src/simulate/time-queue.js';

describe('TimeQueue', () => {
  it('gives back by time, then by arrival', () => {
    const random = new Random(1);
    const queue = new TimeQueue<{ time: number; n: number }>();
    const items = Array.from({ length: 500 }, (_, n) => ({ time: random.int(60), n }));
    for (const item of items) queue.push(item);
    expect(queue.nextTime).toBe(Math.min(...items.map((item) => item.time)));
    const back = Array.from({ length: 500 }, () => queue.pop()!);
    expect(back).toEqual(items.slice().sort((a, b) => a.time - b.time || a.n - b.n));
    expect(queue.pop()).toBeUndefined();
    expect(queue.nextTime).toBe(Infinity);
  });
});

describe('PlanDeck', () => {
  it.each([[1000, boardNames], [999, ['gelbooru', 'yandere']], [101, ['safebooru']], [5003, ['danbooru', 'safebooru', 'yandere']]] as const)('deals exactly %i posts over %j', (posts, chosen) => {
    const counts = quotas(posts, chosen);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(posts);
    const random = new Random(2);
    const dealt = counts.map(() => 0);
    for (const deck = new PlanDeck(counts); deck.remaining > 0; ) for (const board of deck.deal(random).boards) dealt[board]!++;
    expect(dealt).toEqual(counts);
  });
});

describe('simulatePostTags', () => {
  it('yields distinct ordered pairs with zipf frequencies, alike for a seed', () => {
    const counts = new Int32Array(1001);
    let rows = 0;
    let posts = 0;
    let last = [0, 0];
    for (const batch of simulatePostTags({ posts: 20_000, tags: 1000, tagsPerPost: 12, seed: 3 })) {
      expect(batch.postKeys.length).toBe(batch.tagIds.length);
      batch.postKeys.forEach((key, at) => {
        const tag = batch.tagIds[at]!;
        if (key < last[0]! || (key === last[0] && tag <= last[1]!)) throw new Error(`row ${key}, ${tag} after ${last.join(', ')}`);
        if (key !== last[0]) posts++;
        last = [key, tag];
        counts[tag]!++;
      });
      rows += batch.tagIds.length;
    }
    expect(posts).toBe(20_000);
    expect(rows / posts).toBeCloseTo(12, 0);
    expect(counts[100]! / counts[1000]!).toBeGreaterThan(6);
    expect(counts[100]! / counts[1000]!).toBeLessThan(12);
    expect(counts[0]).toBe(0);
    const [a, b, c] = [3, 3, 4].map((seed) => simulatePostTags({ posts: 50, tags: 100, tagsPerPost: 5, seed }).next().value!.tagIds.join());
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    expect(() => simulatePostTags({ posts: 1, tags: 10, tagsPerPost: 9, seed: 1 }).next()).toThrow('too small');
  });

  it('fills several batches without losing posts', () => {
    let next = 1;
    for (const { postKeys } of simulatePostTags({ posts: 90_000, tags: 5000, tagsPerPost: 30, seed: 1 })) {
      expect(postKeys[0]).toBe(next);
      next = postKeys.at(-1)! + 1;
    }
    expect(next).toBe(90_001);
  });
});
