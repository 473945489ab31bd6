/** An undirected graph of weighted pairs: the neighbours of node i, rising, are `neighbours[offsets[i]]` up to `offsets[i + 1]`. */
export interface SparseGraph {
  readonly offsets: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly weights: Float64Array;
}

/** The graph of pairs (a, b) of nodes below `nodes`; each pair once, in any order; a node with itself is left out. */
export function sparseGraph(nodes: number, a: ArrayLike<number>, b: ArrayLike<number>, weights: ArrayLike<number>): SparseGraph {
  const starts = new Uint32Array(nodes + 1);
  for (let i = 0; i < a.length; i++) {
    if (a[i] === b[i]) continue;
    starts[a[i]! + 1]!++;
    starts[b[i]! + 1]!++;
  }
  for (let node = 0; node < nodes; node++) starts[node + 1]! += starts[node]!;
  const order = Uint32Array.from({ length: a.length }, (_, i) => i);
  order.sort((i, j) => Math.min(a[i]!, b[i]!) - Math.min(a[j]!, b[j]!) || Math.max(a[i]!, b[i]!) - Math.max(a[j]!, b[j]!));
  const next = starts.slice();
  const neighbours = new Uint32Array(starts[nodes]!);
  const out = new Float64Array(starts[nodes]!);
  const put = (from: number, to: number, weight: number): void => {
    neighbours[next[from]!] = to;
    out[next[from]!++] = weight;
  };
  // A node's lower neighbours come in first, in order, then its higher ones.
  for (const i of order) if (a[i] !== b[i]) put(Math.max(a[i]!, b[i]!), Math.min(a[i]!, b[i]!), weights[i]!);
  for (const i of order) if (a[i] !== b[i]) put(Math.min(a[i]!, b[i]!), Math.max(a[i]!, b[i]!), weights[i]!);
  return { offsets: starts, neighbours, weights: out };
}

/** The weight between two nodes, 0 when they are no pair. */
export function weightBetween({ offsets, neighbours, weights }: SparseGraph, a: number, b: number): number {
  let low = offsets[a]!;
  let high = offsets[a + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (neighbours[middle]! < b) low = middle + 1;
    else high = middle;
  }
  return low < offsets[a + 1]! && neighbours[low] === b ? weights[low]! : 0;
}
