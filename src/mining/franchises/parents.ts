import { nameParts, nameWords, placeOfWords } from '../../tags/name-parts.js';
import { bothPosts, eachNeighbour, isLarger, provenShare, type WorkGraph } from './graph.js';
import type { Rule } from './grouping.js';
import type { Homes } from './homes.js';
import type { ForestLimits } from './limits.js';
import type { Titles } from './titles.js';

/** A larger work that a work belongs to, and why. */
export interface Parent {
  readonly parent: number;
  readonly rule: Rule;
  /** Orders the rules; the strongest wins. */
  readonly strength: number;
}

/**
 * Gives each work at most one larger work it belongs to, by the strongest rule that holds; umbrellas get nobody and belong to nobody but by title.
 * title: the larger one's title stands in its name, and counts or the words say it is no chance. qualifier: its characters carry the
 * larger one's name in brackets. contained: half of its posts are the larger one's. own cast: its characters also appear there. guest cast:
 * the characters it shows live there. mostly: no other work shares nearly as many posts with it, where pairs may be missing.
 */
export function findParents(graph: WorkGraph, homes: Homes, titles: Titles, umbrellas: ReadonlySet<number>, limits: ForestLimits): Map<number, Parent> {
  const byQualifier = qualifierWorks(graph, homes, titles, umbrellas, limits);
  const parents = new Map<number, Parent>();
  for (let work = 0; work < graph.names.length; work++) {
    if (graph.isWork[work] === 0) continue;
    let best: Parent | null = null;
    const offer = (parent: number, rule: Rule, strength: number): void => {
      if (best === null || strength > best.strength || (strength === best.strength && isLarger(graph, parent, best.parent))) best = { parent, rule, strength };
    };
    for (const parent of titles.titled(work)) {
      const share = bothPosts(graph, parent, work) / graph.posts[work]!;
      const relative = homes.most[work]! > 0 ? bothPosts(graph, parent, work) / homes.most[work]! : 0;
      offer(parent, 'title', 3 + 0.1 * (titles.series[parent]!.length + share) + 0.2 * relative + 0.01 * Math.log(graph.posts[parent]!));
    }
    if (!umbrellas.has(work)) offerByCounts(graph, homes, work, limits, (parent, rule, strength) => umbrellas.has(parent) || offer(parent, rule, strength));
    const named = byQualifier.get(work);
    if (named !== undefined) offer(named, 'qualifier', 2.2);
    if (best !== null) parents.set(work, best);
  }
  return parents;
}

function offerByCounts(graph: WorkGraph, { home, most, residents, casts }: Homes, work: number, limits: ForestLimits, offer: (parent: number, rule: Rule, strength: number) => void): void {
  let first = 0;
  let second = 0;
  let topCharacter = 0;
  eachNeighbour(graph, work, (other, both) => {
    if (graph.isWork[other] === 0) topCharacter = Math.max(topCharacter, both);
    else if (both > first) [first, second] = [both, first];
    else second = Math.max(second, both);
  });
  eachNeighbour(graph, work, (other, both) => {
    if (graph.isWork[other] === 0 || !isLarger(graph, other, work)) return;
    const share = provenShare(both, graph.posts[work]!);
    if (share >= (graph.complete ? limits.containedComplete : limits.contained)) offer(other, 'contained', 2 + 0.5 * share + 0.4 * (both / first));
    else if (!graph.complete && both === first && (share >= limits.mostly || (second <= 0.5 * first && both >= 1.2 * topCharacter))) offer(other, 'mostly', 1 + share);
  });
  const own = residents[work]!;
  const lived = new Map<number, number>();
  for (const character of casts[work]!) if (home[character]! >= 0) lived.set(home[character]!, (lived.get(home[character]!) ?? 0) + 1);
  const cast = casts[work]!.filter((character) => home[character]! >= 0).length;
  const candidates = new Set(lived.keys());
  for (const character of own) eachNeighbour(graph, character, (other) => graph.isWork[other] === 1 && candidates.add(other));
  for (const other of candidates) {
    if (other === work || !isLarger(graph, other, work)) continue;
    const shares = own.map((character) => bothPosts(graph, character, other) / most[character]!);
    const mean = shares.reduce((sum, share) => sum + share, 0) / own.length;
    if (mean >= (graph.complete ? limits.ownCastComplete : limits.ownCast) && shares.filter((share) => share >= 0.2).length >= 2) offer(other, 'own cast', 1.5 + 0.5 * mean);
    const living = lived.get(other) ?? 0;
    if (cast >= 2 && living >= limits.guestCast * cast) offer(other, 'guest cast', 1.2 + (0.1 * living) / cast);
  }
}

/** For works whose characters mostly carry the same name in brackets, the larger work of that name. */
function qualifierWorks(graph: WorkGraph, homes: Homes, titles: Titles, umbrellas: ReadonlySet<number>, limits: ForestLimits): Map<number, number> {
  const carriers = new Map<string, number[]>();
  homes.home.forEach((home, character) => {
    const qualifier = home >= 0 ? nameParts(graph.names[character]!).qualifiers.at(-1) : undefined;
    if (qualifier === undefined) return;
    const list = carriers.get(qualifier);
    if (list) list.push(character);
    else carriers.set(qualifier, [character]);
  });
  const meant = new Map<string, number>();
  for (const [qualifier, characters] of carriers) {
    if (characters.length < 3) continue;
    const words = nameWords(qualifier);
    const weight = new Map<number, number>();
    for (const character of characters) {
      eachNeighbour(graph, character, (other, both) => {
        if (graph.isWork[other] === 1) weight.set(other, (weight.get(other) ?? 0) + both / homes.most[character]!);
      });
    }
    const named = [...weight].filter(([work]) => !umbrellas.has(work) && placeOfWords(words, titles.words[work]!) === 'start');
    named.sort((a, b) => b[1] - a[1] || (isLarger(graph, a[0], b[0]) ? -1 : 1));
    if (named.length > 0) meant.set(qualifier, named[0]![0]);
  }
  const found = new Map<number, number>();
  homes.residents.forEach((residents, work) => {
    const votes = new Map<number, number>();
    for (const character of residents) {
      const target = meant.get(nameParts(graph.names[character]!).qualifiers.at(-1) ?? '');
      if (target !== undefined) votes.set(target, (votes.get(target) ?? 0) + 1);
    }
    for (const [target, n] of votes) if (target !== work && n >= 2 && n >= limits.namedCast * residents.length && isLarger(graph, target, work)) found.set(work, target);
  });
  return found;
}
