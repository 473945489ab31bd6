import { detectCommunities } from '../../kernels/communities.js';
import { kMeans } from '../../kernels/k-means.js';
import { ppmi } from '../../kernels/ppmi.js';
import { sparseGraph, type SparseGraph } from '../../kernels/sparse-graph.js';
import { truncatedSvd } from '../../kernels/truncated-svd.js';
import { containmentForest } from './containment-forest.js';
import { bothPosts, eachNeighbour, type WorkGraph } from './graph.js';
import { groupingOf, type Grouping } from './grouping.js';
import { findHomes } from './homes.js';

export interface FranchiseMethod {
  readonly about: string;
  group(graph: WorkGraph, seed: number): Grouping | Promise<Grouping>;
}

/** Resolution of the communities: above 1 for more and smaller ones. */
const resolution = 3;

/** The ways to find franchises that are compared in docs/franchises.md; the first is the default. */
export const franchiseMethods = {
  forest: { about: 'characters live in works, works below larger works; counts, names and company', group: (graph) => containmentForest(graph) },
  leiden: { about: 'communities of the graph of pairs, by Leiden', group: (graph, seed) => communities(graph, seed, true) },
  louvain: { about: 'communities of the graph of pairs, by Louvain', group: (graph, seed) => communities(graph, seed, false) },
  containment: { about: 'works of which half is another\'s are linked, characters follow their work', group: containmentLinkage },
  'k-means': { about: 'k-means of tag vectors, as many clusters as containment finds groups', group: clustersOfVectors },
} as const satisfies Record<string, FranchiseMethod>;

export type FranchiseMethodName = keyof typeof franchiseMethods;

function communities(graph: WorkGraph, seed: number, refine: boolean): Grouping {
  return groupingOf(graph, detectCommunities(overlapGraph(graph), { resolution, seed, refine }));
}

/** Pairs weighted by the square of their overlap: (posts of both / posts of the rarer)^2. */
export function overlapGraph(graph: WorkGraph): SparseGraph {
  const { a, b, both } = pairColumns(graph);
  return sparseGraph(graph.names.length, a, b, both.map((posts, i) => (posts / Math.min(graph.posts[a[i]!]!, graph.posts[b[i]!]!)) ** 2));
}

/** Every pair once, the lower node first. */
function pairColumns({ names, pairs }: WorkGraph): { a: Uint32Array; b: Uint32Array; both: Float64Array } {
  const a = new Uint32Array(pairs.neighbours.length / 2);
  const b = new Uint32Array(a.length);
  const both = new Float64Array(a.length);
  let length = 0;
  for (let node = 0; node < names.length; node++) {
    for (let at = pairs.offsets[node]!; at < pairs.offsets[node + 1]!; at++) {
      if (pairs.neighbours[at]! < node) continue;
      a[length] = node;
      b[length] = pairs.neighbours[at]!;
      both[length++] = pairs.weights[at]!;
    }
  }
  return { a, b, both };
}

const dimensions = 64;

/** Vectors of the nodes with pairs, by PPMI and SVD and of length 1, in clusters; every other node stays alone. */
async function clustersOfVectors(graph: WorkGraph, seed: number): Promise<Grouping> {
  const cluster = Int32Array.from(graph.names.keys());
  const paired = cluster.filter((node) => graph.pairs.offsets[node + 1]! > graph.pairs.offsets[node]!);
  if (paired.length === 0) return groupingOf(graph, cluster);
  const rowOf = new Int32Array(graph.names.length);
  paired.forEach((node, row) => (rowOf[node] = row));
  const { a, b, both } = pairColumns(graph);
  const { rank, vectors, values } = await truncatedSvd(ppmi({ a: a.map((node) => rowOf[node]!), b: b.map((node) => rowOf[node]!), both }, paired.length), { rank: Math.min(dimensions, paired.length), seed });
  const rows = Float32Array.from(vectors, (value, i) => value * Math.sqrt(values[i % rank]!));
  for (let row = 0; row < paired.length; row++) {
    const vector = rows.subarray(row * rank, (row + 1) * rank);
    const length = Math.hypot(...vector) || 1;
    vector.forEach((value, i) => (vector[i] = value / length));
  }
  const groups = new Set(containmentLinkage(graph).root.filter((root, node) => root !== node)).size;
  if (rank === 0) return groupingOf(graph, cluster);
  const found = kMeans(rows, paired.length, rank, { k: Math.max(1, groups), seed, restarts: 1 });
  paired.forEach((node, row) => (cluster[node] = graph.names.length + found.assignment[row]!));
  return groupingOf(graph, cluster);
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
