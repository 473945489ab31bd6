import { INTEGER, VARCHAR, DOUBLE, TINYINT, LIST, listValue, type DuckDBConnection } from '@duckdb/node-api';
import { crossPairs, type CrossPairs } from '../../kernels/cross-counts.js';
import { createColumnTable } from '../../lake/column-table.js';
import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import { schemaOf } from '../../lake/schema.js';
import { runStep, type StepOptions } from '../../lake/step.js';
import { namePairs, type NameRule } from './name-pairs.js';
import { createWorkTags, readBoards, readSharedTags, type BoardTags } from './read-shared.js';
import { createUnifiedTags } from './unify-tags.js';
import { fewWorks, weighPairs, type Verdicts } from './weigh-pairs.js';

export interface LinkTagsOptions extends StepOptions {
  /** Boards whose names tags get before those of others. */
  readonly prefer?: readonly string[];
  /** Least score of a link that is accepted. Default 0.9. */
  readonly accept?: number;
  /** Take no notice of names and aliases: link by shared posts alone. */
  readonly ignoreNames?: boolean;
}

export interface BoardPairSummary {
  readonly booru_a: string;
  readonly booru_b: string;
  readonly shared_works: number;
  readonly accepted: number;
  /** Of these the ones whose names do not agree. */
  readonly by_posts_alone: number;
  readonly review: number;
}

export const defaultTagAccept = 0.9;
/** Candidates of less probability are not listed. */
const least = 0.1;
/** Candidates kept for each tag by what shared works tell. */
const mostCandidates = 12;
/** Candidates listed for a tag under review. */
const mostListed = 3;

interface Link {
  readonly a: number;
  readonly b: number;
  readonly both: number;
  readonly worksA: number;
  readonly worksB: number;
  readonly score: number;
  readonly rule: NameRule | null;
  readonly evidence: readonly string[];
  readonly status: 'accepted' | 'review';
}

/**
 * Finds which tags of two boards are one, for all pairs of boards, and writes the tables `tag_links` and `unified_tags` in one commit. Posts of every rating
 * are counted. Throws UserError when the lake has tags of fewer than two boards, and as `runStep`.
 */
export async function linkTags(lake: Lake, options: LinkTagsOptions = {}): Promise<BoardPairSummary[]> {
  const { prefer = [], accept = defaultTagAccept, ignoreNames = false, signal } = options;
  return runStep(lake, 'link tags', options, async (writer) => {
    const { connection } = writer;
    const boards = await readBoards(connection, { tags: writer.scan('tags'), aliases: writer.scan('tag_aliases') }, prefer);
    if (boards.length < 2) throw new UserError(`The lake has tags of ${boards.length === 0 ? 'no board' : 'one board only'}`, 'Load dumps of two boards or more: boorulab load DUMP...');
    await createWorkTags(connection, { works: writer.scan('works'), postTags: writer.scan('post_tags') });
    const couples = boards.flatMap((a, at) => boards.slice(at + 1).map((b) => [a, b] as const));
    const summary: BoardPairSummary[] = [];
    const all: { a: BoardTags; b: BoardTags; links: Link[] }[] = [];
    for (const [a, b] of couples) {
      signal?.throwIfAborted();
      options.onStep?.({ label: `${a.booru} and ${b.booru}`, done: summary.length, total: couples.length });
      await new Promise((resume) => setImmediate(resume));
      const { links, works } = await linkBoards(connection, a, b, { accept, ignoreNames });
      const accepted = links.filter(({ status }) => status === 'accepted');
      summary.push({ booru_a: a.booru, booru_b: b.booru, shared_works: works, accepted: accepted.length, by_posts_alone: accepted.filter(({ rule }) => rule === null).length, review: new Set(links.filter(({ status }) => status === 'review').map((link) => link.a)).size });
      all.push({ a, b, links });
    }
    await createLinkTable(connection, all);
    await createUnifiedTags(connection, boards, all.flatMap(({ a, b, links }) => links.filter(({ status }) => status === 'accepted').map((link) => ({ idA: a.tagIds[link.a]!, idB: b.tagIds[link.b]!, score: link.score, rule: link.rule }))));
    const named = `SELECT l.* REPLACE (na.tag_name AS tag_name_a, nb.tag_name AS tag_name_b) FROM found_tag_link AS l JOIN (${writer.scan('tags')}) AS na ON na.tag_id = tag_id_a JOIN (${writer.scan('tags')}) AS nb ON nb.tag_id = tag_id_b`;
    const unified = `SELECT t.booru, t.tag_id, u.unified_id, n.tag_name AS unified_name, n.tag_cat AS unified_cat FROM found_unified AS u JOIN (${writer.scan('tags')}) AS t USING (tag_id) JOIN (${writer.scan('tags')}) AS n ON n.tag_id = u.unified_id`;
    return {
      writes: [
        { table: 'tag_links', part: '', select: `SELECT ${Object.keys(schemaOf('tag_links').columns).join(', ')} FROM (${named}) ORDER BY ${schemaOf('tag_links').key.join(', ')}` },
        { table: 'unified_tags', part: '', select: `${unified} ORDER BY ${schemaOf('unified_tags').key.join(', ')}` },
      ],
      parameters: { prefer, accept, ignoreNames }, rows: boards.reduce((sum, { tagIds }) => sum + tagIds.length, 0), result: summary,
    };
  });
}

