import { DecidedSets } from '../decided-sets.js';

/** Edges between posts `x` and `y`, in the order in which they count. */
export interface PostEdges {
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** 1 when the edge may join posts of one board. */
  readonly isStrong: Uint8Array;
}

/** What people decided of posts, by their numbers. */
export interface DecidedPosts {
  readonly together: readonly (readonly [x: number, y: number])[];
  readonly apart: readonly (readonly [x: number, y: number])[];
  /** No post of that board shows what the post shows. */
  readonly barred: readonly (readonly [post: number, board: number])[];
}

/** What became of an edge, or of a decision to join. */
export const edgeFates = { joined: 0, sameBoard: 1, tooLarge: 2, keptApart: 3 } as const;

export interface PostClusters {
  /** For each post the smallest of its cluster. */
  readonly first: Int32Array;
  /** For each edge an `edgeFates`: joined, or left out since it would have joined two posts of one board, made a cluster too large, or joined what a person keeps apart. */
  readonly fates: Uint8Array;
  /** Which of `together` contradict other decisions and were not followed. */
  readonly contradictions: readonly number[];
}

export const noDecisions: DecidedPosts = { together: [], apart: [], barred: [] };

/**
 * Clusters posts by union-find: first what people joined, then edges, the surest first. No way leads together what people keep apart; a decision to join
 * that says otherwise is left out. An edge that is not strong never puts two posts of one board together, and no edge makes a cluster of more than `most`
 * posts, so that one wrong edge cannot chain many works. `board` is the number of each post's board.
 */
export function clusterPosts(board: Int32Array, boards: number, { x, y, isStrong }: PostEdges, most: number, decided: DecidedPosts = noDecisions): PostClusters {
  const words = Math.max(1, Math.ceil(boards / 31));
  const sets = new DecidedSets(board.length);
  const masks = new Int32Array(board.length * words);
  const barred = new Int32Array(decided.barred.length > 0 ? masks.length : 0);
  board.forEach((number, post) => (masks[post * words + Math.floor(number / 31)] = 1 << (number % 31)));
  for (const [post, number] of decided.barred) barred[post * words + Math.floor(number / 31)]! |= 1 << (number % 31);
  const meet = (one: Int32Array, a: number, other: Int32Array, b: number): boolean => {
    for (let word = 0; word < words; word++) if ((one[a * words + word]! & other[b * words + word]!) !== 0) return true;
    return false;
  };
  const areApart = (a: number, b: number): boolean => sets.areApart(a, b) || (barred.length > 0 && (meet(barred, a, masks, b) || meet(masks, a, barred, b)));
  const join = (a: number, b: number): void => {
    const [root, other] = sets.join(a, b);
    for (const mask of barred.length > 0 ? [masks, barred] : [masks]) for (let word = 0; word < words; word++) mask[root * words + word]! |= mask[other * words + word]!;
  };
  for (const [a, b] of decided.apart) sets.part(a, b);
  const contradictions: number[] = [];
  decided.together.forEach(([one, two], at) => {
    const [a, b] = [sets.find(one), sets.find(two)];
    if (a === b) return;
    if (areApart(a, b)) contradictions.push(at);
    else join(a, b);
  });
  const fates = new Uint8Array(x.length);
  for (let edge = 0; edge < x.length; edge++) {
    const [a, b] = [sets.find(x[edge]!), sets.find(y[edge]!)];
    if (a === b) continue;
    if (areApart(a, b)) fates[edge] = edgeFates.keptApart;
    else if (isStrong[edge] === 0 && meet(masks, a, masks, b)) fates[edge] = edgeFates.sameBoard;
    else if (sets.size[a]! + sets.size[b]! > most) fates[edge] = edgeFates.tooLarge;
    else join(a, b);
  }
  return { first: Int32Array.from(board, (_, post) => sets.find(post)), fates, contradictions };
}

/** How many edges met that fate. */
export function countFate({ fates }: PostClusters, fate: number): number {
  return fates.reduce((count, found) => count + Number(found === fate), 0);
}
