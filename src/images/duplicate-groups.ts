/** Two pictures, by number, that count as one. */
export interface GroupPair {
  readonly a: number;
  readonly b: number;
  readonly score: number;
}

/** Pictures of a group that are compared with those of another before the two become one. */
const compared = 64;

/**
 * Groups of pictures: connected by pairs, the surest first, but no chain: two groups become one only when `mayJoin` says so of every picture of
 * one and every picture of the other (of large groups, of the first 64). Pictures in order, groups by their first.
 */
export function groupPairs(pairs: readonly GroupPair[], mayJoin: (a: number, b: number) => boolean): number[][] {
  const groups = new Map<number, number[]>();
  const groupOf = (picture: number) => {
    const found = groups.get(picture) ?? [picture];
    groups.set(picture, found);
    return found;
  };
  for (const { a, b } of [...pairs].sort((p, q) => q.score - p.score || p.a - q.a || p.b - q.b)) {
    const [one, two] = [groupOf(a), groupOf(b)];
    if (one === two) continue;
    const mayAll = one.slice(0, compared).every((i) => two.slice(0, compared).every((j) => mayJoin(i, j)));
    if (!mayAll) continue;
    const [large, small] = one.length >= two.length ? [one, two] : [two, one];
    for (const picture of small) {
      large.push(picture);
      groups.set(picture, large);
    }
  }
  return [...new Set(groups.values())].filter((group) => group.length > 1).map((group) => group.sort((a, b) => a - b)).sort((p, q) => p[0]! - q[0]!);
}
