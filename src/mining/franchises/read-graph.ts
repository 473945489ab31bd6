import { countPairs } from '../../kernels/pair-counts.js';
import type { Lake } from '../../lake/lake.js';
import { tagCategories } from '../../tags/categories.js';
import { nameParts } from '../../tags/name-parts.js';
import { readPostTags } from '../post-tags.js';
import { workGraph, type WorkGraph } from './graph.js';
import { plainPosts } from './plain-posts.js';

/** Boards' word for posts that join unrelated works: what stands together there says nothing. */
const crossovers = 'crossover';

const categories = [tagCategories.copyright, tagCategories.character];

/** The works and characters of a lake, with the tags that each node stands for. */
export interface LakeGraph {
  readonly graph: WorkGraph;
  /** The tags of a node: one name may be spelt in several ways, and old names are aliases. In order of name. */
  readonly tags: readonly NodeTag[];
  /** The lowest tag number of each node's own name. */
  readonly tagIds: Int32Array;
  /** Posts counted of each node, from posts and ready-made pairs; 0 for those that only a list of tags knows. */
  readonly counted: Float64Array;
  /** Pairs of a post and a tag, and ready-made pairs, that were read. */
  readonly rows: number;
}

export interface NodeTag {
  readonly tag_name: string;
  readonly tag_cat: number;
  readonly node: number;
  /** Whether it is an old name of the node. */
  readonly alias: boolean;
}

interface TagColumns {
  readonly tagId: Int32Array;
  readonly node: Int32Array;
}

/**
 * Reads copyrights and characters of all boards by name: posts are counted as the session shows them and but for crossovers (`plainPosts`), ready-made pairs of a dump are added, and
 * so is what the board implies. Tags in fewer than `support` posts, and pairs in one post, are left out of the pairs; active aliases are their new name.
 */
export async function readWorkGraph(lake: Lake, { support, threads, onProgress }: { support: number; threads: number; onProgress?: (label: string, done: number, total: number) => void }): Promise<LakeGraph> {
  const nodes = await readNodes(lake);
  const { names, isWork, posts, tagIds, tags } = nodes;
  const nodeOf = new Int32Array((nodes.columns.tagId.at(-1) ?? 0) + 1).fill(-1);
  nodes.columns.tagId.forEach((tag, i) => (nodeOf[tag] = nodes.columns.node[i]!));
  const counted = new Float64Array(names.length);
  const pairs = new Map<number, number>();
  const add = (a: number, b: number, both: number): void => {
    if (a < 0 || b < 0 || a === b) return;
    const key = pairKey(a, b, names.length);
    pairs.set(key, (pairs.get(key) ?? 0) + both);
  };
  let rows = 0;
  const boards = await lake.rows<{ booru: string }>(`SELECT DISTINCT booru FROM tag_posts SEMI JOIN (SELECT tag_id FROM tags WHERE tag_cat IN (${categories.join(', ')})) USING (tag_id) ORDER BY booru`);
  for (const { booru } of boards) {
    const progress = (label: string) => (done: number, total: number) => onProgress?.(`${label} ${booru}`, done, total);
    const { postTags, tagIds: ids } = await readPostTags(lake, { booru, categories, minimumPosts: support, years: null, without: crossovers }, progress('reading'));
    const nodeOfTag = Int32Array.from(ids, (id) => nodeOf[id]!);
    const plain = plainPosts(postTags, Uint8Array.from(nodeOfTag, (node) => isWork[node]!), personsOf(names, nodeOfTag));
    const whole = countPairs(postTags, { minimum: 2, threads, onProgress: progress('counting') });
    const clear = countPairs(plain, { minimum: 2, threads, onProgress: progress('counting plain posts of') });
    // A tag that is hardly ever in plain posts is counted in all of its posts.
    const isClear = Uint8Array.from(clear.posts, (posts) => (posts >= support ? 1 : 0));
    nodeOfTag.forEach((node, tag) => (counted[node] = counted[node]! + (isClear[tag] === 1 ? clear.posts[tag]! : whole.posts[tag]!)));
    for (const { batches, ofClear } of [{ ...whole, ofClear: 0 }, { ...clear, ofClear: 1 }]) {
      for await (const { tagA, tagB, both } of batches) {
        for (let i = 0; i < both.length; i++) if ((isClear[tagA[i]!]! & isClear[tagB[i]!]!) === ofClear) add(nodeOfTag[tagA[i]!]!, nodeOfTag[tagB[i]!]!, both[i]!);
      }
    }
    rows += postTags.tagIds.length;
  }
  const readyMade = await addReadyMade(lake, nodeOf, counted, add);
  rows += readyMade;
  for (let node = 0; node < names.length; node++) if (counted[node]! > 0) posts[node] = counted[node]!;
  await addImplied(lake, names, posts, pairs);
  const keys = [...pairs.keys()];
  const graph = workGraph(names, isWork, posts, Uint32Array.from(keys, (key) => Math.floor(key / names.length)), Uint32Array.from(keys, (key) => key % names.length), Float64Array.from(pairs.values()), readyMade === 0);
  return { graph, tags, tagIds, counted, rows };
}

interface Nodes {
  names: string[];
  isWork: Uint8Array;
  /** Posts as the boards count them. */
  posts: Float64Array;
  tagIds: Int32Array;
  tags: NodeTag[];
  columns: TagColumns;
}

