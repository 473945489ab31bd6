/** Pairs that there are, those found, and those found that are right. */
export type PairCounts = {
  readonly scope: string;
  readonly pairs: number;
  readonly found: number;
  readonly right: number;
};

/** Counts with their ratios, 0 to 1; 1 of nothing. */
export type PairScore = PairCounts & { readonly precision: number; readonly recall: number; readonly f1: number };

export function pairScore({ scope, pairs, found, right }: PairCounts): PairScore {
  return { scope, pairs, found, right, precision: found === 0 ? 1 : right / found, recall: pairs === 0 ? 1 : right / pairs, f1: pairs + found === 0 ? 1 : (2 * right) / (pairs + found) };
}
