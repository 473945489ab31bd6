import type { DuckDBConnection } from '@duckdb/node-api';
import { crossPairs } from '../../kernels/cross-counts.js';
import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import { schemaOf } from '../../lake/schema.js';
import { runStep, type StepOptions } from '../../lake/step.js';
import { edgeFates } from '../crossposts/cluster-posts.js';
import { readPairDecisions, type PairDecisions } from '../decisions.js';
import { decidedTags, pairKey } from './decided-tags.js';
import { learnWeights, type DecidedPair } from './learn-weights.js';
import { createLinkTable, linksOf, type BoardLinks, type Link } from './link-rows.js';
import { namePairs, type NamePairs } from './name-pairs.js';
import { createWorkTags, readBoards, readSharedTags, type BoardTags } from './read-shared.js';
import { createUnifiedTags } from './unify-tags.js';
import { factsOf, firstMargins, weighPairs, type Candidates } from './weigh-pairs.js';

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

/** What became of the decisions of people. */
export interface TagDecisions {
  readonly used: number;
  /** Decisions that the weights were learned from; 0 while there are too few. */
  readonly learned: number;
  /** Links that are for review again, since with others they would put together what a person keeps apart. */
  readonly keptApart: number;
  /** Decisions to join that others contradict, and decisions about tags that the lake has not got: not followed. */
  readonly contradicted: number;
  readonly unknown: number;
}

export interface TagLinkSummary {
  readonly pairs: readonly BoardPairSummary[];
  readonly decisions: TagDecisions;
}

export const defaultTagAccept = 0.9;
/** Candidates kept for each tag by what shared works tell. */
const mostCandidates = 12;

interface TagPairs extends Omit<Candidates, 'weights'> {
  readonly a: BoardTags;
  readonly b: BoardTags;
  readonly works: number;
}

/**
 * Finds which tags of two boards are one, for all pairs of boards, and writes the tables `tag_links` and `unified_tags` in one commit. Posts of every rating
 * are counted. What people decided wins, and weights are learned from it when there is enough. Throws UserError when the lake has tags of fewer than two
 * boards, and as `runStep`.
 */
export async function linkTags(lake: Lake, options: LinkTagsOptions = {}): Promise<TagLinkSummary> {
  const { prefer = [], accept = defaultTagAccept, ignoreNames = false, signal } = options;
  return runStep(lake, 'link tags', options, async (writer) => {
    const { connection } = writer;
    const boards = await readBoards(connection, { tags: writer.scan('tags'), aliases: writer.scan('tag_aliases') }, prefer);
    if (boards.length < 2) throw new UserError(`The lake has tags of ${boards.length === 0 ? 'no board' : 'one board only'}`, 'Load dumps of two boards or more: boorulab load DUMP...');
    await createWorkTags(connection, { works: writer.scan('works'), postTags: writer.scan('post_tags') });
    const decisions = await readPairDecisions(connection, 'tags', writer.scan('decisions'), `SELECT tag_id AS number, booru, tag_name AS name FROM (${writer.scan('tags')})`);
    const couples = boards.flatMap((a, at) => boards.slice(at + 1).map((b) => [a, b] as const));
    const read = (a: BoardTags, b: BoardTags) => readPairs(connection, a, b, decisions, ignoreNames);
    const say = async (label: string, done: number) => {
      signal?.throwIfAborted();
      options.onStep?.({ label, done, total: couples.length });
      await new Promise((resume) => setImmediate(resume));
    };
    const known: DecidedPair[] = [];
    for (const [a, b] of couples.filter(([a, b]) => decidedTags(decisions, a, b).pairs.size > 0)) {
      await say('learning from decisions', 0);
      known.push(...decidedPairsOf(await read(a, b)));
    }
    const { weights, learned } = learnWeights(known);
    const all: (BoardLinks & { works: number })[] = [];
    for (const [a, b] of couples) {
      await say(`${a.booru} and ${b.booru}`, all.length);
      const pairs = await read(a, b);
      const candidates = { ...pairs, weights };
      all.push({ a, b, works: pairs.works, links: linksOf(candidates, weighPairs(candidates, accept), a, b) });
    }
    const { settled, ...unsettled } = await settle(connection, boards, all, decisions);
    await createLinkTable(connection, settled);
    const named = `SELECT l.* REPLACE (na.tag_name AS tag_name_a, nb.tag_name AS tag_name_b) FROM found_tag_link AS l JOIN (${writer.scan('tags')}) AS na ON na.tag_id = tag_id_a JOIN (${writer.scan('tags')}) AS nb ON nb.tag_id = tag_id_b`;
    const unified = `SELECT t.booru, t.tag_id, u.unified_id, n.tag_name AS unified_name, n.tag_cat AS unified_cat FROM found_unified AS u JOIN (${writer.scan('tags')}) AS t USING (tag_id) JOIN (${writer.scan('tags')}) AS n ON n.tag_id = u.unified_id`;
    return {
      writes: [
        { table: 'tag_links', part: '', select: `SELECT ${Object.keys(schemaOf('tag_links').columns).join(', ')} FROM (${named}) ORDER BY ${schemaOf('tag_links').key.join(', ')}` },
        { table: 'unified_tags', part: '', select: `${unified} ORDER BY ${schemaOf('unified_tags').key.join(', ')}` },
      ],
      parameters: { prefer, accept, ignoreNames }, rows: boards.reduce((sum, { tagIds }) => sum + tagIds.length, 0),
      result: {
        pairs: settled.map(summaryOf),
        decisions: { used: decisions.together.length + decisions.apart.length + decisions.barred.length - unsettled.contradicted, learned, ...unsettled, unknown: decisions.unknown },
      },
    };
  });
}

