import type { Contingency } from '../kernels/partition-scores.js';

/** Two true franchises found as one. */
export interface WrongMerge {
  readonly franchise: string;
  readonly other: string;
  /** What they were found as. */
  readonly found: string;
  /** Tags of the smaller of the two there. */
  readonly tags_lost: number;
}

/** A true franchise found in pieces. */
export interface WrongSplit {
  readonly franchise: string;
  readonly tags: number;
  readonly pieces: number;
  /** Tags outside its largest piece. */
  readonly tags_lost: number;
  /** The largest pieces, by name, with their tags. */
  readonly found: string;
}

interface Cell {
  truth: number;
  found: number;
  tags: number;
}

const shownPieces = 4;
const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Found groups that hold several true franchises: the largest of each with every other in it, by tags lost. Names by number of group. */
export function wrongMerges(table: Contingency, truthNames: readonly string[], foundNames: readonly string[], limit: number): WrongMerge[] {
  const merges = cellsBy(table, 'found').flatMap((cells) => cells.slice(1).map((cell): WrongMerge => ({
    franchise: truthNames[cells[0]!.truth]!, other: truthNames[cell.truth]!, found: foundNames[cell.found]!, tags_lost: cell.tags,
  })));
  return merges.sort((a, b) => b.tags_lost - a.tags_lost || byName(a.franchise, b.franchise) || byName(a.other, b.other)).slice(0, limit);
}

/** True franchises in several found groups, by tags outside the largest. Names by number of group. */
export function wrongSplits(table: Contingency, truthNames: readonly string[], foundNames: readonly string[], limit: number): WrongSplit[] {
  const splits = cellsBy(table, 'truth').filter((cells) => cells.length > 1).map((cells): WrongSplit => {
    const tags = table.truthSizes[cells[0]!.truth]!;
    const more = cells.length > shownPieces ? [`${cells.length - shownPieces} more`] : [];
    return {
      franchise: truthNames[cells[0]!.truth]!, tags, pieces: cells.length, tags_lost: tags - cells[0]!.tags,
      found: [...cells.slice(0, shownPieces).map((cell) => `${foundNames[cell.found]} (${cell.tags})`), ...more].join(', '),
    };
  });
  return splits.sort((a, b) => b.tags_lost - a.tags_lost || byName(a.franchise, b.franchise)).slice(0, limit);
}

/** The cells of each group, largest first. */
function cellsBy(table: Contingency, side: 'truth' | 'found'): Cell[][] {
  const groups: Cell[][] = Array.from({ length: (side === 'truth' ? table.truthSizes : table.predictedSizes).length }, () => []);
  table.cellItems.forEach((tags, at) => {
    const cell = { truth: table.cellTruth[at]!, found: table.cellPredicted[at]!, tags };
    groups[cell[side]]!.push(cell);
  });
  for (const cells of groups) cells.sort((a, b) => b.tags - a.tags || a.truth - b.truth || a.found - b.found);
  return groups;
}
