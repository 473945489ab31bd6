import { detectCommunities } from '../../kernels/communities.js';
import { sparseGraph, type SparseGraph } from '../../kernels/sparse-graph.js';
import { containmentForest } from './containment-forest.js';
import { bothPosts, eachNeighbour, type WorkGraph } from './graph.js';
import { groupingOf, type Grouping } from './grouping.js';
import { findHomes } from './homes.js';

export interface FranchiseMethod {
  readonly about: string;
  group(graph: WorkGraph, seed: number): Grouping;
}

/** Resolution of the communities: above 1 for more and smaller ones. */
const resolution = 3;

/** The ways to find franchises that are compared in docs/franchises.md; the first is the default. */
export const franchiseMethods = {
  forest: { about: 'characters live in works, works below larger works; counts, names and company', group: (graph) => containmentForest(graph) },
  leiden: { about: 'communities of the graph of pairs, by Leiden', group: (graph, seed) => communities(graph, seed, true) },
  louvain: { about: 'communities of the graph of pairs, by Louvain', group: (graph, seed) => communities(graph, seed, false) },
  containment: { about: 'works of which half is another\'s are linked, characters follow their work', group: containmentLinkage },
} as const satisfies Record<string, FranchiseMethod>;

export type FranchiseMethodName = keyof typeof franchiseMethods;

function communities(graph: WorkGraph, seed: number, refine: boolean): Grouping {
  return groupingOf(graph, detectCommunities(overlapGraph(graph), { resolution, seed, refine }));
}

/** Pairs weighted by the square of their overlap: (posts of both / posts of the rarer)^2. */
export function overlapGraph({ names, posts, pairs }: WorkGraph): SparseGraph {
  const from = new Uint32Array(pairs.neighbours.length / 2);
  const to = new Uint32Array(from.length);
  const weights = new Float64Array(from.length);
  let length = 0;
  for (let node = 0; node < names.length; node++) {
    for (let at = pairs.offsets[node]!; at < pairs.offsets[node + 1]!; at++) {
      const other = pairs.neighbours[at]!;
      if (other < node) continue;
      from[length] = node;
      to[length] = other;
      weights[length++] = (pairs.weights[at]! / Math.min(posts[node]!, posts[other]!)) ** 2;
    }
  }
  return sparseGraph(names.length, from, to, weights);
}

function containmentLinkage(graph: WorkGraph): Grouping {
  const { home, guess } = findHomes(graph);
  const group = Int32Array.from(graph.names.keys());
  const find = (node: number): number => {
    let top = node;
    while (group[top] !== top) top = group[top] = group[group[top]!]!;
    return top;
  };
  for (let node = 0; node < graph.names.length; node++) {
    const work = graph.isWork[node] === 0 ? Math.max(home[node]!, guess[node]!) : -1;
    if (work >= 0) group[find(node)] = find(work);
    if (graph.isWork[node] === 0) continue;
    eachNeighbour(graph, node, (other) => {
      if (graph.isWork[other] === 1 && bothPosts(graph, node, other) >= 0.5 * graph.posts[node]!) group[find(node)] = find(other);
    });
  }
  return groupingOf(graph, Int32Array.from(group, (_, node) => find(node)));
}
