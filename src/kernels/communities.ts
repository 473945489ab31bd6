import { Random } from './random.js';
import { sparseGraph, type SparseGraph } from './sparse-graph.js';

export interface CommunityOptions {
  /** Resolution gamma of the modularity: above 1 for more and smaller communities. */
  readonly resolution: number;
  readonly seed: number;
  /** Refine each community before it is drawn together (Leiden); without it, Louvain. */
  readonly refine: boolean;
  /** Whole passes over the graph, each from the partition of the one before; fewer when one changes nothing. Default 10. */
  readonly passes?: number;
}

/** A graph whose nodes stand for several: with the weight of all their edges, and of those within. */
interface Level {
  readonly graph: SparseGraph;
  /** Sum of the weights of a node's edges; edges within it count twice. */
  readonly degree: Float64Array;
}

/**
 * Communities of high modularity with a resolution parameter: Louvain (V. Blondel et al., "Fast unfolding of communities in large networks", 2008) or
 * Leiden (V. Traag, L. Waltman, N. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities", 2019). Weights must not be
 * negative. Returns the community of each node, numbered from 0 in order of their first nodes; the same seed gives the same ones.
 */
export function detectCommunities(graph: SparseGraph, options: CommunityOptions): Int32Array {
  const nodes = graph.offsets.length - 1;
  const random = new Random(options.seed);
  const degree = new Float64Array(nodes);
  for (let node = 0; node < nodes; node++) for (let at = graph.offsets[node]!; at < graph.offsets[node + 1]!; at++) degree[node]! += graph.weights[at]!;
  const total = degree.reduce((sum, weight) => sum + weight, 0);
  let community: Int32Array = Int32Array.from({ length: nodes }, (_, node) => node);
  if (total === 0) return community;
  const scale = options.resolution / total;
  for (let pass = 0; pass < (options.passes ?? 10); pass++) {
    const next = numbered(onePass({ graph, degree }, community, scale, random, options.refine));
    const same = next.every((group, node) => group === community[node]);
    community = next;
    if (same) break;
  }
  return community;
}

/** Moves nodes, draws communities together, and so on until nothing is left to draw together. */
function onePass(bottom: Level, start: Int32Array, scale: number, random: Random, refine: boolean): Int32Array {
  const top = Int32Array.from(start.keys());
  let level = bottom;
  let community = start.slice();
  for (;;) {
    moveNodes(level, community, scale, random);
    const parts = refine ? refineParts(level, community, scale, random) : numbered(community);
    const count = parts.reduce((most, part) => Math.max(most, part), -1) + 1;
    if (count === level.degree.length) break;
    const above = new Int32Array(count);
    parts.forEach((part, node) => (above[part] = community[node]!));
    top.forEach((node, i) => (top[i] = parts[node]!));
    level = drawTogether(level, parts, count);
    community = numbered(above);
  }
  return top.map((node) => community[node]!);
}

/** Moves nodes, one after the other, to the neighbouring community that gains most modularity, until none gains any. */
function moveNodes({ graph, degree }: Level, community: Int32Array, scale: number, random: Random): void {
  const nodes = degree.length;
  const weightOf = new Float64Array(nodes);
  for (let node = 0; node < nodes; node++) weightOf[community[node]!]! += degree[node]!;
  const queue = random.shuffle(Array.from({ length: nodes }, (_, node) => node));
  const waiting = new Uint8Array(nodes).fill(1);
  const links = new Float64Array(nodes);
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at]!;
    waiting[node] = 0;
    const own = community[node]!;
    const near = linksOf(graph, node, community, links);
    weightOf[own]! -= degree[node]!;
    let best = own;
    let most = links[own]! - scale * degree[node]! * weightOf[own]!;
    for (const other of near) {
      const gain = links[other]! - scale * degree[node]! * weightOf[other]!;
      if (gain > most + 1e-12) [best, most] = [other, gain];
    }
    for (const other of near) links[other] = 0;
    links[own] = 0;
    weightOf[best]! += degree[node]!;
    if (best === own) continue;
    community[node] = best;
    for (let edge = graph.offsets[node]!; edge < graph.offsets[node + 1]!; edge++) {
      const other = graph.neighbours[edge]!;
      if (waiting[other] === 1 || community[other] === best) continue;
      waiting[other] = 1;
      queue.push(other);
    }
  }
}

