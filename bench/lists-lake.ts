import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { LakeWriter } from '../src/lake/writer.js';
import { madeOnce, outFolder } from './measure.js';

export const listedPosts = 1_000_000;
const tagsPerPost = 30;
const tagsPerSlot = 1_666;

/** A lake of a million posts with MD5s and 30 tags each, of which one is a copyright, one a character and one an artist; half have addresses. Made once. */
export async function listsLake(): Promise<string> {
  const dir = join(outFolder, 'lists-lake');
  await madeOnce(join(dir, 'manifest.json'), () => makeLake(dir).catch((error: Error) => {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }));
  return dir;
}

async function makeLake(dir: string): Promise<void> {
  console.log(`Making a lake of ${listedPosts.toLocaleString('en')} posts once, in ${dir}`);
  const writer = await LakeWriter.open(dir, { memory: '1500MB' });
  try {
    const { inbox, connection } = writer;
    const booru = 'danbooru.donmai.us';
    await inbox.insert('posts', `SELECT '${booru}' AS booru, i::VARCHAR AS fid, i AS post_key, i AS fid_num, 1 AS load_id, 1 AS records, 'board' AS origin, 'board' AS tag_origin, 'general' AS rating_std, 0 AS rating_level,
      md5(i::VARCHAR) AS md5, 'jpg' AS file_ext, 1000 AS width, 1400 AS height, 500000 AS file_size, (hash(i) % 100)::INTEGER AS score, TIMESTAMPTZ '2010-01-01 00:00:00Z' + INTERVAL (i * 7) MINUTE AS created_at,
      CASE WHEN i % 2 = 0 THEN 'https://cdn.donmai.us/original/' || md5(i::VARCHAR)[:2] || '/' || md5(i::VARCHAR)[3:4] || '/' || md5(i::VARCHAR) || '.jpg' END AS file_url FROM range(1, ${listedPosts + 1}) AS r (i)`);
    const names = `SELECT 'tag_' || lpad(i::VARCHAR, 6, '0') AS tag_name, i // ${tagsPerSlot} AS slot FROM range(${tagsPerPost * tagsPerSlot}) AS r (i)`;
    await inbox.learnTags(booru, names);
    await inbox.insert('tags', `SELECT '${booru}' AS booru, tag_name, CASE slot WHEN 0 THEN 3 WHEN 1 THEN 4 WHEN 2 THEN 1 ELSE 0 END AS tag_cat, 1 AS load_id FROM (${names})`);
    // Of each slot one tag, the first ones more often, so that no post has a tag twice.
    await connection.run(`INSERT INTO in_post_tags SELECT ${inbox.board(booru)}, 1, p, (k * ${tagsPerSlot} + 1 + floor(${tagsPerSlot} * pow((hash(p * ${tagsPerPost} + k) % 1000000) / 1e6, 3)))::INTEGER, 0
      FROM range(1, ${listedPosts + 1}) AS r (p), range(${tagsPerPost}) AS s (k)`);
    await writer.commit(await writer.settlePosts(), { command: 'bench', parameters: {}, rows: listedPosts, startedAt: new Date(), version: '' });
  } finally {
    await writer.close();
  }
}
