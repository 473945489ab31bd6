import { INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import { createColumnTable } from '../../lake/column-table.js';
import { clusterPosts } from '../crossposts/cluster-posts.js';
import type { NameRule } from './name-pairs.js';
import type { BoardTags } from './read-shared.js';

export interface TagLink {
  readonly idA: number;
  readonly idB: number;
  readonly score: number;
  readonly rule: NameRule | null;
}

/** No tag has more spellings than this over all boards. */
const mostSpellings = 64;

/**
 * Makes `found_unified` (tag_id, unified_id) of all tags with a link: each is called as the tag of its cluster on the first board. The surest links count
 * first, and only an alias puts two tags of one board together.
 */
export async function createUnifiedTags(connection: DuckDBConnection, boards: readonly BoardTags[], links: readonly TagLink[]): Promise<void> {
  const ids = boards.flatMap(({ tagIds }) => [...tagIds]);
  const numberOf = new Map(ids.map((id, number) => [id, number]));
  const board = Int32Array.from(boards.flatMap(({ tagIds }, at) => Array.from(tagIds, () => at)));
  const order = [...links].sort((x, y) => y.score - x.score || x.idA - y.idA || x.idB - y.idB);
  const { first } = clusterPosts(board, boards.length, {
    x: Int32Array.from(order, ({ idA }) => numberOf.get(idA)!), y: Int32Array.from(order, ({ idB }) => numberOf.get(idB)!), isStrong: Uint8Array.from(order, ({ rule }) => (rule === 'alias' ? 1 : 0)),
  }, mostSpellings);
  const linked = [...new Set(links.flatMap(({ idA, idB }) => [numberOf.get(idA)!, numberOf.get(idB)!]))].sort((x, y) => x - y);
  await createColumnTable(connection, 'found_unified', {
    tag_id: { type: INTEGER, values: linked.map((number) => ids[number]!) }, unified_id: { type: INTEGER, values: linked.map((number) => ids[first[number]!]!) },
  });
}
