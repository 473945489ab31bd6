import { bothPosts, eachNeighbour, isLarger } from './graph.js';
import type { Grouping, Rule } from './grouping.js';
import type { LakeGraph } from './read-graph.js';

/** A tag of a franchise, as a row of `franchise_members` without the franchise. */
export interface Member {
  readonly tag_name: string;
  readonly tag_cat: number;
  /** Share of its posts that carry the copyright of the franchise it has most posts with; 1 for the head; null where nothing was counted. */
  readonly share: number | null;
  /** Of its company (each tag it appears with weighs as many posts as they share), the part in this franchise; null where nothing was counted. */
  readonly confidence: number | null;
  readonly rule: Rule | 'alias';
  /** The tag it was put beside; null for a head. */
  readonly follows: string | null;
  readonly posts: number;
}

export interface Franchise {
  /** Number of the tag that names it. */
  readonly id: number;
  readonly name: string;
  readonly members: readonly Member[];
}

/**
 * Franchises with their tags, in order of number. A tag is placed when it was counted in at least `support` posts, or a rule put it beside another one.
 * A franchise is named by its head, or its most used copyright when the head is none.
 */
export function membersOf({ graph, tags, tagIds, counted }: LakeGraph, { root, rule, followed }: Grouping, support: number): Franchise[] {
  const { names, isWork, posts } = graph;
  const placed = Uint8Array.from(names, (_, node) => (counted[node]! >= support || rule[node] !== 'alone' ? 1 : 0));
  root.forEach((top, node) => placed[node] === 1 && (placed[top] = 1));
  const head = new Map<number, number>();
  root.forEach((top, node) => {
    if (placed[node] === 0 || isWork[node] === 0) return;
    const found = head.get(top);
    if (found === undefined || node === top || (found !== top && isLarger(graph, node, found))) head.set(top, node);
  });
  const members = new Map<number, Member[]>();
  for (const { tag_name, tag_cat, node, alias } of tags) {
    if (placed[node] === 0) continue;
    const list = members.get(root[node]!) ?? [];
    members.set(root[node]!, list);
    const isHead = node === (head.get(root[node]!) ?? root[node]);
    list.push({
      tag_name, tag_cat, share: isHead ? 1 : shareOf(node), confidence: confidenceOf(node), posts: Math.round(posts[node]!),
      ...(alias ? { rule: 'alias', follows: names[node]! } : { rule: rule[node]!, follows: followed[node] === node ? null : names[followed[node]!]! }),
    });
  }
  const franchises = [...members].map(([top, list]) => {
    const named = head.get(top) ?? top;
    return { id: tagIds[named]!, name: names[named]!, members: list };
  });
  return franchises.sort((a, b) => a.id - b.id);

  function shareOf(node: number): number | null {
    let most = 0;
    let seen = false;
    eachNeighbour(graph, node, (other, both) => {
      seen = true;
      if (isWork[other] === 1 && root[other] === root[node]) most = Math.max(most, both);
    });
    return seen ? Math.min(1, most / posts[node]!) : null;
  }

  function confidenceOf(node: number): number | null {
    let own = 0;
    let all = 0;
    eachNeighbour(graph, node, (other) => {
      const both = bothPosts(graph, node, other);
      all += both;
      if (root[other] === root[node]) own += both;
    });
    return all > 0 ? own / all : null;
  }
}
