import { describe, expect, it } from 'vitest';
import { similarity } from '../../src/mining/similarity.js';

describe('similarity', () => {
  it('has the four measures of a known overlap', () => {
    const { cosine, jaccard, overlap, frequency } = similarity({ both: 6, postsA: 9, postsB: 16, posts: 1000 });
    expect([cosine, jaccard, overlap, frequency]).toEqual([6 / 12, 6 / 19, 6 / 9, 6 / 9]);
  });

  it('has the likelihood of a table worked out by hand', () => {
    // G2 = 2 * sum of seen * ln(seen / expected) over 10, 20, 30, 40.
    const expected = 2 * (10 * Math.log(10 / 12) + 20 * Math.log(20 / 18) + 30 * Math.log(30 / 28) + 40 * Math.log(40 / 42));
    expect(similarity({ both: 10, postsA: 30, postsB: 40, posts: 100 }).likelihood).toBeCloseTo(-expected, 10);
    expect(similarity({ both: 20, postsA: 30, postsB: 40, posts: 100 }).likelihood).toBeGreaterThan(0);
  });

  it('of tags that meet as often as by chance is 0', () => {
    expect(similarity({ both: 12, postsA: 30, postsB: 40, posts: 100 }).likelihood).toBeCloseTo(0, 10);
  });

  it('does not let a rare tag pass for strong evidence', () => {
    const rare = similarity({ both: 2, postsA: 1000, postsB: 2, posts: 100_000 });
    const common = similarity({ both: 600, postsA: 1000, postsB: 1200, posts: 100_000 });
    expect(rare.overlap).toBeGreaterThan(common.overlap);
    expect(rare.likelihood).toBeLessThan(common.likelihood / 100);
  });

  it('stays defined for counts that contradict each other', () => {
    for (const counts of [{ both: 9, postsA: 5, postsB: 3, posts: 4 }, { both: 0, postsA: 0, postsB: 0, posts: 0 }, { both: 3, postsA: 3, postsB: 3, posts: 3 }]) {
      for (const [name, value] of Object.entries(similarity(counts))) expect(Number.isFinite(value), name).toBe(true);
    }
    expect(similarity({ both: 9, postsA: 5, postsB: 3, posts: 4 }).overlap).toBe(1);
  });
});
