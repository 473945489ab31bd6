import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LakeWriter } from '../src/lake/writer.js';
import { literal } from '../src/lake/sql.js';
import { scanFormat } from '../src/images/picture-post.js';
import { madeOnce, outFolder } from './measure.js';

export const listedPosts = 1_000_000;
const tagsPerPost = 30;
const tagsPerSlot = 1_666;

const pictures = join(outFolder, 'lists-pictures');
const inFolder = 1000;
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64');

/**
 * A lake of a million posts with MD5s and 30 tags each, of which one is a copyright, one a character and one an artist; half have addresses. Each has a
 * picture of one pixel and a face: a thousand folders that are links to one of a thousand files. Made once.
 */
export async function listsLake(): Promise<string> {
  const dir = join(outFolder, 'lists-lake');
  await madeOnce(join(dir, 'manifest.json'), () => makeLake(dir).catch((error: Error) => {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }));
  return dir;
}

/** A million paths of a thousand files. */
function makePictures(): void {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(join(pictures, 'files'), { recursive: true });
  for (let i = 0; i < inFolder; i++) writeFileSync(join(pictures, 'files', `${String(i).padStart(3, '0')}.png`), dot);
  for (let i = 0; i < listedPosts / inFolder; i++) symlinkSync('files', join(pictures, String(i).padStart(4, '0')));
}

async function makeLake(dir: string): Promise<void> {
  console.log(`Making a lake of ${listedPosts.toLocaleString('en')} posts once, in ${dir}`);
  makePictures();
  const writer = await LakeWriter.open(dir, { memory: '1500MB' });
  try {
    const { inbox, connection } = writer;
    const booru = 'danbooru.donmai.us';
    await inbox.insert('posts', `SELECT '${booru}' AS booru, i::VARCHAR AS fid, i AS post_key, i AS fid_num, 1 AS load_id, 1 AS records, 'board' AS origin, 'board' AS tag_origin, 'general' AS rating_std, 0 AS rating_level,
      md5(i::VARCHAR) AS md5, 'jpg' AS file_ext, 1000 AS width, 1400 AS height, 500000 AS file_size, (hash(i) % 100)::INTEGER AS score, TIMESTAMPTZ '2010-01-01 00:00:00Z' + INTERVAL (i * 7) MINUTE AS created_at,
      CASE WHEN i % 2 = 0 THEN 'https://cdn.donmai.us/original/' || md5(i::VARCHAR)[:2] || '/' || md5(i::VARCHAR)[3:4] || '/' || md5(i::VARCHAR) || '.jpg' END AS file_url FROM range(1, ${listedPosts + 1}) AS r (i)`);
    const file = `'${booru}' AS booru, i::VARCHAR AS fid, i AS post_key, 1 AS load_id, ${literal(scanFormat)} AS src_format,
      ${literal(`${pictures}/`)} || lpad(((i - 1) // ${inFolder})::VARCHAR, 4, '0') || '/' || lpad(((i - 1) % ${inFolder})::VARCHAR, 3, '0') || '.png' AS path`;
    const all = `FROM range(1, ${listedPosts + 1}) AS r (i)`;
    await inbox.insert('images', `SELECT ${file}, ${dot.length} AS file_size, 1000 AS width, 1400 AS height ${all}`);
    await inbox.insert('faces', `SELECT ${file}, 'lbp' AS detector, 1 AS rank, 100 AS x_orig, 200 AS y_orig, 300 AS w_orig, 300 AS h_orig, 0.9 AS prob ${all}`);
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
