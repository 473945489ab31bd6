/** Tags of works on one board: those of work w are `tagIds` from `offsets[w]` to `offsets[w + 1]`, each once. */
export interface WorkTags {
  readonly offsets: Int32Array;
  readonly tagIds: Int32Array;
  readonly tagCount: number;
}

export interface CrossOptions {
  /** Pairs kept for each tag of either side, the most telling first. */
  readonly most: number;
  /** Least number of shared works of a pair that nobody asked for. */
  readonly minimum: number;
  /** Groups of the tags of each side; tags of different groups meet only when asked for, -1 meets all. */
  readonly groupA: Int32Array;
  readonly groupB: Int32Array;
  /** Pairs asked for, whatever their counts, in order of `a`. */
  readonly wanted: { readonly a: Int32Array; readonly b: Int32Array };
  readonly onProgress?: (done: number, total: number) => void;
}

export interface CrossPairs {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly both: Int32Array;
  /** Signed log-likelihood ratio in nats, half of G2: how much the one tells of the other. */
  readonly likelihood: Float64Array;
  /** Works of each tag. */
  readonly worksA: Int32Array;
  readonly worksB: Int32Array;
}

/** Half of Dunning's G2 of a table of counts, negative where the two avoid each other (Computational Linguistics 19, 1993). */
export function signedLikelihood(both: number, a: number, b: number, all: number): number {
  const term = (seen: number, row: number, column: number) => (seen > 0 ? seen * Math.log((seen * all) / (row * column)) : 0);
  const sum = term(both, a, b) + term(a - both, a, all - b) + term(b - both, all - a, b) + term(all - a - b + both, all - a, all - b);
  return Math.max(0, sum) * (both * all < a * b ? -1 : 1);
}

/** The best of one tag so far, worst first. */
class Best {
  readonly others: Int32Array;
  readonly values: Float64Array;
  readonly both: Int32Array;
  readonly sizes: Int32Array;

  constructor(tags: number, readonly most: number) {
    [this.others, this.values, this.both, this.sizes] = [new Int32Array(tags * most), new Float64Array(tags * most), new Int32Array(tags * most), new Int32Array(tags)];
  }

  offer(tag: number, other: number, value: number, both: number): void {
    const { most, others, values, sizes } = this;
    const start = tag * most;
    let at = sizes[tag]!;
    if (at === most) {
      if (value <= values[start + most - 1]!) return;
      at--;
    } else sizes[tag]!++;
    for (; at > 0 && values[start + at - 1]! < value; at--) {
      [others[start + at], values[start + at], this.both[start + at]] = [others[start + at - 1]!, values[start + at - 1]!, this.both[start + at - 1]!];
    }
    [others[start + at], values[start + at], this.both[start + at]] = [other, value, both];
  }
}

/** Which works carry each tag. */
function invert({ offsets, tagIds, tagCount }: WorkTags): { starts: Int32Array; works: Int32Array } {
  const starts = new Int32Array(tagCount + 1);
  for (const tag of tagIds) starts[tag + 1]!++;
  for (let tag = 0; tag < tagCount; tag++) starts[tag + 1]! += starts[tag]!;
  const next = starts.slice();
  const works = new Int32Array(tagIds.length);
  for (let work = 0; work + 1 < offsets.length; work++) for (let i = offsets[work]!; i < offsets[work + 1]!; i++) works[next[tagIds[i]!]!++] = work;
  return { starts, works };
}

/**
 * For tags of two boards that meet in the same works: in how many, and how telling that is. Kept are pairs asked for and, for each tag of either side, the
 * most telling ones of its group. Memory is that of the index and of the pairs kept; in order of `a`, then `b`.
 */
export function crossPairs(sideA: WorkTags, sideB: WorkTags, options: CrossOptions): CrossPairs {
  const { most, minimum, groupA, groupB, wanted, onProgress } = options;
  const works = sideA.offsets.length - 1;
  const index = invert(sideA);
  const worksA = Int32Array.from({ length: sideA.tagCount }, (_, tag) => index.starts[tag + 1]! - index.starts[tag]!);
  const worksB = new Int32Array(sideB.tagCount);
  for (const tag of sideB.tagIds) worksB[tag]!++;
  const [bestA, bestB] = [new Best(sideA.tagCount, most), new Best(sideB.tagCount, most)];
  const counts = new Int32Array(sideB.tagCount);
  const touched = new Int32Array(sideB.tagCount);
  const wantedCounts = new Int32Array(wanted.a.length);
  for (let a = 0, ask = 0; a < sideA.tagCount; a++) {
    let met = 0;
    for (let i = index.starts[a]!; i < index.starts[a + 1]!; i++) {
      const work = index.works[i]!;
      for (let j = sideB.offsets[work]!; j < sideB.offsets[work + 1]!; j++) {
        const b = sideB.tagIds[j]!;
        if (counts[b]!++ === 0) touched[met++] = b;
      }
    }
    for (; ask < wanted.a.length && wanted.a[ask] === a; ask++) wantedCounts[ask] = counts[wanted.b[ask]!]!;
    for (let i = 0; i < met; i++) {
      const b = touched[i]!;
      const both = counts[b]!;
      counts[b] = 0;
      if (both < minimum || !(groupA[a] === groupB[b] || groupA[a] === -1 || groupB[b] === -1)) continue;
      const value = signedLikelihood(both, worksA[a]!, worksB[b]!, works);
      if (value <= 0) continue;
      bestA.offer(a, b, value, both);
      bestB.offer(b, a, value, both);
    }
    if (a % 1000 === 0) onProgress?.(a, sideA.tagCount);
  }
  const pairs = new Map<number, number>();
  const add = (a: number, b: number, both: number) => pairs.set(a * sideB.tagCount + b, both);
  for (let a = 0; a < sideA.tagCount; a++) for (let i = a * most; i < a * most + bestA.sizes[a]!; i++) add(a, bestA.others[i]!, bestA.both[i]!);
  for (let b = 0; b < sideB.tagCount; b++) for (let i = b * most; i < b * most + bestB.sizes[b]!; i++) add(bestB.others[i]!, b, bestB.both[i]!);
  wanted.a.forEach((a, i) => add(a, wanted.b[i]!, wantedCounts[i]!));
  const keys = Float64Array.from(pairs.keys()).sort();
  const a = Int32Array.from(keys, (key) => Math.floor(key / sideB.tagCount));
  const b = Int32Array.from(keys, (key, i) => key - a[i]! * sideB.tagCount);
  const both = Int32Array.from(keys, (key) => pairs.get(key)!);
  return { a, b, both, likelihood: Float64Array.from(keys, (_, i) => signedLikelihood(both[i]!, worksA[a[i]!]!, worksB[b[i]!]!, works)), worksA, worksB };
}
