import { describe, expect, it } from 'vitest';
import { crossPairs, signedLikelihood, type WorkTags } from '../../src/kernels/cross-counts.js';
import { Random } from '../../src/kernels/random.js';
import { similarity } from '../../src/mining/similarity.js';

const side = (works: readonly (readonly number[])[], tagCount: number): WorkTags => ({
  offsets: Int32Array.from([0, ...works.map((_, at) => works.slice(0, at + 1).reduce((sum, tags) => sum + tags.length, 0))]), tagIds: Int32Array.from(works.flat()), tagCount,
});
const none = { a: new Int32Array(0), b: new Int32Array(0) };

describe('crossPairs', () => {
  it('counts as a plain loop does', () => {
    const random = new Random(3);
    const draw = (tags: number) => Array.from({ length: 300 }, () => Array.from({ length: tags }, (_, tag) => tag).filter((tag) => random.chance(1 / (2 + tag))));
    const [worksA, worksB] = [draw(20), draw(15)];
    const found = crossPairs(side(worksA, 20), side(worksB, 15), { most: 100, minimum: 1, groupA: new Int32Array(20), groupB: new Int32Array(15), wanted: none });
    const counts = new Map(Array.from(found.a, (a, i) => [`${a} ${found.b[i]}`, found.both[i]!]));
    let kept = 0;
    for (let a = 0; a < 20; a++) for (let b = 0; b < 15; b++) {
      const both = worksA.filter((tags, work) => tags.includes(a) && worksB[work]!.includes(b)).length;
      const likelihood = signedLikelihood(both, found.worksA[a]!, found.worksB[b]!, 300);
      if (both > 0 && likelihood > 0) {
        expect([a, b, counts.get(`${a} ${b}`)]).toEqual([a, b, both]);
        kept++;
      } else expect(counts.has(`${a} ${b}`)).toBe(false);
    }
    expect(found.a).toHaveLength(kept);
    expect([...found.worksB]).toEqual(Array.from({ length: 15 }, (_, b) => worksB.filter((tags) => tags.includes(b)).length));
  });

  it('keeps the most telling of either side, tags of one group, and every pair asked for', () => {
    const works = [[0, 1], [0, 1], [0], [1], [2], [2], [3], []];
    const options = { most: 1, minimum: 1, groupA: Int32Array.of(0, 0, 4, -1), groupB: Int32Array.of(0, 0, 3, 3) };
    const pairs = ({ a, b, both }: ReturnType<typeof crossPairs>) => Array.from(a, (tag, i) => [tag, b[i], both[i]]);
    expect(pairs(crossPairs(side(works, 4), side(works, 4), { ...options, wanted: none }))).toEqual([[0, 0, 3], [1, 1, 3], [3, 3, 1]]);
    expect(pairs(crossPairs(side(works, 4), side(works, 4), { ...options, wanted: { a: Int32Array.of(0, 2, 2), b: Int32Array.of(3, 0, 2) } }))).toEqual([[0, 0, 3], [0, 3, 0], [1, 1, 3], [2, 0, 0], [2, 2, 2], [3, 3, 1]]);
  });

  it('measures half of G2, as related tags do', () => {
    for (const [both, a, b, all] of [[5, 10, 8, 100], [1, 50, 50, 100], [0, 3, 4, 10], [10, 10, 10, 10], [0, 0, 4, 10]] as const) {
      expect(2 * signedLikelihood(both, a, b, all)).toBeCloseTo(similarity({ both, postsA: a, postsB: b, posts: all }).likelihood, 9);
    }
  });

  it('gives nothing of no shared works but what was asked for', () => {
    expect(crossPairs(side([], 2), side([], 2), { most: 3, minimum: 1, groupA: new Int32Array(2), groupB: new Int32Array(2), wanted: { a: Int32Array.of(1), b: Int32Array.of(0) } })).toMatchObject({ a: Int32Array.of(1), b: Int32Array.of(0), both: Int32Array.of(0), likelihood: Float64Array.of(0) });
  });
});
