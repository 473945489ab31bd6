import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partitionScores } from '../src/kernels/partition-scores.js';
import { openLake, type Lake } from '../src/lake/lake.js';
import { loadFiles } from '../src/sources/load.js';
import { containmentForest } from '../src/mining/franchises/containment-forest.js';
import { groupingOf, type Grouping } from '../src/mining/franchises/grouping.js';
import { forestLimits, type ForestLimits } from '../src/mining/franchises/limits.js';
import { franchiseMethods, overlapGraph } from '../src/mining/franchises/methods.js';
import { readWorkGraph, type LakeGraph } from '../src/mining/franchises/read-graph.js';
import { findPython, median, outFolder, printMachine } from './measure.js';

const folds = 5;
const seed = 1;

/** A labelled tag: its node, true franchise, category, and whether it has any pair. */
interface Labelled {
  node: number;
  truth: number;
  category: number;
  paired: boolean;
}

/**
 * Franchises against hand-made labels: every method over the tags with pairs; then the forest with its limits chosen on four fifths of the franchises and
 * scored on the fifth that was not looked at; then what each limit matters. DUMPS names the folder of dumps (a taglist with labels, pairs of copyrights and characters).
 */
export async function main(): Promise<void> {
  const dumps = process.env['DUMPS'] ?? join(import.meta.dirname, '..', '..', 'shared', 'data');
  if (!existsSync(dumps)) return console.log(`No dumps at ${dumps}; name their folder: DUMPS=... npm run bench -- franchises`);
  printMachine();
  const dir = join(outFolder, 'franchise-lake');
  if (!existsSync(join(dir, 'manifest.json'))) await loadFiles(dir, [dumps]);
  const lake = await openLake(dir);
  try {
    const found = await readWorkGraph(lake, { support: 3, threads: 2 });
    const labelled = await labelsOf(lake, found);
    const paired = labelled.filter((tag) => tag.paired);
    console.log(`${found.graph.pairs.neighbours.length / 2} pairs; ${labelled.length} labelled tags, ${paired.length} of them with pairs`);
    await compareMethods(found, paired);
    crossValidate(found, labelled);
    varyLimits(found, labelled);
  } finally {
    lake.close();
  }
}

async function labelsOf(lake: Lake, { graph, tags }: LakeGraph): Promise<Labelled[]> {
  const rows = await lake.rows<{ tag_name: string; tag_cat: number; id: number }>("SELECT tag_name, tag_cat, min(id) AS id FROM labels WHERE kind = 'franchise' GROUP BY ALL HAVING count(DISTINCT id) = 1 ORDER BY ALL");
  const nodes = new Map(tags.map((tag) => [`${tag.tag_cat} ${tag.tag_name}`, tag.node]));
  return rows.flatMap(({ tag_name, tag_cat, id }) => {
    const node = nodes.get(`${tag_cat} ${tag_name}`);
    return node === undefined ? [] : [{ node, truth: id, category: tag_cat, paired: graph.pairs.offsets[node + 1]! > graph.pairs.offsets[node]! }];
  });
}

interface Figures {
  tags: number;
  f1: number;
  b3: number;
}

function score(root: Int32Array, tags: readonly Labelled[]): Figures {
  const { pairwise, bCubed } = partitionScores(Int32Array.from(tags, (tag) => tag.truth), Int32Array.from(tags, (tag) => root[tag.node]!));
  return { tags: tags.length, f1: pairwise.f1, b3: bCubed.f1 };
}

const figures = ({ f1, b3 }: Figures) => `${f1.toFixed(4)} (B-cubed ${b3.toFixed(4)})`;

async function compareMethods(found: LakeGraph, paired: readonly Labelled[]): Promise<void> {
  console.log(`\nMethods, pairwise F1 over the ${paired.length} tags with pairs, and over copyrights alone`);
  for (const [name, method] of Object.entries(franchiseMethods)) {
    const start = performance.now();
    const { root } = await method.group(found.graph, seed);
    print(name, root, paired, (performance.now() - start) / 1000);
  }
  const root = igraphLeiden(found);
  if (root === null) console.log('  igraph Leiden        skipped, python3 has no igraph');
  else print('igraph Leiden', root.root, paired);
}

