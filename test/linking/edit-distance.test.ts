import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { editDistance, similarity } from '../../src/linking/edit-distance.js';

/** The same by its definition: the shortest way through all edits. */
function slow(a: string, b: string): number {
  const known = new Map<string, number>();
  const at = (i: number, j: number): number => {
    const key = `${i},${j}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    let cost = i === 0 ? j : j === 0 ? i : Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]));
    if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(i - 2, j - 2) + 1);
    known.set(key, cost);
    return cost;
  };
  return at(a.length, b.length);
}

describe('edit distance', () => {
  it('counts letters put in, taken out, replaced and swapped', () => {
    expect([editDistance('sakura', 'sakura', 3), editDistance('sakura', 'sakra', 3), editDistance('sakura', 'sakuya', 3), editDistance('sakura', 'sakrua', 3), editDistance('', 'abc', 5)]).toEqual([0, 1, 1, 1, 3]);
  });

  it('is what its definition says, up to the limit', () => {
    const random = new Random(5);
    const word = () => Array.from({ length: random.int(8) }, () => 'abc'[random.int(3)]!).join('');
    for (let turn = 0; turn < 2000; turn++) {
      const [a, b, limit] = [word(), word(), random.int(6)];
      expect([a, b, limit, editDistance(a, b, limit)]).toEqual([a, b, limit, Math.min(slow(a, b), limit + 1)]);
    }
  });

  it('makes a similarity that is 0 below the floor', () => {
    expect([similarity('abcd', 'abcd', 0.9), similarity('abcd', 'abce', 0.7), similarity('abcd', 'abce', 0.8), similarity('abcd', 'wxyz', 0)]).toEqual([1, 0.75, 0, 0]);
  });

  it('does not mind texts without end', () => {
    expect(editDistance('a'.repeat(5000), 'b'.repeat(5000), 10)).toBe(11);
  });
});