function summaryOf({ a, b, works, links }: BoardLinks & { works: number }): BoardPairSummary {
  const accepted = links.filter(({ status }) => status === 'accepted');
  return { booru_a: a.booru, booru_b: b.booru, shared_works: works, accepted: accepted.length, by_posts_alone: accepted.filter(({ rule }) => rule === null).length, review: new Set(links.filter(({ status }) => status === 'review').map((link) => link.a)).size };
}

/** The pairs of tags of two boards that may be one, with all evidence and what people decided. */
async function readPairs(connection: DuckDBConnection, a: BoardTags, b: BoardTags, decisions: PairDecisions, ignoreNames: boolean): Promise<TagPairs> {
  const [sideA, sideB] = await readSharedTags(connection, a, b);
  const verdicts = decidedTags(decisions, a, b);
  const names: NamePairs = ignoreNames ? { a: new Int32Array(0), b: new Int32Array(0), rule: [] } : namePairs(a, b);
  const ruleOf = new Map(Array.from(names.a, (tag, i) => [pairKey(tag, names.b[i]!, b), names.rule[i]!]));
  const wanted = Float64Array.from(new Set([...ruleOf.keys(), ...verdicts.pairs.keys()])).sort();
  const width = b.tagIds.length;
  const pairs = crossPairs(sideA, sideB, { most: mostCandidates, minimum: 2, groupA: a.categories, groupB: b.categories, wanted: { a: Int32Array.from(wanted, (key) => Math.floor(key / width)), b: Int32Array.from(wanted, (key) => key % width) } });
  return {
    a, b, works: sideA.offsets.length - 1, pairs, rules: Array.from(pairs.a, (tag, i) => ruleOf.get(pairKey(tag, pairs.b[i]!, b)) ?? null), categoryA: a.categories, categoryB: b.categories,
    decided: Int8Array.from(pairs.a, (tag, i) => verdicts.pairs.get(pairKey(tag, pairs.b[i]!, b)) ?? (verdicts.barredA.has(tag) || verdicts.barredB.has(pairs.b[i]!) ? -1 : 0)),
    isNamed: Uint8Array.from(pairs.a, (tag, i) => Number(verdicts.pairs.has(pairKey(tag, pairs.b[i]!, b)))),
  };
}

/** The pairs that a person decided one by one, with the evidence as it is before anything is linked. */
function decidedPairsOf(found: TagPairs): DecidedPair[] {
  const margins = firstMargins(found.pairs);
  return Array.from(found.decided.keys()).filter((pair) => found.isNamed[pair] === 1).map((pair) => ({ ...factsOf(found, pair), margin: margins[pair]!, isLink: found.decided[pair]! > 0 }));
}

/** Makes `found_unified`, and puts links up for review again that decisions keep from being followed to the end. */
async function settle<B extends BoardLinks>(connection: DuckDBConnection, boards: readonly BoardTags[], all: readonly B[], decisions: PairDecisions): Promise<{ settled: B[]; keptApart: number; contradicted: number }> {
  const accepted = all.flatMap(({ a, b, links }) => links.filter(({ status }) => status === 'accepted').map((link) => ({ link, idA: a.tagIds[link.a]!, idB: b.tagIds[link.b]!, score: link.score, rule: link.rule })));
  const { fates, contradictions } = await createUnifiedTags(connection, boards, accepted, decisions);
  const doubted = new Set<Link>(accepted.filter((_, at) => fates[at] === edgeFates.keptApart).map(({ link }) => link));
  const settled = all.map((some) => ({ ...some, links: some.links.map((link) => (doubted.has(link) ? { ...link, status: 'review' as const, evidence: [...link.evidence, 'would join what a person keeps apart'] } : link)) }));
  return { settled, keptApart: [...doubted].filter(({ rule }) => rule !== 'decision').length, contradicted: contradictions.length };
}
