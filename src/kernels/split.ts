/** Parts of the examples: what is learned from, what sets the probabilities right, and what scores. */
export const parts = { train: 0, calibration: 1, test: 2 } as const;

/** Shares of the examples that are learned from and that calibrate; the rest are scored. */
export const partShares = { train: 0.7, calibration: 0.1 } as const;

/** A number from 0 up to 1 that depends on the text and the seed alone: FNV-1a (Fowler, Noll, Vo), its bits mixed by the finaliser of MurmurHash3 (Appleby). */
export function hashUnit(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(seed | 0, 0x9e3779b1);
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** The part of an example by its key: the same key and seed always fall into the same part. */
export function partOf(key: string, seed: number): number {
  const place = hashUnit(key, seed);
  if (place < partShares.train) return parts.train;
  return place < partShares.train + partShares.calibration ? parts.calibration : parts.test;
}

/** Groups of items that are linked, directly or over others: for each item the lowest item of its group. `links` are lists of one lower or equal item for each. */
export function linkedGroups(items: number, links: readonly ArrayLike<number>[]): Int32Array {
  const parent = Int32Array.from({ length: items }, (_, item) => item);
  const rootOf = (item: number): number => {
    let root = item;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = item; at !== root; ) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  for (const link of links) {
    for (let item = 0; item < items; item++) {
      const [a, b] = [rootOf(item), rootOf(link[item]!)];
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return parent.map((_, item) => rootOf(item));
}