/** One node for each normalised name of a copyright or character after its aliases; in the category in which it is used most. */
async function readNodes(lake: Lake): Promise<Nodes> {
  const rows = await lake.rows<{ tag_id: number; tag_name: string; norm: string; tag_cat: number; posts: number; meant: string | null }>(`
    WITH mine AS (SELECT *, coalesce(post_count, 0) AS posts FROM tags WHERE tag_cat IN (${categories.join(', ')})),
    alias AS (SELECT antecedent, min(consequent) AS consequent FROM tag_aliases WHERE status = 'active' GROUP BY antecedent)
    SELECT tag_id, tag_name, tag_name_norm AS norm, tag_cat, posts, alias.consequent AS meant FROM mine
      LEFT JOIN alias ON alias.antecedent = tag_name_norm AND alias.consequent IN (SELECT tag_name_norm FROM mine) ORDER BY tag_id`);
  const meant = new Map(rows.filter((row) => row.meant !== null).map((row) => [row.norm, row.meant!]));
  const finalName = (norm: string): string => {
    let name = norm;
    for (let steps = 0; steps < 8 && meant.has(name); steps++) name = meant.get(name)!;
    return name;
  };
  const byName = new Map<string, number>();
  const names: string[] = [];
  const weights: [work: number, character: number][] = [];
  const node = Int32Array.from(rows, ({ norm, tag_cat, posts }) => {
    const name = finalName(norm);
    let at = byName.get(name);
    if (at === undefined) {
      byName.set(name, (at = names.push(name) - 1));
      weights.push([0, 0]);
    }
    if (name === norm || weights[at]![0] + weights[at]![1] === 0) weights[at]![tag_cat === tagCategories.copyright ? 0 : 1] += 1 + posts;
    return at;
  });
  const posts = new Float64Array(names.length);
  const tagIds = new Int32Array(names.length).fill(-1);
  const tags = new Map<string, NodeTag>();
  const spelt: string[] = [];
  rows.forEach(({ tag_id, tag_name, norm, tag_cat, posts: used }, row) => {
    const at = node[row]!;
    const alias = names[at] !== norm;
    if (!alias) posts[at] = posts[at]! + used;
    if (tagIds[at]! < 0 || (!alias && names[at] !== spelt[at])) tagIds[at] = tag_id;
    if (!alias) spelt[at] = norm;
    tags.set(`${tag_cat} ${tag_name}`, { tag_name, tag_cat, node: at, alias });
  });
  const ordered = [...tags.values()].sort((a, b) => (a.tag_name < b.tag_name ? -1 : a.tag_name > b.tag_name ? 1 : a.tag_cat - b.tag_cat));
  const isWork = Uint8Array.from(weights, ([work, character]) => (work >= character ? 1 : 0));
  return { names, isWork, posts, tagIds, tags: ordered, columns: { tagId: Int32Array.from(rows, (row) => row.tag_id), node } };
}

async function addReadyMade(lake: Lake, nodeOf: Int32Array, counted: Float64Array, add: (a: number, b: number, both: number) => void): Promise<number> {
  const columns = await lake.columns(`WITH mine AS (SELECT tag_id FROM tags WHERE tag_cat IN (${categories.join(', ')}))
    SELECT tag_id_a, tag_id_b, posts_both::DOUBLE AS both_posts, coalesce(posts_a, 0)::DOUBLE AS posts_a, coalesce(posts_b, 0)::DOUBLE AS posts_b
    FROM cooccurrence WHERE origin = 'dump' AND tag_id_a IN (FROM mine) AND tag_id_b IN (FROM mine) ORDER BY booru, tag_id_a, tag_id_b`);
  const [a, b] = [columns['tag_id_a'] as Int32Array, columns['tag_id_b'] as Int32Array];
  const [both, postsA, postsB] = [columns['both_posts'], columns['posts_a'], columns['posts_b']] as [Float64Array, Float64Array, Float64Array];
  const posts = new Map<number, number>();
  for (let i = 0; i < a.length; i++) {
    add(nodeOf[a[i]!]!, nodeOf[b[i]!]!, both[i]!);
    posts.set(a[i]!, Math.max(posts.get(a[i]!) ?? 0, postsA[i]!));
    posts.set(b[i]!, Math.max(posts.get(b[i]!) ?? 0, postsB[i]!));
  }
  for (const [tag, used] of posts) counted[nodeOf[tag]!] = counted[nodeOf[tag]!]! + used;
  return a.length;
}

/** A tag that implies another stands on all its posts with it. */
async function addImplied(lake: Lake, names: readonly string[], posts: Float64Array, pairs: Map<number, number>): Promise<void> {
  const implied = await lake.rows<{ antecedent: string; consequent: string }>("SELECT DISTINCT antecedent, consequent FROM tag_implications WHERE status = 'active' ORDER BY ALL");
  if (implied.length === 0) return;
  const nodes = new Map(names.map((name, node) => [name, node]));
  for (const { antecedent, consequent } of implied) {
    const [a, b] = [nodes.get(antecedent), nodes.get(consequent)];
    if (a !== undefined && b !== undefined && a !== b && posts[a]! <= posts[b]!) pairs.set(pairKey(a, b, names.length), posts[a]!);
  }
}

function pairKey(a: number, b: number, nodes: number): number {
  return Math.min(a, b) * nodes + Math.max(a, b);
}

/** One number for all variants of a character: names that are alike but for what stands in brackets. */
function personsOf(names: readonly string[], nodeOfTag: Int32Array): Int32Array {
  const persons = new Map<string, number>();
  return nodeOfTag.map((node) => {
    const { base } = nameParts(names[node]!);
    if (!persons.has(base)) persons.set(base, persons.size);
    return persons.get(base)!;
  });
}