/** The parts of each community that hang well together: from single nodes, each joins a part of its own community, the likelier the more it gains. */
function refineParts({ graph, degree }: Level, community: Int32Array, scale: number, random: Random): Int32Array {
  const nodes = degree.length;
  const part = Int32Array.from({ length: nodes }, (_, node) => node);
  const weightOf = degree.slice();
  const within = new Float64Array(nodes);
  const communityWeight = new Float64Array(nodes);
  for (let node = 0; node < nodes; node++) {
    communityWeight[community[node]!]! += degree[node]!;
    for (let edge = graph.offsets[node]!; edge < graph.offsets[node + 1]!; edge++) {
      if (community[graph.neighbours[edge]!] === community[node]) within[node]! += graph.weights[edge]!;
    }
  }
  const size = new Uint32Array(nodes).fill(1);
  const links = new Float64Array(nodes);
  const isLinked = (inside: number, weight: number, whole: number): boolean => inside >= scale * weight * (whole - weight);
  for (const node of random.shuffle(Array.from({ length: nodes }, (_, i) => i))) {
    const whole = communityWeight[community[node]!]!;
    if (size[part[node]!]! > 1 || !isLinked(within[node]!, degree[node]!, whole)) continue;
    const near = linksOf(graph, node, part, links, community).filter((other) => other !== node);
    const gains = near.map((other) => (isLinked(within[other]!, weightOf[other]!, whole) ? links[other]! - scale * degree[node]! * weightOf[other]! : -1));
    const best = Math.max(...gains, 0);
    // Theta of the paper: chances grow by the gain as a share of what the graph holds.
    const chances = gains.map((gain) => (gain > 0 ? Math.exp((gain - best) / (0.01 * degree[node]!)) : 0));
    let drawn = random.uniform() * chances.reduce((sum, chance) => sum + chance, 0);
    const chosen = chances.findIndex((chance) => chance > 0 && (drawn -= chance) <= 0);
    if (chosen >= 0) {
      const target = near[chosen]!;
      within[target] = within[target]! + within[node]! - 2 * links[target]!;
      weightOf[target]! += degree[node]!;
      size[target]! += 1;
      size[node] = 0;
      part[node] = target;
    }
    for (const other of near) links[other] = 0;
    links[node] = 0;
  }
  return numbered(part);
}

/** Adds up a node's edges by the group of the other end; returns these groups in the order met. With `only`, groups of the node's own community. */
function linksOf({ offsets, neighbours, weights }: SparseGraph, node: number, group: Int32Array, links: Float64Array, only?: Int32Array): number[] {
  const near: number[] = [];
  for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
    const other = neighbours[edge]!;
    if (weights[edge] === 0 || (only !== undefined && only[other] !== only[node])) continue;
    const at = group[other]!;
    if (links[at] === 0) near.push(at);
    links[at]! += weights[edge]!;
  }
  return near;
}

/** The graph whose nodes are the parts; edges within a part stay in its degree. */
function drawTogether({ graph, degree }: Level, parts: Int32Array, count: number): Level {
  const sums = new Map<number, number>();
  for (let node = 0; node < degree.length; node++) {
    for (let edge = graph.offsets[node]!; edge < graph.offsets[node + 1]!; edge++) {
      const [a, b] = [parts[node]!, parts[graph.neighbours[edge]!]!];
      if (a < b) sums.set(a * count + b, (sums.get(a * count + b) ?? 0) + graph.weights[edge]!);
    }
  }
  const above = new Float64Array(count);
  degree.forEach((weight, node) => (above[parts[node]!]! += weight));
  const keys = [...sums.keys()];
  return { graph: sparseGraph(count, keys.map((key) => Math.floor(key / count)), keys.map((key) => key % count), [...sums.values()]), degree: above };
}

/** Groups numbered from 0 in order of their first nodes. */
function numbered(groups: Int32Array): Int32Array {
  const number = new Map<number, number>();
  return groups.map((group) => {
    const known = number.get(group);
    if (known !== undefined) return known;
    number.set(group, number.size);
    return number.size - 1;
  });
}
