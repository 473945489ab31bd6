import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LakeWriter } from '../../src/lake/writer.js';
import { readPostTags } from '../../src/mining/post-tags.js';
import { tempFolder, withLake } from '../load/fixtures.js';

const dir = tempFolder('post-tags');

it('posts whose keys differ in one half of their bits only, or are not of numbers, stay apart', async () => {
  const at = join(dir, 'lake');
  const booru = 'yande.re';
  const keys = ['7', '4294967303', '8589934599', '8589934600', '-9223372036854775000', '-9223372036854774999', '-3'];
  const writer = await LakeWriter.open(at);
  try {
    const { inbox, connection } = writer;
    const rows = keys.map((key, i) => `(${key}::BIGINT, ${i})`).join(', ');
    await inbox.insert('posts', `SELECT '${booru}' AS booru, key::VARCHAR AS fid, key AS post_key, 1 AS load_id, 1 AS records, 'board' AS origin, 'board' AS tag_origin, 0 AS rating_level FROM (VALUES ${rows}) AS v (key, i)`);
    await inbox.learnTags(booru, "SELECT 'tag_' || i AS tag_name FROM range(5) AS r (i)");
    await connection.run(`INSERT INTO in_post_tags SELECT ${inbox.board(booru)}, 1, key, tag_id, 0 FROM (VALUES ${rows}) AS v (key, i), dictionary WHERE tag_id <= 1 + i % 3`);
    await writer.commit(await writer.settlePosts(), { command: 'test', parameters: {}, rows: keys.length, startedAt: new Date(0), version: '' });
  } finally {
    await writer.close();
  }
  const { postTags, tagIds } = await withLake(at, (lake) => readPostTags(lake, { booru, categories: [], minimumPosts: 1, years: null }));
  expect([...tagIds]).toEqual([1, 2, 3]);
  const posts = Array.from({ length: postTags.postOffsets.length - 1 }, (_, post) => [...postTags.tagIds.subarray(postTags.postOffsets[post], postTags.postOffsets[post + 1])].sort());
  expect(posts).toEqual([[0], [0, 1], [0, 1, 2], [0], [0, 1], [0, 1, 2], [0]]);
  const common = await withLake(at, (lake) => readPostTags(lake, { booru, categories: [], minimumPosts: 4, years: null }));
  expect([...common.tagIds]).toEqual([1, 2]);
  expect(common.postTags.postOffsets).toHaveLength(8);
});
