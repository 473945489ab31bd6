import { writeSmallLake } from '../system/small-lake.js';
import { load, writeLines } from '../load/fixtures.js';
import { stubLine } from '../load/stub-source.js';
import { join } from 'node:path';

/** Boards of the lake: one as boards are, one whose name would leave its folder, one beyond ASCII. */
export const boards = ['danbooru.donmai.us', 'a/b c%', 'é.example'] as const;

const picture = (booru: string, fid: number) => `('${booru}', '${fid}', ${fid}, '/pictures/${fid}.png')`;

/**
 * A lake to export; `useStubs` must be called before. On each board post 1 is safe, 2 sensitive, 3 explicit, and on the first post 600000 of another file of
 * the lake is safe. Other tables name each of them; what they say of post 3 is hidden.
 */
export async function writeExportedLake(dir: string): Promise<string> {
  const lake = join(dir, 'lake');
  const lines = boards.flatMap((booru) => [['1', 'safe'], ['2', 'sensitive'], ['3', 'explicit'], ...(booru === boards[0] ? [['600000', 'safe']] : [])]
    .map(([fid, rating]) => stubLine('board', true, { booru, fid: fid!, rating: rating!, tags: ['sky', `tag_${fid}`, "it's \\ odd"], updated: '2024-01-02T03:04:05Z' })));
  await load(lake, writeLines(join(dir, 'dump.jsonl'), [...lines, 'no record']));
  const [board] = boards;
  await writeSmallLake(lake, {
    pools: `SELECT '${board}' AS booru, 1 AS pool_id, ['1', '3', '9', '3'] AS post_fids UNION ALL SELECT '${board}', 2, NULL UNION ALL SELECT '${boards[1]}', 1, ['1', '2']`,
    predictions: `SELECT * FROM (VALUES ('rating', '${board}', '1', 'm'), ('rating', '${board}', '3', 'm'), ('category', '${board}', '3', 'm')) AS t(task, booru, subject, method)`,
    decisions: `SELECT * FROM (VALUES ('crossposts', '${board}/1', '${boards[2]}/2', 'yes'), ('crossposts', '${board}/1', '${boards[2]}/3', 'no'), ('crossposts', '${board}/3', '${boards[2]}/1', 'no'), ('tags', '${board}/3', '${boards[2]}/3', 'yes')) AS t(kind, left_key, right_key, decision)`,
    images: `SELECT *, 'png' AS file_type FROM (VALUES ${picture(board, 1)}, ${picture(board, 3)}, (NULL, NULL, NULL, '/pictures/own.png')) AS t(booru, fid, post_key, path)`,
    image_stats: `SELECT *, 17000000000000000000::UBIGINT AS phash, ['#ffffff', NULL] AS palette, [0.5, 0.25]::FLOAT[] AS palette_share FROM (VALUES ${picture(board, 1)}, ${picture(board, 3)}) AS t(booru, fid, post_key, path)`,
    works: `SELECT 1 AS work_id, '${board}' AS booru, fid, fid::BIGINT AS post_key, fid::INTEGER AS rank, 2 AS posts FROM (VALUES ('1'), ('3')) AS t(fid)`,
    crossposts: `SELECT '${board}' AS booru_a, 1 AS post_key_a, '${boards[2]}' AS booru_b, key AS post_key_b, 'md5' AS reason FROM (VALUES (2), (3)) AS t(key)`,
    tag_vectors: `SELECT '${board}' AS booru, 1 AS tag_id, 4 AS posts, [1, -0.5, 0]::FLOAT[] AS vector`,
    mal_titles: `SELECT 7 AS anime_id, 'A ''title'' \\ of 1917' AS title, ['x', NULL] AS synonyms, DATE '1917-01-01' AS aired_from`,
  });
  return lake;
}
