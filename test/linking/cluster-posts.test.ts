import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { clusterPosts, countFate, edgeFates, type PostClusters } from '../../src/linking/crossposts/cluster-posts.js';

const edges = (list: readonly (readonly [x: number, y: number, isStrong: 0 | 1])[]) => ({ x: Int32Array.from(list, ([x]) => x), y: Int32Array.from(list, ([, y]) => y), isStrong: Uint8Array.from(list, ([, , strong]) => strong) });

describe('clusterPosts', () => {
  it('names each cluster by its smallest post', () => {
    expect([...clusterPosts(Int32Array.of(0, 1, 2, 0, 1), 3, edges([[3, 4, 0], [1, 2, 0], [0, 2, 0]]), 9).first]).toEqual([0, 0, 0, 3, 3]);
  });

  it('puts posts of one board together by strong edges only', () => {
    const board = Int32Array.of(0, 1, 0);
    expect(clusterPosts(board, 2, edges([[0, 1, 0], [1, 2, 0]]), 9)).toMatchObject({ first: Int32Array.of(0, 0, 2), fates: Uint8Array.of(edgeFates.joined, edgeFates.sameBoard) });
    expect(clusterPosts(board, 2, edges([[0, 1, 0], [1, 2, 1]]), 9)).toMatchObject({ first: Int32Array.of(0, 0, 0), fates: Uint8Array.of(0, 0) });
  });

  it('stops chains at the size given', () => {
    const chain = edges(Array.from({ length: 99 }, (_, i) => [i, i + 1, 1] as const));
    const clusters = clusterPosts(new Int32Array(100), 1, chain, 10);
    const { first } = clusters;
    const sizes = new Map<number, number>();
    for (const root of first) sizes.set(root, (sizes.get(root) ?? 0) + 1);
    expect(Math.max(...sizes.values())).toBe(10);
    expect(countFate(clusters, edgeFates.tooLarge)).toBe(9);
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

describe('what people decided', () => {
  const none = { together: [], apart: [], barred: [] };
  const boards = Int32Array.of(0, 1, 2, 0);
  const said = (edgeList: Parameters<typeof edges>[0], decided: Partial<Parameters<typeof clusterPosts>[4]>): PostClusters => clusterPosts(boards, 3, edges(edgeList), 9, { ...none, ...decided });

  it('keeps posts apart on every way, also by a third', () => {
    expect(said([[0, 1, 1]], { apart: [[1, 0]] })).toMatchObject({ first: Int32Array.of(0, 1, 2, 3), fates: Uint8Array.of(edgeFates.keptApart) });
    expect(said([[0, 2, 1], [1, 2, 1], [1, 3, 1]], { apart: [[0, 1]] })).toMatchObject({ first: Int32Array.of(0, 1, 0, 1), fates: Uint8Array.of(0, edgeFates.keptApart, 0) });
  });

  it('joins what no edge joins, two posts of a board too', () => {
    expect([...said([], { together: [[0, 3], [2, 1]] }).first]).toEqual([0, 1, 1, 0]);
    expect([...said([[1, 3, 0]], { together: [[0, 1]] }).first]).toEqual([0, 0, 2, 3]);
  });

  it('keeps a post from a whole board, also by a third', () => {
    expect([...said([[0, 1, 1], [1, 2, 1]], { barred: [[0, 2]] }).first]).toEqual([0, 0, 2, 3]);
    expect([...said([[1, 2, 1], [0, 1, 1]], { barred: [[0, 2]] }).first]).toEqual([0, 1, 1, 3]);
  });

  it('follows no decision to join that others contradict', () => {
    expect(said([], { together: [[0, 1], [1, 2]], apart: [[2, 0]] })).toMatchObject({ first: Int32Array.of(0, 0, 2, 3), contradictions: [1] });
    expect(said([], { together: [[0, 1]], barred: [[0, 1]] })).toMatchObject({ contradictions: [0] });
  });

  it('holds over chance edges and chance decisions', () => {
    const random = new Random(8);
    const [posts, count] = [300, 5];
    const pairs = (length: number) => Array.from({ length }, () => [random.int(posts), random.int(posts)] as const).filter(([x, y]) => x !== y);
    const decided = { together: pairs(60), apart: pairs(200), barred: Array.from({ length: 40 }, () => [random.int(posts), random.int(count)] as const) };
    const board = Int32Array.from({ length: posts }, () => random.int(count));
    const { first, contradictions } = clusterPosts(board, count, edges(pairs(900).map(([x, y]) => [x, y, 1] as const)), posts, decided);
    for (const [x, y] of decided.apart) expect(first[x]).not.toBe(first[y]);
    decided.together.forEach(([x, y], at) => expect(first[x] === first[y] || contradictions.includes(at)).toBe(true));
    for (const [post, number] of decided.barred) first.forEach((root, other) => expect(other !== post && root === first[post] && board[other] === number).toBe(false));
    expect(contradictions.length).toBeGreaterThan(0);
    expect(new Set(first).size).toBeLessThan(posts / 2);
  });
});
