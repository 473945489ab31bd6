import { isLarger, type WorkGraph } from './graph.js';

/** Why a node belongs where it does; what each means stands in docs/franchises.md. */
export type Rule = 'title' | 'qualifier' | 'contained' | 'own cast' | 'guest cast' | 'mostly' | 'home' | 'company' | 'community' | 'alone';

/** Which franchise each node is in, and why. */
export interface Grouping {
  /** For each node the node that stands for its franchise. */
  readonly root: Int32Array;
  /** For each node the rule that put it there, and the node it followed: itself when it stands for itself. */
  readonly rule: readonly Rule[];
  readonly followed: Int32Array;
}

/** The grouping of communities found by a method that gives no reasons; each is stood for by its most used copyright, or character if it has none. */
export function groupingOf(graph: WorkGraph, community: Int32Array): Grouping {
  const head = new Map<number, number>();
  const better = (a: number, b: number) => (graph.isWork[a] !== graph.isWork[b] ? graph.isWork[a] === 1 : isLarger(graph, a, b));
  community.forEach((group, node) => {
    const found = head.get(group);
    if (found === undefined || better(node, found)) head.set(group, node);
  });
  const root = Int32Array.from(community, (group) => head.get(group)!);
  return { root, followed: root, rule: Array.from(root, (top, node) => (top === node ? 'alone' : 'community')) };
}
