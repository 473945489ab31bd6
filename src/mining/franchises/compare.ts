import { availableParallelism } from 'node:os';
import { partitionScores } from '../../kernels/partition-scores.js';
import type { Lake } from '../../lake/lake.js';
import { membersOf, type Franchise } from './members.js';
import { franchiseMethods, type FranchiseMethodName } from './methods.js';
import { readWorkGraph } from './read-graph.js';

export interface CompareOptions {
  /** As `findFranchises` takes it. Default 3. */
  readonly support?: number;
  /** For the methods that draw lots. Default 1. */
  readonly seed?: number;
  /** Default: as many as the machine has cores. */
  readonly threads?: number;
}

/** A row of a comparison: what one method makes of the same counts. */
export interface MethodRow {
  readonly method: FranchiseMethodName;
  readonly about: string;
  readonly franchises: number;
  /** Tags of the largest franchise, and its name: a method that glues too much shows it here first. */
  readonly largest: number;
  readonly largest_name: string;
  /** Seconds the grouping took, without the counting that all methods share. */
  readonly seconds: number;
  /** Labelled tags scored; 0 without labels. */
  readonly labelled: number;
  /** F1 over pairs of tags and B-cubed F1 over tags, 0 to 1; null without labels. */
  readonly pair_f1: number | null;
  readonly b3_f1: number | null;
  /** Pair F1 over those of the tags that stand beside another in counted posts: what a method makes of counts, without the names; null without such labels. */
  readonly counted_f1: number | null;
  /** Adjusted Rand index with the first method, over its tags: 1 for the same franchises, about 0 for chance. */
  readonly agreement: number;
}

/**
 * Groups the copyrights and characters of a lake by every method, from one reading of the counts, and writes nothing. All are scored over the same tags:
 * those that the default method places and that have a label (kind franchise) of one franchise; a tag that a method leaves out counts as one of its own.
 */
export async function compareFranchiseMethods(lake: Lake, options: CompareOptions = {}): Promise<MethodRow[]> {
  const { support = 3, seed = 1, threads = availableParallelism() } = options;
  const found = await readWorkGraph(lake, { support, threads });
  const truth = await labelledFranchises(lake);
  const names = Object.keys(franchiseMethods) as FranchiseMethodName[];
  const groupings: { method: FranchiseMethodName; seconds: number; franchises: Franchise[] }[] = [];
  for (const method of names) {
    const started = performance.now();
    const grouping = await franchiseMethods[method].group(found.graph, seed);
    groupings.push({ method, seconds: (performance.now() - started) / 1000, franchises: membersOf(found, grouping, support) });
  }
  const tags = placesOf(groupings[0]!.franchises);
  const all = [...tags.keys()];
  const labelled = all.filter((tag) => truth.has(tag));
  const score = (scored: readonly string[], places: ReadonlyMap<string, number>) => (scored.length === 0 ? null : partitionScores(placed(scored, truth), placed(scored, places)));
  const first = Int32Array.from(tags.values());
  const met = new Set(groupings[0]!.franchises.flatMap(({ members }) => members.filter(({ confidence }) => confidence !== null).map(({ tag_cat, tag_name }) => keyOf(tag_cat, tag_name))));
  const counted = labelled.filter((tag) => met.has(tag));
  return groupings.map(({ method, seconds, franchises }) => {
    const places = placesOf(franchises);
    const largest = franchises.reduce<Franchise | undefined>((most, one) => (most === undefined || one.members.length > most.members.length ? one : most), undefined);
    const scores = score(labelled, places);
    return {
      method, about: franchiseMethods[method].about, franchises: franchises.length, largest: largest?.members.length ?? 0, largest_name: largest?.name ?? '', seconds,
      labelled: labelled.length, pair_f1: scores?.pairwise.f1 ?? null, b3_f1: scores?.bCubed.f1 ?? null,
      counted_f1: score(counted, places)?.pairwise.f1 ?? null, agreement: partitionScores(first, placed(all, places)).adjustedRand,
    };
  });
}

const keyOf = (category: number, name: string) => `${category} ${name}`;

/** The number of the franchise of each tag. */
function placesOf(franchises: readonly Franchise[]): Map<string, number> {
  return new Map(franchises.flatMap(({ members }, i) => members.map((member) => [keyOf(member.tag_cat, member.tag_name), i] as const)));
}

function placed(tags: readonly string[], places: ReadonlyMap<string, number>): Int32Array {
  return Int32Array.from(tags, (tag, i) => places.get(tag) ?? -1 - i);
}

/** The number of the labelled franchise of each tag that has one. */
async function labelledFranchises(lake: Lake): Promise<Map<string, number>> {
  const rows = await lake.rows<{ tag_name: string; tag_cat: number; franchise: string }>(`SELECT tag_name, tag_cat, min(booru || ' ' || id) AS franchise FROM labels
    WHERE kind = 'franchise' AND id IS NOT NULL GROUP BY ALL HAVING count(DISTINCT (booru, id)) = 1 ORDER BY ALL`);
  const numbers = new Map<string, number>();
  return new Map(rows.map(({ tag_name, tag_cat, franchise }) => {
    if (!numbers.has(franchise)) numbers.set(franchise, numbers.size);
    return [keyOf(tag_cat, tag_name), numbers.get(franchise)!] as const;
  }));
}
