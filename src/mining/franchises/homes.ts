import { eachNeighbour, isLarger, type WorkGraph } from './graph.js';
import { forestLimits, type ForestLimits } from './limits.js';

/** Where characters mostly appear, and what follows for the works. */
export interface Homes {
  /** For each character the copyright it mostly appears with; -1 for works and for characters seen with none in more than a few posts. */
  readonly home: Int32Array;
  /** The same for characters that have only a few posts with any copyright: the best guess when nothing else is known. */
  readonly guess: Int32Array;
  /** For each node its posts with the copyright it has most posts with (0: none). The most of a character is its home's. */
  readonly most: Float64Array;
  /** For each work the characters at home there. */
  readonly residents: readonly (readonly number[])[];
  /** For each work the characters seen with it. */
  readonly casts: readonly (readonly number[])[];
}

/**
 * Finds the home of every character: the copyright it shares most posts with; of several that it never appears without, the
 * least used, which is the most particular. Pairs are compared within one character only, so a dump that counted a sample of posts serves too.
 */
export function findHomes(graph: WorkGraph, limits: ForestLimits = forestLimits): Homes {
  const { names, isWork, posts } = graph;
  const home = new Int32Array(names.length).fill(-1);
  const guess = new Int32Array(names.length).fill(-1);
  const most = new Float64Array(names.length);
  const residents: number[][] = names.map(() => []);
  const casts: number[][] = names.map(() => []);
  for (let node = 0; node < names.length; node++) {
    eachNeighbour(graph, node, (other, both) => {
      if (isWork[other] === 1 && both > most[node]!) most[node] = both;
      if (isWork[node] === 1 && isWork[other] === 0) casts[node]!.push(other);
    });
    if (isWork[node] === 1) continue;
    eachNeighbour(graph, node, (other, both) => {
      if (isWork[other] === 0 || both < 0.999 * most[node]!) return;
      const found = home[node]!;
      if (found < 0 || (posts[other] !== posts[found] ? posts[other]! < posts[found]! : isLarger(graph, found, other))) home[node] = other;
    });
    // With so few posts at any copyright, what the character is mostly seen with is not in the counts.
    if (most[node]! < limits.home * posts[node]!) {
      guess[node] = home[node]!;
      home[node] = -1;
    }
    if (home[node]! >= 0) residents[home[node]!]!.push(node);
  }
  return { home, guess, most, residents, casts };
}
