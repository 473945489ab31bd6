import type { Numbers } from './dense-products.js';

export interface Merges {
  /** The two clusters joined, n - 1 times, the lower number first: below n a point, from n on the result of merge number - n. */
  readonly pairs: Int32Array;
  /** Rise of the sum of squares by each merge, doubled, as a root; never falling. */
  readonly heights: Float64Array;
}

/**
 * Ward's clustering of n points (row-major, d columns; `weights` says how many points each stands for) by the
 * nearest-neighbour chain, in memory of O(n d) and time of O(n^2 d) (J. H. Ward, "Hierarchical grouping to optimize an
 * objective function", JASA 58, 1963; F. Murtagh, "A survey of recent advances in hierarchical clustering algorithms",
 * The Computer Journal 26, 1983). Meant for a few thousand points.
 */
export function wardMerges(data: Numbers, n: number, d: number, weights?: ArrayLike<number>): Merges {
  const centres = Float64Array.from(data);
  const sizes = Float64Array.from({ length: n }, (_, i) => weights?.[i] ?? 1);
  const active = Int32Array.from({ length: n }, (_, i) => i);
  let left = n;
  const found: { a: number; b: number; height: number }[] = [];
  const cost = (a: number, b: number): number => {
    let square = 0;
    for (let i = 0, p = a * d, q = b * d; i < d; i++, p++, q++) square += (centres[p]! - centres[q]!) ** 2;
    return (2 * square * sizes[a]! * sizes[b]!) / (sizes[a]! + sizes[b]!);
  };
  const chain: number[] = [];
  while (left > 1) {
    if (chain.length === 0) chain.push(active[0]!);
    const top = chain.at(-1)!;
    const before = chain.at(-2) ?? -1;
    // Of equally near ones the one before in the chain, so that it ends.
    let [near, least] = before < 0 ? [-1, Infinity] : [before, cost(top, before)];
    for (let i = 0; i < left; i++) {
      const other = active[i]!;
      if (other === top || other === before) continue;
      const height = cost(top, other);
      if (height < least) [near, least] = [other, height];
    }
    if (near !== before) {
      chain.push(near);
      continue;
    }
    chain.length -= 2;
    const [keep, drop] = top < near ? [top, near] : [near, top];
    found.push({ a: keep, b: drop, height: Math.sqrt(least) });
    const size = sizes[keep]! + sizes[drop]!;
    for (let i = 0, p = keep * d, q = drop * d; i < d; i++, p++, q++) centres[p] = (centres[p]! * sizes[keep]! + centres[q]! * sizes[drop]!) / size;
    sizes[keep] = size;
    active[active.indexOf(drop)] = active[--left]!;
  }
  return inOrder(found, n);
}

/** The chain finds merges out of order: sorts them by height and names the clusters anew. */
function inOrder(found: { a: number; b: number; height: number }[], n: number): Merges {
  const order = [...found.keys()].sort((i, j) => found[i]!.height - found[j]!.height || i - j);
  const root = Int32Array.from({ length: n }, (_, i) => i);
  const name = Int32Array.from({ length: n }, (_, i) => i);
  const pairs = new Int32Array(2 * found.length);
  const heights = new Float64Array(found.length);
  order.forEach((index, merge) => {
    const { a, b, height } = found[index]!;
    const [p, q] = [rootOf(root, a), rootOf(root, b)];
    pairs[2 * merge] = Math.min(name[p]!, name[q]!);
    pairs[2 * merge + 1] = Math.max(name[p]!, name[q]!);
    heights[merge] = height;
    root[q] = p;
    name[p] = n + merge;
  });
  return { pairs, heights };
}

function rootOf(root: Int32Array, start: number): number {
  let at = start;
  while (root[at] !== at) at = root[at] = root[root[at]!]!;
  return at;
}

/** Cluster of each of n points when k clusters are left, numbered from 0 by their first point. Throws RangeError when k is not from 1 to n. */
export function cutMerges({ pairs }: Merges, n: number, k: number): Int32Array {
  if (!Number.isInteger(k) || k < 1 || k > n) throw new RangeError(`k is a whole number from 1 to ${n} points, not ${k}`);
  const root = Int32Array.from({ length: 2 * n - 1 }, (_, i) => i);
  for (let merge = 0; merge < n - k; merge++) {
    root[rootOf(root, pairs[2 * merge]!)] = n + merge;
    root[rootOf(root, pairs[2 * merge + 1]!)] = n + merge;
  }
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: n }, (_, point) => {
    const top = rootOf(root, point);
    if (!numbers.has(top)) numbers.set(top, numbers.size);
    return numbers.get(top)!;
  });
}