function print(name: string, root: Int32Array, tags: readonly Labelled[], seconds?: number): void {
  console.log(`  ${name.padEnd(20)} ${figures(score(root, tags))}   ${figures(score(root, tags.filter((tag) => tag.category === 3)))}${seconds === undefined ? '' : `   ${seconds.toFixed(2)} s`}`);
}

/** The peer: Python igraph's Leiden, with the weight and resolution of ours. */
function igraphLeiden({ graph }: LakeGraph): Grouping | null {
  const python = findPython('igraph');
  if (python === null) return null;
  const folder = join(outFolder, 'franchises');
  mkdirSync(folder, { recursive: true });
  const { offsets, neighbours, weights } = overlapGraph(graph);
  const lines: string[] = [];
  for (let a = 0; a < graph.names.length; a++) for (let at = offsets[a]!; at < offsets[a + 1]!; at++) if (neighbours[at]! > a) lines.push(`${a},${neighbours[at]},${weights[at]}`);
  const file = join(folder, 'pairs.csv');
  writeFileSync(file, lines.join('\n'));
  const child = spawnSync(python, [join(import.meta.dirname, 'peers', 'leiden.py'), file, String(graph.names.length)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 });
  if (child.status !== 0) throw new Error('igraph failed');
  return groupingOf(graph, Int32Array.from(JSON.parse(child.stdout) as number[]));
}

/** Which labelled tags a forest is scored on: those it can place. */
function placed(grouping: Grouping, tags: readonly Labelled[]): Labelled[] {
  return tags.filter((tag) => tag.paired || grouping.rule[tag.node] !== 'alone');
}

const foldOf = (franchise: number): number => ((Math.imul(franchise, 0x9e3779b1) >>> 16) * folds) >>> 16;

/** The limits, and each of them a quarter lower and higher. */
function candidates(): [name: string, limits: ForestLimits][] {
  const varied = Object.entries(forestLimits).flatMap(([name, value]) => [0.75, 1.25].map((factor): [string, ForestLimits] => [`${name} x ${factor}`, { ...forestLimits, [name]: value * factor }]));
  return [['as they are', forestLimits], ...varied];
}

function crossValidate(found: LakeGraph, labelled: readonly Labelled[]): void {
  const forests = candidates().map(([name, limits]) => ({ name, grouping: containmentForest(found.graph, limits) }));
  const scores: { all: Figures; copyrights: Figures; chosen: string }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const [seen, unseen] = [labelled.filter((tag) => foldOf(tag.truth) !== fold), labelled.filter((tag) => foldOf(tag.truth) === fold)];
    const value = ({ grouping }: (typeof forests)[number]) => {
      const tags = placed(grouping, seen);
      return score(grouping.root, tags).f1 + score(grouping.root, tags.filter((tag) => tag.category === 3)).f1;
    };
    const best = forests.reduce((a, b) => (value(b) > value(a) + 1e-9 ? b : a));
    const tags = placed(best.grouping, unseen);
    scores.push({ all: score(best.grouping.root, tags), copyrights: score(best.grouping.root, tags.filter((tag) => tag.category === 3)), chosen: best.name });
  }
  console.log(`\nForest, limits chosen on four fifths of the franchises, scored on the tags of the other fifth`);
  scores.forEach(({ all, copyrights, chosen }, fold) => console.log(`  fold ${fold + 1}: ${all.tags} tags ${figures(all)}   ${copyrights.tags} copyrights ${figures(copyrights)}   chosen: ${chosen}`));
  for (const part of ['all', 'copyrights'] as const) {
    const values = scores.map((entry) => entry[part].f1);
    console.log(`  ${part}: median F1 ${median(values).toFixed(4)} (${Math.min(...values).toFixed(4)} to ${Math.max(...values).toFixed(4)})`);
  }
}

function varyLimits(found: LakeGraph, labelled: readonly Labelled[]): void {
  console.log('\nForest, over all labelled tags it places, with one limit a quarter lower or higher');
  for (const [name, limits] of candidates()) {
    const grouping = containmentForest(found.graph, limits);
    print(name, grouping.root, placed(grouping, labelled));
  }
}
