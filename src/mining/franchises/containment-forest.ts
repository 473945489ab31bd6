import { nameParts } from '../../tags/name-parts.js';
import { eachNeighbour, type WorkGraph } from './graph.js';
import type { Grouping, Rule } from './grouping.js';
import { findHomes, type Homes } from './homes.js';
import { forestLimits, type ForestLimits } from './limits.js';
import { findParents, type Parent } from './parents.js';
import { Titles } from './titles.js';
import { findUmbrellas } from './umbrellas.js';

/** Weight of company from which a group joins it: more than one tag's. */
const leastCompany = 1.5;

/**
 * Franchises as a forest: characters live in the work they mostly appear with, works belong to a larger work, and what is left goes
 * with the names in brackets or with its company. Umbrella works glue nothing together, and a pair of tags in a few posts
 * (a crossover) never outweighs where the rest of the posts are.
 */
export function containmentForest(graph: WorkGraph, limits: ForestLimits = forestLimits): Grouping {
  const homes = findHomes(graph, limits);
  const titles = new Titles(graph, limits);
  const umbrellas = findUmbrellas(graph, homes, titles, limits);
  const parents = findParents(graph, homes, titles, umbrellas, limits);
  const root = new Int32Array(graph.names.length).fill(-1);
  const rule: Rule[] = graph.names.map(() => 'alone');
  const followed = Int32Array.from(graph.names.keys());
  plantWorks(graph, parents, root, rule, followed);
  homes.home.forEach((home, character) => {
    if (home < 0) return;
    root[character] = root[home]!;
    rule[character] = 'home';
    followed[character] = home;
  });
  followQualifiers(graph, homes, root, rule, followed, limits.qualifier);
  followCompany(graph, root, rule, followed);
  homes.guess.forEach((home, character) => {
    if (home < 0 || root[character]! >= 0) return;
    root[character] = root[home]!;
    rule[character] = 'home';
    followed[character] = home;
  });
  groupStrangers(graph, root, rule, followed);
  while (joinCompany(graph, umbrellas, root, rule, followed, limits.company)) continue;
  return { root, rule, followed };
}

function plantWorks(graph: WorkGraph, parents: ReadonlyMap<number, Parent>, root: Int32Array, rule: Rule[], followed: Int32Array): void {
  for (let work = 0; work < graph.names.length; work++) {
    if (graph.isWork[work] === 0) continue;
    let top = work;
    for (let up = parents.get(top); up !== undefined; up = parents.get(top)) top = up.parent;
    root[work] = top;
    const parent = parents.get(work);
    if (parent === undefined) continue;
    rule[work] = parent.rule;
    followed[work] = parent.parent;
  }
}

/** Characters seen with no work follow the others of their qualifier. */
function followQualifiers(graph: WorkGraph, { home }: Homes, root: Int32Array, rule: Rule[], followed: Int32Array, least: number): void {
  const qualifierOf = graph.names.map((name, node) => (graph.isWork[node] === 0 ? nameParts(name).qualifiers.at(-1) : undefined));
  const votes = new Map<string, Map<number, number>>();
  qualifierOf.forEach((qualifier, node) => {
    if (qualifier === undefined || home[node]! < 0) return;
    const list = votes.get(qualifier) ?? new Map<number, number>();
    list.set(root[node]!, (list.get(root[node]!) ?? 0) + 1);
    votes.set(qualifier, list);
  });
  qualifierOf.forEach((qualifier, node) => {
    if (qualifier === undefined || root[node]! >= 0) return;
    const winner = largest(votes.get(qualifier));
    if (winner === null || winner.weight < least * winner.all) return;
    root[node] = winner.key;
    rule[node] = 'qualifier';
    followed[node] = winner.key;
  });
}

/** Characters still without a franchise follow those they appear with, in rounds. */
function followCompany(graph: WorkGraph, root: Int32Array, rule: Rule[], followed: Int32Array): void {
  for (;;) {
    const found: [node: number, root: number][] = [];
    for (let node = 0; node < root.length; node++) {
      if (root[node]! >= 0) continue;
      const winner = largest(companyOf(graph, [node], (other) => root[other]!));
      if (winner !== null && winner.weight >= 0.5 * winner.all) found.push([node, winner.key]);
    }
    if (found.length === 0) break;
    for (const [node, home] of found) {
      root[node] = home;
      rule[node] = 'company';
      followed[node] = home;
    }
  }
}

/** Characters that know nobody with a franchise make groups of their own. */
function groupStrangers(graph: WorkGraph, root: Int32Array, rule: Rule[], followed: Int32Array): void {
  for (let node = 0; node < root.length; node++) {
    if (root[node]! >= 0) continue;
    const group = [node];
    root[node] = node;
    for (let member = group.pop(); member !== undefined; member = group.pop()) {
      eachNeighbour(graph, member, (other) => {
        if (root[other]! >= 0) return;
        root[other] = node;
        rule[other] = 'company';
        followed[other] = member!;
        group.push(other);
      });
    }
  }
}

/** Small groups whose members mostly keep company with characters of one larger group join it. Returns whether any did. */
function joinCompany(graph: WorkGraph, umbrellas: ReadonlySet<number>, root: Int32Array, rule: Rule[], followed: Int32Array, least: number): boolean {
  const groups = new Map<number, number[]>();
  root.forEach((top, node) => {
    const members = groups.get(top);
    if (members) members.push(node);
    else groups.set(top, [node]);
  });
  const joins = new Map<number, number>();
  for (const [top, members] of groups) {
    if (umbrellas.has(top)) continue;
    const weights = companyOf(graph, members, (other) => (graph.isWork[other] === 0 ? root[other]! : -1));
    const all = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    weights.delete(top);
    const winner = largest(weights);
    if (winner === null || umbrellas.has(winner.key) || winner.weight < leastCompany || winner.weight < least * all) continue;
    if (groups.get(winner.key)!.length > members.length) joins.set(top, winner.key);
  }
  for (const [top] of joins) {
    rule[top] = 'company';
    followed[top] = joins.get(top)!;
  }
  root.forEach((top, node) => {
    let last = top;
    while (joins.has(last)) last = joins.get(last)!;
    root[node] = last;
  });
  return joins.size > 0;
}

/** How much the neighbours of some nodes speak for each key: each node's commonest neighbour counts 1. */
function companyOf(graph: WorkGraph, nodes: readonly number[], keyOf: (other: number) => number): Map<number, number> {
  const weights = new Map<number, number>();
  for (const node of nodes) {
    let most = 0;
    eachNeighbour(graph, node, (_, both) => (most = Math.max(most, both)));
    eachNeighbour(graph, node, (other, both) => {
      const key = keyOf(other);
      if (key >= 0) weights.set(key, (weights.get(key) ?? 0) + both / most);
    });
  }
  return weights;
}

function largest(weights: ReadonlyMap<number, number> | undefined): { key: number; weight: number; all: number } | null {
  let found: { key: number; weight: number } | null = null;
  let all = 0;
  for (const [key, weight] of weights ?? []) {
    all += weight;
    if (found === null || weight > found.weight || (weight === found.weight && key < found.key)) found = { key, weight };
  }
  return found === null ? null : { ...found, all };
}
