import { sparseGraph, weightBetween, type SparseGraph } from '../../kernels/sparse-graph.js';

/** Copyrights (works) and characters, and in how many posts two of them stand together. */
export interface WorkGraph {
  /** Normalised names; a node is a name in a category. */
  readonly names: readonly string[];
  /** 1 for a copyright, 0 for a character. */
  readonly isWork: Uint8Array;
  readonly posts: Float64Array;
  readonly pairs: SparseGraph;
  /** Whether tags without a pair are known to share no posts; not so when the pairs came ready made and pruned. */
  readonly complete: boolean;
}

/** A pair seen more often than one of its tags is: by more than this the counts are of different times, and the pair says nothing. */
const impossible = 1.05;

/** The graph of pairs (a, b) of nodes in `both` posts; pairs that contradict the posts of their tags are left out. */
export function workGraph(names: readonly string[], isWork: Uint8Array, posts: Float64Array, a: Uint32Array, b: Uint32Array, both: Float64Array, complete: boolean): WorkGraph {
  const kept = Uint32Array.from(both.keys()).filter((i) => both[i]! > 0 && both[i]! <= impossible * Math.min(posts[a[i]!]!, posts[b[i]!]!));
  const take = <T extends Uint32Array | Float64Array>(column: T) => (column as Float64Array).constructor === Float64Array
    ? Float64Array.from(kept, (i) => column[i]!) : Uint32Array.from(kept, (i) => column[i]!);
  return { names, isWork, posts, pairs: sparseGraph(names.length, take(a), take(b), take(both)), complete };
}

/** In how many posts two nodes stand together. */
export function bothPosts(graph: WorkGraph, a: number, b: number): number {
  return weightBetween(graph.pairs, a, b);
}

/** Calls back for each neighbour of a node with the posts both are in. */
export function eachNeighbour({ pairs: { offsets, neighbours, weights } }: WorkGraph, node: number, visit: (other: number, both: number) => void): void {
  for (let at = offsets[node]!; at < offsets[node + 1]!; at++) visit(neighbours[at]!, weights[at]!);
}

/** Whether node a is the more used of two; of two equally used ones, the later by number. */
export function isLarger({ posts }: WorkGraph, a: number, b: number): boolean {
  return posts[a]! !== posts[b]! ? posts[a]! > posts[b]! : a > b;
}

/**
 * The share of `posts` that `both` are, as far as so many posts can tell: the lower bound of E. B. Wilson's score interval ("Probable inference, the law
 * of succession, and statistical inference", 1927) at 95 % on one side. Two of three posts count as 0.25, 200 of 300 as 0.62.
 */
export function provenShare(both: number, posts: number): number {
  if (posts <= 0) return 0;
  const z2 = 1.645 ** 2;
  const share = Math.min(1, both / posts);
  return (share + z2 / (2 * posts) - Math.sqrt(z2 * (share * (1 - share) / posts + z2 / (4 * posts * posts)))) / (1 + z2 / posts);
}
