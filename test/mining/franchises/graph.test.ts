import { expect, it } from 'vitest';
import { bothPosts, provenShare } from '../../../src/mining/franchises/graph.js';
import { drawGraph } from './drawn-graph.js';

it('drops pairs that are in more posts than one of their tags', () => {
  const { graph, node } = drawGraph({ a: 100, b: 10 }, { c: 10 }, [['a', 'b', 30], ['a', 'c', 10]]);
  expect(bothPosts(graph, node('a'), node('b'))).toBe(0);
  expect(bothPosts(graph, node('c'), node('a'))).toBe(10);
});

it('a proven share is below the share seen, and nears it with more posts', () => {
  // By hand: p = 2/3, n = 3, z = 1.645 gives (0.6667 + 0.4510 - 0.6355) / 1.9020.
  expect(provenShare(2, 3)).toBeCloseTo(0.2535, 3);
  expect(provenShare(200, 300)).toBeCloseTo(0.6204, 3);
  expect(provenShare(0, 5)).toBeCloseTo(0, 12);
  expect(provenShare(5, 0)).toBe(0);
  for (let n = 1; n < 40; n++) expect(provenShare(n, 40)).toBeLessThan(n / 40);
});
