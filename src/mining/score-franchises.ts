import { contingencyOf, itemScores, partitionScores, type Contingency } from '../kernels/partition-scores.js';
import type { Lake } from '../lake/lake.js';
import { tagCategories } from '../tags/categories.js';
import { wrongMerges, wrongSplits, type WrongMerge, type WrongSplit } from './franchise-faults.js';
import { readLabelledTags, type LabelledTags } from './franchise-truth.js';

export interface FranchiseScoreOptions {
  /** Kind of the labels that are the truth. Default franchise. */
  readonly kind?: string;
  /** Parquet file with the truth (tag_name, tag_cat, franchise_id), instead of labels. */
  readonly truth?: string;
  /** Merges and splits to list. Default 20. */
  readonly limit?: number;
}

/** Figures of one part of the tags; those of the whole partition are null where the part is scored against all tags. */
export interface FranchiseScore {
  readonly scope: string;
  readonly tags: number;
  /** True and found franchises that have a tag of this part. */
  readonly franchises: number;
  readonly found: number;
  /** Over pairs of tags. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** B-cubed, averaged over tags. */
  readonly b3_precision: number;
  readonly b3_recall: number;
  readonly b3_f1: number;
  readonly adjusted_rand: number | null;
  readonly homogeneity: number | null;
  readonly completeness: number | null;
  readonly v_measure: number | null;
}

export interface FranchiseScores {
  /** Tags with a label of one franchise that the lake has. */
  readonly labelled: number;
  /** Of these the tags with a row in `franchise_members`. */
  readonly covered: number;
  readonly unknown: number;
  readonly ambiguous: number;
  readonly scores: FranchiseScore[];
  readonly merges: WrongMerge[];
  readonly splits: WrongSplit[];
}

const sizeBuckets = [[1, 1], [2, 4], [5, 19], [20, 99], [100, Infinity]] as const;
const postBuckets = [[0, 9], [10, 99], [100, 999], [1000, Infinity]] as const;

/**
 * Scores the table `franchise_members` against the truth: over the tags that have both (all, copyrights alone, characters alone), the same with
 * every uncovered tag counted as a franchise of its own, and by tags of the true franchise and posts of the tag (these count a tag's pairs with all
 * covered tags). Scopes without a tag are left out. Throws UserError when there is no truth or nothing to score.
 */
export async function scoreFranchises(lake: Lake, options: FranchiseScoreOptions = {}): Promise<FranchiseScores> {
  const { limit = 20, ...source } = options;
  const tags = await readLabelledTags(lake, source);
  const rows = tags.name.map((_, row) => row);
  const covered = rows.filter((row) => tags.found[row]! >= 0);
  const table = tableOf(tags, covered);
  const ofCategory = (category: number) => (row: number) => tags.category[row] === category;
  const { copyright, character } = tagCategories;
  const scores = [
    wholeScore('all tags', tags, covered),
    wholeScore('copyrights', tags, covered.filter(ofCategory(copyright))),
    wholeScore('characters', tags, covered.filter(ofCategory(character))),
    wholeScore('all, missing ones alone', tags, rows),
    wholeScore('copyrights, missing alone', tags, rows.filter(ofCategory(copyright))),
    wholeScore('characters, missing alone', tags, rows.filter(ofCategory(character))),
    ...sizeBuckets.map((bucket) => partScore(`franchises of ${rangeOf(bucket, 'tag')}`, table, (item) => isIn(table.truthSizes[table.truth[item]!]!, bucket))),
    ...postBuckets.map((bucket) => partScore(`tags of ${rangeOf(bucket, 'post')}`, table, (item) => isIn(tags.posts[covered[item]!]!, bucket))),
  ];
  const [truthNames, foundNames] = namesOf(tags, covered, table);
  return {
    labelled: rows.length, covered: covered.length, unknown: tags.unknown, ambiguous: tags.ambiguous, scores: scores.filter((score) => score.tags > 0),
    merges: wrongMerges(table, truthNames, foundNames, limit), splits: wrongSplits(table, truthNames, foundNames, limit),
  };
}

const isIn = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most;

function rangeOf([least, most]: readonly [number, number], thing: string): string {
  if (most === Infinity) return `${least}+ ${thing}s`;
  return least === most ? `${least} ${thing}` : `${least}-${most} ${thing}s`;
}

/** Labels of both sides; a tag without a found franchise is one of its own. */
function labelsOf(tags: LabelledTags, rows: readonly number[]): [Int32Array, Int32Array] {
  return [Int32Array.from(rows, (row) => tags.truth[row]!), Int32Array.from(rows, (row) => (tags.found[row]! < 0 ? -1 - row : tags.found[row]!))];
}

const tableOf = (tags: LabelledTags, rows: readonly number[]) => contingencyOf(...labelsOf(tags, rows));

function wholeScore(scope: string, tags: LabelledTags, rows: readonly number[]): FranchiseScore {
  const { items, truths, predictions, adjustedRand, homogeneity, completeness, vMeasure, ...scores } = partitionScores(...labelsOf(tags, rows));
  return { scope, tags: items, franchises: truths, found: predictions, ...flat(scores), adjusted_rand: adjustedRand, homogeneity, completeness, v_measure: vMeasure };
}

function partScore(scope: string, table: Contingency, isPart: (item: number) => boolean): FranchiseScore {
  const items = Array.from(table.truth.keys()).filter(isPart);
  const groups = (of: Int32Array) => new Set(items.map((item) => of[item])).size;
  const whole = { adjusted_rand: null, homogeneity: null, completeness: null, v_measure: null };
  return { scope, tags: items.length, franchises: groups(table.truth), found: groups(table.predicted), ...flat(itemScores(table, isPart)), ...whole };
}

function flat({ pairwise, bCubed }: ReturnType<typeof itemScores>) {
  return { ...pairwise, b3_precision: bCubed.precision, b3_recall: bCubed.recall, b3_f1: bCubed.f1 };
}

/** Names by the numbers the table gave the groups. */
function namesOf(tags: LabelledTags, covered: readonly number[], table: Contingency): [string[], string[]] {
  const [truth, found]: [string[], string[]] = [[], []];
  covered.forEach((row, item) => {
    truth[table.truth[item]!] = tags.truthNames[tags.truth[row]!]!;
    found[table.predicted[item]!] = tags.foundNames[tags.found[row]!]!;
  });
  return [truth, found];
}
