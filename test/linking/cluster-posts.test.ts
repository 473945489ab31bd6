import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { clusterPosts } from '../../src/linking/crossposts/cluster-posts.js';

const edges = (list: readonly (readonly [x: number, y: number, isStrong: 0 | 1])[]) => ({ x: Int32Array.from(list, ([x]) => x), y: Int32Array.from(list, ([, y]) => y), isStrong: Uint8Array.from(list, ([, , strong]) => strong) });

describe('clusterPosts', () => {
  it('names each cluster by its smallest post', () => {
    expect([...clusterPosts(Int32Array.of(0, 1, 2, 0, 1), 3, edges([[3, 4, 0], [1, 2, 0], [0, 2, 0]]), 9).first]).toEqual([0, 0, 0, 3, 3]);
  });

  it('puts posts of one board together by strong edges only', () => {
    const board = Int32Array.of(0, 1, 0);
    expect(clusterPosts(board, 2, edges([[0, 1, 0], [1, 2, 0]]), 9)).toMatchObject({ first: Int32Array.of(0, 0, 2), sameBoard: 1 });
    expect(clusterPosts(board, 2, edges([[0, 1, 0], [1, 2, 1]]), 9)).toMatchObject({ first: Int32Array.of(0, 0, 0), sameBoard: 0 });
  });

  it('stops chains at the size given', () => {
    const chain = edges(Array.from({ length: 99 }, (_, i) => [i, i + 1, 1] as const));
    const { first, tooLarge } = clusterPosts(new Int32Array(100), 1, chain, 10);
    const sizes = new Map<number, number>();
    for (const root of first) sizes.set(root, (sizes.get(root) ?? 0) + 1);
    expect(Math.max(...sizes.values())).toBe(10);
    expect(tooLarge).toBe(9);
  });

  it('keeps its promises on chance edges, with more boards than a word has bits', () => {
    const random = new Random(5);
    const [posts, boards, most] = [2000, 40, 12];
    const board = Int32Array.from({ length: posts }, () => random.int(boards));
    const list = Array.from({ length: 3000 }, () => [random.int(posts), random.int(posts), 0] as const);
    const { first } = clusterPosts(board, boards, edges(list), most);
    const seen = new Map<number, number[]>();
    first.forEach((root, post) => seen.set(root, [...(seen.get(root) ?? []), post]));
    for (const [root, members] of seen) {
      expect(root).toBe(Math.min(...members));
      expect(members.length).toBeLessThanOrEqual(most);
      expect(new Set(members.map((post) => board[post])).size).toBe(members.length);
    }
    const joined = list.filter(([x, y]) => first[x] === first[y]).length;
    expect(joined).toBeGreaterThan(500);
  });
});
