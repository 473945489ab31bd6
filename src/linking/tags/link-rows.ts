import { INTEGER, VARCHAR, DOUBLE, TINYINT, LIST, listValue, type DuckDBConnection } from '@duckdb/node-api';
import type { CrossPairs } from '../../kernels/cross-counts.js';
import { createColumnTable } from '../../lake/column-table.js';
import type { NameRule } from './name-pairs.js';
import type { BoardTags } from './read-shared.js';
import { fewWorks, type Candidates, type Verdicts } from './weigh-pairs.js';

/** Candidates of less probability are not listed. */
const least = 0.1;
/** Candidates listed for a tag under review. */
const mostListed = 3;

/** A row of `tag_links`, with tags by their place on their board. */
export interface Link {
  readonly a: number;
  readonly b: number;
  readonly both: number;
  readonly worksA: number;
  readonly worksB: number;
  readonly score: number;
  readonly rule: NameRule | 'decision' | null;
  readonly evidence: readonly string[];
  readonly status: 'accepted' | 'review' | 'rejected';
}

export interface BoardLinks {
  readonly a: BoardTags;
  readonly b: BoardTags;
  readonly links: readonly Link[];
}

/** Links that are accepted, those that a person refused, and for tags without one the likeliest candidates. */
export function linksOf({ pairs, rules, decided, isNamed }: Candidates, { score, isLinked, isTaken, margin }: Verdicts, a: BoardTags, b: BoardTags): Link[] {
  const listed = new Map<number, number[]>();
  const chosen: [number, Link['status']][] = [];
  for (let pair = 0; pair < pairs.a.length; pair++) {
    if (isLinked[pair] === 1) chosen.push([pair, 'accepted']);
    else if (decided[pair]! < 0) chosen.push(...(isNamed[pair] === 1 ? [[pair, 'rejected'] as [number, Link['status']]] : []));
    else if (isTaken[pair] === 0 && (score[pair]! >= least || rules[pair] === 'same')) listed.set(pairs.a[pair]!, [...(listed.get(pairs.a[pair]!) ?? []), pair]);
  }
  for (const some of listed.values()) for (const pair of some.sort((x, y) => score[y]! - score[x]! || x - y).slice(0, mostListed)) chosen.push([pair, 'review']);
  return chosen.map(([pair, status]) => {
    const [tagA, tagB] = [pairs.a[pair]!, pairs.b[pair]!];
    return {
      a: tagA, b: tagB, both: pairs.both[pair]!, worksA: pairs.worksA[tagA]!, worksB: pairs.worksB[tagB]!, score: score[pair]!, rule: isNamed[pair] === 1 ? 'decision' : rules[pair]!, status,
      evidence: [...(isNamed[pair] === 1 ? [`a person says ${decided[pair]! > 0 ? 'yes' : 'no'}`] : []), ...evidenceOf(pairs, pair, rules[pair]!, margin[pair]!, a.categories[tagA]!, b.categories[tagB]!)],
    };
  });
}

function evidenceOf({ a, b, both: counts, worksA, worksB, likelihood }: CrossPairs, pair: number, rule: NameRule | null, margin: number, own: number, other: number): string[] {
  const [both, ofA, ofB] = [counts[pair]!, worksA[a[pair]!]!, worksB[b[pair]!]!];
  const evidence: string[] = rule === null ? [] : [`name ${rule}`];
  if (both > 0) evidence.push(`${both} of ${ofA} and ${ofB} works`, `G2 ${(2 * likelihood[pair]!).toFixed(0)}`, `jaccard ${(both / (ofA + ofB - both)).toFixed(2)}`);
  if (both > 0 && margin !== 0) evidence.push(margin > 0 ? `mutual best by ${margin.toFixed(1)}` : `behind a rival by ${(-margin).toFixed(1)}`);
  if (own !== -1 && other !== -1) evidence.push(own === other ? 'same category' : 'other category');
  if (rule === null && both < fewWorks) evidence.push('few works');
  return evidence;
}

/** Makes `found_tag_link`, the table `tag_links` but for names. */
export async function createLinkTable(connection: DuckDBConnection, all: readonly BoardLinks[]): Promise<void> {
  const column = <T>(value: (link: Link, a: BoardTags, b: BoardTags) => T): T[] => all.flatMap(({ a, b, links }) => links.map((link) => value(link, a, b)));
  await createColumnTable(connection, 'found_tag_link', {
    booru_a: { type: VARCHAR, values: column((_, a) => a.booru) }, tag_id_a: { type: INTEGER, values: column((link, a) => a.tagIds[link.a]!) }, tag_name_a: { type: VARCHAR, values: column(() => '') },
    booru_b: { type: VARCHAR, values: column((_, __, b) => b.booru) }, tag_id_b: { type: INTEGER, values: column((link, _, b) => b.tagIds[link.b]!) }, tag_name_b: { type: VARCHAR, values: column(() => '') },
    tag_cat: { type: TINYINT, values: column((link, a, b) => (a.categories[link.a] === -1 ? b.categories[link.b]! : a.categories[link.a]!)) }, score: { type: DOUBLE, values: column((link) => link.score) },
    posts_both: { type: INTEGER, values: column((link) => link.both) }, posts_a: { type: INTEGER, values: column((link) => link.worksA) }, posts_b: { type: INTEGER, values: column((link) => link.worksB) },
    evidence: { type: LIST(VARCHAR), values: column((link) => listValue([...link.evidence])) }, rule: { type: VARCHAR, values: column((link) => link.rule ?? 'posts') }, status: { type: VARCHAR, values: column((link) => link.status) },
  });
}
