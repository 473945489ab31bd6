import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { linkCrossposts } from '../../src/linking/crossposts/crossposts.js';
import { linkMal } from '../../src/linking/mal/link-mal.js';
import { linkTags } from '../../src/linking/tags/link-tags.js';
import { countCooccurrence } from '../../src/mining/cooccurrence.js';
import { findFranchises } from '../../src/mining/franchises/franchises.js';
import type { Lake } from '../../src/lake/lake.js';
import type { TableName } from '../../src/lake/schema.js';
import { load, pinned, withLake } from '../load/fixtures.js';
import { simulated } from '../simulate/simulated.js';
import { writeSmallLake } from '../system/small-lake.js';

/** What is seen in the pictures of posts, told of the posts in `p` without looking. */
const pictures: Partial<Record<TableName, string>> = {
  images: "SELECT booru, fid, post_key, path, 'png' AS file_type FROM p",
  image_stats: `SELECT booru, fid, post_key, path, n / 700 AS mean, (n * 31 % 97) / 97 AS chroma_mean, 0.1 + (n % 7) / 10 AS stddev, (n * 7 % 11) / 11 AS entropy, (n % 13) / 13 AS edge,
    (10 + n * 17 % 200)::INTEGER AS colors, [0.5, 0.25]::FLOAT[] AS palette_share FROM p`,
  compositions: `SELECT booru, fid, post_key, path, CASE WHEN n % 11 > 0 THEN (n % 4)::SMALLINT END AS figures, ['close-up', 'portrait', 'bust', 'half', 'wide'][1 + n % 5] AS scale,
    ['boxes', 'tags', 'both'][1 + n % 3] AS scale_from, ['centre', 'left'][1 + n % 2] AS place, CASE WHEN n % 5 > 0 THEN ((n * 13 % 89) / 100)::REAL END AS face_share FROM p`,
  picture_quality: 'SELECT booru, fid, post_key, path, (n * 7 % 100) / 100 AS bc_main, (n * 3 % 100) / 100 AS bc_reverse, (n * 37 % 701) / 701 AS fitted, (n * 11 % 100) / 100 AS target FROM p',
  duplicates: `SELECT 'test' AS tool, (n // 3)::VARCHAR AS dup_group, booru, fid, post_key, path, 1000 * n AS file_size, 640 AS width, 480 + n % 3 AS height, n % 3 AS distance, (1 / (1 + n % 3))::REAL AS score,
    [['same size', 'sharper'], [], NULL][1 + n % 3]::VARCHAR[] AS reasons, CASE n % 3 WHEN 0 THEN 'keep' ELSE 'drop' END AS plan, 'largest' AS why FROM p WHERE n < 60`,
};

/** Simulated boards with a few broken lines, loaded, mined and linked: rows in every table that a saved query reads. */
export async function writeSimulatedLake(dir: string): Promise<void> {
  const data = await simulated({ posts: 2500, seed: 5, out: dir });
  try {
    const dump = readdirSync(join(data.folder, 'danbooru'), { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.jsonl'))!;
    appendFileSync(join(data.folder, 'danbooru', dump), '{"id": 1, "rating"\n{"rating": "g"}\n');
    await load(dir, readdirSync(data.folder).filter((name) => name !== 'truth').sort().map((name) => join(data.folder, name)));
  } finally {
    data.remove();
  }
  const steps: readonly ((lake: Lake) => Promise<unknown>)[] = [
    (lake) => countCooccurrence(lake, { now: pinned }), (lake) => findFranchises(lake, { now: pinned }), (lake) => linkCrossposts(lake, { now: pinned }),
    (lake) => linkTags(lake, { now: pinned }), (lake) => linkMal(lake, { now: pinned }),
  ];
  for (const step of steps) await withLake(dir, step);
  const some = join(dir, '..', 'pictured.parquet');
  await withLake(dir, (lake) => lake.connection.run(`COPY (SELECT booru, fid, post_key, booru || '/' || post_key || '.png' AS path, row_number() OVER (ORDER BY hash(booru, post_key))::INTEGER AS n
    FROM posts QUALIFY n <= 700) TO '${some}'`), { rating: 'all' });
  await writeSmallLake(dir, Object.fromEntries(Object.entries(pictures).map(([table, sql]) => [table, `WITH p AS (FROM read_parquet('${some}')) ${sql}`])));
}