async function linkBoards(connection: DuckDBConnection, a: BoardTags, b: BoardTags, { accept, ignoreNames }: { accept: number; ignoreNames: boolean }): Promise<{ links: Link[]; works: number }> {
  const [sideA, sideB] = await readSharedTags(connection, a, b);
  const names = ignoreNames ? { a: new Int32Array(0), b: new Int32Array(0), rule: [] } : namePairs(a, b);
  const pairs = crossPairs(sideA, sideB, { most: mostCandidates, minimum: 2, groupA: a.categories, groupB: b.categories, wanted: names });
  const ruleOf = new Map(Array.from(names.a, (tag, i) => [tag * b.tagIds.length + names.b[i]!, names.rule[i]!]));
  const rules = Array.from(pairs.a, (tag, i) => ruleOf.get(tag * b.tagIds.length + pairs.b[i]!) ?? null);
  const verdicts = weighPairs({ pairs, rules, categoryA: a.categories, categoryB: b.categories }, accept);
  return { links: linksOf(pairs, rules, verdicts, a, b), works: sideA.offsets.length - 1 };
}

/** Links that are accepted, and for tags without one the likeliest candidates. */
function linksOf(pairs: CrossPairs, rules: readonly (NameRule | null)[], { score, isLinked, isTaken, margin }: Verdicts, a: BoardTags, b: BoardTags): Link[] {
  const listed = new Map<number, number[]>();
  const chosen: [number, 'accepted' | 'review'][] = [];
  for (let pair = 0; pair < pairs.a.length; pair++) {
    if (isLinked[pair] === 1) chosen.push([pair, 'accepted']);
    else if (isTaken[pair] === 0 && (score[pair]! >= least || rules[pair] === 'same')) listed.set(pairs.a[pair]!, [...(listed.get(pairs.a[pair]!) ?? []), pair]);
  }
  for (const some of listed.values()) for (const pair of some.sort((x, y) => score[y]! - score[x]! || x - y).slice(0, mostListed)) chosen.push([pair, 'review']);
  return chosen.map(([pair, status]) => {
    const [tagA, tagB, both] = [pairs.a[pair]!, pairs.b[pair]!, pairs.both[pair]!];
    const [worksA, worksB] = [pairs.worksA[tagA]!, pairs.worksB[tagB]!];
    const evidence: string[] = rules[pair] === null ? [] : [`name ${rules[pair]}`];
    if (both > 0) evidence.push(`${both} of ${worksA} and ${worksB} works`, `G2 ${(2 * pairs.likelihood[pair]!).toFixed(0)}`, `jaccard ${(both / (worksA + worksB - both)).toFixed(2)}`);
    if (both > 0 && margin[pair]! !== 0) evidence.push(margin[pair]! > 0 ? `mutual best by ${margin[pair]!.toFixed(1)}` : `behind a rival by ${(-margin[pair]!).toFixed(1)}`);
    const [own, other] = [a.categories[tagA]!, b.categories[tagB]!];
    if (own !== -1 && other !== -1) evidence.push(own === other ? 'same category' : 'other category');
    if (rules[pair] === null && both < fewWorks) evidence.push('few works');
    return { a: tagA, b: tagB, both, worksA, worksB, score: score[pair]!, rule: rules[pair]!, evidence, status };
  });
}

async function createLinkTable(connection: DuckDBConnection, all: readonly { a: BoardTags; b: BoardTags; links: readonly Link[] }[]): Promise<void> {
  const column = <T>(value: (link: Link, a: BoardTags, b: BoardTags) => T): T[] => all.flatMap(({ a, b, links }) => links.map((link) => value(link, a, b)));
  await createColumnTable(connection, 'found_tag_link', {
    booru_a: { type: VARCHAR, values: column((_, a) => a.booru) }, tag_id_a: { type: INTEGER, values: column((link, a) => a.tagIds[link.a]!) }, tag_name_a: { type: VARCHAR, values: column(() => '') },
    booru_b: { type: VARCHAR, values: column((_, __, b) => b.booru) }, tag_id_b: { type: INTEGER, values: column((link, _, b) => b.tagIds[link.b]!) }, tag_name_b: { type: VARCHAR, values: column(() => '') },
    tag_cat: { type: TINYINT, values: column((link, a, b) => (a.categories[link.a] === -1 ? b.categories[link.b]! : a.categories[link.a]!)) }, score: { type: DOUBLE, values: column((link) => link.score) },
    posts_both: { type: INTEGER, values: column((link) => link.both) }, posts_a: { type: INTEGER, values: column((link) => link.worksA) }, posts_b: { type: INTEGER, values: column((link) => link.worksB) },
    evidence: { type: LIST(VARCHAR), values: column((link) => listValue([...link.evidence])) }, rule: { type: VARCHAR, values: column((link) => link.rule ?? 'posts') }, status: { type: VARCHAR, values: column((link) => link.status) },
  });
}
