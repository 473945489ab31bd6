import { shareOf } from './score-curve.js';

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
  return { scope, pairs, found, right, precision: shareOf(right, found), recall: shareOf(right, pairs), f1: shareOf(2 * right, pairs + found) };
}
