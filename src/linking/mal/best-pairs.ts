import type { Linked } from './link-kind.js';

export interface BestPairs {
  /** The likeliest pair of each tag, -1 where it has none; of equal ones the first. */
  readonly best: Int32Array;
  /** Whether of the tags that could be its entry the pair's is the likeliest. */
  readonly isBestOfEntry: (pair: number) => boolean;
}

export function bestPairs({ comparison: { left, right, tags, entries }, probability }: Linked): BestPairs {
  const best = new Int32Array(tags).fill(-1);
  const top = new Float64Array(entries);
  probability.forEach((value, pair) => {
    const [tag, entry] = [left[pair]!, right[pair]!];
    if (best[tag]! < 0 || value > probability[best[tag]!]!) best[tag] = pair;
    if (value > top[entry]!) top[entry] = value;
  });
  return { best, isBestOfEntry: (pair) => probability[pair]! >= top[right[pair]!]! };
}
