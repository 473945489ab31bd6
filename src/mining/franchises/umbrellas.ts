import { bothPosts, eachNeighbour, isLarger, type WorkGraph } from './graph.js';
import type { Homes } from './homes.js';
import type { ForestLimits } from './limits.js';
import type { Titles } from './titles.js';

/** The board's word for pictures of no published work: what stands under it has nothing in common. */
const noWork = 'original';
const leastWorks = 3;

/**
 * Works that stand over unrelated ones and must not glue them together: publishers, magazines, studios, crossover events. Such a work
 * is what at least three others are mostly seen with; fewer of its characters are at home there than below it; and those below it are often seen
 * without it, or no half of the others hang together by posts, characters or a rare word in their names. A tag that the board calls a series is none.
 */
export function findUmbrellas(graph: WorkGraph, homes: Homes, titles: Titles, limits: ForestLimits): Set<number> {
  const umbrellas = new Set<number>();
  for (const [work, below] of worksBelow(graph, homes)) {
    const name = graph.names[work]!;
    if (/series\)?$/.test(name)) continue;
    const others = below.filter((other) => !titles.holds(work, other) && bothPosts(graph, work, other) >= 0.05 * graph.posts[other]!);
    if (others.length < leastWorks) continue;
    const here = new Set(others);
    const residents = homes.residents[work]!.length;
    const guests = homes.casts[work]!.filter((character) => here.has(homes.home[character]!));
    if (residents >= guests.length) continue;
    const meanShare = guests.reduce((sum, character) => sum + bothPosts(graph, work, character) / homes.most[character]!, 0) / guests.length;
    if (meanShare < limits.guestShare || largestShare(graph, homes, titles, others) <= limits.umbrella) umbrellas.add(work);
  }
  const original = graph.names.findIndex((name, node) => name === noWork && graph.isWork[node] === 1);
  if (original >= 0) umbrellas.add(original);
  return umbrellas;
}

/** For each work the smaller ones that share at least half as many posts with it as with any other. */
function worksBelow(graph: WorkGraph, { most }: Homes): Map<number, number[]> {
  const below = new Map<number, number[]>();
  for (let work = 0; work < graph.names.length; work++) {
    if (graph.isWork[work] === 0) continue;
    eachNeighbour(graph, work, (other, both) => {
      if (graph.isWork[other] === 0 || !isLarger(graph, other, work) || both < 0.5 * most[work]!) return;
      const list = below.get(other);
      if (list) list.push(work);
      else below.set(other, [work]);
    });
  }
  return below;
}

/** The share of some works that is in their largest group of works that hang together. */
function largestShare(graph: WorkGraph, { casts }: Homes, titles: Titles, works: readonly number[]): number {
  const group = works.map((_, i) => i);
  const find = (i: number): number => (group[i] === i ? i : find(group[i]!));
  const together = (a: number, b: number): boolean => {
    if (bothPosts(graph, a, b) >= 0.1 * Math.min(graph.posts[a]!, graph.posts[b]!)) return true;
    const cast = new Set(casts[a]);
    const shared = casts[b]!.filter((character) => cast.has(character)).length;
    return shared >= Math.max(1, 0.3 * Math.min(casts[a]!.length, casts[b]!.length)) || titles.shareWord(a, b);
  };
  for (let i = 0; i < works.length; i++) {
    for (let j = 0; j < i; j++) if (find(i) !== find(j) && together(works[i]!, works[j]!)) group[find(i)] = find(j);
  }
  const sizes = new Map<number, number>();
  works.forEach((_, i) => sizes.set(find(i), (sizes.get(find(i)) ?? 0) + 1));
  return Math.max(...sizes.values()) / works.length;
}
