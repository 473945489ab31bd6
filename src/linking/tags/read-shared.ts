import type { DuckDBConnection } from '@duckdb/node-api';
import type { WorkTags } from '../../kernels/cross-counts.js';
import { toColumns } from '../../lake/result.js';
import { boardRankSql } from '../crossposts/board-rank.js';
import type { NamedTags } from './name-pairs.js';

/** A board's tags, in order of their numbers in the lake. */
export interface BoardTags extends NamedTags {
  readonly booru: string;
  readonly tagIds: Int32Array;
  readonly categories: Int32Array;
}

/** The boards of the lake with their vocabularies, in order of priority. `tags` and `aliases` are SQL of those tables. */
export async function readBoards(connection: DuckDBConnection, { tags, aliases }: { tags: string; aliases: string }, prefer: readonly string[]): Promise<BoardTags[]> {
  const found = toColumns(await connection.run(`SELECT booru FROM (SELECT DISTINCT booru FROM (${tags})) ORDER BY ${boardRankSql('booru', prefer)}, booru`));
  const boards: BoardTags[] = [];
  for (const booru of (found['booru'] ?? []) as string[]) {
    const own = toColumns(await connection.run(`SELECT tag_id, tag_name_norm, coalesce(tag_cat, -1)::INTEGER AS tag_cat FROM (${tags}) WHERE booru = $booru ORDER BY tag_id`, { booru }));
    const renamed = toColumns(await connection.run(`SELECT DISTINCT lower(antecedent) AS old, lower(consequent) AS name FROM (${aliases}) WHERE booru = $booru AND status = 'active' AND antecedent <> consequent ORDER BY ALL`, { booru }));
    boards.push({
      booru, tagIds: Int32Array.from((own['tag_id'] ?? []) as Int32Array), names: Array.from((own['tag_name_norm'] ?? []) as string[]), categories: Int32Array.from((own['tag_cat'] ?? []) as Int32Array),
      aliases: new Map(Array.from((renamed['old'] ?? []) as string[], (old, i) => [old, (renamed['name'] as string[])[i]!])),
    });
  }
  return boards;
}

/** Makes `tl_tag` (work_id, booru, tag_id): the tags of works that are on several boards, each once a work and board. */
export async function createWorkTags(connection: DuckDBConnection, { works, postTags }: { works: string; postTags: string }): Promise<void> {
  await connection.run(`CREATE TABLE tl_work AS SELECT work_id, booru, post_key FROM (${works}) WHERE posts > 1
    AND work_id IN (SELECT work_id FROM (${works}) WHERE posts > 1 GROUP BY work_id HAVING count(DISTINCT booru) > 1)`);
  await connection.run(`CREATE TABLE tl_tag AS SELECT DISTINCT work_id, booru, tag_id FROM tl_work JOIN (${postTags}) USING (booru, post_key)`);
}

/** The tags of the works that two boards share, on each; work for work. */
export async function readSharedTags(connection: DuckDBConnection, a: BoardTags, b: BoardTags): Promise<[WorkTags, WorkTags]> {
  await connection.run('CREATE OR REPLACE TABLE tl_shared (n INTEGER, work_id BIGINT)');
  await connection.run(`INSERT INTO tl_shared SELECT (row_number() OVER (ORDER BY work_id) - 1)::INTEGER, work_id FROM (SELECT work_id FROM tl_work WHERE booru IN ($a, $b) GROUP BY work_id HAVING count(DISTINCT booru) = 2)`, { a: a.booru, b: b.booru });
  const works = Number((await (await connection.run('SELECT count(*) FROM tl_shared')).getRowsJS())[0]![0]);
  const read = async ({ booru, tagIds }: BoardTags): Promise<WorkTags> => {
    const rows = toColumns(await connection.run('SELECT n, tag_id FROM tl_tag JOIN tl_shared USING (work_id) WHERE booru = $booru ORDER BY n, tag_id', { booru }));
    const numberOf = new Map(Array.from(tagIds, (id, number) => [id, number]));
    const n = (rows['n'] ?? []) as Int32Array;
    const offsets = new Int32Array(works + 1);
    for (const work of n) offsets[work + 1]!++;
    for (let work = 0; work < works; work++) offsets[work + 1]! += offsets[work]!;
    return { offsets, tagIds: Int32Array.from((rows['tag_id'] ?? []) as Int32Array, (id) => numberOf.get(id)!), tagCount: tagIds.length };
  };
  return [await read(a), await read(b)];
}
