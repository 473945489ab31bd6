import type { PairDecisions } from '../decisions.js';
import type { BoardTags } from './read-shared.js';

/** What people decided of the tags of two boards, by their places there. */
export interface DecidedTags {
  /** 1 for one tag, -1 for two, by `pairKey`. */
  readonly pairs: ReadonlyMap<number, 1 | -1>;
  /** Tags that no tag of the other board is. */
  readonly barredA: ReadonlySet<number>;
  readonly barredB: ReadonlySet<number>;
}

export const pairKey = (a: number, b: number, { tagIds }: Pick<BoardTags, 'tagIds'>): number => a * tagIds.length + b;

const places = new WeakMap<BoardTags, ReadonlyMap<number, number>>();

function placesOf(board: BoardTags): ReadonlyMap<number, number> {
  const known = places.get(board);
  if (known !== undefined) return known;
  const made = new Map(Array.from(board.tagIds, (id, place) => [id, place] as const));
  places.set(board, made);
  return made;
}

/** The part of the decisions that is about two boards. */
export function decidedTags({ together, apart, barred }: PairDecisions, a: BoardTags, b: BoardTags): DecidedTags {
  const pairs = new Map<number, 1 | -1>();
  if (together.length + apart.length + barred.length === 0) return { pairs, barredA: new Set(), barredB: new Set() };
  const [placesA, placesB] = [placesOf(a), placesOf(b)];
  const add = (x: number, y: number, verdict: 1 | -1) => {
    const [one, two] = placesA.has(x) ? [placesA.get(x), placesB.get(y)] : [placesA.get(y), placesB.get(x)];
    if (one !== undefined && two !== undefined) pairs.set(pairKey(one, two, b), verdict);
  };
  for (const [x, y] of together) add(x, y, 1);
  for (const [x, y] of apart) add(x, y, -1);
  const barredFrom = (own: ReadonlyMap<number, number>, other: BoardTags) => new Set(barred.flatMap(([tag, booru]) => (booru === other.booru ? own.get(tag) ?? [] : [])));
  return { pairs, barredA: barredFrom(placesA, b), barredB: barredFrom(placesB, a) };
}
