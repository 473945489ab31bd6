import { expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { sparseGraph, weightBetween } from '../../src/kernels/sparse-graph.js';

it('gives each pair to both of its nodes, in order, and no pair of a node with itself', () => {
  const random = new Random(4);
  const nodes = 30;
  const wanted = new Map<string, number>();
  for (let i = 0; i < 200; i++) {
    const [a, b] = [random.int(nodes), random.int(nodes)];
    wanted.set(`${Math.min(a, b)} ${Math.max(a, b)}`, 1 + random.int(9));
  }
  const pairs = random.shuffle([...wanted]).map(([key, weight]) => (random.chance(0.5) ? [...key.split(' ').map(Number), weight] : [...key.split(' ').map(Number).reverse(), weight]));
  const graph = sparseGraph(nodes, pairs.map(([a]) => a!), pairs.map(([, b]) => b!), pairs.map(([, , weight]) => weight!));
  for (let a = 0; a < nodes; a++) {
    const near = graph.neighbours.subarray(graph.offsets[a]!, graph.offsets[a + 1]!);
    expect([...near]).toEqual([...near].sort((x, y) => x - y));
    for (let b = 0; b < nodes; b++) expect(weightBetween(graph, a, b)).toBe(a === b ? 0 : wanted.get(`${Math.min(a, b)} ${Math.max(a, b)}`) ?? 0);
  }
});

it('of no pairs has nodes without neighbours', () => {
  expect([...sparseGraph(3, [], [], []).offsets]).toEqual([0, 0, 0, 0]);
  expect([...sparseGraph(0, [], [], []).offsets]).toEqual([0]);
});
