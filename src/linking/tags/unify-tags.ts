import { INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import { createColumnTable } from '../../lake/column-table.js';
import { clusterPosts, type PostClusters } from '../crossposts/cluster-posts.js';
import type { PairDecisions } from '../decisions.js';
import type { Link } from './link-rows.js';
import type { BoardTags } from './read-shared.js';

export interface TagLink {
  readonly idA: number;
  readonly idB: number;
  readonly score: number;
  readonly rule: Link['rule'];
}

/** No tag has more spellings than this over all boards. */
const mostSpellings = 64;

/**
 * Makes `found_unified` (tag_id, unified_id) of all tags with a link: each is called as the tag of its cluster on the first board. What people decided counts
 * first, then the surest links; only an alias or a person puts two tags of one board together. Gives what became of each link, and of each decision to join.
 */
export async function createUnifiedTags(connection: DuckDBConnection, boards: readonly BoardTags[], links: readonly TagLink[], decided: PairDecisions): Promise<Pick<PostClusters, 'fates' | 'contradictions'>> {
  const ids = boards.flatMap(({ tagIds }) => [...tagIds]);
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const board = Int32Array.from(boards.flatMap(({ tagIds }, at) => Array.from(tagIds, () => at)));
  const order = Array.from(links.keys()).sort((i, j) => links[j]!.score - links[i]!.score || links[i]!.idA - links[j]!.idA || links[i]!.idB - links[j]!.idB);
  const numbered = ([x, y]: readonly [number, number]) => [numberOf.get(x)!, numberOf.get(y)!] as const;
  const { first, fates, contradictions } = clusterPosts(board, boards.length, {
    x: Int32Array.from(order, (link) => numberOf.get(links[link]!.idA)!), y: Int32Array.from(order, (link) => numberOf.get(links[link]!.idB)!), isStrong: Uint8Array.from(order, (link) => (links[link]!.rule === 'alias' ? 1 : 0)),
  }, mostSpellings, {
    together: decided.together.map(numbered), apart: decided.apart.map(numbered),
    barred: decided.barred.map(([tag, booru]) => [numberOf.get(tag)!, boards.findIndex((other) => other.booru === booru)] as const).filter(([, place]) => place >= 0),
  });
  const linked = [...new Set(links.flatMap(({ idA, idB }) => [numberOf.get(idA)!, numberOf.get(idB)!]))].sort((x, y) => x - y);
  await createColumnTable(connection, 'found_unified', {
    tag_id: { type: INTEGER, values: linked.map((number) => ids[number]!) }, unified_id: { type: INTEGER, values: linked.map((number) => ids[first[number]!]!) },
  });
  const ofLinks = new Uint8Array(links.length);
  order.forEach((link, at) => (ofLinks[link] = fates[at]!));
  return { fates: ofLinks, contradictions };
}
