import { describe, expect, it } from 'vitest';
import { detectCommunities } from '../../src/kernels/communities.js';
import { Random } from '../../src/kernels/random.js';
import { sparseGraph, type SparseGraph } from '../../src/kernels/sparse-graph.js';

/** Modularity with resolution (Reichardt and Bornholdt 2006), straight from the definition. */
function modularity({ offsets, neighbours, weights }: SparseGraph, community: Int32Array, resolution: number): number {
  const nodes = offsets.length - 1;
  const degree = Array.from({ length: nodes }, (_, i) => weights.subarray(offsets[i]!, offsets[i + 1]!).reduce((sum, weight) => sum + weight, 0));
  const total = degree.reduce((sum, weight) => sum + weight, 0);
  let quality = 0;
  for (let i = 0; i < nodes; i++) {
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) if (community[neighbours[at]!] === community[i]) quality += weights[at]!;
    for (let j = 0; j < nodes; j++) if (community[i] === community[j]) quality -= (resolution * degree[i]! * degree[j]!) / total;
  }
  return quality / total;
}

function planted(groups: number, size: number, inside: number, outside: number, seed: number): { graph: SparseGraph; truth: Int32Array } {
  const random = new Random(seed);
  const truth = Int32Array.from({ length: groups * size }, (_, node) => Math.floor(node / size));
  const edges: [number, number][] = [];
  truth.forEach((a, i) => truth.subarray(0, i).forEach((b, j) => random.chance(a === b ? inside : outside) && edges.push([i, j])));
  return { graph: sparseGraph(truth.length, edges.map(([a]) => a), edges.map(([, b]) => b), edges.map(() => 1)), truth };
}

describe.each([['Louvain', false], ['Leiden', true]])('%s', (_, refine) => {
  it.each([1, 2, 3])('finds planted communities, seed %i', (seed) => {
    const { graph, truth } = planted(8, 20, 0.5, 0.02, seed);
    expect([...detectCommunities(graph, { resolution: 1, seed, refine })]).toEqual([...truth]);
  });

  it('is at least as modular as the planted communities where they are blurred, and the same for a seed', () => {
    const { graph, truth } = planted(6, 15, 0.3, 0.1, 9);
    const found = detectCommunities(graph, { resolution: 1, seed: 5, refine });
    expect(modularity(graph, found, 1)).toBeGreaterThanOrEqual(modularity(graph, truth, 1) - 1e-12);
    expect(detectCommunities(graph, { resolution: 1, seed: 5, refine })).toEqual(found);
  });

  it('gives more communities at a higher resolution', () => {
    const { graph } = planted(6, 15, 0.3, 0.1, 9);
    const count = (resolution: number) => new Set(detectCommunities(graph, { resolution, seed: 1, refine })).size;
    expect(count(6)).toBeGreaterThan(count(1));
    expect(count(0.01)).toBe(1);
  });

  it('never joins what no edge joins, and leaves nodes without edges alone', () => {
    const graph = sparseGraph(6, [0, 1, 3], [1, 2, 4], [1, 1, 0]);
    const found = detectCommunities(graph, { resolution: 0.1, seed: 1, refine });
    expect(new Set([found[0], found[1], found[2]]).size).toBe(1);
    expect(new Set(found.subarray(2)).size).toBe(4);
    expect([...detectCommunities(sparseGraph(2, [], [], []), { resolution: 1, seed: 1, refine })]).toEqual([0, 1]);
    expect([...detectCommunities(sparseGraph(0, [], [], []), { resolution: 1, seed: 1, refine })]).toEqual([]);
  });
});

it('Leiden communities hang together even where moving nodes would cut one apart', () => {
  const { graph } = planted(12, 12, 0.25, 0.03, 21);
  const found = detectCommunities(graph, { resolution: 1, seed: 2, refine: true });
  for (const group of new Set(found)) {
    const members = [...found.keys()].filter((node) => found[node] === group);
    const reached = new Set([members[0]!]);
    for (const node of reached) for (let at = graph.offsets[node]!; at < graph.offsets[node + 1]!; at++) if (found[graph.neighbours[at]!] === group) reached.add(graph.neighbours[at]!);
    expect(reached.size).toBe(members.length);
  }
});
